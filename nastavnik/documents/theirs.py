"""The papers of one person: their programmes, consents, and as a mentor the reference (1.4/4, 2.2)."""

from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.translation import gettext as _

from nastavnik.consents.models import Consent
from nastavnik.documents.portfolio import mentors_of
from nastavnik.organisations.models import Organisation
from nastavnik.pairs.models import MemberRole
from nastavnik.people.models import Person
from nastavnik.programmes.models import ENDED, UNDER_WAY, Programme

REPORTS = {
    MemberRole.MENTOR: ("interim-report", "final-report", "mentor-review"),
    MemberRole.MENTEE: ("self-analysis", "mentee-review"),
}


def _names() -> dict[str, str]:
    return {
        "programme": _("Программа с планом"),
        "meetings": _("Журнал встреч"),
        "interim-report": _("Отчёт, промежуточный"),
        "final-report": _("Отчёт, итоговый"),
        "mentor-review": _("Отзыв наставника"),
        "self-analysis": _("Самоанализ"),
        "mentee-review": _("Отзыв о программе"),
    }


@dataclass(frozen=True)
class Door:
    """A paper in both formats."""

    label: str
    docx: str
    pdf: str


@dataclass
class Matter:
    """What the papers are about; `url` is its page."""

    title: str
    url: str = ""
    note: str = ""
    doors: list[Door] = field(default_factory=list)


def door(organisation: Organisation, label: str, address: str, *arguments) -> Door:
    """Both formats of a paper."""
    docx, pdf = (reverse(address, args=[organisation.slug, *arguments, ending]) for ending in ("docx", "pdf"))
    return Door(str(label), docx, pdf)


def papers_of(organisation: Organisation, person: Person) -> list[Matter]:
    """What belongs to this person; a fixed number of queries."""
    return [*_programmes(organisation, person), *_consents(organisation, person), *_portfolio(organisation, person)]


def _programmes(organisation: Organisation, person: Person) -> list[Matter]:
    programmes = (
        Programme.objects.of(organisation)
        .filter(relation__members__person=person)
        .select_related("relation")
        .prefetch_related("relation__members__person")
    )
    names, found = _names(), []
    for programme in programmes:
        role = next(one.role for one in programme.relation.members.all() if one.person_id == person.pk)
        kinds = ["programme", "meetings"]
        if programme.state in (*UNDER_WAY, *ENDED):
            kinds += REPORTS[MemberRole(role)]
        found.append(
            Matter(
                _("Программа %(number)s") % {"number": programme},
                reverse("programmes:programme-detail", args=[organisation.slug, programme.pk]),
                str(programme.relation),
                [door(organisation, names[kind], "programmes:programme-paper", programme.pk, kind) for kind in kinds],
            )
        )
    return found


def _consents(organisation: Organisation, person: Person) -> list[Matter]:
    return [
        Matter(
            str(consent.get_kind_display()),
            reverse("consents:consent-detail", args=[organisation.slug, consent.pk]),
            consent.about or str(consent.get_state_display()),
            [door(organisation, _("Согласие"), "consents:consent-paper", consent.pk)],
        )
        for consent in Consent.objects.of(organisation).filter(person=person)
    ]


def _portfolio(organisation: Organisation, person: Person) -> list[Matter]:
    if not mentors_of(organisation).filter(pk=person.pk).exists():
        return []
    doors = [
        door(organisation, _("Справка о наставничестве"), "documents:portfolio-paper", person.pk, "portfolio"),
        door(organisation, _("Ходатайство работодателя, проект"), "documents:portfolio-paper", person.pk, "petition"),
    ]
    note = _("На категорию «педагог-наставник»: то, что учреждение знает; остальное допишите.")
    return [Matter(_("Для аттестации"), "", note, doors)]
