"""Which column of a file holds the answers to which variable, by its heading."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from analysis.reading.folding import plain
from analysis.reading.known_headings import Headings, Target
from analysis.reading.problems import Problems, Tell, column_named, letters, listed, quoted

GROUP_HEADINGS = frozenset({"grupp", "klass", "group", "class"})


@dataclass(kw_only=True)
class Columns:
    """Which place in a row answers what; `group` is that of the groups."""

    headings: Sequence[str]
    whole: dict[str, int] = field(default_factory=dict)
    """The column of each variable that has one of its own."""
    options: dict[str, dict[str, int]] = field(default_factory=dict)
    """The columns of each multiple choice that has one for each option."""
    group: int | None = None


def match_columns(
    headings: Sequence[str],
    known: Headings,
    problems: Problems,
    tell: Tell,
    *,
    group_column: str | None = None,
) -> Columns:
    """Return which column answers what. What does not fit is added to `problems`.

    Columns that are nothing of the questionnaire's are ignored and told.
    """
    group = _group_column(headings, known, group_column, problems)
    meant = [known.meant(one) for one in headings]
    chosen = _decided(headings, meant, problems)
    columns = Columns(headings=headings, group=group)
    _assign(columns, chosen, problems)
    unknown = [
        place
        for place, heading in enumerate(headings)
        if heading and not meant[place] and place != group
    ]
    taken = {target.place for target in chosen.values()}
    ignored = []
    for place in unknown:
        near = known.closest(headings[place], taken)
        if near is None:
            ignored.append(f"{letters(place)} {quoted(headings[place])}")
            continue
        problems.in_file(
            f"{column_named(place, headings[place])} liknar ”{near.name}” "
            f"({quoted(near.variable.text)}) men är inte lika. Rätta rubriken till {near.name}, "
            "eller ta bort kolumnen."
        )
    if ignored:
        tell(f"Kolumner som inte hör till formuläret läses inte: {listed(ignored)}.")
    _tell_missing_options(columns, known, tell)
    if not chosen:
        problems.in_file(
            "ingen rubrik känns igen. Första raden ska ha variablernas namn eller frågornas text."
        )
    return columns


def _group_column(
    headings: Sequence[str], known: Headings, wanted: str | None, problems: Problems
) -> int | None:
    plains = [plain(one) for one in headings]
    if wanted is None:
        found = [
            place
            for place, one in enumerate(plains)
            if one in GROUP_HEADINGS and not known.meant(headings[place])
        ]
    else:
        found = [place for place, one in enumerate(plains) if one == plain(wanted)]
        if not found:
            problems.in_file(f"kolumnen {quoted(wanted)}, som skulle ge grupperna, finns inte.")
    if len(found) > 1:
        named = " och ".join(column_named(place, headings[place]) for place in found[:2])
        problems.in_file(
            f"både {named} kan ge grupperna. Välj en av dem med --group-column, "
            "eller byt rubrik på den andra."
        )
    return found[0] if found else None


def _decided(
    headings: Sequence[str], meant: Sequence[Sequence[Target]], problems: Problems
) -> dict[int, Target]:
    """Return the one target of each column, where its heading or its place among others tells."""
    meant = _without_options_answered_together(meant)
    chosen = {place: several[0] for place, several in enumerate(meant) if len(several) == 1}
    open_ = [place for place, several in enumerate(meant) if len(several) > 1]
    in_order = _rising([chosen[place].place for place in sorted(chosen)])
    for place in open_:
        fitting = _fitting(place, meant, chosen) if in_order else list(meant[place])
        same = [other for other in open_ if meant[other] == meant[place]]
        if len(fitting) == 1:
            chosen[place] = fitting[0]
        elif in_order and len(same) == len(fitting) and same == list(range(same[0], same[-1] + 1)):
            # Side by side, as many as there are: in the order asked.
            chosen[place] = fitting[same.index(place)]
        else:
            names = " eller ".join(f"”{one.name}”" for one in fitting or meant[place])
            problems.in_file(
                f"{column_named(place, headings[place])} kan vara {names}. Skriv variabelns namn "
                "som rubrik."
            )
    return chosen


def _without_options_answered_together(
    meant: Sequence[Sequence[Target]],
) -> list[list[Target]]:
    """Leave out the options of a question whose answers stand together in a column."""
    together = {several[0].variable.name for several in meant if _is_whole(several)}
    return [
        [one for one in several if one.code is None or one.variable.name not in together]
        if len(several) > 1
        else list(several)
        for several in meant
    ]


def _is_whole(several: Sequence[Target]) -> bool:
    return len(several) == 1 and several[0].code is None


def _fitting(
    place: int, meant: Sequence[Sequence[Target]], sure: dict[int, Target]
) -> list[Target]:
    """Return what a column can be when all columns stand in the order of the questionnaire."""
    certain = {other: one for other, one in sure.items() if len(meant[other]) == 1}
    before = max((one.place for other, one in certain.items() if other < place), default=(-1, -1))
    after = min(
        (one.place for other, one in certain.items() if other > place),
        default=(len(meant) + 10**6, 0),
    )
    return [one for one in meant[place] if before < one.place < after]


def _rising(places: Sequence[tuple[int, int]]) -> bool:
    return all(one < other for one, other in pairwise(places))


def _assign(columns: Columns, chosen: dict[int, Target], problems: Problems) -> None:
    twice = Counter(target.place for target in chosen.values())
    for place, target in sorted(chosen.items()):
        variable = target.variable
        if twice[target.place] > 1:
            problems.in_file(
                f"{column_named(place, columns.headings[place])} är en av {twice[target.place]} "
                f"kolumner för ”{target.name}”. Behåll en."
            )
        if target.code is None:
            columns.whole[variable.name] = place
        else:
            columns.options.setdefault(variable.name, {})[target.code] = place
    for name in columns.options.keys() & columns.whole.keys():
        place = columns.whole[name]
        problems.in_file(
            f"{column_named(place, columns.headings[place])} har alla svar på ”{name}” i en "
            "kolumn, men det finns också en kolumn för varje svar. Behåll det ena."
        )


def _tell_missing_options(columns: Columns, known: Headings, tell: Tell) -> None:
    options = [
        target.name
        for target in known.targets
        if target.code is not None
        and target.code not in columns.options.get(target.variable.name, {target.code: 0})
    ]
    if options:
        tell(f"Svarsalternativ utan kolumn räknas som ovalda av alla: {listed(options)}.")
