"""The kinds of papers of this room and of those below that may have a form of their own (papers/own_forms)."""

from django.utils.translation import gettext_lazy as _

from nastavnik.papers.own_forms.kinds import all_kinds, declare_kind

KINDS = {
    "minutes": _("Протокол"),
    "mentor_report": _("Отчёт наставника"),
    "self_analysis": _("Самоанализ наставляемого"),
    "mentee_review": _("Отзыв наставляемого"),
    "mentor_review": _("Отзыв наставника"),
    "supplement": _("Дополнительное соглашение к трудовому договору"),
    "notice_resign": _("Заявление о сложении обязанностей наставника"),
    "notice_cancel": _("Уведомление об отмене поручения"),
    "petition": _("Ходатайство о замене наставника"),
    "partner_agreement": _("Соглашение с организацией-партнёром"),
    "mentor_contract": _("Договор с внешним наставником"),
    "orders_journal": _("Журнал регистрации приказов"),
    "programmes_register": _("Реестр программ"),
    "regulation_acquaintance": _("Лист ознакомления с Положением"),
    "portfolio": _("Справка о наставнической деятельности"),
    "attestation_petition": _("Ходатайство работодателя для аттестации"),
    "destruction": _("Акт об уничтожении персональных данных"),
    "bank_mentees": _("База наставляемых"),
    "bank_mentors": _("База наставников"),
}


def declare_kinds() -> None:
    """Announce those that their own room has not announced."""
    known = {one.kind for one in all_kinds()}
    for kind, words in KINDS.items():
        if kind not in known:
            declare_kind(kind, words)
