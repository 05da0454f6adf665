"""Petitions, proposals and mediations brought to each of their states by the acts that people do."""

from nastavnik.appeals.actions import (
    accept_mediation,
    answer_proposal,
    ask_mediation,
    close_mediation,
    decline_petition,
    grant_petition,
    open_talk,
    refuse_mediation,
    register_petition,
    submit_petition,
    submit_proposal,
    suggest_mediation,
    withdraw_mediation,
    withdraw_petition,
    withdraw_proposal,
)
from nastavnik.appeals.models import MediationCase, Petition, Proposal
from nastavnik.kit import clock
from nastavnik.organisations.actions import give_role
from nastavnik.organisations.models import Role
from nastavnik.pairs.models import Relation
from tests.cast import Cast
from tests.pairs.made import fresh, member_of

SECRET = "Не хочу говорить об этом при всех"


def council(cast: Cast, part: str = "bystander") -> None:
    """One more role for this part: a member of the council."""
    role(cast, part, "council")


def role(cast: Cast, part: str, kind: str) -> None:
    give_role(cast.organisation, cast.user(part), kind, since=clock.today(), ground="приказ № 5", by=None)


def only_role(cast: Cast, part: str, kind: str) -> None:
    """This role and no other."""
    Role.objects.filter(user=cast.user(part)).delete()
    role(cast, part, kind)


def pair() -> Relation:
    """The pair of the fixture `paired`."""
    return fresh(Relation.objects.get(state="in_force"))


def petition(cast: Cast, relation: Relation | None = None, part: str = "mentee", **said) -> Petition:
    """Submitted by the mentee, with a reason and words."""
    member = member_of(relation or pair(), cast, part)
    facts = {"reasons": ["time"], "text": SECRET} | said
    return stored(submit_petition(member, by=cast.user(part), **facts))


def petition_brought_to(cast: Cast, state: str, relation: Relation | None = None, by: str = "curator") -> Petition:
    made, user = petition(cast, relation), cast.user(by)
    steps = {
        "registered": (register_petition,),
        "considered": (register_petition, open_talk),
        "mediation": (register_petition, suggest_mediation),
        "granted": (register_petition, grant_petition),
        "declined": (register_petition, _decline),
        "withdrawn": (_withdraw,),
    }.get(state, ())
    for step in steps:
        step(made, by=user)
        made = stored(made)
    return made


def stored(row: Petition) -> Petition:
    return Petition.objects.select_related(
        "organisation__settings", "member__person", "member__relation__organisation", "mentor__person"
    ).get(pk=row.pk)


def proposal(cast: Cast, part: str = "mentee", **said) -> Proposal:
    """By anybody, under their own name."""
    person = cast.people[part]
    return submit_proposal(person, by=cast.user(part), **{"text": "Встречаться и летом"} | said)


def proposal_brought_to(cast: Cast, state: str) -> Proposal:
    made = proposal(cast)
    if state == "answered":
        answer_proposal(made, by=cast.user("curator"), answer="Хорошо, попробуем")
    if state == "withdrawn":
        withdraw_proposal(made, by=cast.user("mentee"))
    return Proposal.objects.get(pk=made.pk)


def case(cast: Cast, mediator: str = "bystander", parties: tuple[str, ...] = ("mentor",)) -> MediationCase:
    """The mentee asks; the bystander of the council is to mediate."""
    if mediator == "bystander":
        council(cast)
    return ask_mediation(
        cast.mentee,
        by=cast.user("mentee"),
        parties=[cast.people[part] for part in parties],
        mediator=cast.user(mediator),
        text=SECRET,
    )


def case_brought_to(cast: Cast, state: str, **how) -> MediationCase:
    made, mediator, author = case(cast, **how), cast.user(how.get("mediator", "bystander")), cast.user("mentee")
    if state in ("running", "closed"):
        accept_mediation(made, by=mediator)
    if state == "closed":
        close_mediation(made, by=mediator, outcome="agreed", note="Встречи — по вторникам")
    if state == "refused":
        refuse_mediation(made, by=mediator)
    if state == "withdrawn":
        withdraw_mediation(made, by=author)
    return MediationCase.objects.get(pk=made.pk)


def _decline(made: Petition, *, by) -> None:
    decline_petition(made, by=by, answer="Свободного наставника с этим направлением нет до января")


def _withdraw(made: Petition, *, by) -> None:
    withdraw_petition(made, by=made.member.person.user)
