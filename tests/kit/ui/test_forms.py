from datetime import date

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.forms import formset_factory
from django.utils import translation

from nastavnik.kit.ui import samples
from nastavnik.kit.ui.forms import ChoiceCards
from tests.kit.ui.html import rendered, tree, words


class Meeting(forms.Form):
    topic = forms.CharField(label="Тема", help_text="Одной строкой")
    on = forms.DateField(label="Когда", required=False)
    starts = forms.TimeField(label="Начало", required=False)
    about = forms.CharField(label="О чём", widget=forms.Textarea, required=False)
    place = forms.ChoiceField(
        label="Где", choices=[("in", "В саду"), ("out", "В другом месте")], widget=forms.RadioSelect
    )
    took_place = forms.BooleanField(label="Состоялась", required=False)
    secret = forms.CharField(widget=forms.HiddenInput)


def _page(form):
    return tree(str(form))


def test_a_label_leads_to_its_input_and_the_hint_describes_it():
    page = _page(Meeting())
    label = page.xpath('.//label[normalize-space()="Тема"]')[0]
    box = page.get_element_by_id(label.get("for"))
    assert words(page.get_element_by_id(box.get("aria-describedby"))) == "Одной строкой"


def test_an_error_stands_at_its_field_and_describes_it():
    page = _page(Meeting({"secret": "x"}))
    box = page.get_element_by_id("id_topic")
    assert box.get("aria-invalid") == "true"
    described = [words(page.get_element_by_id(one)) for one in box.get("aria-describedby").split()]
    assert described == ["Одной строкой", "Ошибка: Обязательное поле."]


def test_every_line_of_the_summary_leads_to_a_field_on_the_page():
    page = _page(samples.wrong_form())
    targets = [link.get("href").removeprefix("#") for link in page.xpath('.//*[@role="alert"]//a')]
    assert len(targets) == 5
    assert [page.get_element_by_id(target).tag for target in targets] == ["textarea", *["input"] * 4]


def test_the_error_of_a_hidden_field_is_told_though_it_has_no_place():
    (line,) = _page(Meeting({"topic": "А", "place": "in"})).xpath('.//*[@role="alert"]//li')
    assert words(line).endswith("Обязательное поле.")
    assert line.xpath(".//a") == []


def test_only_what_may_stay_empty_is_marked():
    page = _page(Meeting())
    marked = [words(mark.getparent()) for mark in page.xpath('.//*[@class="field__optional"]')]
    assert marked == ["Когда (необязательно)", "Начало (необязательно)", "О чём (необязательно)"]


def test_filters_mark_nothing_and_keep_what_was_chosen():
    form = samples.FilterForm({"topic": "speech"}, auto_id="f_%s")
    page = rendered("{% filters form %}", form=form)
    assert page.xpath('.//*[@class="field__optional"]') == []
    assert page.find(".//form").get("method") == "get"
    assert page.xpath(".//option[@selected]")[0].get("value") == "speech"


def test_a_group_of_choices_is_a_fieldset_with_a_legend():
    page = _page(Meeting({"secret": "x", "topic": "А"}))
    (group,) = page.iter("fieldset")
    assert words(group.find("legend")) == "Где"
    assert words(page.get_element_by_id(group.get("aria-describedby"))) == "Ошибка: Обязательное поле."
    assert [words(label) for label in group.iter("label")] == ["В саду", "В другом месте"]
    assert {box.get("aria-invalid") for box in group.iter("input")} == {None}


def test_dates_and_times_use_the_browsers_own_inputs_in_iso_form():
    with translation.override("ru"):
        page = _page(Meeting(initial={"on": date(2026, 10, 12), "starts": "13:30"}))
    on, starts = page.get_element_by_id("id_on"), page.get_element_by_id("id_starts")
    assert (on.get("type"), on.get("value")) == ("date", "2026-10-12")
    assert (starts.get("type"), starts.get("value")) == ("time", "13:30")


@pytest.mark.parametrize("typed", ["2026-10-12", "12.10.2026"])
def test_a_date_is_understood_from_a_calendar_and_from_an_old_browser(typed):
    with translation.override("ru"):
        form = Meeting({"topic": "А", "on": typed, "place": "in", "secret": "x"})
        assert form.is_valid()
    assert form.cleaned_data["on"] == date(2026, 10, 12)


def test_a_single_tick_has_its_label_beside_it():
    label = _page(Meeting()).xpath('.//label[normalize-space()="Состоялась"]')[0]
    assert label.xpath("./input")[0].get("type") == "checkbox"


def test_choice_cards_carry_their_hints():
    class Form(forms.Form):
        kind = forms.ChoiceField(choices=[("a", "А"), ("b", "Б")], widget=ChoiceCards(hints={"b": "пояснение"}))

    page = _page(Form())
    assert [words(label) for label in page.iter("label")] == ["А", "Б пояснение"]
    assert page.xpath('.//*[contains(@class, "choices--cards")]')


def test_classes_of_a_room_stay_beside_ours():
    class Form(forms.Form):
        code = forms.CharField(widget=forms.TextInput(attrs={"class": "nowrap"}))

    assert _page(Form()).get_element_by_id("id_code").get("class") == "nowrap input"


def test_a_form_with_a_file_is_sent_whole():
    class Form(forms.Form):
        scan = forms.FileField(label="Скан приказа")

    assert rendered("{% post_form form submit='Приложить' %}", form=Form()).find(".//form").get("enctype") == (
        "multipart/form-data"
    )
    assert Form({}, {"scan": SimpleUploadedFile("a.pdf", b"%PDF")}).is_valid()


def test_a_set_of_forms_keeps_its_management_form_and_its_own_errors():
    class Base(forms.BaseFormSet):
        def clean(self):
            raise forms.ValidationError("Нужна хотя бы одна строка.")

    data = {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "0"}
    page = tree(str(formset_factory(samples.FilterForm, formset=Base, extra=2)(data)))
    assert page.xpath('.//input[@name="form-TOTAL_FORMS"]')
    assert "Нужна хотя бы одна строка." in words(page)
    assert len(page.xpath('.//select[contains(@name, "topic")]')) == 2


def test_parts_of_a_form_stand_in_the_order_asked_for():
    page = rendered('{% fields form "about" "topic" legend="Суть" %}', form=Meeting())
    assert words(page.find(".//legend")) == "Суть"
    assert [box.get("name") for box in page.iter("input", "textarea")] == ["about", "topic"]
