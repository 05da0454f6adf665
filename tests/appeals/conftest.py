"""The mentor and the mentee in force, built once."""

import pytest

from tests.cast import Cast
from tests.conftest import FULL_CAST
from tests.pairs.made import in_force
from tests.snapshot import fresh
from tests.stage import Scene, stage


def _pair(cast: Cast) -> Cast:
    in_force(cast)
    return cast


PAIRED = stage.known(Scene((f"{__name__}.paired",), _pair, fresh, upon=FULL_CAST))


@pytest.fixture
def paired(full_cast) -> Cast:
    """The kindergarten with its banks filled and one pair in force: the mentor and the mentee."""
    return stage.given(PAIRED, full_cast)
