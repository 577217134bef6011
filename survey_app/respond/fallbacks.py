"""Marks the texts of a page that are in another language than it, so that they are read as such.

A text that nobody has translated comes in Swedish. A screen reader must be told (WCAG 3.1.2).
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from survey_app.questionnaire.translation import Translated
from survey_app.questionnaire.variables import Variable, variables
from survey_app.respond.prose import Passage, passages
from survey_app.respond.view import Block, Choice, Field, SectionView

Lang = Callable[[str], str]
"""String id → the `lang` to mark it with, empty for the language of the page."""


def marked_sections(found: Sequence[SectionView], said: Translated) -> tuple[SectionView, ...]:
    """Return the sections with `lang` where a text is in another language than the page."""
    if not said.fallbacks:
        return tuple(found)
    by_name = {one.name: one for one in variables(said.questionnaire)}
    return tuple(_section(one, said.lang, by_name) for one in found)


def passages_in(said: Translated, string_id: str, text: str) -> tuple[Passage, ...]:
    """Return running text of a questionnaire, marked where it is in another language."""
    return _marked(passages(text), said.lang(string_id))


def _section(section: SectionView, lang: Lang, by_name: dict[str, Variable]) -> SectionView:
    path = f"sections.{section.id}"
    return replace(
        section,
        lang=lang(f"{path}.title"),
        intro=_marked(section.intro, lang(f"{path}.intro")),
        blocks=tuple(_block(block, lang, by_name) for block in section.blocks),
    )


def _block(block: Block, lang: Lang, by_name: dict[str, Variable]) -> Block:
    return replace(
        block,
        lang=lang(f"{block.id}.text"),
        hint=_marked(block.hint, lang(f"{block.id}.hint")),
        note=_marked(block.note, lang(f"{block.id}.text")),
        fields=tuple(_field(one, by_name[one.name], lang) for one in block.fields),
    )


def _field(field: Field, variable: Variable, lang: Lang) -> Field:
    question = variable.question
    asked = lang(f"{question.id}.text")
    item = variable.name.removeprefix(f"{question.id}_")
    own = len(passages(question.hint))
    return replace(
        field,
        lang=lang(f"{question.id}.items.{item}") if variable.stem else asked,
        stem_lang=asked if field.stem else "",
        # After the hint of the question come words of ours, in the language of the page.
        hint=_marked(field.hint[:own], lang(f"{question.id}.hint")) + field.hint[own:],
        choices=tuple(_choice(one, variable, lang) for one in field.choices),
    )


def _choice(choice: Choice, variable: Variable, lang: Lang) -> Choice:
    scale = variable.scale
    path = f"{variable.question.id}.options" if scale is None else f"scales.{scale.id}"
    return replace(choice, lang=lang(f"{path}.{choice.value}"))


def _marked(found: Sequence[Passage], lang: str) -> tuple[Passage, ...]:
    return tuple(replace(one, lang=lang) for one in found) if lang else tuple(found)
