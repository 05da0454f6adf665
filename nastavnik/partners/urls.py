"""Addresses of partners."""

from django.urls import path

from nastavnik.partners import views

app_name = "partners"

urlpatterns = [
    path("", views.partner_list, name="partner-list"),
    path("add/", views.partner_add, name="partner-add"),
    path("agreements/<uuid:pk>/change/", views.agreement_change, name="agreement-change"),
    path("agreements/<uuid:pk>/renew/", views.agreement_renew, name="agreement-renew"),
    path("agreements/<uuid:pk>/end/", views.agreement_end, name="agreement-end"),
    path("agreements/<uuid:pk>/drop/", views.agreement_drop, name="agreement-drop"),
    path("agreements/<uuid:pk>/scan/", views.agreement_scan, name="agreement-scan"),
    path("agreements/<uuid:pk>/scan/attach/", views.agreement_scan_attach, name="agreement-scan-attach"),
    path("agreements/<uuid:pk>/mentors/add/", views.outside_mentor_add, name="outside-mentor-add"),
    path("events/", views.event_list, name="event-list"),
    path("events/add/", views.event_add, name="event-add"),
    path("events/report/", views.event_report, name="event-report"),
    path("events/report.<str:paper_format>", views.event_report_paper, name="event-report-paper"),
    path("events/<uuid:pk>/", views.event_detail, name="event-detail"),
    path("events/<uuid:pk>/change/", views.event_change, name="event-change"),
    path("events/<uuid:pk>/drop/", views.event_drop, name="event-drop"),
    path("events/<uuid:pk>/people/", views.participants_add, name="participants-add"),
    path("participants/<uuid:pk>/remove/", views.participant_remove, name="participant-remove"),
    path("<uuid:pk>/", views.partner_detail, name="partner-detail"),
    path("<uuid:pk>/change/", views.partner_change, name="partner-change"),
    path("<uuid:pk>/drop/", views.partner_drop, name="partner-drop"),
    path("<uuid:pk>/agreements/add/", views.agreement_add, name="agreement-add"),
]
