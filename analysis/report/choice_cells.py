"""Grids of counts: the answers to one question, and what coding made of them."""

from collections.abc import Sequence

from analysis.estimates import ChoiceEstimate, LikertEstimate, Merged
from analysis.report.likert_cells import COUNTS, IN_THREE, OUTSIDE, ROUNDING, TOTAL
from analysis.report.writing import Grid, capital
from analysis.rounding import percent
from analysis.swedish import WITHHELD, few, percentage


def choice_grid(
    estimate: ChoiceEstimate | LikertEstimate, recoded: ChoiceEstimate | None = None
) -> Grid:
    """Return a row for each answer and the total; `recoded` stands in columns beside."""
    if isinstance(estimate, LikertEstimate) and estimate.merged is not None:
        return _in_three(estimate, estimate.merged)
    several = isinstance(estimate, ChoiceEstimate) and estimate.variable.kind == "multiple"
    codes = {code.code: capital(code.text) for code in estimate.variable.codes}
    counts = _by_code(estimate)
    after: dict[str, int | None] = {}
    if recoded is not None:
        codes |= {code.code: capital(code.text) for code in recoded.variable.codes}
        after = _by_code(recoded)
        codes = {code: codes[code] for code in _in_order(codes, counts, after)}
    percents = not few(estimate.n)
    header = ["Svar", "Antal"]
    header += ["Efter kodning"] if recoded else []
    header += ["Procent"] if percents else []
    header += ["Andel av kryssen"] if several and percents else []
    of_picks: Sequence[float | None] = ()
    if isinstance(estimate, ChoiceEstimate) and several:
        of_picks = estimate.percents_of_picks
    rows = []
    for place, (code, text) in enumerate(codes.items()):
        count = after.get(code) if recoded else counts.get(code)
        row = [text, _count(counts, code)]
        row += [_count(after, code)] if recoded else []
        row += [_percent(count, estimate.n)] if percents else []
        row += [percentage(of_picks[place]) or WITHHELD] if several and percents else []
        rows.append(tuple(row))
    rows.append(_total_row(estimate, len(header), recoded=recoded is not None, several=several))
    return Grid(
        header=tuple(header),
        rows=tuple(rows),
        notes=tuple(_choice_notes(estimate, recoded, several=several)),
        strong_rows=frozenset([len(rows) - 1]),
    )


def _in_three(estimate: LikertEstimate, parts: Merged) -> Grid:
    """Return the three parts of a scale that few have answered."""
    outside = [code.text for code in estimate.variable.codes if code.value is None]
    label = capital(outside[0]) if len(outside) == 1 else OUTSIDE
    rows = [
        ("Låga svar", str(parts.bottom)),
        ("Mitten", str(parts.middle)),
        ("Höga svar", str(parts.top)),
        *([(label, str(parts.outside))] if outside else []),
        (TOTAL, str(estimate.n)),
    ]
    return Grid(
        header=("Svar", "Antal"),
        rows=tuple(rows),
        notes=(IN_THREE, COUNTS, *_no_answer(estimate)),
        strong_rows=frozenset([len(rows) - 1]),
    )


def _no_answer(estimate: ChoiceEstimate | LikertEstimate) -> list[str]:
    return [f"Ej svar: {estimate.no_answer}."] if estimate.no_answer else []


def _by_code(estimate: ChoiceEstimate | LikertEstimate) -> dict[str, int | None]:
    codes = (code.code for code in estimate.variable.codes)
    return dict(zip(codes, estimate.counts, strict=True))


def _in_order(
    codes: dict[str, str], counts: dict[str, int | None], after: dict[str, int | None]
) -> list[str]:
    """Return the answers as asked, then those that the coding made."""
    return [*counts, *(code for code in codes if code not in counts and code in after)]


def _count(counts: dict[str, int | None], code: str) -> str:
    if code not in counts:
        return "–"
    count = counts[code]
    return WITHHELD if count is None else str(count)


def _percent(count: int | None, n: int | None) -> str:
    if count is None or not n:
        return "–" if n else WITHHELD
    return percentage(percent(count, n))


def _total_row(
    estimate: ChoiceEstimate | LikertEstimate, width: int, *, recoded: bool, several: bool
) -> tuple[str, ...]:
    n = WITHHELD if estimate.n is None else str(estimate.n)
    row = ["Antal personer" if several else TOTAL, n, *([n] if recoded else [])]
    if not several and len(row) < width:
        row.append(percentage(100) if estimate.n and not estimate.suppressed else "")
    return (*row, *[""] * (width - len(row)))


def _choice_notes(
    estimate: ChoiceEstimate | LikertEstimate, recoded: ChoiceEstimate | None, *, several: bool
) -> list[str]:
    found = []
    if several and isinstance(estimate, ChoiceEstimate):
        picks = "" if estimate.picks is None else f", {estimate.picks} kryss i allt"
        found.append(
            f"Flera svar fick väljas{picks}. Procent räknas på personer, andel av kryssen på alla "
            "valda svar."
        )
    if recoded is not None:
        found.append(
            "Svar som skrevs vid ”nämligen” har i efterhand sorterats in i kategorier. Procent "
            "räknas på antalet efter kodning."
        )
    percents = (recoded or estimate).percents
    known = [one for one in percents if one is not None]
    if not several and not few(estimate.n) and known and sum(known) != 100:
        found.append(ROUNDING)
    if few(estimate.n):
        found.append(COUNTS)
    return [*found, *_no_answer(estimate)]
