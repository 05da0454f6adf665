"""The mentor and the mentee in force, built once."""

import pytest

from tests.cast import Cast
from tests.pairs.made import in_force
from tests.snapshot import once


@pytest.fixture
def paired(full_cast) -> Cast:
    """The kindergarten with its banks filled and one pair in force: the mentor and the mentee."""

    def pair() -> Cast:
        in_force(full_cast)
        return full_cast

    return once("one pair in force", pair, upon="full cast")
