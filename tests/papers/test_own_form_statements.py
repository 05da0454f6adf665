"""Every statement of a form is walked: what is no known field, loop or condition is refused with its place."""

import pytest

from nastavnik.papers.own_forms.kinds import known_fields
from nastavnik.papers.own_forms.press import FormFailed, Press
from nastavnik.papers.own_forms.statements import Form
from tests.papers import samples
from tests.papers.own_forms import form
from tests.papers.reading import docx_text

FIELDS = known_fields("order")


@pytest.fixture(scope="module")
def press():
    with Press() as one:
        yield one


def complaints(press: Press, content: bytes) -> list[str]:
    return press.read(content, FIELDS)[0]


UNREAD = "запись не разобрана: у каждого for должен быть endfor, у каждого if – endif, скобки закрыты"
HOSTILE = {
    # what stands in the form: why it is refused
    "{{ cycler.__init__.__globals__.os.getcwd() }}": "вызов «…( )» не разрешён",
    "{{ cycler.__init__ }}": "нет сведения «cycler»",
    "{{ ''.__class__ }}": "«.__class__» не разрешено: возможны только названия сведений",
    "{{ ''.__class__.__mro__[1].__subclasses__() }}": "вызов «…( )» не разрешён",
    "{{ текст.__class__ }}": "у «текст» нет частей, «.__class__» не разрешено",
    "{{ текст.__class__.__base__ }}": "«.__base__» не разрешено: возможны только названия сведений",
    "{{ текст|attr('__class__') }}": "фильтр «attr» не разрешён; можно: прописными, строчными, с_прописной",
    "{{ текст|map('x')|list }}": "фильтр «list» не разрешён; можно: прописными, строчными, с_прописной, со_строчной",
    "{{ текст['__class__'] }}": "квадратные скобки не разрешены",
    "{{ текст[0] }}": "квадратные скобки не разрешены",
    "{{ self.__init__ }}": "нет сведения «self»",
    "{{ lipsum(9) }}": "вызов «…( )» не разрешён",
    "{{ config }}": "нет сведения «config»",
    "{{ 7 * 7 }}": "так писать нельзя: разрешены названия сведений, for и if",
    "{{ 'а' * 999999999 }}": "так писать нельзя: разрешены названия сведений, for и if",
    "{{ 9 ** 9 ** 9 }}": "так писать нельзя: разрешены названия сведений, for и if",
    "{{ номер ~ дата }}": "так писать нельзя: разрешены названия сведений, for и if",
    "{{ 'да' if номер else 'нет' }}": "выражение «… if … else …» не разрешено",
    "{% for i in range(10**9) %}{% endfor %}": "вызов «…( )» не разрешён",
    "{% for б in текст %}{{ б }}{% endfor %}": "«текст» – не список; цикл возможен по спискам: пункты, таблица, ",
    "{% for а, б in пункты %}{% endfor %}": "название строки цикла должно быть одним новым словом",
    "{% for текст in пункты %}{% endfor %}": "название строки цикла должно быть одним новым словом",
    "{% for п in пункты if п.номер %}{% endfor %}": "в цикле разрешено только {% for название in список %}",
    "{% for п in пункты recursive %}{% endfor %}": "в цикле разрешено только {% for название in список %}",
    "{% for п in пункты %}{% for а in абзацы %}{% endfor %}{% endfor %}": (
        "внутри цикла возможен цикл только по списку из «п»"
    ),
    "{% for п in пункты %}{{ loop.index }}{% endfor %}": "нет сведения «loop»",
    "{% for п in пункты %}{{ п }}{% endfor %}": "укажите, что из строки «п»: п.номер, п.текст",
    "{% for п in пункты %}{{ п.items }}{% endfor %}": "у строки «п» нет «items»",
    "{{ пункты }}": "«пункты» – список: печатайте его циклом {% for … in пункты %}",
    "{% set x = 1 %}": "присваивание (set) не разрешено",
    "{% macro м() %}{% endmacro %}": "макрос (macro) не разрешён",
    "{% import 'x' as y %}": "подключение (import) не разрешено",
    "{% from 'x' import y %}": "подключение (import) не разрешено",
    "{% include '/etc/passwd' %}": "подключение (include) не разрешено",
    "{% extends 'x' %}": "подключение (extends) не разрешено",
    "{% block б %}{% endblock %}": "block не разрешён",
    "{% with %}{% endwith %}": "with не разрешено",
    "{% filter upper %}{% endfilter %}": "filter не разрешён",
    "{% if дата == '1' %}{% endif %}": "сравнения не разрешены",
    "{% if дата is defined %}{% endif %}": "проверки (is …) не разрешены",
    "{% if 1 %}{% endif %}": "разрешены только названия сведений",
    "{% if неведомое %}{% endif %}": "нет сведения «неведомое»",
    "{% do 1 %}": UNREAD,
    "{% for п in пункты %}": UNREAD,
    "{{ текст": UNREAD,
}


@pytest.mark.parametrize("written", HOSTILE)
def test_a_hostile_statement_is_refused_with_its_place(press, written):
    found = complaints(press, form("Приказ", f"до {written} после"))
    assert found, written
    assert found[0].startswith("текст документа, «")
    assert HOSTILE[written] in found[0]


PLACES = {
    "верхний колонтитул": {"header": "{0}"},
    "нижний колонтитул": {"footer": "{0}"},
    "сноски": {"footnote": "{0}"},
    "свойство файла «Название»": {"properties": {"title": "{0}"}},
    "свойство файла «Тема»": {"properties": {"subject": "{0}"}},
    "свойство файла «Автор»": {"properties": {"author": "{0}"}},
    "свойство файла «Примечания»": {"properties": {"comments": "{0}"}},
    "свойство файла «Код»": {"properties": {"identifier": "{0}"}},
    "свойство файла «Язык»": {"properties": {"language": "{0}"}},
}


def filled_in(told, text: str):
    return {k: filled_in(v, text) for k, v in told.items()} if isinstance(told, dict) else told.replace("{0}", text)


@pytest.mark.parametrize("written", ["{{ cycler.__init__.__globals__ }}", "{% for i in range(9) %}{% endfor %}"])
@pytest.mark.parametrize("place", PLACES)
def test_a_hostile_statement_is_seen_wherever_docxtpl_renders(press, place, written):
    (found,) = complaints(press, form("{{ текст }}", **filled_in(PLACES[place], written)))
    assert found.startswith(f"{place}, «{written}»: ")


def test_what_is_not_rendered_is_refused_too(press):
    assert complaints(press, form("{{ текст }}", properties={"keywords": "{{ текст }}"})) == [
        "свойство файла «Ключевые слова»: здесь сведения не заполняются, уберите фигурные скобки"
    ]


@pytest.mark.parametrize(
    "runs",
    [
        ["{", "{ cycler.__in", "it__ }", "}"],
        ["{{ ", "cycler", ".", "__init__", " }}"],
        ["{", "{", "cycler.__init__", "}", "}"],
    ],
)
def test_a_statement_torn_over_runs_is_seen_whole(press, runs):
    (found,) = complaints(press, form(runs))
    assert found.replace("{{ ", "{{").replace(" }}", "}}") == (
        "текст документа, «{{cycler.__init__}}»: нет сведения «cycler»"
    )


@pytest.mark.parametrize("runs", [["{", "{ ном", "ер }", "}"], ["{{ ", "номер", " }}"]])
def test_a_good_statement_torn_over_runs_is_filled(press, runs):
    content = form(["№ ", *runs, " от ", "{{ дата ", "}}"])
    assert press.read(content, FIELDS) == ([], {"номер", "дата"})
    assert docx_text(press.render(content, FIELDS, samples.order_on_pairs())).strip() == "№ 112-од от 25.11.2026"


def test_an_unknown_name_gets_the_nearest_known_one(press):
    assert complaints(press, form("{{ арганизация }}")) == [
        "текст документа, «{{ арганизация }}»: нет сведения «арганизация»; может быть, «организация»?"
    ]
    assert complaints(press, form("{% for п in пункты %}{{ п.номерр }}{% endfor %}")) == [
        "текст документа, «{{ п.номерр }}»: у строки «п» нет «номерр»; может быть, «номер»?"
    ]


def test_each_fault_is_told_once_with_its_paragraph(press):
    found = complaints(press, form("{{ раз }}", "по {{ номер }}", "{{ два }} и {{ три }}", "{{ два }}"))
    assert [each.split(": ")[0].removeprefix("текст документа, ") for each in found] == [
        "«{{ раз }}»", "«{{ два }}»", "«{{ три }}»",
    ]  # fmt: skip


@pytest.mark.parametrize("written", ["{%p for п in пункты %}", "{{p текст }}", "{{tr текст }}"])
def test_a_tag_that_takes_the_place_of_its_paragraph_must_be_closed_and_print_nothing(press, written):
    assert complaints(press, form(written, rows=[["{{tr текст }}"]]))


def test_what_would_land_in_the_markup_is_refused(press):
    for written in ("{% colspan номер %}", "{% cellbg номер %}"):
        assert complaints(press, form("{{ текст }}", rows=[[f"{written} а", "б"]]))
    (found,) = complaints(press, form("{{p текст }}"))
    assert found.endswith("сведение стоит вне текста абзаца")


def test_what_is_allowed_passes(press):
    content = form(
        "{#p подсказка #}",
        "{%p if учредитель and not адресат %}",
        "{{ вид_документа | строчными }} {{ заголовок|с_прописной }}",
        "{%p elif адресат %}",
        "{{ адресат }}",
        "{%p else %}",
        "{%p endif %}",
        "{% for т in таблицы %}{% for с in т.строки %}{% for я in с.ячейки %}{{ я.текст }}{% endfor %}{% endfor %}"
        "{% else %}нет{% endfor %}",
    )
    assert complaints(press, content) == []


def test_nested_loops_do_not_multiply(press):
    chain = "{% for ч in части %}{% for с in ч.строки %}{% for я in с.ячейки %}{{ я.текст }}"
    assert complaints(press, form(chain + "{% endfor %}" * 3)) == []
    sideways = "{% for ч in части %}{% for с in ч.строки %}{% for ж in ч.строки %}{% endfor %}"
    assert (
        "внутри цикла возможен цикл только по списку из «с»"
        in complaints(press, form(sideways + "{% endfor %}" * 2))[0]
    )


def test_deeply_nested_brackets_are_an_answer_not_an_end(press):
    assert complaints(press, form("{{ " + "(" * 9000 + "номер" + ")" * 9000 + " }}"))
    assert complaints(press, form("{{ " + "not " * 9000 + "номер }}"))


def test_nothing_is_rendered_that_has_not_been_walked():
    """The environment itself refuses: whoever renders without reading first gets nowhere."""
    with pytest.raises(ValueError, match="нет сведения «cycler»"):
        Form(FIELDS).from_string("{{ cycler.__init__ }}")
    with Press() as press, pytest.raises(FormFailed, match="ValueError"):
        press.render(form("{{ ''.__class__.x }}"), FIELDS, samples.consent())


def test_the_sandbox_has_no_tools_of_its_own():
    environment = Form(FIELDS)
    assert (environment.globals, environment.tests) == ({}, {})
    assert sorted(environment.filters) == ["прописными", "с_прописной", "со_строчной", "строчными"]
