"""The slides of a presentation, in the order of the report plan."""

from collections.abc import Iterator

from analysis.answer_sentences import indicator_sentence
from analysis.codebook import (
    CountTable,
    CrossTable,
    Figure,
    IndicatorSentence,
    Means,
    ReportEntry,
    ShareSentence,
)
from analysis.files.batteries import batteries
from analysis.files.slide_figures import counts, figure, items_of, means
from analysis.files.slide_tables import cross_table
from analysis.files.slides import MOST_ROWS, Lines, Rows, Slide
from analysis.intervals import ASSUMPTION
from analysis.notes import notes
from analysis.published import Published
from analysis.response_rate import ResponseRate
from analysis.response_sentences import response_sentence
from analysis.sentences import agreement_sentence
from analysis.summary import Summary
from analysis.swedish import WITHHELD, few

MOST_LINES = 6


def slides(published: Published) -> Iterator[Slide]:
    """Yield how the survey was done, the sentences and then a slide for each figure of the plan.

    Without a plan there is a slide for each battery and each question with options.
    """
    plan = published.codebook.report
    # Classes only where the plan draws them: else the notes would be of numbers nobody sees.
    by_class = any(getattr(entry, "by_group", False) for entry in plan)
    summary = published.summary if by_class else published.summary.of_everyone
    yield _method(summary)
    if summary.codebook.response_rate is not None:
        yield from _rate_by_group(summary.codebook.response_rate)
    yield from _in_short(summary)
    for entry in plan or _every_question(summary):
        yield from _entry(entry, summary, published)


def _entry(entry: ReportEntry, summary: Summary, published: Published) -> Iterator[Slide]:
    match entry:
        case Figure(title=title, items=items, by_group=by_group):
            yield from figure(summary, title, items, by_group=by_group)
        case CountTable(item=item, title=title, by_group=by_group):
            yield from counts(summary, title, item, by_group=by_group)
        case Means(title=title, items=items):
            yield from means(summary, title, items)
        case CrossTable(item=item):
            yield from cross_table(published.crosstab(item))
        case _:
            pass


def _every_question(summary: Summary) -> Iterator[Figure | CountTable]:
    for battery in batteries([one for one in summary.items if one.group is None], most=99):
        names = tuple(item.variable.name for item in battery.items)
        yield Figure(title=battery.title, items=names)
    for choice in summary.choices:
        if choice.group is None:
            yield CountTable(item=choice.variable.name)


def _method(summary: Summary) -> Slide:
    rate = summary.codebook.response_rate
    # Slides have shares and counts; other measures stand in the tables of the report.
    measures = (ASSUMPTION, "Netto ")
    lines = [line for line in notes(summary) if not line.startswith(measures)]
    if rate is not None:
        lines.insert(0, _rate_sentence(rate))
    else:
        lines.insert(0, f"{summary.n} svar.")
    return Slide(
        title="Så gjordes enkäten", body=Lines(texts=tuple(lines)), spoken=tuple(lines[:1])
    )


def _rate_by_group(rate: ResponseRate) -> Iterator[Slide]:
    rows = []
    for one in rate.groups:
        percent = "" if one.percent is None or few(one.invited) else str(one.percent)
        answered = WITHHELD if one.answered is None else str(one.answered)
        invited = "" if one.invited is None else str(one.invited)
        rows.append((one.group, invited, answered, percent or one.band or ""))
    for start in range(0, len(rows), MOST_ROWS):
        yield Slide(
            title="Svarsfrekvens",
            base=_rate_sentence(rate),
            body=Rows(
                header=("Grupp", "Utskick", "Svar", "Procent"),
                rows=tuple(rows[start : start + MOST_ROWS]),
            ),
            description="Tabell med utskick, svar och svarsfrekvens i varje grupp.",
        )


def _rate_sentence(rate: ResponseRate) -> str:
    invited = rate.invited if rate.invited is None or rate.answered <= rate.invited else None
    return response_sentence(rate.answered, invited, rate.who or "personer")


def _in_short(summary: Summary) -> Iterator[Slide]:
    k = summary.codebook.round.k
    texts = []
    for entry in summary.codebook.report:
        match entry:
            case ShareSentence(item=name):
                item = items_of(summary, [name])[0]
                texts.append(
                    agreement_sentence(item, summary.codebook.scale_of(item.variable).agree, k)
                )
            case IndicatorSentence(indicator=id):
                found = [one for one in summary.indicators if one.indicator.id == id]
                texts += [
                    indicator_sentence(one, summary.codebook) for one in found if one.group is None
                ]
            case _:
                pass
    for start in range(0, len(texts), MOST_LINES):
        yield Slide(
            title="Resultatet i korthet", body=Lines(texts=tuple(texts[start : start + MOST_LINES]))
        )
