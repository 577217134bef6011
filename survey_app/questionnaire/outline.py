"""A questionnaire as plain text in Swedish: to review, to approve and to compare versions."""

from collections.abc import Iterable, Iterator
from textwrap import indent, wrap
from typing import assert_never

from survey_app.questionnaire.flow import in_words
from survey_app.questionnaire.model import (
    AnyQuestion,
    Computed,
    Condition,
    CountTable,
    CrossTable,
    DateQuestion,
    Figure,
    FreeText,
    HandCount,
    IndicatorShare,
    Likert,
    Means,
    MultipleChoice,
    Note,
    Number,
    OpenAnswers,
    Option,
    Questionnaire,
    ReportEntry,
    RowList,
    Scale,
    Section,
    Share,
    SingleChoice,
)

_WIDTH = 92


def outline(questionnaire: Questionnaire) -> str:
    """Return everything in the questionnaire, with the name of each variable and the codes."""
    blocks = [
        "\n".join(_heading(questionnaire)),
        _titled("Inledning", questionnaire.intro),
        *("\n".join(_section(section, questionnaire)) for section in questionnaire.sections),
        _titled("Avslutning", questionnaire.thanks),
        "\n".join(_indicators(questionnaire)),
        "\n".join(_report(questionnaire.report)),
    ]
    return "\n\n\n".join(block for block in blocks if block) + "\n"


def _heading(questionnaire: Questionnaire) -> Iterator[str]:
    title = f"{questionnaire.title} ({questionnaire.reference})"
    yield title
    yield "=" * len(title)
    yield f"För: {questionnaire.audience}"
    if questionnaire.source:
        yield f"Ur: {questionnaire.source}"
    if questionnaire.minutes is not None:
        yield f"Tid: {questionnaire.minutes} minuter"
    if questionnaire.fill:
        yield f"Fylls i för varje omgång: {', '.join(questionnaire.fill)}"


def _titled(title: str, text: str) -> str:
    return f"{title}\n{'-' * len(title)}\n{_wrapped(text)}" if text else ""


def _section(section: Section, questionnaire: Questionnaire) -> Iterator[str]:
    yield section.title
    yield "-" * len(section.title)
    if section.intro:
        yield _wrapped(section.intro)
    for question in section.questions:
        yield ""
        yield from _question(question, questionnaire)


def _question(question: AnyQuestion, questionnaire: Questionnaire) -> Iterator[str]:
    must = " *" if question.required else ""
    yield _wrapped(f"{question.id}: {question.text}{must}", hanging=True)
    if question.text_original:
        yield indent(_wrapped(f"I trycket: {question.text_original}"), "  ")
    if question.hint:
        yield indent(_wrapped(question.hint), "  ")
    if question.show_if is not None:
        yield indent(_wrapped(f"[{in_words(question.show_if, questionnaire)}]"), "  ")
    yield from (indent(line, "  ") for line in _answers(question))


def _answers(question: AnyQuestion) -> Iterator[str]:
    match question:
        case SingleChoice() | MultipleChoice() | HandCount() | Likert():
            yield from _choices(question)
        case Number():
            yield f"____ {question.unit}".rstrip() + f" (heltal {question.min}–{question.max})"
        case DateQuestion():
            yield "____-__-__ (dag)"
        case FreeText():
            rows = "1 rad" if question.rows == 1 else f"{question.rows} rader"
            yield f"[{rows}, högst {question.max_length} tecken]"
        case RowList():
            yield f"[högst {question.max_rows} rader med kolumnerna]"
            yield from (f"  {column.id}: {column.text}" for column in question.columns)
        case Computed():
            yield f"Räknas ut: {question.numerator} i procent av {question.denominator}"
        case Note():
            return
        case _:
            assert_never(question)


def _choices(question: SingleChoice | MultipleChoice | HandCount | Likert) -> Iterator[str]:
    match question:
        case SingleChoice():
            yield from _options(question.options, "( )", question.id)
            if question.scale is not None:
                yield from _scale(question.scale)
        case MultipleChoice():
            if question.max_choices is not None:
                yield f"Högst {question.max_choices} val."
            yield from _options(question.options, "[ ]", question.id)
        case HandCount():
            yield from _options(question.options, "antal händer ____", question.id)
        case Likert():
            yield from _scale(question.scale)
            for item in question.items:
                yield _wrapped(f"{question.id}_{item.id}: {item.text}", hanging=True)
                if item.text_original:
                    yield indent(_wrapped(f"I trycket: {item.text_original}"), "  ")


def _options(options: Iterable[Option], box: str, question_id: str) -> Iterator[str]:
    for option in options:
        remarks = [
            f"skriv: {question_id}_{option.code}" if option.specify else "",
            "utesluter de andra" if option.exclusive else "",
            "räknas inte som svar i sak" if option.missing else "",
            "vår ordalydelse" if option.label_source == "samsvar" else "",
        ]
        said = "; ".join(remark for remark in remarks if remark)
        line = f"{box} {option.text} = {option.code}" + (f" ({said})" if said else "")
        yield _wrapped(line, hanging=True)


def _scale(scale: Scale) -> Iterator[str]:
    steps = " · ".join(f"{point.text} = {point.code}" for point in scale.points)
    yield _wrapped(f"Skala {scale.id}: {steps}", hanging=True)


def _indicators(questionnaire: Questionnaire) -> Iterator[str]:
    if questionnaire.indicators:
        yield "Indikatorer"
        yield "-----------"
    for indicator in questionnaire.indicators:
        yield _wrapped(f"{indicator.id}: {indicator.text}", hanging=True)
        yield indent(_wrapped(_counted(indicator.condition, questionnaire), hanging=True), "  ")


def _counted(condition: Condition, questionnaire: Questionnaire) -> str:
    return in_words(condition, questionnaire).replace("Svara om", "Räknas om", 1)


def _report(entries: tuple[ReportEntry, ...]) -> Iterator[str]:
    if entries:
        yield "Rapport"
        yield "-------"
    for number, entry in enumerate(entries, start=1):
        yield _wrapped(f"{number}. {_entry(entry)}", hanging=True)


def _entry(entry: ReportEntry) -> str:
    match entry:
        case Figure():
            return f"Diagram: {entry.title} {_of(entry.items, by_group=entry.by_group)}"
        case Means():
            return f"Medelvärden: {entry.title} {_of(entry.items, by_group=entry.by_group)}"
        case Share():
            return f"Andel som instämmer: {entry.item}"
        case CountTable():
            items = _of((entry.item,), by_group=entry.by_group)
            return f"Tabell: {entry.title} {items}" if entry.title else f"Tabell: {items}"
        case CrossTable():
            crossed = f"({entry.item} efter {entry.by})"
            return (
                f"Korstabell: {entry.title} {crossed}" if entry.title else f"Korstabell: {crossed}"
            )
        case IndicatorShare():
            return f"Indikator: {entry.indicator}"
        case OpenAnswers():
            return f"Öppna svar: {entry.item}"
        case _:
            assert_never(entry)


def _of(items: tuple[str, ...], *, by_group: bool) -> str:
    return f"({', '.join(items)}{'; per grupp' if by_group else ''})"


def _wrapped(text: str, *, hanging: bool = False) -> str:
    """Return `text` in lines that fit a terminal; its own line breaks are kept."""
    lines: list[str] = []
    for line in text.splitlines():
        lines += wrap(
            line,
            _WIDTH,
            subsequent_indent="    " if hanging else "",
            break_long_words=False,
            break_on_hyphens=False,
        ) or [""]
    return "\n".join(lines)
