"""A questionnaire is found by its id, and by its version if one is given."""

import pytest

from survey_app.questionnaire.library import NoSuchQuestionnaire, all_versions, find


@pytest.fixture
def library(tmp_path):
    for name in (
        "deltagare/1.yaml",
        "deltagare/2.yaml",
        "deltagare/10.yaml",
        "deltagare/2.ar.yaml",
        "styrgrupp/1.yaml",
        "styrgrupp/utkast.yaml",
        "scales.yaml",
    ):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("id: x\n", encoding="utf-8")
    return tmp_path


def test_versions_are_counted_as_numbers_and_translations_are_none(library):
    assert all_versions(library) == {"deltagare": (1, 2, 10), "styrgrupp": (1,)}


def test_without_a_version_the_newest_is_found(library):
    assert find(library, "deltagare") == library / "deltagare" / "10.yaml"


def test_the_version_asked_for_is_found(library):
    assert find(library, "deltagare:2") == library / "deltagare" / "2.yaml"


@pytest.mark.parametrize(
    ("reference", "message"),
    [
        (
            "deltagar",
            "There is no questionnaire “deltagar”. Did you mean deltagare? There are: "
            "deltagare:1, deltagare:2, deltagare:10, styrgrupp:1.",
        ),
        (
            "deltagare:3",
            "There is no deltagare:3. There is: deltagare:1, deltagare:2, deltagare:10.",
        ),
        ("../deltagare", "There is no questionnaire “../deltagare”. Did you mean deltagare? There"),
        ("deltagare:1.ar", "There is no questionnaire “deltagare:1.ar”"),
        ("", "There is no questionnaire “”"),
    ],
)
def test_what_does_not_exist_is_told_with_what_does(library, reference, message):
    with pytest.raises(NoSuchQuestionnaire) as raised:
        find(library, reference)
    assert str(raised.value).startswith(message)


def test_an_empty_folder_says_so(tmp_path):
    with pytest.raises(NoSuchQuestionnaire, match="There are no questionnaires in"):
        find(tmp_path, "deltagare")
