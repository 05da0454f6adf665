from django.urls import path

from nastavnik.programmes import views

urlpatterns = [path("<str:token>.ics", views.calendar, name="calendar")]
