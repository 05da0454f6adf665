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
    path("register/", views.register_on_day, name="register-on-day"),
    path("register.<str:paper_format>", views.register_download, name="register-download"),
    path("waiting.<str:paper_format>", views.waiting_papers, name="waiting-papers"),
    path("waiting/register/", views.consents_register, name="consents-register"),
    path("ask/", views.consent_ask, name="consent-ask"),
    path("own/", views.consents_own, name="consents-own"),
    path("own/<consent_kind:kind>/ask/", views.own_ask, name="own-ask"),
    path("steps/", views.step_list, name="step-list"),
    path("steps/<uuid:pk>/close/", views.step_close, name="step-close"),
    path("resources/", views.resource_list, name="resource-list"),
    path("resources/<uuid:pk>/change/", views.resource_change, name="resource-change"),
    path("resources/<uuid:pk>/retire/", views.resource_retire, name="resource-retire"),
    path("signature/", views.signature_detail, name="signature-detail"),
    path("signature/<uuid:pk>/off/", views.signature_off, name="signature-off"),
    path("texts/<consent_kind:kind>/", views.text_change, name="text-change"),
    path("people/<uuid:pk>/propose/", views.consent_propose, name="consent-propose"),
    path("<uuid:pk>/", views.consent_detail, name="consent-detail"),
    path("<uuid:pk>/register/", views.consent_register, name="consent-register"),
    path("<uuid:pk>/sign/", views.consent_sign, name="consent-sign"),
    path("<uuid:pk>/refuse/", views.consent_refuse, name="consent-refuse"),
    path("<uuid:pk>/withdraw/", views.consent_withdraw, name="consent-withdraw"),
    path("<uuid:pk>/renew/", views.consent_renew, name="consent-renew"),
    path("<uuid:pk>/paper.<str:paper_format>", views.consent_paper_download, name="consent-paper"),
    path("<uuid:pk>/protocol.pdf", views.consent_protocol, name="consent-protocol"),
    path("<uuid:pk>/scan/", views.consent_scan, name="consent-scan"),
    path("<uuid:pk>/scan/attach/", views.scan_attach, name="scan-attach"),
]
