"""Numbers of participants for forms of statistical observation, on a day and for a period (4.4.12, domain 3.3).

Four measuring units that are never confused: persons, participations, pairs and groups, programmes (0.3).
"""

from django.utils.translation import gettext as _

from nastavnik.banks.models import MenteeEntry, MentorEntry
from nastavnik.monitoring.population import Population
from nastavnik.monitoring.process import Row
from nastavnik.organisations.asking import Number, ask
from nastavnik.organisations.models import Organisation
from nastavnik.pairs.models import MemberRole, Relation, RelationKind, RelationMember, RelationState
from nastavnik.regulation.models import CategoryForm


def statistics_of(organisation: Organisation, population: Population) -> list[Row]:
    """The rows of the statistical table (two queries beside what has been read)."""
    team, span = population.team, population.span
    day = _("на %(day)s") % {"day": f"{team.day:%d.%m.%Y}"}
    settings = organisation.settings
    under = [person for person in team.teachers if _age(person, team.day) <= settings.young_age]
    begun = [
        person
        for person in team.teachers
        if (months := person.experience_on(team.day)) is not None and months < settings.young_years * 12
    ]
    relations = list(
        Relation.objects.of(organisation)
        .filter(ground_id__isnull=False, since__lte=span.until)
        .exclude(ended_on__lt=span.since)
        .exclude(state=RelationState.VOID)
        .values_list("kind", "category_form")
    )
    mentees = population.of_role(MemberRole.MENTEE)
    mentors = population.of_role(MemberRole.MENTOR)
    return [
        Row(_("Педагогов всего"), str(len(team.teachers)), day),
        Row(_("из них до %(age)s лет включительно") % {"age": settings.young_age}, str(len(under)), day),
        Row(_("из них со стажем до %(years)s лет") % {"years": settings.young_years}, str(len(begun)), day),
        Row(_("из них молодых специалистов"), str(len(team.young)), day),
        Row(_("Наставников"), str(len(population.mentors)), _participations(len(mentors))),
        Row(_("Наставляемых"), str(len(population.mentees)), _participations(len(mentees))),
        Row(_("Пар"), str(sum(kind == RelationKind.PAIR for kind, _category in relations)), _("по приказу")),
        Row(_("Групп"), str(sum(kind == RelationKind.GROUP for kind, _category in relations)), _("по приказу")),
        *(
            Row(
                _("Форма «%(form)s»") % {"form": form.label},
                str(sum(category == form for _kind, category in relations)),
                _("пар и групп"),
                "3.2",
            )
            for form in CategoryForm
        ),
        Row(
            _("Программ начато"),
            str(sum(programme.started_on in span for programme in population.programmes)),
        ),
        Row(_("Программ завершено"), str(sum(programme.ended_on in span for programme in population.programmes))),
        *_banks(organisation),
    ]


def _banks(organisation: Organisation) -> list[Row]:
    """What stands in the banks now: their entries keep no history by days."""
    in_bank = _("сейчас")
    mentees = MenteeEntry.objects.of(organisation).active()
    paired = RelationMember.objects.of(organisation).filter(
        role=MemberRole.MENTEE, left_on__isnull=True, relation__state=RelationState.IN_FORCE
    )
    found = ask(
        organisation,
        mentors=Number(MentorEntry.objects.of(organisation).active()),
        mentees=Number(mentees),
        waiting=Number(mentees.exclude(person__in=paired.values("person"))),
    )
    return [
        Row(_("В базе наставников"), str(found.mentors), in_bank, "4.4.5"),
        Row(_("В базе наставляемых"), str(found.mentees), in_bank, "4.4.5"),
        Row(_("Из них без пары"), str(found.waiting), in_bank, "R5.3"),
    ]


def _participations(count: int) -> str:
    return _("участий: %(count)s") % {"count": count}


def _age(person, day) -> float:
    return day.year - person.birth_year if person.birth_year else float("inf")
