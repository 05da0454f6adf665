"""All addresses. What belongs to an institution lies under `/o/<slug>/`."""

from django.urls import include, path

INSTITUTION = [
    path("people/", include("nastavnik.people.urls")),
    path("regulation/", include("nastavnik.regulation.urls")),
    path("consents/", include("nastavnik.consents.urls")),
    path("surveys/", include("nastavnik.surveys.urls")),
    path("partners/", include("nastavnik.partners.urls")),
    path("banks/", include("nastavnik.banks.urls")),
    path("pairs/", include("nastavnik.pairs.urls")),
    path("duties/", include("nastavnik.duties.urls")),
    path("programmes/", include("nastavnik.programmes.urls")),
    path("appeals/", include("nastavnik.appeals.urls")),
    path("help/", include("nastavnik.help.urls")),
    path("roadmap/", include("nastavnik.roadmap.urls")),
    path("orders/", include("nastavnik.orders.urls")),
    path("documents/", include("nastavnik.documents.urls")),
    path("publications/", include("nastavnik.site.urls")),
    path("reminders/", include("nastavnik.reminders.urls")),
    path("monitoring/", include("nastavnik.monitoring.urls")),
    path("", include("nastavnik.organisations.urls")),
]

urlpatterns = [
    path("", include("nastavnik.desk.urls")),
    path("", include("nastavnik.kit.urls")),
    path("accounts/", include("nastavnik.accounts.urls")),
    path("o/<slug:slug>/", include(INSTITUTION)),
    path("calendar/", include("nastavnik.programmes.calendar_urls")),
    path("s/<slug:slug>/", include("nastavnik.site.public_urls")),
]
