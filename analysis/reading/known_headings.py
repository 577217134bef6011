"""The headings that a questionnaire makes known, and what each may stand for."""

import difflib
import html
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from analysis.codebook import Codebook, Variable
from analysis.reading.folding import fold, plain

ALIKE = 0.86
"""How much a heading must be like a variable's to be a slip rather than something else."""
LONGEST_COMPARED = 300

_TAG = re.compile(r"<[^<>]{1,200}>")
_CODED = re.compile(r"([^\W\d]\w*(?:\[\w+\])*)\s*[.:]\s+")
_IN_BRACKETS = re.compile(r"\[([^\[\]]+)\]\s*$")
_AFTER_DASH = re.compile(r"\s[-–—]\s(?!.*\s[-–—]\s)")
_NUMBERED = re.compile(r"(?:fråga|[fq])?\s*\d+[a-zåäö]?(?:\.\d+)*\s*[.):\-–]\s*", re.IGNORECASE)


@dataclass(frozen=True)
class Target:
    """What a column may hold: a variable's answers, or whether one of its options was picked."""

    place: tuple[int, int]
    """Where it stands in the questionnaire: the variable, and the option within it."""
    variable: Variable
    code: str | None = None

    @property
    def name(self) -> str:
        """The name that always works as a heading."""
        return self.variable.name if self.code is None else self.variable.columns[self.code]


class Headings:
    """The headings that a codebook makes known."""

    def __init__(self, codebook: Codebook) -> None:
        self.targets = list(_targets(codebook))
        lines = {(one.specifies, one.specify_code) for one in codebook.variables}
        self._names: dict[str, Target] = {plain(one.name): one for one in self.targets}
        self._texts: dict[str, list[Target]] = defaultdict(list)
        self._options: dict[str, list[Target]] = defaultdict(list)
        for target in self.targets:
            for text in _texts(target):
                self._texts[fold(text)].append(target)
            if target.code is not None:
                # An option with a line to write on is called as its line is.
                has_line = (target.variable.name, target.code) in lines
                alone = self._texts if has_line else self._options
                alone[fold(_option_text(target))].append(target)

    def count_known(self, headings: Sequence[str]) -> int:
        """Return how many headings are names or texts of the questionnaire."""
        return sum(
            self._named(_clean(one)) is not None
            or any(fold(text) in self._texts for text in _readings(_clean(one)))
            for one in headings
        )

    def meant(self, heading: str) -> list[Target]:
        """Return what a heading may stand for: a name before a text before an option alone.

        Last come items whose stem is put in other words than here.
        """
        heading = _clean(heading)
        if named := self._named(heading):
            return [named]
        for text in _readings(heading):
            folded = fold(text)
            if folded and (found := self._texts.get(folded) or self._options.get(folded)):
                return found
        for text in _endings(heading):
            items = [one for one in self._texts.get(fold(text), ()) if one.code is None]
            if items:
                return items
        return []

    def _named(self, heading: str) -> Target | None:
        """Return what a heading names: `tycker_nojd`, `tycker[nojd]` or `tycker_nojd. Text`."""
        coded = _CODED.match(heading)
        for name in (heading, coded[1] if coded else ""):
            joined = plain(name).replace("]", "")
            for way in (plain(name), joined.replace("[", "_"), joined.replace("[", "__")):
                if found := self._names.get(way):
                    return found
        return None

    def closest(self, heading: str, taken: set[tuple[int, int]]) -> Target | None:
        """Return the target not `taken` whose name or text is nearly this heading."""
        keys = {
            key[:LONGEST_COMPARED]: one
            for known in (self._texts, {fold(name): [one] for name, one in self._names.items()})
            for key, several in known.items()
            for one in several
            if one.place not in taken
        }
        folded = fold(heading)[:LONGEST_COMPARED]
        match = difflib.get_close_matches(folded, keys, n=1, cutoff=ALIKE)
        return keys[match[0]] if match else None


def _targets(codebook: Codebook) -> Iterator[Target]:
    for place, variable in enumerate(codebook.variables):
        yield Target((place, -1), variable)
        if variable.kind == "multiple":
            for number, one in enumerate(variable.codes):
                yield Target((place, number), variable, one.code)


def _option_text(target: Target) -> str:
    return next(one.text for one in target.variable.codes if one.code == target.code)


def _texts(target: Target) -> Iterator[str]:
    """Give what a tool may write above a column: with brackets, colons and dashes folded away."""
    variable = target.variable
    if target.code is not None:
        yield f"{variable.text} {_option_text(target)}"
        yield f"{_option_text(target)} {variable.text}"
        return
    yield variable.text
    if variable.stem:
        yield f"{variable.stem} {variable.text}"
        yield f"{variable.text} {variable.stem}"


def _clean(heading: str) -> str:
    """Return a heading without what a web form leaves in it: tags, entities, odd spaces."""
    return " ".join(_TAG.sub(" ", html.unescape(heading)).split())


def _readings(heading: str) -> Iterator[str]:
    """Give a heading as it is, and without the number or code that some tools put before it."""
    yield heading
    for before in (_NUMBERED, _CODED):
        rest = before.sub("", heading, count=1) if before.match(heading) else heading
        if rest != heading:
            yield rest


def _endings(heading: str) -> Iterator[str]:
    """Give what stands last, in brackets or after a dash: the item, after a stem of some kind."""
    if bracketed := _IN_BRACKETS.search(heading):
        yield bracketed[1]
    if dashed := _AFTER_DASH.search(heading):
        yield heading[dashed.end() :]
