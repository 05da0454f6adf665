"""Words of people are words on every page: a name with a tag in it builds no page of its own."""

from django import forms
from django.db.models import CharField, TextField
from django.template.loader import get_template

from nastavnik.banks.models import MenteeEntry, MentorEntry, ProfessionalRequest, Topic
from nastavnik.consents.models import Consent
from nastavnik.organisations.models import Role
from nastavnik.pairs.models import Relation
from nastavnik.people.models import Employment, Person
from nastavnik.programmes.actions import begin_programme
from nastavnik.programmes.models import Programme
from nastavnik.regulation.models import Edition, ModelIntroduction, NormativeAct
from tests.house.test_addresses import IN_ORGANISATION, sample
from tests.house.test_bad_input import is_page
from tests.pairs.made import brought_to, introduced

EVIL = "<b>зло</b>"
WORDS = {
    Person: ("surname", "first_name", "phone"),
    Employment: ("position",),
    Role: ("ground",),
    Topic: ("name", "area"),
    MenteeEntry: ("wishes",),
    MentorEntry: ("wishes", "about", "needs"),
    ProfessionalRequest: ("text",),
    Consent: ("about",),
    Relation: ("topic", "ground"),
    Programme: ("request", "goal", "tasks", "expected_result"),
    NormativeAct: ("title",),
    Edition: ("ground",),
    ModelIntroduction: ("ground",),
}


def test_no_word_of_a_person_becomes_a_tag(full_cast, signed_in):
    cast = full_cast
    relation = brought_to(cast, "in_force")
    begin_programme(relation, by=cast.user("mentor"))
    introduced(cast, ("second_mentor",), ("second_mentee",))
    for model, names in WORDS.items():
        assert all(isinstance(model._meta.get_field(name), CharField | TextField) for name in names)
        assert model.objects.update(**dict.fromkeys(names, EVIL)), f"no row of {model.__name__}"
    cast.organisation.full_name = cast.organisation.short_name = EVIL
    cast.organisation.save()
    seen = 0
    for part in ("curator", "mentor", "mentee"):
        client = signed_in(part)
        for address, view in IN_ORGANISATION:
            answer = client.get(sample(address, cast, view))
            if answer.status_code == 200 and is_page(answer):
                page = answer.content.decode()
                assert EVIL not in page, f"{part}: {address}"
                seen += "&lt;b&gt;зло" in page
    assert seen > 30, "the words were hardly shown anywhere"


def test_a_hint_made_of_words_of_people_is_no_markup():
    """Hints name grounds of orders, cases of names, cells of tables."""

    class Asked(forms.Form):
        on = forms.CharField(help_text=EVIL, label=EVIL)

    page = get_template("kit/forms/hint.html").render({"field": Asked()["on"]})
    assert EVIL not in page and "&lt;b&gt;зло" in page
    assert EVIL not in str(Asked({}))
