"""Addresses of reminders."""

from django.urls import path

from nastavnik.reminders import views

app_name = "reminders"
urlpatterns = [
    path("", views.reminder_list, name="reminder-list"),
    path("<uuid:pk>/put-off/", views.reminder_put_off, name="reminder-put-off"),
]
