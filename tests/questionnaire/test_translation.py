"""The questionnaire in another language: other words, the same ids, codes and variables."""

from datetime import date
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from survey_app.config import ROOT
from survey_app.languages import UnknownLanguage, language
from survey_app.operations.translation_workbook import as_workbook, rows_from_workbook
from survey_app.questionnaire.fills import fill_in
from survey_app.questionnaire.findings import QuestionnaireError
from survey_app.questionnaire.load import load
from survey_app.questionnaire.model import fingerprint, freeze, thaw
from survey_app.questionnaire.readability import lix, long_sentences
from survey_app.questionnaire.strings import (
    SourceText,
    braces_in,
    source_hash,
    strings_of,
)
from survey_app.questionnaire.translation import (
    STATUSES,
    TranslatedText,
    frozen_copy,
    in_language,
    offered,
    translate,
)
from survey_app.questionnaire.translation_file import problems_with, read_texts, texts_for
from survey_app.questionnaire.translation_sheet import (
    STALE,
    Row,
    as_kept,
    merge,
    rows_from_yaml,
    sheet,
)
from survey_app.questionnaire.translation_yaml import as_yaml, to_fill_in
from survey_app.questionnaire.variables import variables
from tests.builders import a_questionnaire
from tests.questionnaire.builders import changed, write

DELTAGARE = ROOT / "questionnaires" / "deltagare" / "1.yaml"
LANGUAGES = ("sv-x-lattlast", "en", "ar", "so", "ti", "prs", "uk")
EVERY = sorted(path for path in (ROOT / "questionnaires").glob("*/*.yaml") if path.stem.isdecimal())
TODAY = date(2026, 11, 23)
WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Cn", "Co"]), min_size=1
)


def translated_words(strings, status="approved"):
    """Return other words for every string."""
    return {
        id: TranslatedText(text=f"* {source.text}", status=status, source_hash=source.hash)
        for id, source in strings.items()
    }


def shape(questionnaire):
    """Return everything in a questionnaire that is not words."""
    return [
        (one.name, one.kind, one.codes, one.max_length, one.specifies, one.specify_code)
        for one in variables(questionnaire)
    ]


@pytest.fixture(params=EVERY, ids=lambda path: f"{path.parent.name}")
def questionnaire(request):
    return load(request.param)


# The same instrument ---------------------------------------------------------------------------


def test_a_translated_questionnaire_has_the_same_variables_and_codes(questionnaire):
    texts = translated_words(strings_of(questionnaire))
    said = translate(questionnaire, "ar", {"ar": texts})
    assert shape(said.questionnaire) == shape(questionnaire)
    assert said.questionnaire.indicators == questionnaire.indicators
    assert said.questionnaire.report == questionnaire.report
    assert said.questionnaire.language == "ar"
    assert said.is_approved


def test_every_word_a_respondent_reads_is_translated(questionnaire):
    texts = translated_words(strings_of(questionnaire))
    said = translate(questionnaire, "ar", {"ar": texts}).questionnaire
    for variable in variables(said):
        labels = [point.text for point in variable.scale.points] if variable.scale else []
        read = [variable.text, variable.stem, *labels, *(one.text for one in variable.options)]
        assert all(text.startswith("* ") for text in read if text)


@given(left_out=st.sets(st.integers(0, 40)), stale=st.sets(st.integers(0, 40)))
def test_what_is_missing_and_what_is_stale_is_told(left_out, stale):
    questionnaire = a_questionnaire()
    strings = strings_of(questionnaire)
    texts = translated_words(strings)
    ids = list(strings)
    for at in stale:
        id = ids[at % len(ids)]
        texts[id] = msgspec.structs.replace(texts[id], source_hash="00000000")
    for at in left_out:
        texts.pop(ids[at % len(ids)], None)
    said = translate(questionnaire, "ar", {"ar": texts})
    assert shape(said.questionnaire) == shape(questionnaire)
    assert set(said.fallbacks) == set(ids) - set(texts)
    assert set(said.fallbacks.values()) <= {"sv"}
    assert set(said.stale) == {id for id in texts if texts[id].source_hash == "00000000"}
    assert said.is_approved == (not said.fallbacks and not said.stale)
    assert all(said.lang(id) == ("sv" if id in said.fallbacks else "") for id in ids)


def test_a_dialect_takes_what_it_lacks_from_its_language_and_then_from_swedish():
    questionnaire = a_questionnaire()
    strings = strings_of(questionnaire)
    arabic = translated_words({id: strings[id] for id in list(strings)[:5]})
    own = {"title": TranslatedText(text="!", status="draft", source_hash=strings["title"].hash)}
    said = translate(questionnaire, "ar-SY", {"ar-SY": own, "ar": arabic})
    assert said.questionnaire.title == "!"
    assert "title" not in said.fallbacks
    assert said.fallbacks[list(strings)[1]] == "ar"
    assert said.fallbacks[list(strings)[-1]] == "sv"
    assert said.lang(list(strings)[1]) == "ar"


def test_a_missing_text_in_easy_swedish_is_not_marked_as_another_language():
    said = translate(a_questionnaire(), "sv-x-lattlast", {"sv-x-lattlast": {}})
    assert said.fallbacks["title"] == "sv"
    assert said.lang("title") == ""


def test_the_status_is_that_of_the_text_least_has_been_done_about():
    strings = strings_of(a_questionnaire())
    for worst in STATUSES:
        texts = translated_words(strings)
        texts["title"] = msgspec.structs.replace(texts["title"], status=worst)
        assert translate(a_questionnaire(), "en", {"en": texts}).status == worst


def test_an_unknown_language_is_refused():
    with pytest.raises(UnknownLanguage, match="“xx” is no language we know"):
        translate(a_questionnaire(), "xx", {})


# The copy that a round keeps -------------------------------------------------------------------


def test_a_frozen_copy_brings_its_languages_and_asks_the_same():
    questionnaire = load(DELTAGARE)
    kept = questionnaire
    for tag in LANGUAGES:
        kept = frozen_copy(kept, tag, texts_for(DELTAGARE, questionnaire, tag))
    back = thaw(freeze(kept))
    assert offered(back) == ("sv", *LANGUAGES)
    assert fingerprint(back) == fingerprint(questionnaire)
    for tag in LANGUAGES:
        now = translate(questionnaire, tag, texts_for(DELTAGARE, questionnaire, tag))
        assert in_language(back, tag).questionnaire == now.questionnaire
        assert in_language(back, tag).status == "draft"
        assert in_language(back, tag) is in_language(back, tag)
    assert in_language(back, "fi").questionnaire == questionnaire


def test_a_copy_from_before_there_were_languages_still_thaws():
    questionnaire = a_questionnaire()
    assert b"translations" not in freeze(questionnaire)
    assert thaw(freeze(questionnaire)) == questionnaire
    assert offered(questionnaire) == ("sv",)


def test_a_frozen_copy_remembers_what_it_fell_back_on():
    questionnaire = a_questionnaire()
    strings = strings_of(questionnaire)
    first, second, *_ = strings
    texts = {
        "ar-SY": translated_words({first: strings[first]}),
        "ar": translated_words({second: strings[second]}),
    }
    then = translate(questionnaire, "ar-SY", texts)
    back = in_language(thaw(freeze(frozen_copy(questionnaire, "ar-SY", texts))), "ar-SY")
    assert back.fallbacks == then.fallbacks
    assert back.questionnaire == then.questionnaire


def test_names_are_filled_in_in_every_language():
    questionnaire = load(DELTAGARE)
    kept = frozen_copy(questionnaire, "ar", texts_for(DELTAGARE, questionnaire, "ar"))
    names = {name: f"<{name}>" for name in questionnaire.fill}
    intro = in_language(fill_in(kept, names), "ar").questionnaire.intro
    assert all(value in intro for value in names.values())
    assert not braces_in(intro)


# What we ship ----------------------------------------------------------------------------------


@pytest.mark.parametrize("tag", LANGUAGES)
def test_the_shipped_texts_are_whole_up_to_date_and_drafts(tag):
    questionnaire = load(DELTAGARE)
    said = translate(questionnaire, tag, texts_for(DELTAGARE, questionnaire, tag))
    assert not said.fallbacks
    assert not said.stale
    assert said.counts == {"draft": len(strings_of(questionnaire))}


@pytest.mark.parametrize("tag", LANGUAGES)
def test_the_steps_of_a_shipped_scale_are_told_apart(tag):
    questionnaire = load(DELTAGARE)
    said = translate(questionnaire, tag, texts_for(DELTAGARE, questionnaire, tag))
    for variable in variables(said.questionnaire):
        if variable.scale is not None:
            labels = [point.text for point in variable.scale.points]
            assert len(set(labels)) == len(labels)


# There and back --------------------------------------------------------------------------------


def kept(text):
    return as_kept(text).replace("{", "").replace("}", "").strip()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(words=st.lists(WORDS.map(kept).filter(bool), min_size=1, max_size=6))
def test_a_text_is_read_back_from_yaml_as_it_was_written(tmp_path, words):
    strings = {f"t{at}.text": SourceText(text="x", one_line=False) for at in range(len(words))}
    texts = {
        id: TranslatedText(
            text=word, status="reviewed", by=word[:80].strip(), source_hash="1e100000"
        )
        for id, word in zip(strings, words, strict=True)
    }
    texts = {
        id: msgspec.structs.replace(one, by=" ".join(one.by.split())) for id, one in texts.items()
    }
    path = tmp_path / "1.ar.yaml"
    path.write_text(as_yaml(texts, strings, heading="Prov"), encoding="utf-8")
    found, findings = read_texts(path, strings)
    assert [str(one) for one in findings if one.severity == "error"] == []
    assert found == texts


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None
)
@given(words=st.lists(WORDS.map(kept).filter(bool), min_size=1, max_size=5))
@pytest.mark.parametrize("kind", ["yaml", "xlsx"])
def test_a_sheet_comes_back_with_the_same_texts(tmp_path, kind, words):
    strings = {f"t{at}.text": SourceText(text="Fråga", one_line=False) for at in range(len(words))}
    texts = {
        id: TranslatedText(text=word, status="draft", source_hash=source_hash("Fråga"))
        for id, word in zip(strings, words, strict=True)
    }
    path = tmp_path / f"ar.{kind}"
    fill_in_file(path, sheet(strings, texts), strings, "ar")
    done = merge(path, read_rows(path), strings, {}, by="", today=TODAY)
    assert done.texts == texts


def fill_in_file(path: Path, rows, strings, tag):
    if path.suffix == ".xlsx":
        path.write_bytes(as_workbook(rows, strings, language(tag)))
    else:
        filled = to_fill_in(rows, strings, reference="prov:1", tag=tag, name="arabiska")
        path.write_text(filled, encoding="utf-8")


def read_rows(path: Path):
    return rows_from_workbook(path) if path.suffix == ".xlsx" else rows_from_yaml(path)


# What can be wrong with a file -----------------------------------------------------------------


RIGHT = """\
title:
  text: Ett test
  status: draft
  source_hash: "{hash}"
intro:
  text: Ask {{kontakt}}.
  status: approved
  by: "Någon"
  date: 2026-11-23
  source_hash: "{intro}"
""".format(hash=source_hash("Ett prov"), intro=source_hash("Fråga {kontakt} om du undrar."))


def wrong(tmp_path, old, new):
    """Return what the check says when `old` in a right file is `new`."""
    assert RIGHT.count(old) >= 1
    path = write(tmp_path)
    file = path.with_name("1.en.yaml")
    file.write_text(RIGHT.replace(old, new, 1), encoding="utf-8")
    _, findings = read_texts(file, strings_of(load(path)))
    return [f"{one.line}: {one.severity}: {one.message}" for one in findings]


def test_a_right_file_has_nothing_to_mend(tmp_path):
    assert wrong(tmp_path, "Ett test", "A test") == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("title:", "titel:", "1: error: ”titel” finns inte på svenska. Menade du ”title”?"),
        ("  text: Ett test\n", "", "2: error: ”text” saknas i texten."),
        ("text: Ett test", "text: no", "2: error: ”text: no” läses som sant eller falskt."),
        ("text: Ett test", "text: ja", "2: error: ”text: ja” läses som ja eller nej"),
        ("text: Ett test", 'text: "a\\nb"', "2: error: ”title” ska stå på en rad."),
        ("text: Ett test", "text: A {namn}", "2: error: ”title” har {namn}, som inte står i"),
        ("text: Ett test", 'text: "A }"', "2: error: ”title” har ett ”}” för sig."),
        ("{kontakt}", "them", "6: error: ”intro” saknar {kontakt}, som står i den svenska"),
        ("status: draft", "status: klar", "3: error: ”status: klar” finns inte."),
        (
            "status: draft",
            "stat_us: draft",
            "3: error: ”stat_us” är ingen nyckel för texten. Menade",
        ),
        ("2026-11-23", "2026-11-31", "9: error: ”date: 2026-11-31” är ingen dag."),
        ('source_hash: "', 'source_hash: "x', "4: error: ”source_hash” är 8 tecken"),
        (source_hash("Ett prov"), "00000000", "1: warning: ”title” är översatt från en äldre"),
        ("intro:", "title:", "5: error: ”title” står två gånger"),
    ],
)
def test_a_slip_is_told_with_its_line(tmp_path, old, new, said):
    assert any(message.startswith(said) for message in wrong(tmp_path, old, new))


@pytest.mark.parametrize("id", ["scales", "sections"])
def test_a_question_does_not_take_the_name_that_other_texts_are_under(tmp_path, id):
    path = write(tmp_path, changed("{id: ar, type", f"{{id: {id}, type"))
    with pytest.raises(QuestionnaireError, match=f"”{id}” används för annat i översättningar"):
        load(path)


@given(st.text())
def test_braces_must_be_the_same_set(text):
    source = SourceText(text="Ring {telefon} {epost}", one_line=True)
    problems = list(problems_with(text, source))
    if braces_in(text) != source.braces:
        assert problems


# Merging ---------------------------------------------------------------------------------------


STRINGS = {
    "title": SourceText(text="Titel", one_line=True),
    "intro": SourceText(text="Fråga {namn}", one_line=False),
}


def text_of(status="draft", text="Title", source="Titel", **more):
    return TranslatedText(text=text, status=status, source_hash=source_hash(source), **more)


def merged(rows, texts=None, **options):
    return merge(Path("ar.yaml"), rows, STRINGS, texts or {}, by="Kim", today=TODAY, **options)


def refusals(rows, texts=None, **options):
    with pytest.raises(QuestionnaireError) as refused:
        merged(rows, texts, **options)
    return str(refused.value)


def test_a_row_that_is_not_filled_in_is_left_for_later():
    assert merged([Row(3, "title", "  "), Row(9, "intro", "Ask {namn}")]).changed == ("intro",)


def test_one_wrong_row_stops_them_all_and_each_is_told():
    said = refusals(
        [
            Row(3, "title", "Title"),
            Row(4, "intro", "Ask"),
            Row(5, "titel", "Title"),
            Row(6, "title", "Again"),
        ]
    )
    assert "ar.yaml:4: fel: ”intro” saknar {namn}" in said
    assert "ar.yaml:5: fel: ”titel” finns inte på svenska. Menade du ”title”?" in said
    assert "ar.yaml:6: fel: ”title” står två gånger (första gången på rad 3)." in said


def test_an_approved_text_is_not_changed_without_force():
    before = {"title": text_of("approved", by="Alex", date="2026-01-02")}
    rows = [Row(3, "title", "Other", "draft")]
    assert "”title” är godkänd och ändras inte" in refusals(rows, before)
    assert merged(rows, before, force=True).texts["title"].text == "Other"


def test_an_approved_text_that_comes_back_the_same_is_no_change():
    before = {"title": text_of("approved", by="Alex", date="2026-01-02")}
    done = merged([Row(3, "title", "Title", "approved", source_hash=source_hash("Titel"))], before)
    assert (done.changed, done.texts) == ((), before)


def test_a_reviewed_text_is_signed_and_dated_and_a_draft_is_not():
    done = merged([Row(3, "title", "T", "reviewed"), Row(4, "intro", "{namn}", "draft")])
    assert (done.texts["title"].by, done.texts["title"].date) == ("Kim", "2026-11-23")
    assert (done.texts["intro"].by, done.texts["intro"].date) == ("", "")


def test_a_stale_text_is_marked_and_stays_stale_until_somebody_sees_to_it():
    before = {"title": text_of("approved", source="En äldre titel")}
    (row, _) = sheet(STRINGS, before)
    assert row.status == STALE
    assert merged([row], before).texts == before
    seen = Row(3, "title", "Title", "approved", source_hash=row.source_hash)
    assert merged([seen], before, force=True).texts["title"].source_hash == source_hash("Titel")


def test_a_sheet_made_before_the_swedish_changed_merges_as_stale():
    old = source_hash("En äldre titel")
    done = merged([Row(3, "title", "Title", source_hash=old)])
    assert done.texts["title"].source_hash == old


def test_the_words_for_yes_and_no_in_a_filled_in_file_stay_words(tmp_path):
    path = tmp_path / "ar.yaml"
    path.write_text("title:\n  text: no\n  status: draft\n", encoding="utf-8")
    assert merge(path, read_rows(path), STRINGS, {}, by="", today=TODAY).texts["title"].text == "no"


def test_easy_swedish_is_easier_to_read_than_the_swedish():
    questionnaire = load(DELTAGARE)
    texts = texts_for(DELTAGARE, questionnaire, "sv-x-lattlast")
    easy = translate(questionnaire, "sv-x-lattlast", texts).questionnaire
    read = [source.text for source in strings_of(easy).values()]
    assert lix(read) < 30
    assert [text for text in read if long_sentences(text)] == []
