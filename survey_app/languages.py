"""The languages people can answer in: what each is called, which way it runs, who knows its dates.

A tag such as `ar` or `sv-x-lattlast` names a language in files, addresses and sealed answers. Those
we ship texts for stand in the table; any other that Babel knows can be added without code.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from survey_app.mistakes import Mistake

SOURCE = "sv"
"""The language that everything is written in first."""

TAG_PATTERN = r"[a-z]{2,3}(-[A-Za-z0-9]{1,8})*"
LONGEST_TAG = 35
_TAG = re.compile(TAG_PATTERN)

Direction = Literal["ltr", "rtl"]
_RIGHT_TO_LEFT = "rtl"


class UnknownLanguage(Mistake):
    """A tag that stands for no language we or Babel know."""


@dataclass(frozen=True, kw_only=True)
class Language:
    """One language.

    `html` goes in the attribute `lang`, `direction` in `dir`. `endonym` is what its own speakers
    call it, `name` what Swedish does. `locale` is where Babel keeps its dates and plurals, and
    `script` tells which letters it is written with (ISO 15924: Latn, Arab, Ethi, Cyrl …).
    """

    tag: str
    locale: str
    html: str
    direction: Direction
    endonym: str
    name: str
    script: str

    @property
    def right_to_left(self) -> bool:
        """True when it is written from right to left."""
        return self.direction == _RIGHT_TO_LEFT


LANGUAGES: dict[str, Language] = {
    language.tag: language
    for language in (
        Language(
            tag="sv",
            locale="sv_SE",  # plain sv counts weeks as Americans do
            html="sv",
            direction="ltr",
            endonym="Svenska",
            name="svenska",
            script="Latn",
        ),
        Language(
            tag="sv-x-lattlast",
            locale="sv_SE",
            html="sv",
            direction="ltr",
            endonym="Lättläst svenska",
            name="lättläst svenska",
            script="Latn",
        ),
        Language(
            tag="en",
            locale="en_GB",  # the day before the month, as everybody here writes it
            html="en",
            direction="ltr",
            endonym="English",
            name="engelska",
            script="Latn",
        ),
        Language(
            tag="ar",
            locale="ar",
            html="ar",
            direction="rtl",
            endonym="العربية",
            name="arabiska",
            script="Arab",
        ),
        Language(
            tag="so",
            locale="so",
            html="so",
            direction="ltr",
            endonym="Af-Soomaali",
            name="somaliska",
            script="Latn",
        ),
        Language(
            tag="ti",
            locale="ti",
            html="ti",
            direction="ltr",
            endonym="ትግርኛ",
            name="tigrinska",
            script="Ethi",
        ),
        Language(
            tag="prs",
            locale="fa_AF",  # Babel has no prs
            html="prs",
            direction="rtl",
            endonym="دری",
            name="dari",
            script="Arab",
        ),
        Language(
            tag="uk",
            locale="uk",
            html="uk",
            direction="ltr",
            endonym="Українська",
            name="ukrainska",
            script="Cyrl",
        ),
        # Babel knows neither of these.
        Language(
            tag="rmy",
            locale="sv_SE",
            html="rmy",
            direction="ltr",
            endonym="Romani",
            name="romani",
            script="Latn",
        ),
        Language(
            tag="fit",
            locale="fi",
            html="fit",
            direction="ltr",
            endonym="Meänkieli",
            name="meänkieli",
            script="Latn",
        ),
    )
}
"""Those that Babel does not know, or that we want it to treat in a way of our own."""


@lru_cache(maxsize=64)
def language(tag: str) -> Language:
    """Return the language of `tag`, from our table or else from Babel.

    Raises UnknownLanguage.
    """
    return LANGUAGES.get(tag) or _from_babel(tag)


def chain(tag: str) -> tuple[str, ...]:
    """Return where a text is looked for: the tag, what it is a kind of, and Swedish last.

    `ar-SY` → `ar-SY`, `ar`, `sv`.
    """
    parts = tag.split("-")
    tags = ["-".join(parts[:length]) for length in range(len(parts), 0, -1)]
    # “sv-x” alone says nothing.
    wanted = [one for one in tags if not one.endswith("-x")]
    return tuple(dict.fromkeys([*wanted, SOURCE]))


def is_tag(text: str) -> bool:
    """Tell whether `text` can be the tag of a language."""
    return len(text) <= LONGEST_TAG and _TAG.fullmatch(text) is not None


def _from_babel(tag: str) -> Language:
    # Babel is slow to import, and few installations need more than the table.
    from babel import Locale, UnknownLocaleError

    unknown = UnknownLanguage(
        f"“{tag[:LONGEST_TAG]}” is no language we know. Write its tag, as ar or uk. "
        f"Ready to use: {', '.join(LANGUAGES)}."
    )
    if not is_tag(tag):
        raise unknown
    plain = tag.split("-x-")[0]
    try:
        locale = Locale.parse(plain, sep="-")
    except (UnknownLocaleError, ValueError):
        raise unknown from None
    endonym = locale.get_display_name(locale) or tag
    swedish = locale.get_display_name("sv_SE") or tag
    return Language(
        tag=tag,
        locale=str(locale),
        html=plain,
        direction="rtl" if locale.text_direction == "rtl" else "ltr",
        endonym=endonym[:1].upper() + endonym[1:],
        name=swedish,
        script=_script(plain, locale.script),
    )


def _script(tag: str, written: str | None) -> str:
    from babel.core import get_global

    if written is not None:
        return written
    likely = get_global("likely_subtags").get(tag.split("-")[0], "")
    return next((part for part in str(likely).split("_") if len(part) == len("Latn")), "Latn")
