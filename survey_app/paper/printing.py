"""A form as a PDF that can be printed and read aloud: tagged as PDF/UA-1 asks, made by Typst.

The same form gives the same bytes where the fonts are the same: no day and no person is in it.
"""

import json
from functools import cache
from importlib.resources import files
from typing import Any

from survey_app.paper.fonts import fonts_for
from survey_app.paper.form import Circumstances, form_data, texts_in
from survey_app.questionnaire.translation import Translated


def write_form(said: Translated, about: Circumstances) -> bytes:
    """Return the form as PDF, A4. Raises NoFont when its letters cannot be printed here."""
    import typst

    data = form_data(said, about)
    fonts = fonts_for(texts_in(data), said.language.name)
    data["fonts"] = list(fonts.families)
    given: Any = {
        "main.typ": _template(),
        "data.json": json.dumps(data, ensure_ascii=False).encode(),
    }
    compiled = typst.compile(
        given,
        font_paths=[str(folder) for folder in fonts.folders],
        ignore_system_fonts=True,
        pdf_standards=["ua-1"],
    )
    return bytes(compiled)


@cache
def _template() -> bytes:
    return (files("survey_app") / "paper" / "form.typ").read_bytes()
