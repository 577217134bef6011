"""What was asked, without the questions that a file of answers has no column for."""

from collections.abc import Collection, Iterator, Sequence
from itertools import groupby

import msgspec

from analysis.codebook import (
    Codebook,
    CountTable,
    CrossTable,
    Figure,
    IndicatorSentence,
    Means,
    OpenAnswers,
    ReportEntry,
    ShareSentence,
    Variable,
)
from analysis.conditions import leaves
from analysis.form import Form, FormQuestion, FormSection
from analysis.reading.headings import Columns


def only_what_is_in(columns: Columns, codebook: Codebook) -> Codebook:
    """Return the codebook without the variables that the file does not have.

    They are taken out of the form too, and of the report plan, and so are indicators that need any
    of them: the share of those who answered two questions is another than that of one. What is not
    there is named in `not_in_file`.
    """
    there = _there(columns, codebook)
    missing = [one for one in codebook.variables if one.name not in there]
    if not missing:
        return codebook
    indicators = tuple(
        one for one in codebook.indicators if {leaf.item for leaf in leaves(one.condition)} <= there
    )
    counted = {one.id for one in indicators}
    return msgspec.structs.replace(
        codebook,
        variables=tuple(one for one in codebook.variables if one.name in there),
        indicators=indicators,
        report=tuple(_report(codebook.report, there, counted)),
        form=None if codebook.form is None else _form(codebook.form, there),
        not_in_file=tuple(_named(missing, codebook, there)),
    )


def _there(columns: Columns, codebook: Codebook) -> set[str]:
    found = columns.whole.keys() | columns.options.keys()
    # What is written at an option is an answer to its question too.
    asked = {one.specifies for one in codebook.variables if one.name in found and one.specifies}
    return found | asked


def _named(
    missing: Sequence[Variable], codebook: Codebook, there: Collection[str]
) -> Iterator[str]:
    """Give what the questions are called: one with many items by its stem, if none is there."""
    for question, group in groupby(missing, key=lambda one: one.question):
        items = [one for one in group if one.specifies is None]
        partly = any(one.name in there for one in codebook.variables if one.question == question)
        if len(items) > 1 and items[0].stem and not partly:
            yield items[0].stem.strip()
        else:
            yield from (one.text.strip() for one in items)


def _report(
    plan: Sequence[ReportEntry], there: Collection[str], indicators: Collection[str]
) -> Iterator[ReportEntry]:
    for entry in plan:
        match entry:
            case Figure() | Means():
                items = tuple(name for name in entry.items if name in there)
                if items:
                    yield msgspec.structs.replace(entry, items=items)
            case ShareSentence() | CountTable() | OpenAnswers():
                if entry.item in there:
                    yield entry
            case CrossTable():
                if entry.item in there and entry.by in there:
                    yield entry
            case IndicatorSentence():
                if entry.indicator in indicators:
                    yield entry


def _form(form: Form, there: Collection[str]) -> Form:
    sections = [msgspec.structs.replace(one, questions=_asked(one, there)) for one in form.sections]
    return msgspec.structs.replace(
        form, sections=tuple(one for one in sections if any(q.variables for q in one.questions))
    )


def _asked(section: FormSection, there: Collection[str]) -> tuple[FormQuestion, ...]:
    questions = []
    for one in section.questions:
        names = tuple(name for name in one.variables if name in there)
        if names or not one.variables:
            questions.append(msgspec.structs.replace(one, variables=names))
    return tuple(questions)
