"""A form on paper holds what the screen holds, in every language, and can be filled in by hand."""

import re
from typing import NamedTuple

import msgspec
import pytest

from survey_app.config import ROOT
from survey_app.paper.fonts import NoFont, fonts_for
from survey_app.questionnaire.load import load
from survey_app.questionnaire.model import Likert
from survey_app.questionnaire.translation import Translated, in_language, translate
from survey_app.questionnaire.translation_file import tags_beside
from survey_app.questionnaire.variables import variables
from tests.builders import a_questionnaire, a_scale
from tests.machine import ethiopic_font

DELTAGARE = ROOT / "questionnaires" / "deltagare" / "1.yaml"
LANGUAGES = ("sv", *tags_beside(DELTAGARE))
SHIPPED = sorted(path.parent.name for path in (ROOT / "questionnaires").glob("*/1.yaml"))
SMALLEST = 12.0
RINGS = "○"


class Place(NamedTuple):
    left: float
    top: float


def said(tag) -> Translated:
    """Return the small questionnaire in a language that it has no texts in, or its own."""
    asked = a_questionnaire()
    return in_language(asked, tag) if tag == "sv" else translate(asked, tag, {})


def places(form) -> dict[str, Place]:
    """Return where each word of a form is, the first time it comes; pages lie below each other."""
    found: dict[str, Place] = {}
    for page in range(1, form.pages() + 1):
        for word, left, top, _height in form.words(page):
            found.setdefault(word, Place(left, 1000 * page + top))
    return found


@pytest.fixture(autouse=True, scope="module")
def _letters():
    ethiopic_font()


def test_eight_languages_are_printed():
    assert len(LANGUAGES) == 8


@pytest.mark.parametrize("tag", LANGUAGES)
def test_a_form_has_a_ring_for_every_answer_in_every_language(printed, tag):
    asked = [one for one in variables(load(DELTAGARE)) if one.specifies is None]
    rings = sum(len(one.codes) for one in asked)
    form = printed("deltagare", "--lang", tag)
    # One more shows how to answer.
    assert form.page().count(RINGS) == rings + 1


@pytest.mark.parametrize("tag", LANGUAGES)
def test_the_questions_have_the_numbers_of_the_screen(printed, tag):
    asked = [one for one in variables(load(DELTAGARE)) if one.specifies is None]
    said = printed("deltagare", "--lang", tag).page()
    for number in range(1, len(asked) + 1):
        assert re.search(rf"(?<!\d){number}\.|\.{number}(?!\d)", said), number


@pytest.mark.parametrize("tag", LANGUAGES)
def test_a_form_is_tagged_and_says_its_language(printed, tag):
    form = printed("deltagare", "--lang", tag)
    about = form.poppler("pdfinfo", str(form.path))
    assert re.search(r"Tagged: +yes", about)
    assert "595.276 x 841.89" in about
    meta = form.poppler("pdfinfo", "-meta", str(form.path))
    assert "<pdfuaid:part>1</pdfuaid:part>" in meta
    language = {"sv-x-lattlast": "sv"}.get(tag, tag)
    assert f"/Lang({language})".encode() in form.path.read_bytes()


@pytest.mark.parametrize("tag", LANGUAGES)
def test_no_letter_is_smaller_than_twelve_points(printed, tag):
    form = printed("deltagare", "--lang", tag)
    # Poppler gives words in DejaVu Sans the height of their letters' size, and others more.
    for page in range(1, form.pages() + 1):
        heights = [height for word, _x, _y, height in form.words(page) if word.isascii()]
        assert min(heights) >= SMALLEST - 0.01


@pytest.mark.parametrize("name", SHIPPED)
def test_every_questionnaire_can_be_printed(printed, name):
    form = printed(name)
    title = load(ROOT / "questionnaires" / name / "1.yaml").title
    assert title in form.page(1)
    assert f"Sida {form.pages()} av {form.pages()}" in form.page(form.pages())


def test_a_form_for_an_authority_promises_nobody_to_be_unknown(printed):
    said = printed("slutrapport").page()
    assert "Diarienummer" in said
    assert "Du behöver inte skriva namn." not in said
    assert "Din kod" not in said


def test_a_form_says_the_promises_and_where_it_goes(printed):
    said = printed("deltagare").page()
    assert "Du behöver inte skriva namn." in said
    assert "Det är frivilligt." in said
    assert "Grupper med färre än 10 svar redovisas inte för sig." in said
    assert "Skriv inte namn eller personnummer." in said
    assert "Tack för din medverkan!" in said
    assert "Så lämnar du in enkäten" in said
    assert "010\u2011000 00 00" in said


def test_columns_run_with_the_language_and_options_do_not(as_form):
    """In Swedish words, found again on the page, set as Arabic is and as Swedish is."""
    swedish, arabic = (places(as_form(said(tag))) for tag in ("sv", "ar"))
    assert swedish["alls"].left < swedish["Lite"].left < swedish["Helt"].left < swedish["Vet"].left
    assert arabic["alls"].left > arabic["Lite"].left > arabic["Helt"].left > arabic["Vet"].left
    for page in (swedish, arabic):
        assert page["Arbete"].top < page["Studier"].top < page["nämligen"].top
    assert swedish["Studier"].left < 100 < 400 < arabic["Studier"].left


def test_a_question_for_some_says_for_whom(as_form):
    words = as_form(said("sv")).page()
    assert "Svara bara om det här stämmer: ”Jag är nöjd med stödet”: ”Mycket” eller ”Helt”" in words


def test_every_kind_of_question_leaves_room_to_answer(as_form):
    words = as_form(said("sv")).page()
    assert "månader" in words
    assert {"År", "Månad", "Dag"} < set(words.split())
    assert "Välj högst 2." in words
    # Four hindrances, and one that shows how to answer.
    assert words.count("☐") == 4 + 1


def test_a_battery_with_words_too_long_for_columns_is_asked_one_by_one(as_form):
    long = a_scale()
    points = tuple(
        msgspec.structs.replace(one, text=f"Samverkansarbetsplatsen{one.code}")
        for one in long.points
    )
    long = msgspec.structs.replace(long, points=points)
    asked = a_questionnaire()
    sections = tuple(
        msgspec.structs.replace(
            section,
            questions=tuple(
                msgspec.structs.replace(one, scale=long) if isinstance(one, Likert) else one
                for one in section.questions
            ),
        )
        for section in asked.sections
    )
    words = as_form(in_language(msgspec.structs.replace(asked, sections=sections), "sv")).page()
    # Twice each: once for each statement.
    assert words.count("Samverkansarbetsplatsen3") == 2


def test_texts_that_are_not_translated_are_marked_as_swedish(as_form):
    assert as_form(said("ar")).path.read_bytes().count(b"/Lang(sv)") > 10


def test_a_form_that_no_font_can_print_is_not_printed():
    with pytest.raises(NoFont, match=r"in khmer .* apt-get install fonts-noto-core"):
        fonts_for(["\U00012000"], "khmer")


def test_the_same_form_has_the_same_bytes(printed):
    first, second = printed("deltagare", "--lang", "ar"), printed("deltagare", "--lang", "ar")
    assert first.path.read_bytes() == second.path.read_bytes()
