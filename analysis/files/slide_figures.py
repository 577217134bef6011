"""The slides of figures and tables: native charts, or counts where few have answered."""

from collections.abc import Iterator, Sequence

from analysis import alt_text, likert_notes
from analysis.answer_sentences import choice_sentence
from analysis.codebook import Codebook
from analysis.estimates import ChoiceEstimate, LikertEstimate
from analysis.files.batteries import Battery, batteries
from analysis.files.slide_tables import choice_by_group
from analysis.files.slides import MOST_ROWS, TOTAL, Chart, Rows, Series, Slide
from analysis.group_means import Averaging, means_of_items, means_sentence
from analysis.headlines import choice_headline, headline
from analysis.likert_key import how_shown, key_of
from analysis.palette import ONE
from analysis.sentences import agreement_sentence, outside_sentence
from analysis.summary import Summary
from analysis.swedish import NO_BREAK, cell, few, short


def items_of(summary: Summary, names: Sequence[str]) -> list[LikertEstimate]:
    """Return what everyone answered to these items, in their order."""
    by_name = {one.variable.name: one for one in summary.items if one.group is None}
    return [by_name[name] for name in names if name in by_name]


def _agree(codebook: Codebook, item: LikertEstimate) -> str:
    return codebook.scale_of(item.variable).agree


def figure(
    summary: Summary, title: str, names: Sequence[str], *, by_group: bool
) -> Iterator[Slide]:
    """Yield a slide for items on one scale, or for each item with a bar for each class."""
    if not by_group:
        for battery in batteries(items_of(summary, names), by_question=False):
            labels = [alt_text.statement(item.variable) for item in battery.items]
            yield _bars(summary, title, battery, labels)
        return
    for name in names:
        items = tuple(one for one in summary.items if one.variable.name == name)
        if items:
            labels = [item.group or TOTAL for item in items]
            yield _bars(
                summary,
                title,
                Battery(title=alt_text.statement(items[0].variable), items=items),
                labels,
            )


def _bars(summary: Summary, title: str, battery: Battery, labels: Sequence[str]) -> Slide:
    items, scale = battery.items, summary.codebook.scale_of(battery.items[0].variable)
    shown = [
        (item, label) for item, label in zip(items, labels, strict=True) if how_shown(item) == "bar"
    ]
    spoken = _spoken(summary, items)
    grouped = any(item.group is not None for item in items)
    if not shown:
        return _count_table(title, items, labels, spoken)
    bars = [item for item, _ in shown]
    return Slide(
        title=headline(items, scale) or title.removesuffix("."),
        base=_base(bars, battery.title if grouped else title),
        body=Chart(
            labels=tuple(f"{label} ({_n(item.n)})" for item, label in shown),
            series=tuple(_series(bars, battery, summary)),
        ),
        remarks=(*likert_notes.withheld(items, by_group=grouped), *_in_words(items, labels)),
        spoken=spoken,
        description=(
            alt_text.groups([items], scale)
            if grouped
            else alt_text.likert(bars, scale, form="Liggande staplat diagram")
        ),
    )


def _series(bars: Sequence[LikertEstimate], battery: Battery, summary: Summary) -> Iterator[Series]:
    key = key_of(bars, summary.codebook.scale_of(bars[0].variable))
    colours = {entry.text: entry.fill for entry in (*key.entries, *key.outside)}
    for code in battery.codes:
        percents = [
            dict(zip((one.text for one in item.variable.codes), item.percents, strict=True))
            for item in bars
        ]
        yield Series(
            name=code.text,
            values=tuple(one.get(code.text) for one in percents),
            fill=colours.get(code.text, "#ffffff"),
            outside=code.value is None,
        )


def _base(bars: Sequence[LikertEstimate], about: str) -> str:
    outside = {code.text.lower() for one in bars for code in one.variable.codes if code.missing}
    included = f", ”{min(outside)}” inräknat" if outside else ""
    return (
        f"{about.removesuffix('.')}. Procent av dem som har besvarat frågan{included}, "
        f"{alt_text.bases([one.n for one in bars])}."
    )


def _n(n: int | None) -> str:
    return f"n{NO_BREAK}={NO_BREAK}{n}"


def _spoken(summary: Summary, items: Sequence[LikertEstimate]) -> tuple[str, ...]:
    k, found = summary.codebook.round.k, []
    for item in items:
        found.append(agreement_sentence(item, _agree(summary.codebook, item), k))
        outside = outside_sentence(item, k)
        if outside:
            found.append(outside)
    return tuple(found)


def _in_words(items: Sequence[LikertEstimate], labels: Sequence[str]) -> Iterator[str]:
    for item, label in zip(items, labels, strict=True):
        if how_shown(item) == "words":
            yield f"{label}: {item.top2.count} av {item.top2.of} är positiva."


def _count_table(
    title: str, items: Sequence[LikertEstimate], labels: Sequence[str], spoken: tuple[str, ...]
) -> Slide:
    merged = any(item.merged is not None for item in items)
    codes = [code.text for code in items[0].variable.codes]
    header = ("", "n", "Låga", "Mitten", "Höga") if merged else ("", "n", *codes)
    rows = []
    for item, label in zip(items, labels, strict=True):
        parts = item.merged
        counts: Sequence[int | None] = item.counts
        if merged:
            counts = (parts.bottom, parts.middle, parts.top) if parts is not None else (None,) * 3
        # An item with other answers than the first has no cells here for those.
        numbers = [item.n, *counts][: len(header) - 1]
        filled = [*numbers, *[None] * (len(header) - 1 - len(numbers))]
        rows.append((label, *(str(_shown(one, item)) for one in filled)))
    return Slide(
        title=title.removesuffix("."),
        base="Antal svar. Färre än tio har svarat på varje fråga, så det finns inget diagram.",
        body=Rows(header=header, rows=tuple(rows[:MOST_ROWS])),
        spoken=spoken,
        description=f"Tabell med antal svar: {title.removesuffix('.')}.",
    )


def _shown(value: int | None, item: LikertEstimate | ChoiceEstimate) -> int | str:
    found = cell(value, item)
    return "" if found is None else found


def counts(summary: Summary, title: str, name: str, *, by_group: bool) -> Iterator[Slide]:
    """Yield a slide of a table of the plan, of everyone and of each class where it says so."""
    if items_of(summary, [name]):
        yield from figure(
            summary, title or summary.codebook.variable(name).text, [name], by_group=by_group
        )
        return
    for choice in summary.choices:
        if choice.variable.name == name and choice.group is None:
            yield _choice(summary, title, choice)
    choices = [one for one in summary.choices if one.variable.name == name]
    if by_group and len(choices) > 1:
        yield from choice_by_group(title or alt_text.statement(choices[0].variable), choices)


def _choice(summary: Summary, title: str, choice: ChoiceEstimate) -> Slide:
    asked = title.removesuffix(".") or alt_text.statement(choice.variable)
    spoken = (choice_sentence(choice, summary.codebook.round.k),)
    codes = choice.variable.codes
    if choice.suppressed or few(choice.n) or not choice.n:
        rows = tuple(
            (code.text, str(_shown(count, choice)))
            for code, count in zip(codes, choice.counts, strict=True)
        )
        return Slide(
            title=asked,
            base=f"Antal svar, n = {_shown(choice.n, choice)}.",
            body=Rows(header=("", "Antal"), rows=rows[:MOST_ROWS]),
            spoken=spoken,
            description=f"Tabell med antal svar: {asked}.",
        )
    several = ", flera svar fick väljas" if choice.variable.kind == "multiple" else ""
    labels = [f"{code.text} ({count})" for code, count in zip(codes, choice.counts, strict=True)]
    return Slide(
        title=choice_headline(choice) or asked,
        base=f"{asked}. Procent av dem som har svarat{several}, antal inom parentes, "
        f"n = {choice.n}.",
        body=Chart(
            labels=tuple(labels),
            series=(Series(name="Procent", values=choice.percents, fill=ONE),),
        ),
        spoken=spoken,
        description=alt_text.choice(choice),
    )


def means(summary: Summary, title: str, names: Sequence[str]) -> Iterator[Slide]:
    """Yield a slide with the mean over items for each class, none where no mean may be shown."""
    items = [one for one in summary.items if one.variable.name in names]
    averaged = means_of_items(items)
    known = sorted(
        ((one.mean, one) for one in averaged if one.mean is not None), key=lambda pair: -pair[0]
    )
    if not known:
        return
    values = [code.value for code in items[0].variable.codes if code.value is not None]
    told = means_sentence(averaged, Averaging.ITEMS)
    yield Slide(
        title=title.removesuffix("."),
        base=f"Medelvärde för {len(names)} frågor, på skalan {min(values)} till {max(values)}.",
        body=Chart(
            labels=tuple(f"{one.group} ({_n(one.fewest)})" for _, one in known),
            series=(Series(name="Medelvärde", values=tuple(mean for mean, _ in known), fill=ONE),),
            limits=(min(values), max(values)),
            percent=False,
        ),
        spoken=(told,),
        description=alt_text.means(
            [(one.group, short(mean), one.fewest or 0) for mean, one in known],
            str(min(values)),
            str(max(values)),
        ),
    )
