"""Days that people type: a year that cannot be is asked about in every room."""

import pytest
from django import forms
from django.urls import reverse

from nastavnik.kit.dates import believable
from nastavnik.pairs.forms import RelationForm, TermsForm
from nastavnik.people.forms import DismissForm
from nastavnik.programmes.forms import ItemForm
from nastavnik.programmes.meeting_forms import MeetingForm


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("0026-09-01", "Проверьте год: получилось 26."),
        ("9999-12-31", "Проверьте год: получилось 9999."),
        ("1899-12-31", "Проверьте год: получилось 1899."),
        ("1900-01-01", None),
        ("01.09.2026", None),
        ("01.09.26", None),
    ],
)
def test_a_year_that_no_paper_can_bear_is_asked_about(typed, sentence):
    class Day(forms.Form):
        on = forms.DateField()

    said = Day({"on": typed}).errors.get("on", [None])[0]
    assert said == sentence if sentence is None else said.startswith(sentence)


@pytest.mark.parametrize("form", [DismissForm, TermsForm, RelationForm, ItemForm, MeetingForm])
def test_forms_of_all_rooms_ask(form):
    """Whichever way the form is made: by hand, from a model, by fields of a model."""
    days = [field for field in form.base_fields.values() if isinstance(field, forms.DateField)]
    assert days and all(believable in field.validators for field in days)


def test_a_roadmap_of_the_last_year_that_can_be_counted_is_refused_with_a_sentence(cast, signed_in):
    typed = {"since": "9999-12-30", "until": "9999-12-31"}
    answer = signed_in("curator").post(reverse("roadmap:roadmap-begin", args=[cast.organisation.slug]), typed)
    assert answer.status_code == 200 and "получилось 9999" in answer.content.decode()
