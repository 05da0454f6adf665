"""What a mentor may know of a mentee (5.1/2); a teacher's own way through mentoring (2.2/1)."""

from django.http import HttpResponse
from django.shortcuts import render

from nastavnik.organisations.access import Request, act
from nastavnik.organisations.models import Organisation
from nastavnik.pairs.models import RelationMember
from nastavnik.people.models import Person
from nastavnik.programmes.mentees import mentee_profile
from nastavnik.programmes.skills_line import skills_line
from nastavnik.programmes.trajectory import trajectory_of


@act("programmes.view_mentee", RelationMember, related=("relation", "person"))
def mentee_detail(request: Request, organisation: Organisation, member: RelationMember) -> HttpResponse:
    """The professional profile, the requests, what earlier programmes have brought."""
    programme = member.relation.programmes.first()
    context = {"member": member, "programme": programme, "it": mentee_profile(member)}
    return render(request, "programmes/mentee_detail.html", context)


@act("programmes.view_trajectory", Person)
def trajectory_detail(request: Request, organisation: Organisation, person: Person) -> HttpResponse:
    """All requests, programmes and events of one teacher in one line of time (2.2/1); skills for their own eyes."""
    is_self = person.user_id == request.user.pk
    context = {
        "person": person,
        "it": trajectory_of(organisation, person),
        "is_self": is_self,
        "stops": skills_line(person) if is_self else [],
    }
    return render(request, "programmes/trajectory_detail.html", context)
