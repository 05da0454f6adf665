"""A kindergarten with one completed programme and two places to publish."""

import pytest

from nastavnik.programmes.models import Programme
from tests.site import made


@pytest.fixture
def programme(full_cast) -> Programme:
    """The mentor's and the mentee's programme, completed."""
    return made.completed(full_cast)


@pytest.fixture
def section(full_cast):
    return made.section(full_cast)


@pytest.fixture
def community(full_cast):
    return made.community(full_cast)
