"""The file of statements → typed objects; everything that is missing is listed with its line."""

from collections.abc import Iterator
from datetime import date
from importlib.resources import files
from pathlib import Path

from survey_app.mistakes import Mistake
from survey_app.questionnaire.findings import Report, TooManyErrors, nearest, shortened
from survey_app.questionnaire.yaml_source import ListNode, MappingNode, Node, ScalarNode, read_tree
from survey_app.statements.model import (
    COMPLIANCES,
    Accessibility,
    Contact,
    Gap,
    PersonalData,
    Statements,
)

MOST_WORDS = 80
"""Of the short text about personal data: more is not read on a first page."""
_NOWHERE = MappingNode(1, ())


class StatementsError(Mistake):
    """What must be told before a round is opened, and is not in the file."""


def read_statements(path: Path) -> Statements:
    """Return what the file says.

    Raises StatementsError that says how to make the file, or lists what to mend in it.
    """
    if not path.exists():
        raise StatementsError(
            f"{path} finns inte. Där står det som lagen kräver: vem som frågar, hur sidorna är "
            "tillgängliga och vad som händer med personuppgifter. Gör filen med: samsvar statements"
        )
    report = Report(path)
    found = None
    try:
        tree = read_tree(report)
        if tree is not None:
            found = _Fields(report).statements(tree)
    except TooManyErrors:
        pass
    if found is None or report.errors:
        raise StatementsError("\n".join(str(finding) for finding in report.findings))
    return found


def blank_statements() -> str:
    """Return a file to fill in, every field explained."""
    return (files("survey_app.statements") / "blank.yaml").read_text(encoding="utf-8")


class _Fields:
    """Reads the fields one by one, and notes in the report what is wrong with them."""

    def __init__(self, report: Report) -> None:
        self._report = report

    def statements(self, top: MappingNode) -> Statements:
        self._known(top, Statements)
        contact, access, personal = (
            self._part(top, name) for name in ("contact", "accessibility", "personal_data")
        )
        return Statements(
            organisation=self._text(top, "organisation"),
            service=self._text(top, "service"),
            contact=Contact(**dict(self._texts(contact, Contact))),
            accessibility=self._accessibility(access),
            personal_data=self._personal_data(personal),
        )

    def _accessibility(self, part: MappingNode) -> Accessibility:
        self._known(part, Accessibility)
        written = self._text(part, "compliance")
        compliance = next((one for one in COMPLIANCES if one == written), None)
        if written and compliance is None:
            self._wrong(part, "compliance", f"skriv {', '.join(COMPLIANCES)}")
        gaps = self._gaps(part, "gaps")
        if compliance in {"delvis", "inte"} and not gaps:
            self._wrong(part, "gaps", "skriv vad som inte är tillgängligt och varför")
        return Accessibility(
            compliance=compliance or "inte",
            gaps=gaps,
            assessed_on=self._day(part, "assessed_on"),
            updated_on=self._day(part, "updated_on"),
            method=self._text(part, "method"),
            report=self._text(part, "report"),
            burden=self._gaps(part, "burden"),
            not_covered=self._gaps(part, "not_covered"),
        )

    def _personal_data(self, part: MappingNode) -> PersonalData:
        found = PersonalData(**dict(self._texts(part, PersonalData)))
        words = len(found.short.split())
        if words > MOST_WORDS:
            self._wrong(
                part, "short", f"texten har {words} ord; på startsidan läses högst {MOST_WORDS}"
            )
        return found

    def _known(self, part: MappingNode, kind: type) -> None:
        known = kind.__annotations__
        for entry in part.entries:
            if entry.key not in known:
                self._report.error(
                    entry.line,
                    f"”{shortened(entry.key)}” finns inte här.{nearest(entry.key, known)}",
                )

    def _part(self, top: MappingNode, name: str) -> MappingNode:
        found = top.get(name)
        if isinstance(found, MappingNode):
            return found
        self._wrong(top, name, "saknas")
        return _NOWHERE

    def _texts(self, part: MappingNode, kind: type) -> Iterator[tuple[str, str]]:
        self._known(part, kind)
        for name in kind.__annotations__:
            yield name, self._text(part, name)

    def _text(self, part: MappingNode, name: str) -> str:
        found = part.get(name)
        if isinstance(found, ScalarNode) and found.text.strip():
            return found.text.strip()
        # A part that is missing altogether has been told of already.
        if part is not _NOWHERE:
            self._wrong(part, name, "saknas")
        return ""

    def _day(self, part: MappingNode, name: str) -> date:
        written = self._text(part, name)
        try:
            return date.fromisoformat(written)
        except ValueError:
            if written:
                self._wrong(
                    part, name, f"”{shortened(written)}” är ingen dag; skriv som 2027-01-31"
                )
            return date.min

    def _gaps(self, part: MappingNode, name: str) -> tuple[Gap, ...]:
        found = part.get(name)
        if isinstance(found, ListNode):
            return tuple(self._gap(one) for one in found.items)
        if part is not _NOWHERE:
            self._wrong(part, name, "saknas; skriv [] om det inte finns något")
        return ()

    def _gap(self, node: Node) -> Gap:
        if not isinstance(node, MappingNode):
            self._report.error(node.line, "skriv två rader: what: … och why: …")
            return Gap(what="", why="")
        self._known(node, Gap)
        return Gap(what=self._text(node, "what"), why=self._text(node, "why"))

    def _wrong(self, part: MappingNode, name: str, what: str) -> None:
        self._report.error(part.line_of(name), f"”{name}”: {what}.")
