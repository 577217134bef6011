"""What must hold within one part of a questionnaire, once its values have been read."""

from survey_app.questionnaire.draft import Draft
from survey_app.questionnaire.model import (
    AnyQuestion,
    HandCount,
    MultipleChoice,
    Number,
    Scale,
    SingleChoice,
)
from survey_app.questionnaire.strings import SCALES, SECTIONS

RESERVED_QUESTIONS = frozenset({SECTIONS, SCALES})
"""Where the texts of sections and scales are named in translations."""


def check_question(question: AnyQuestion, draft: Draft) -> None:
    """Say what in `question` contradicts itself."""
    if question.id in RESERVED_QUESTIONS:
        draft.report.error(
            draft.line_of(question, "id"),
            f"”{question.id}” används för annat i översättningar. Välj ett annat id.",
        )
    match question:
        case SingleChoice():
            _options_or_scale(question, draft)
        case MultipleChoice():
            _choices_fit(question, draft)
        case HandCount():
            _no_line_to_write_on(question, draft)
        case Number():
            if question.min > question.max:
                draft.report.error(
                    draft.line_of(question, "min"),
                    f"min ({question.min}) är större än max ({question.max}). Byt plats på dem.",
                )
        case _:
            pass


def check_scale(scale: Scale, draft: Draft) -> None:
    """Say what in `scale` contradicts itself."""
    steps = [point.code for point in scale.points if point.value is not None]
    if len(steps) < 2:
        draft.report.error(
            draft.line_of(scale, "points"),
            f"skalan ”{scale.id}” har {len(steps)} steg. Minst två punkter ska ha "
            "ett tal som code.",
        )
    elif [int(step) for step in steps] != sorted(int(step) for step in steps):
        draft.report.error(
            draft.line_of(scale, "points"),
            f"stegen i skalan ”{scale.id}” ska stå från det lägsta talet till det högsta.",
        )
    for name, codes in (("top", scale.top), ("bottom", scale.bottom)):
        for code in codes:
            if code not in steps:
                draft.report.error(
                    draft.line_of(scale, name),
                    f"”{name}” nämner {code}, som inte är ett steg på skalan ”{scale.id}”. "
                    f"Stegen är {', '.join(steps)}.",
                )
    if both := sorted(set(scale.top) & set(scale.bottom)):
        draft.report.error(
            draft.line_of(scale, "top"), f"{', '.join(both)} står både i ”top” och ”bottom”."
        )


def _options_or_scale(question: SingleChoice, draft: Draft) -> None:
    if bool(question.options) == (question.scale is not None):
        draft.report.error(
            draft.line_of(question, "scale"),
            f"frågan ”{question.id}” ska ha antingen options eller scale, och inte båda.",
        )
    for option in question.options:
        if option.exclusive:
            draft.report.error(
                draft.line_of(option, "exclusive"),
                "”exclusive” hör till multiple: i single väljs ändå bara ett. Ta bort raden.",
            )


def _choices_fit(question: MultipleChoice, draft: Draft) -> None:
    most = question.max_choices
    if most is not None and most > len(question.options):
        draft.report.error(
            draft.line_of(question, "max_choices"),
            f"max_choices är {most}, men frågan ”{question.id}” har "
            f"{len(question.options)} alternativ. Sänk talet eller ta bort raden.",
        )


def _no_line_to_write_on(question: HandCount, draft: Draft) -> None:
    for option in question.options:
        if option.specify or option.exclusive:
            key = "specify" if option.specify else "exclusive"
            draft.report.error(
                draft.line_of(option, key), f"”{key}” går inte i en handuppräckning. Ta bort det."
            )
