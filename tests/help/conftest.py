"""The mentor and the mentee in force."""

import pytest

from tests.cast import Cast
from tests.pairs.made import in_force


@pytest.fixture
def paired(full_cast) -> Cast:
    """The kindergarten with its banks filled and one pair in force: the mentor and the mentee."""
    in_force(full_cast)
    return full_cast
