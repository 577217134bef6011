"""A report before anything is known about files: blocks in the order they are read.

`compose` makes a Document of what may be shown; `docx`, `html` and `pdf` write it. Numbers of
figures and tables are given here once, so that all three agree.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from analysis.drawing import Drawing

Align = Literal["left", "right", "centre"]


@dataclass(frozen=True, kw_only=True)
class Run:
    """Some text in a paragraph."""

    text: str
    strong: bool = False
    emphasis: bool = False


@dataclass(frozen=True, kw_only=True)
class Reference:
    """A pointer to a numbered block, printed as `text` (“diagram 4”, “bilaga 2”)."""

    target: str
    text: str


Part = Run | Reference
Parts = tuple[Part, ...]


@dataclass(frozen=True, kw_only=True)
class Heading:
    """A heading of `level` 1–4. `number` (“3.2”, “Bilaga 1”) is printed before the text."""

    id: str
    text: str
    level: int
    number: str = ""


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    """Running text. A `note` is smaller: what must be known to read the numbers above it.

    A `warning` is what the evaluator must do before the report is handed on.
    """

    parts: Parts
    kind: Literal["body", "note", "warning"] = "body"


@dataclass(frozen=True, kw_only=True)
class Bullets:
    """A list without order, one paragraph each."""

    items: tuple[Parts, ...]


@dataclass(frozen=True, kw_only=True)
class Table:
    """Rows of cells under a header. The first column names the row.

    `aligns` has one place a column. A table without a number stands under the figure it tells in
    words, and has no caption of its own. Long tables may break between rows, with the header again.
    """

    id: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    aligns: tuple[Align, ...]
    caption: str = ""
    number: int | None = None
    notes: tuple[str, ...] = ()
    strong_rows: frozenset[int] = frozenset()
    """Rows printed in bold, such as the total, counted from 0."""


@dataclass(frozen=True, kw_only=True)
class Diagram:
    """A numbered figure. `drawing.description` is its text for those who cannot see it."""

    id: str
    number: int
    caption: str
    drawing: Drawing


@dataclass(frozen=True, kw_only=True)
class Quote:
    """Somebody's own words, cleared to be printed. `source` is the class, or empty."""

    text: str
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class Answers:
    """Open answers as they were written, in random order: (class or empty, text). May be many."""

    texts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class Matrix:
    """Statements judged on one scale, as asked: a row a statement with an empty box a step."""

    id: str
    scale: tuple[str, ...]
    statements: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Choices:
    """Answers to choose, as asked: a box (`multiple`) or a ring before each.

    `specify` names those that a line to write on follows, counted from 0.
    """

    options: tuple[str, ...]
    multiple: bool
    specify: frozenset[int] = frozenset()


@dataclass(frozen=True, kw_only=True)
class WritingLines:
    """Empty lines for an open answer, a number (with its `unit`) or a day, as asked."""

    lines: int
    unit: str = ""


@dataclass(frozen=True, kw_only=True)
class PageBreak:
    """What follows begins on a new page."""


Block = (
    Heading
    | Paragraph
    | Bullets
    | Table
    | Diagram
    | Quote
    | Answers
    | Matrix
    | Choices
    | WritingLines
    | PageBreak
)


@dataclass(frozen=True, kw_only=True)
class Document:
    """A whole report. The title page holds title, subtitle, organisation and `facts` in order.

    The table of contents lists headings of level 1–2, diagrams and numbered tables. `description`
    is the document's own summary in its properties. No author, no time.
    """

    title: str
    subtitle: str = ""
    organisation: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    description: str = ""
    blocks: tuple[Block, ...] = field(default=())
    language: str = "sv-SE"

    @property
    def headings(self) -> Iterator[Heading]:
        """Give the headings of the table of contents."""
        return (one for one in self.blocks if isinstance(one, Heading) and one.level <= 2)

    @property
    def diagrams(self) -> Iterator[Diagram]:
        """Give every numbered figure."""
        return (one for one in self.blocks if isinstance(one, Diagram))

    @property
    def tables(self) -> Iterator[Table]:
        """Give every numbered table."""
        return (one for one in self.blocks if isinstance(one, Table) and one.number is not None)
