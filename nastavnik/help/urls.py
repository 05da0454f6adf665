"""Addresses of help."""

from django.urls import path

from nastavnik.help import views

app_name = "help"
urlpatterns = [
    path("", views.help_list, name="help-list"),
    path("ask/", views.help_ask, name="help-ask"),
    path("requests/", views.request_list, name="request-list"),
    path("requests/<uuid:pk>/", views.help_detail, name="help-detail"),
    path("requests/<uuid:pk>/take/", views.help_take, name="help-take"),
    path("requests/<uuid:pk>/answer/", views.help_answer, name="help-answer"),
    path("requests/<uuid:pk>/pass/", views.help_pass, name="help-pass"),
    path("requests/<uuid:pk>/route/", views.help_route, name="help-route"),
    path("requests/<uuid:pk>/close/", views.help_close, name="help-close"),
    path("requests/<uuid:pk>/again/", views.help_again, name="help-again"),
    path("requests/<uuid:pk>/withdraw/", views.help_withdraw, name="help-withdraw"),
    path("programmes/<uuid:pk>/", views.programme_help, name="programme-help"),
    path("waiting/", views.waiting_list, name="waiting-list"),
    path("waiting/<uuid:pk>/appoint/", views.accompaniment_appoint, name="accompaniment-appoint"),
    path("accompaniments/<uuid:pk>/", views.accompaniment_detail, name="accompaniment-detail"),
    path("accompaniments/<uuid:pk>/contacts/add/", views.contact_add, name="contact-add"),
    path("accompaniments/<uuid:pk>/close/", views.accompaniment_close, name="accompaniment-close"),
]
