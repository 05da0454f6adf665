from django.urls import path

from nastavnik.organisations import views

app_name = "organisations"
urlpatterns = [
    path("card/", views.organisation_detail, name="organisation-detail"),
    path("card/change/", views.organisation_change, name="organisation-change"),
    path("settings/", views.settings_change, name="settings-change"),
]
