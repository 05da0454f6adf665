"""What a mentor may know of a mentee (5.1/2)."""

from django.http import HttpResponse
from django.shortcuts import render

from nastavnik.organisations.access import Request, act
from nastavnik.organisations.models import Organisation
from nastavnik.pairs.models import RelationMember
from nastavnik.programmes.mentees import mentee_profile


@act("programmes.view_mentee", RelationMember, related=("relation", "person"))
def mentee_detail(request: Request, organisation: Organisation, member: RelationMember) -> HttpResponse:
    """The professional profile, the requests, what earlier programmes have brought."""
    programme = member.relation.programmes.first()
    context = {"member": member, "programme": programme, "it": mentee_profile(member)}
    return render(request, "programmes/mentee_detail.html", context)
