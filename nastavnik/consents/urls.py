from django.urls import path, register_converter

from nastavnik.consents import views
from nastavnik.consents.models import ConsentKind


class KindConverter:
    regex = "|".join(ConsentKind.values)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return str(value)


register_converter(KindConverter, "consent_kind")

app_name = "consents"
urlpatterns = [
    path("", views.consent_list, name="consent-list"),
    path("waiting.<str:paper_format>", views.waiting_papers, name="waiting-papers"),
    path("waiting/register/", views.consents_register, name="consents-register"),
    path("texts/<consent_kind:kind>/", views.text_change, name="text-change"),
    path("people/<uuid:pk>/propose/", views.consent_propose, name="consent-propose"),
    path("<uuid:pk>/", views.consent_detail, name="consent-detail"),
    path("<uuid:pk>/register/", views.consent_register, name="consent-register"),
    path("<uuid:pk>/refuse/", views.consent_refuse, name="consent-refuse"),
    path("<uuid:pk>/withdraw/", views.consent_withdraw, name="consent-withdraw"),
    path("<uuid:pk>/paper.<str:paper_format>", views.consent_paper_download, name="consent-paper"),
    path("<uuid:pk>/scan/", views.consent_scan, name="consent-scan"),
    path("<uuid:pk>/scan/attach/", views.scan_attach, name="scan-attach"),
]
