"""Generated pages say what the code says."""

import pytest

from nastavnik.config.docs.pages import PAGES, marked, written
from nastavnik.regulation.clauses import CLAUSES


@pytest.mark.parametrize("name", PAGES)
def test_a_generated_page_is_current(name):
    assert written(name).read_text(encoding="utf-8") == PAGES[name](), "stale: run make docs"


def test_tests_name_clauses_that_exist():
    assert set(marked()) - set(CLAUSES) == set()
