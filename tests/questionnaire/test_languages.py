"""The languages there are, and the texts of the pages in them."""

import re
import subprocess
import sys
from datetime import date

import pytest
from babel import Locale
from babel.messages.plurals import get_plural

from survey_app import catalogues, i18n
from survey_app.languages import LANGUAGES, SOURCE, UnknownLanguage, chain, is_tag, language
from tests import catalogues as kept
from tests.server import ROOT

PLACES = re.compile(r"%\(\w+\)s")
IN_BABEL = [tag for tag in LANGUAGES if tag not in {"prs", "rmy", "fit", "sv-x-lattlast"}]


# The table -------------------------------------------------------------------------------------


@pytest.mark.parametrize("tag", LANGUAGES)
def test_the_table_says_what_babel_says(tag):
    locale = Locale.parse(LANGUAGES[tag].locale)
    if tag in IN_BABEL:
        assert LANGUAGES[tag].endonym.casefold() in (
            (locale.get_language_name(locale) or "").casefold(),
            f"af-{locale.get_language_name(locale)}".casefold(),
        )
    assert LANGUAGES[tag].direction == locale.text_direction


def test_dari_is_written_from_right_to_left_though_babel_does_not_know_it():
    dari = language("prs")
    assert (dari.html, dari.locale, dari.right_to_left) == ("prs", "fa_AF", True)


@pytest.mark.parametrize(
    ("tag", "endonym", "direction", "script"),
    [
        ("fi", "Suomi", "ltr", "Latn"),
        ("ckb", "کوردیی ناوەندی", "rtl", "Arab"),
        ("am", "አማርኛ", "ltr", "Ethi"),
        ("ar-SY", "العربية (سوريا)", "rtl", "Arab"),
    ],
)
def test_a_language_that_babel_knows_needs_no_code(tag, endonym, direction, script):
    found = language(tag)
    assert (found.endonym, found.direction, found.script) == (endonym, direction, script)


@pytest.mark.parametrize("tag", ["xx", "AR", "", "../sv", "sv_SE", "a" * 40])
def test_what_is_no_language_is_refused(tag):
    with pytest.raises(UnknownLanguage, match="is no language we know"):
        language(tag)


def test_a_text_is_looked_for_in_the_language_that_this_is_a_kind_of_and_last_in_swedish():
    assert chain("ar-SY") == ("ar-SY", "ar", "sv")
    assert chain("sv-x-lattlast") == ("sv-x-lattlast", "sv")
    assert chain("sv") == ("sv",)
    assert is_tag("sv-x-lattlast")


# The language in use ---------------------------------------------------------------------------


def test_texts_come_in_the_language_in_use_and_only_there():
    swedish = i18n.gettext("Skicka in")
    with i18n.use("en") as english:
        assert i18n.gettext("Skicka in") == "Send"
        assert i18n.in_use() is english
        with i18n.use("ar"):
            assert i18n.gettext("Skicka in") == "إرسال"
        assert i18n.gettext("Skicka in") == "Send"
    assert i18n.gettext("Skicka in") == swedish == "Skicka in"


def test_a_text_that_nobody_has_translated_comes_in_swedish():
    for tag in ("ar", "fi", "ar-SY"):
        with i18n.use(tag):
            assert i18n.gettext("En ny text") == "En ny text"
            assert i18n.ngettext("En sak", "Flera saker", 2)


def test_a_dialect_is_spoken_to_in_its_language():
    with i18n.use("ar-SY"):
        assert i18n.gettext("Skicka in") == "إرسال"
    assert catalogues.interface_language("ar-SY") == "ar"
    assert catalogues.interface_language("fi") == "sv"


def test_an_unknown_language_is_not_taken_into_use():
    with pytest.raises(UnknownLanguage), i18n.use("xx"):
        pass
    assert i18n.in_use().tag == SOURCE


@pytest.mark.parametrize(
    ("tag", "number", "said"),
    [
        ("sv", 1, "Tar ungefär 1 minut"),
        ("sv", 5, "Tar ungefär 5 minuter"),
        ("en", 1, "Takes about 1 minute"),
        ("ar", 1, "يستغرق حوالي دقيقة واحدة"),
        ("ar", 2, "يستغرق حوالي دقيقتين"),
        ("ar", 5, "يستغرق حوالي 5 دقائق"),
        ("ar", 15, "يستغرق حوالي 15 دقيقة"),
        ("uk", 1, "Займе приблизно 1 хвилину"),
        ("uk", 3, "Займе приблизно 3 хвилини"),
        ("uk", 5, "Займе приблизно 5 хвилин"),
        ("uk", 21, "Займе приблизно 21 хвилину"),
    ],
)
def test_numbers_take_the_form_of_the_language(tag, number, said):
    with i18n.use(tag):
        form = i18n.ngettext(
            "Tar ungefär %(minutes)s minut", "Tar ungefär %(minutes)s minuter", number
        )
    assert form % {"minutes": number} == said


@pytest.mark.parametrize(
    ("tag", "said"),
    [
        ("sv", "5 november 2026"),
        ("sv-x-lattlast", "5 november 2026"),
        ("en", "5 November 2026"),
        ("ar", "5 نوفمبر 2026"),
        ("prs", "5 نومبر 2026"),
        ("uk", "5 листопада 2026 р."),
    ],
)
def test_a_day_is_said_in_the_language_in_use(tag, said):
    with i18n.use(tag):
        assert i18n.day_in_words(date(2026, 11, 5)).replace("\u202f", " ") == said


def test_the_server_reads_its_texts_without_babel():
    script = (
        "import sys; from survey_app import i18n\n"
        "with i18n.use('prs'): i18n.gettext('Skicka in')\n"
        "print('babel' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout == "False\n"


# The catalogues --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def in_the_code():
    return {message.id for message in kept.in_the_code() if message.id}


@pytest.mark.parametrize("tag", kept.SHIPPED)
def test_a_catalogue_has_every_text_of_the_pages_and_no_other(tag, in_the_code):
    texts = {message.id for message in kept.kept(tag) if message.id}
    assert texts == in_the_code, "make translations"


@pytest.mark.parametrize("tag", kept.SHIPPED)
def test_every_text_is_translated(tag):
    assert kept.missing(tag) == []


@pytest.mark.parametrize("tag", kept.SHIPPED)
def test_what_the_server_reads_is_what_translators_wrote(tag):
    mo = kept.mo_file(tag).read_bytes()
    assert kept.messages(mo) == kept.messages(kept.compiled(tag)), "make translations"


@pytest.mark.parametrize("tag", kept.SHIPPED)
def test_a_translation_names_the_same_values(tag):
    for message in kept.kept(tag):
        if not message.id:
            continue
        source = message.id if isinstance(message.id, str) else message.id[1]
        forms = [message.string] if isinstance(message.string, str) else message.string
        assert set(PLACES.findall(" ".join(forms))) == set(PLACES.findall(source)), message.id
        # A sign too many would break the page that says it.
        for form in forms:
            assert "%" not in PLACES.sub("", form)


@pytest.mark.parametrize("tag", kept.SHIPPED)
def test_a_catalogue_counts_as_its_language_does(tag):
    with kept.po_file(tag).open(encoding="utf-8") as file:
        header = file.read(2000)
    plural = get_plural(LANGUAGES[tag].locale)
    assert f"nplurals={plural.num_plurals}" in header
    assert catalogues.interface_status(tag) == "draft"


def test_the_menu_has_swedish_first_and_easy_swedish_next():
    assert catalogues.spoken()[:2] == ("sv", "sv-x-lattlast")
    assert set(catalogues.spoken()) == {"sv", *kept.SHIPPED}
