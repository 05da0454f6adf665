"""Reading of rendered pages: components are tested by what a browser finds, not by letters of a template."""

from django.template import engines
from django.test import RequestFactory
from lxml import html


def rendered(source: str, request=None, **context) -> html.HtmlElement:
    """A piece of template as an element tree, inside one `<div>`."""
    request = request or RequestFactory().get("/somewhere/")
    return tree(engines["django"].from_string(source).render(context, request))


def tree(markup: str) -> html.HtmlElement:
    return html.fragment_fromstring(markup, create_parent="div")


def words(element: html.HtmlElement) -> str:
    """The text of an element with single spaces."""
    return " ".join(element.text_content().split())
