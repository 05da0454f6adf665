from django.urls import path

from nastavnik.desk import advice, views
from nastavnik.desk.example import views as example
from nastavnik.desk.setup import views as setup

app_name = "desk"
urlpatterns = [
    path("", views.index, name="index"),
    path("start/", setup.doors, name="doors"),
    path("start/<slug:step>/", setup.setup_step, name="setup-step"),
    path("example/", example.example_enter, name="example-enter"),
    path("example/build/", example.example_build, name="example-build"),
    path("example/reset/", example.example_reset, name="example-reset"),
    path("example/leave/", example.example_leave, name="example-leave"),
    path("example/enter/<slug:part>/", example.example_enter_as, name="example-enter-as"),
    path("healthz", views.health, name="health"),
    path("o/<slug:slug>/", views.home, name="home"),
    path("o/<slug:slug>/forms/<uuid:pk>/", advice.forms_choose, name="forms-choose"),
    path("o/<slug:slug>/journal/", views.journal_list, name="journal-list"),
]
