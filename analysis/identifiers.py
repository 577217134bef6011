"""Find what points at a person by itself in a text: numbers and addresses, never names.

Better one number too many than one too few: what is found is masked before anything is printed,
and somebody reads the text all the same.
"""

import re

MASK = "[uppgift borttagen]"
"""What stands in the place of what was taken out."""

_DASH = r"\s?[-+\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{EN DASH}\N{MINUS SIGN}]\s?"

# Year, month and day (a samordningsnummer has 60 added to the day), then four digits.
_PERSONAL = re.compile(
    rf"(?<!\d)(?:(?:19|20)\d{{2}}|\d{{2}})(?:0\d|1[0-2])(?:[06][1-9]|[1278]\d|[39][01])"
    rf"(?:{_DASH}|\s)?(?:\d{{4}}|[xX]{{4}})(?!\d)"
)
_MAIL = re.compile(
    r"[\w.+-]+\s?(?:@|\((?:at|a)\)|\[(?:at|a)\]|\ssnabel-?a\s)\s?[\w-]+(?:\s?\.\s?[\w-]+)*\.\w{2,}",
    re.IGNORECASE,
)
_PHONE = re.compile(
    r"(?<![\w+])(?<!\d[\s.,])(?:\+\d{1,3}|00\d{2}|0)(?:[\s\-–/().]{0,2}\d){6,12}(?!\d)"
)


def mask(text: str) -> str:
    """Return the text with personal numbers, phone numbers and e-mail addresses masked."""
    for pattern in (_MAIL, _PERSONAL, _PHONE):
        text = pattern.sub(MASK, text)
    return text
