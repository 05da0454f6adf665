from nastavnik.kit.ui.tables import labelled
from tests.kit.ui.html import rendered, tree, words

HEAD = '<thead><tr><th scope="col">Пара</th><th scope="col">Последняя <b>встреча</b></th></tr></thead>'


def _cells(body: str, head: str = HEAD):
    return tree(f"<table>{labelled(head + f'<tbody>{body}</tbody>')}</table>").xpath(".//tbody//td")


def test_each_cell_bears_the_text_of_its_header():
    cells = _cells("<tr><td>А</td><td>вчера</td></tr><tr><td>Б</td><td>давно</td></tr>")
    assert [cell.get("data-label") for cell in cells] == ["Пара", "Последняя встреча"] * 2


def test_columns_are_counted_through_joined_cells():
    head = '<thead><tr><th scope="col" colspan="2">Имя</th><th scope="col">Срок</th></tr></thead>'
    cells = _cells('<tr><td>А</td><td>Б</td><td>май</td></tr><tr><td colspan="2">В</td><td>июнь</td></tr>', head)
    assert [cell.get("data-label") for cell in cells] == ["Имя", "Имя", "Срок", "Имя", "Срок"]


def test_a_label_given_by_the_page_stays():
    (cell, _) = _cells('<tr><td data-label="Кто">А</td><td>вчера</td></tr>')
    assert cell.get("data-label") == "Кто"


def test_quotes_in_a_header_do_not_break_the_label():
    head = '<thead><tr><th scope="col">Анкета &quot;до&quot;</th></tr></thead>'
    (cell,) = _cells("<tr><td>да</td></tr>", head)
    assert cell.get("data-label") == 'Анкета "до"'


def test_roles_say_what_the_elements_mean_even_when_shown_as_cards():
    table = rendered(
        "{% table caption='Пары' %}"
        + HEAD
        + '<tbody><tr><th scope="row">А</th><td>вчера</td></tr></tbody>{% endtable %}'
    ).find(".//table")
    assert table.get("role") == "table"
    assert [element.get("role") for element in table.iter("thead", "tbody")] == ["rowgroup", "rowgroup"]
    assert [element.get("role") for element in table.iter("tr")] == ["row", "row"]
    assert [element.get("role") for element in table.iter("th", "td")] == [
        "columnheader",
        "columnheader",
        "rowheader",
        "cell",
    ]
    assert words(table.find("caption")) == "Пары"


def test_what_people_typed_stays_escaped():
    page = rendered(
        "{% table %}<thead><tr><th scope='col'>Имя</th></tr></thead>"
        "<tbody><tr><td>{{ name }}</td></tr></tbody>{% endtable %}",
        name="<script>alert(1)</script>",
    )
    assert page.xpath(".//script") == []
    assert words(page.find(".//td")) == "<script>alert(1)</script>"
