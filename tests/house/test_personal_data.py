"""Every field of every model is classed: personal, or plainly not (152-ФЗ; docs/personal-data.md)."""

import pytest

from nastavnik.config.docs.pages import our_models
from nastavnik.kit.personal import PersonalData


@pytest.mark.parametrize("model", our_models(), ids=lambda model: model._meta.label)
def test_every_field_is_classed(model):
    said = model.personal
    if not isinstance(said, PersonalData):
        assert said.why
        return
    classed = [*said.identifying, *said.plain]
    assert len(classed) == len(set(classed)), "a field is classed twice"
    own = {field.name for field in model._meta.concrete_fields if not field.is_relation and not field.primary_key}
    assert set(classed) - own == set(), "classed, but not a field"
    assert own - set(classed) - {"organisation_id"} == set(), "not classed"
