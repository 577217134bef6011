"""The pictures of the pages: all of them are taken, and lie on one sheet."""

import pytest
from PIL import Image

from survey_app.config import ROOT
from survey_app.questionnaire.translation_file import tags_beside
from tests.contact_sheet import GAP, NAMES, WIDTH, contact_sheet
from tests.screenshots import PAGES, QUESTIONNAIRE, every_language, take_pictures, too_wide

LANGUAGES = ("sv", "ar")


@pytest.mark.browser
def test_every_page_is_on_the_sheet_in_every_language(browser, tmp_path):
    folder = tmp_path / "screenshots"
    sheet = take_pictures(browser, folder, LANGUAGES)
    taken = {path.name for path in folder.glob("*.png")} - {sheet.name}
    wanted = {
        f"{tag}-{number:02}-{name}.png"
        for tag in LANGUAGES
        for number, name in enumerate(PAGES, start=1)
    }
    assert taken == wanted
    assert too_wide(folder) == []
    with Image.open(sheet) as all_of_them:
        assert all_of_them.width == NAMES + 2 * (WIDTH + GAP) + GAP


def test_every_language_of_the_questionnaire_is_taken():
    assert set(every_language()) == {"sv", *tags_beside(QUESTIONNAIRE)}
    assert QUESTIONNAIRE.is_relative_to(ROOT)


def test_what_is_missing_leaves_a_gap(tmp_path):
    path = tmp_path / "one.png"
    Image.new("RGB", (360, 720), "white").save(path)
    sheet = contact_sheet({("start", "ar"): path}, rows=("start", "thanks"), columns=LANGUAGES)
    white = (255, 255, 255)
    beside, inside = NAMES + GAP + 5, NAMES + 2 * GAP + WIDTH + 5
    assert sheet.getpixel((beside, 100)) != white
    assert sheet.getpixel((inside, 100)) == white
