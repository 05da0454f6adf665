from django.urls import path

from nastavnik.site import public_views

app_name = "section"
urlpatterns = [
    path("", public_views.publication_list, name="publication-list"),
    path("<int:number>/", public_views.publication_detail, name="publication-detail"),
]
