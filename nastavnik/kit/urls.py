from django.urls import path

from nastavnik.kit.ui import appearance, gallery

app_name = "kit"
urlpatterns = [
    path("appearance/", appearance.appearance, name="appearance"),
    path("gallery/", gallery.gallery, name="gallery"),
    path("gallery/<slug:name>/", gallery.sample_page, name="sample-page"),
]
