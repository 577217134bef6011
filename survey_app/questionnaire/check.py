"""What to think over in a questionnaire that can be used: warnings, never refusals."""

from collections.abc import Callable
from pathlib import Path

from survey_app.questionnaire.check_wording import Advice, hard_to_read, repeated, two_in_one
from survey_app.questionnaire.draft import Draft
from survey_app.questionnaire.duration import estimated_seconds, is_comment
from survey_app.questionnaire.findings import Finding
from survey_app.questionnaire.model import (
    AnyQuestion,
    Computed,
    DateQuestion,
    Likert,
    Number,
    Questionnaire,
    Scale,
    SingleChoice,
)

MOST_SCORED, MOST_OPEN = 12, 3
MOST_MINUTES = {"deltagare": 5}
MOST_MINUTES_STAFF = 10
# Groups so small that an organisation and a role may be one person.
_SMALL = frozenset({"styrgrupp", "projektansvariga"})
# Answers about an undertaking, not about the one who writes them.
_NO_PERSONS = frozenset({"insatsägare"})
_NUMBER_CLASSES = 10
# The estimate is too rough to argue about less.
_TOLERANCE = 1.2


def advice(questionnaire: Questionnaire, draft: Draft) -> list[Finding]:
    """Return the warnings about `questionnaire`, which was read into `draft`."""
    path: Path = draft.report.path
    return [
        Finding(path, line, "warning", message)
        for rule in _RULES
        for line, message in rule(questionnaire, draft)
    ]


def _compulsory(questionnaire: Questionnaire, draft: Draft) -> Advice:
    for question in questionnaire.questions:
        if question.required:
            yield (
                draft.line_of(question, "required"),
                f"frågan ”{question.id}” måste besvaras. Den som inte vill svara på den kan då "
                "inte svara alls. Ta bort raden om den inte är nödvändig.",
            )


def _unbalanced(questionnaire: Questionnaire, draft: Draft) -> Advice:
    seen: set[str] = set()
    for question in questionnaire.questions:
        scale = getattr(question, "scale", None)
        if not isinstance(scale, Scale) or scale.id in seen:
            continue
        seen.add(scale.id)
        steps = [point.code for point in scale.points if point.value is not None]
        mirrored = [steps[-1 - steps.index(code)] for code in scale.bottom]
        if set(mirrored) != set(scale.top):
            yield (
                draft.line_of(question, "scale"),
                f"skalan ”{scale.id}” väger ojämnt: bottom är {', '.join(scale.bottom)} och top "
                f"{', '.join(scale.top)} av {len(steps)} steg. Gör dem lika många från var "
                "sin ände.",
            )


def _pointing_out(questionnaire: Questionnaire, draft: Draft) -> Advice:
    """Background answers that together make so many combinations that each may be one person."""
    if questionnaire.audience in _NO_PERSONS:
        return
    about_the_work = {
        name
        for question in questionnaire.questions
        if isinstance(question, Computed)
        for name in (question.numerator, question.denominator)
    }
    background = [
        (question, classes)
        for question in questionnaire.questions
        if (classes := _classes(question))
        and question.show_if is None
        and question.id not in about_the_work
    ]
    combinations = 1
    for _, classes in background:
        combinations *= classes
    small = questionnaire.audience in _SMALL
    if len(background) >= (2 if small else 3) and combinations >= (8 if small else 60):
        yield (
            draft.line_of(background[-1][0]),
            f"bakgrundsfrågorna {', '.join(question.id for question, _ in background)} ger "
            f"tillsammans {combinations} kombinationer och kan peka ut en person. "
            "Ta bort någon, eller gör alternativen färre.",
        )


def _classes(question: AnyQuestion) -> int:
    match question:
        case SingleChoice():
            return len(question.options)
        case Number():
            return min(question.max - question.min + 1, _NUMBER_CLASSES)
        case DateQuestion():
            return _NUMBER_CLASSES
        case _:
            return 0


def _length(questionnaire: Questionnaire, draft: Draft) -> Advice:
    minutes = estimated_seconds(questionnaire) / 60
    most = MOST_MINUTES.get(questionnaire.audience, MOST_MINUTES_STAFF)
    line = draft.line_of(questionnaire, "minutes")
    if round(minutes) > most and questionnaire.audience not in _NO_PERSONS:
        yield (
            line,
            f"formuläret tar ungefär {round(minutes)} minuter på telefon. "
            f"Högst {most} rekommenderas för den här gruppen.",
        )
    if (said := questionnaire.minutes) is not None and (
        minutes > said * _TOLERANCE + 0.5 or said > 2 * max(minutes, 1)
    ):
        yield (
            line,
            f"minutes är {said}, men formuläret tar ungefär {max(round(minutes), 1)} minuter på "
            "telefon med alla kommentarer.",
        )
    if questionnaire.audience == "deltagare":
        yield from _many(questionnaire, line)


def _many(questionnaire: Questionnaire, line: int) -> Advice:
    scored = sum(
        len(question.items) if isinstance(question, Likert) else _is_scored(question)
        for question in questionnaire.questions
    )
    opened = sum(is_comment(question) for question in questionnaire.questions)
    if scored > MOST_SCORED:
        yield line, f"formuläret har {scored} bedömningar. Högst {MOST_SCORED} rekommenderas."
    if opened > MOST_OPEN:
        yield line, f"formuläret har {opened} öppna frågor. Högst {MOST_OPEN} rekommenderas."


def _is_scored(question: AnyQuestion) -> bool:
    return isinstance(question, SingleChoice) and question.scale is not None


_RULES: tuple[Callable[[Questionnaire, Draft], Advice], ...] = (
    _compulsory,
    repeated,
    two_in_one,
    _unbalanced,
    _pointing_out,
    _length,
    hard_to_read,
)
