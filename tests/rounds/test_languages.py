"""A round is opened in a language when its texts are approved, or drafts accepted by name."""

import json
from datetime import date

import pytest
from sqlalchemy.orm import Session

from survey_app.questionnaire.model import fingerprint, thaw
from survey_app.questionnaire.strings import strings_of
from survey_app.questionnaire.translation import (
    TranslatedText,
    in_language,
    offered,
)
from survey_app.rounds import languages
from survey_app.rounds.groups import Group
from survey_app.rounds.languages import LanguageError, with_languages
from survey_app.rounds.open_rounds import RoundCache
from survey_app.rounds.padding import pad_bytes
from survey_app.rounds.service import Plan, create, get
from tests.builders import a_questionnaire

DAY = date(2026, 11, 23)


def texts(status="approved", *, without=(), stale=()):
    return {
        id: TranslatedText(
            text=f"* {source.text}",
            status=status,
            source_hash="00000000" if id in stale else source.hash,
        )
        for id, source in strings_of(a_questionnaire()).items()
        if id not in without
    }


def there(**by_tag):
    """Return the texts by language and by where they come from."""
    return {tag: {tag: found} for tag, found in by_tag.items()}


@pytest.fixture
def approved_pages(monkeypatch):
    """The texts of the pages as they are when somebody has approved them."""
    monkeypatch.setattr(languages, "interface_status", lambda _tag: "approved")


def refusal(tags, accepted=(), **by_tag):
    with pytest.raises(LanguageError) as refused:
        with_languages(a_questionnaire(), tags, accepted, there(**by_tag))
    return str(refused.value)


def test_approved_texts_need_no_more(approved_pages):
    kept = with_languages(a_questionnaire(), ["ar", "en"], [], there(ar=texts(), en=texts()))
    assert offered(kept) == ("sv", "ar", "en")


def test_drafts_are_refused_until_they_are_accepted_by_name(approved_pages):
    total = len(strings_of(a_questionnaire()))
    said = refusal(["ar"], ar=texts("draft"))
    assert f"{total} of {total} texts are drafts" in said
    assert "--accept-draft ar" in said
    kept = with_languages(a_questionnaire(), ["ar"], ["ar"], there(ar=texts("draft")))
    assert offered(kept) == ("sv", "ar")


def test_to_accept_one_language_is_not_to_accept_another(approved_pages):
    said = refusal(["ar", "en"], ["ar"], ar=texts("draft"), en=texts("reviewed"))
    assert "“en”" in said
    assert "reviewed but not approved" in said


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (texts(without=("title",)), "1 of {total} texts are missing"),
        (texts(stale=("title",)), "1 of {total} texts are older than their Swedish"),
    ],
)
def test_a_text_that_is_missing_or_stale_is_not_approved(approved_pages, found, said):
    assert said.format(total=len(strings_of(a_questionnaire()))) in refusal(["ar"], ar=found)


def test_the_texts_of_the_pages_count_too():
    assert "the texts of the pages are drafts" in refusal(["ar"], ar=texts())


def test_a_language_that_the_pages_do_not_speak_is_accepted_by_name():
    assert "the texts of the pages come in “sv”" in refusal(["fi"], fi=texts())


def test_a_language_without_texts_says_how_to_get_them():
    assert "samsvar questionnaire translate prov:1 ar" in refusal(["ar"]).replace(
        a_questionnaire().reference, "prov:1"
    )


def test_a_draft_accepted_for_a_language_that_is_not_used_is_a_slip():
    assert "--lang ti" in refusal(["ar"], ["ti"], ar=texts())


def test_a_round_keeps_its_languages_as_they_were(installation):
    plan = Plan(
        title="Höst",
        groups=(Group(id="g1", name="Alla", invited=2),),
        languages=("ar", "sv", "ar"),
        accept_drafts=("ar",),
    )
    found = texts("draft")
    with Session(installation.engine) as session:
        round_id = create(
            session,
            installation.keyring,
            a_questionnaire(),
            plan,
            today=DAY,
            texts=there(ar=found),
        )
    with Session(installation.engine) as session:
        kept = get(session, round_id)
        assert kept.languages == ["sv", "ar"]
        assert kept.questionnaire_hash == fingerprint(a_questionnaire())
        assert offered(thaw(bytes(kept.questionnaire))) == ("sv", "ar")
    seen = RoundCache(installation.engine).get(round_id)
    assert seen is not None
    title = in_language(seen.questionnaire, "ar").questionnaire.title
    assert title == found["title"].text
    assert in_language(seen.questionnaire, "sv").questionnaire.title == a_questionnaire().title


def test_the_length_of_an_answer_has_room_for_the_longest_tag():
    long = "zh-Hant-x-lattlast-och-mycket-mer"
    kept = with_languages(a_questionnaire(), [long], [long], {long: {long: texts()}})
    assert pad_bytes(kept) >= pad_bytes(a_questionnaire())
    assert json.dumps(offered(kept)[1])
