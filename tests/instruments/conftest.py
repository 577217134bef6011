"""The instruments as they are shipped."""

import pytest

from survey_app.questionnaire.load import load
from tests.instruments.wording import SHIPPED


@pytest.fixture(scope="session")
def instruments():
    """Every shipped questionnaire by its id, in its first version."""
    return {path.parent.name: load(path) for path in SHIPPED if path.name == "1.yaml"}
