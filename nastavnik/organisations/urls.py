from django.urls import path

from nastavnik.organisations import views

app_name = "organisations"
urlpatterns = [
    path("card/", views.organisation_detail, name="organisation-detail"),
    path("card/change/", views.organisation_change, name="organisation-change"),
    path("card/acting-head/", views.acting_appoint, name="acting-appoint"),
    path("card/new-head/", views.head_replace, name="head-replace"),
    path("card/roles/<uuid:pk>/end/", views.role_end, name="role-end"),
    path("card/roles/<uuid:pk>/cancel/", views.role_cancel, name="role-cancel"),
    path("settings/", views.settings_change, name="settings-change"),
    path("card/services/", views.service_list, name="service-list"),
    path("card/services/add/", views.service_add, name="service-add"),
    path("card/services/<uuid:pk>/change/", views.service_change, name="service-change"),
    path("card/services/<uuid:pk>/drop/", views.service_drop, name="service-drop"),
    path("card/calendar/", views.calendar_detail, name="calendar-now"),
    path("card/calendar/<int:year>/", views.calendar_detail, name="calendar-detail"),
    path("card/calendar/<int:year>/change/", views.calendar_change, name="calendar-change"),
    path("card/calendar/<int:year>/fill/", views.calendar_fill, name="calendar-fill"),
]
