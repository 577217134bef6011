"""Composes a report: of one round or several, a Document that any writer can write."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from analysis.form import Form
from analysis.report.appendix_answers import answers_appendix
from analysis.report.appendix_classes import classes_appendix
from analysis.report.appendix_form import form_appendix
from analysis.report.appendix_tables import tables_appendix
from analysis.report.changes import changes
from analysis.report.document import Block, Document, PageBreak
from analysis.report.material import AppendixKind, Chapter, Desk, Material, Options, read
from analysis.report.method import days_of, method, rate_of
from analysis.report.results import results
from analysis.report.writing import Pen
from analysis.words import listed

__all__ = ["Chapter", "Options", "compose"]

KINDS: tuple[AppendixKind, ...] = ("form", "tables", "classes", "answers")


def compose(chapters: Sequence[Chapter], options: Options | None = None) -> Document:
    """Return the report of the chapters, in the order given.

    Everything in it has passed the disclosure engine. Raises ValueError without chapters and
    RecodeError when a recoding does not fit.
    """
    if not chapters:
        raise ValueError("a report needs at least one chapter")
    chosen = options or Options()
    materials = _with_appendices([read(one) for one in chapters], chosen)
    title, subtitle = _titles(materials, chosen)
    return Document(
        title=title,
        subtitle=subtitle,
        organisation=chosen.organisation,
        facts=tuple(_facts(materials)),
        description=f"Svar på {listed([one.codebook.questionnaire.title for one in materials])}.",
        blocks=tuple(_blocks(materials, chosen)),
    )


def _titles(materials: Sequence[Material], options: Options) -> tuple[str, str]:
    if len(materials) == 1:
        title, subtitle = materials[0].title, materials[0].codebook.questionnaire.title
    else:
        title, subtitle = "Resultat av enkäter", listed([one.title for one in materials])
    return options.title or title, options.subtitle or ("" if options.title else subtitle)


def _facts(materials: Sequence[Material]) -> Iterator[tuple[str, str]]:
    for material in materials:
        rate = rate_of(material)
        answers = f"{rate.answered} svar"
        if rate.invited is not None:
            answers += f" av {rate.invited} utskick"
        days = days_of(material)
        yield material.title, ", ".join([answers, *([days] if days else [])])


def _with_appendices(materials: Sequence[Material], options: Options) -> list[Material]:
    """Return the chapters with the numbers of their bilagor, in the order these are printed."""
    number = 0
    forms: list[tuple[Form, int]] = []
    found = []
    for material in materials:
        numbers: dict[AppendixKind, int] = {}
        for kind in KINDS:
            if not _has(kind, material, options):
                continue
            form = material.codebook.form
            printed = [place for one, place in forms if one == form] if kind == "form" else []
            if printed:
                # Two rounds that asked the same share one transcript.
                numbers[kind] = printed[0]
                continue
            number += 1
            numbers[kind] = number
            if kind == "form" and form is not None:
                forms.append((form, number))
        found.append(replace(material, appendices=numbers))
    return found


def _has(kind: AppendixKind, material: Material, options: Options) -> bool:
    match kind:
        case "form":
            return material.codebook.form is not None
        case "tables" | "classes" if material.too_few:
            return False
        case "tables":
            return bool(material.summary.items or material.summary.choices)
        case "classes":
            return len(material.codebook.classes) > 1
        case "answers":
            return options.open_answers and any(one.texts for one in material.open_questions())


def _blocks(materials: Sequence[Material], options: Options) -> Iterator[Block]:
    pen = Pen()
    yield from method(materials, pen)
    for material in materials:
        yield PageBreak()
        yield from results(Desk(material=material, pen=pen, options=options))
    compared = list(changes(materials, pen))
    if compared:
        yield PageBreak()
        yield from compared
    written = 0
    for material in materials:
        for kind, number in material.appendices.items():
            if number > written:
                written = number
                yield PageBreak()
                yield from _appendix(kind, material, pen)


def _appendix(kind: AppendixKind, material: Material, pen: Pen) -> Iterator[Block]:
    match kind:
        case "form":
            if material.codebook.form is not None:
                yield from form_appendix(material, material.codebook.form, pen)
        case "tables":
            yield from tables_appendix(material, pen)
        case "classes":
            yield from classes_appendix(material, pen)
        case "answers":
            yield from answers_appendix(material, pen)
