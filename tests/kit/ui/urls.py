"""The kit alone, so that its tests do not depend on the rooms above."""

from django.urls import include, path

urlpatterns = [path("", include("nastavnik.kit.urls"))]
