"""What has been read of a file so far, whether or not it became a questionnaire."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from msgspec import Struct

from survey_app.questionnaire.findings import Report
from survey_app.questionnaire.model import AnyQuestion, Indicator, ReportEntry, Scale
from survey_app.questionnaire.yaml_source import MappingNode


@dataclass(frozen=True)
class Written:
    """A text that a respondent or reader will see, and its line."""

    line: int
    text: str
    by_lines: bool = False
    """True when each line of the text is a line of the file, the first of them `line`."""

    def line_at(self, part: str) -> int:
        """Return the line on which `part` begins, as well as it is known."""
        before = self.text[: max(self.text.find(part), 0)]
        return self.line + before.count("\n") if self.by_lines else self.line


@dataclass
class Draft:
    """Collects the parts of a file, so that they can be checked against each other.

    A part that could not be read is left out, and its id is put in `broken`: whoever refers to it
    is not told that it does not exist.
    """

    report: Report
    scales: Mapping[str, Scale] = field(default_factory=dict)
    broken_scales: frozenset[str] = frozenset()
    questions: list[AnyQuestion] = field(default_factory=list)
    indicators: list[Indicator] = field(default_factory=list)
    entries: list[ReportEntry] = field(default_factory=list)
    texts: list[Written] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)
    _nodes: dict[int, tuple[Struct, MappingNode]] = field(default_factory=dict)

    def remember(self, part: Struct, node: MappingNode) -> None:
        """Note where `part` was written."""
        # Equal parts are written in different places, so it is the object that is looked up; it
        # is kept here so that its identity is not given to another.
        self._nodes[id(part)] = (part, node)

    def line_of(self, part: Struct, key: str | None = None) -> int:
        """Return the line of `part`, or of one of its keys."""
        known = self._nodes.get(id(part))
        if known is None:
            return 1
        return known[1].line_of(key) if key else known[1].line

    def is_broken(self, name: str) -> bool:
        """Tell whether `name` belongs to a part that could not be read."""
        return any(name == part or name.startswith(f"{part}_") for part in self.broken)
