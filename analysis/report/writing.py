"""What every part of a report writes with: numbers in order, and small blocks of text."""

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.drawing import Drawing
from analysis.report.document import (
    Align,
    Diagram,
    Heading,
    Paragraph,
    Part,
    Reference,
    Run,
    Table,
)

Cells = Sequence[str]


@dataclass(frozen=True, kw_only=True)
class Grid:
    """The cells of a table, before it is known where it stands."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...] = ()
    strong_rows: frozenset[int] = frozenset()
    text_columns: int = 1
    """So many columns, from the left, hold words."""

    @property
    def aligns(self) -> tuple[Align, ...]:
        """Numbers are set to the right, so that they can be compared."""
        texts: list[Align] = ["left"] * self.text_columns
        numbers: list[Align] = ["right"] * (len(self.header) - self.text_columns)
        return (*texts, *numbers)


@dataclass(kw_only=True)
class Pen:
    """Gives chapters, diagrams and tables their numbers in the order they are written."""

    _chapters: int = 0
    _sections: int = 0
    _appendices: int = 0
    _diagrams: int = 0
    _tables: int = 0
    _unnumbered: int = 0

    def chapter(self, text: str) -> Heading:
        """Begin a numbered chapter."""
        self._chapters += 1
        self._sections = 0
        number = str(self._chapters)
        return Heading(id=f"kapitel-{number}", text=text, level=1, number=number)

    def section(self, text: str) -> Heading:
        """Begin a numbered section of the chapter."""
        self._sections += 1
        number = f"{self._chapters}.{self._sections}"
        id = f"avsnitt-{number.replace('.', '-')}"
        return Heading(id=id, text=text, level=2, number=number)

    def appendix(self, text: str) -> Heading:
        """Begin a bilaga."""
        self._appendices += 1
        id = appendix_id(self._appendices)
        return Heading(id=id, text=text, level=1, number=f"Bilaga {self._appendices}")

    def subheading(self, text: str) -> Heading:
        """Return a heading without a number, inside a bilaga; not in the table of contents."""
        return Heading(id=self.name("rubrik"), text=text, level=3)

    def next_diagram(self, *, capital: bool = False) -> Reference:
        """Return a pointer to the diagram that is written next."""
        word = "Diagram" if capital else "diagram"
        number = self._diagrams + 1
        return Reference(target=f"diagram-{number}", text=f"{word}\N{NO-BREAK SPACE}{number}")

    def next_table(self, *, capital: bool = False) -> Reference:
        """Return a pointer to the numbered table that is written next."""
        word = "Tabell" if capital else "tabell"
        number = self._tables + 1
        return Reference(target=f"tabell-{number}", text=f"{word}\N{NO-BREAK SPACE}{number}")

    def name(self, kind: str) -> str:
        """Return an id for a block without a number."""
        self._unnumbered += 1
        return f"{kind}-{self._unnumbered}"

    def diagram(self, caption: str, drawing: Drawing) -> Diagram:
        """Return the next diagram."""
        self._diagrams += 1
        number = self._diagrams
        return Diagram(
            id=f"diagram-{number}", number=number, caption=captioned(caption), drawing=drawing
        )

    def table(self, caption: str, grid: Grid) -> Table:
        """Return the next numbered table."""
        self._tables += 1
        number = self._tables
        return Table(
            id=f"tabell-{number}",
            number=number,
            caption=captioned(caption),
            header=grid.header,
            rows=grid.rows,
            aligns=grid.aligns,
            notes=grid.notes,
            strong_rows=grid.strong_rows,
        )

    def beside(self, grid: Grid) -> Table:
        """Return a table without a number: the one that tells a diagram, or one of a bilaga."""
        return Table(
            id=self.name("tal"),
            header=grid.header,
            rows=grid.rows,
            aligns=grid.aligns,
            notes=grid.notes,
            strong_rows=grid.strong_rows,
        )


def appendix_id(number: int) -> str:
    """Return the id of the bilaga with this number."""
    return f"bilaga-{number}"


def captioned(text: str) -> str:
    """Return a caption without the full stop that a list of captions does without."""
    bare = text.strip()
    return bare[:-1] if bare.endswith(".") and not bare.endswith("..") else bare


def paragraph(*parts: str | Part) -> Paragraph:
    """Return running text of strings and pointers."""
    return Paragraph(parts=_parts(parts))


def note(*parts: str | Part) -> Paragraph:
    """Return small text: what must be known to read the numbers above."""
    return Paragraph(parts=_parts(parts), kind="note")


def warning(*parts: str | Part) -> Paragraph:
    """Return what the evaluator must do before the report is handed on."""
    return Paragraph(parts=_parts(parts), kind="warning")


def strong(text: str) -> Run:
    """Return bold text."""
    return Run(text=text, strong=True)


def _parts(parts: Sequence[str | Part]) -> tuple[Part, ...]:
    return tuple(Run(text=one) if isinstance(one, str) else one for one in parts)


def capital(text: str) -> str:
    """Return the text with a capital letter first, the rest as it is."""
    return f"{text[:1].upper()}{text[1:]}"
