"""A report in which every text is one that breaks what is not escaped."""

from analysis.drawing import Box, Drawing, Label
from analysis.report.document import (
    Answers,
    Block,
    Bullets,
    Choices,
    Diagram,
    Document,
    Heading,
    Matrix,
    Paragraph,
    Quote,
    Run,
    Table,
    WritingLines,
)

ARABIC = "كان الدعم جيدا جدا، شكرا"
TIGRINYA = "ጽቡቕ ነይሩ፡ የቐንየለይ"
CALL = "#let x = 1; #panic()"
MARKUP = "$ x^2 $ *fet* _kursiv_ `kod` @etikett <etikett> \\ // ~ [ ]"
SCRIPT = "<script>alert(1)</script> & &amp; ]]> --> \"citat\" 'citat'"
EMOJI = "Tack! 🙏 Grymt 👩‍👩‍👧 😀"
HOSTILE = (
    CALL,
    MARKUP,
    SCRIPT,
    "före\x00efter\x07\x1b[31m\ufeff\ufffe\ud800",
    ARABIC,
    EMOJI,
    TIGRINYA,
    "\u202eomvänd",
    "mycket " * 2900,
    "x" * 20_000,
    "Arbetsmarknadsintegreringssamordningsförbundsverksamhetsutvärderingsrapporten",
    "- punkt\r\n+ punkt\n= rubrik\n/ term: beskrivning",
    "   \n\n  ",
    "",
)


def a_hostile_report() -> Document:
    """Return a report with each kind of block full of each hostile text."""
    blocks: list[Block] = []
    for place, said in enumerate(HOSTILE):
        blocks += _blocks(place, said)
    blocks.append(Answers(texts=tuple((said[:40], said) for said in HOSTILE)))
    return Document(
        title=SCRIPT,
        subtitle=CALL,
        organisation=MARKUP,
        description=SCRIPT,
        facts=tuple((said[:30], said[:300]) for said in HOSTILE),
        blocks=tuple(blocks),
    )


def _blocks(place: int, said: str) -> tuple[Block, ...]:
    short = said[:200]
    return (
        Heading(id=f"h{place}", text=short, level=1 + place % 4, number="<&>"),
        Paragraph(parts=(Run(text=said, strong=True), Run(text=said, emphasis=True))),
        Bullets(items=((Run(text=said),),)),
        Table(
            id=f"t{place}",
            number=place + 1,
            caption=short,
            header=(short, "#b", "$c"),
            rows=((said, said[:100], ""), ("", said, "1")),
            aligns=("left", "right", "centre"),
            notes=(short,),
        ),
        Quote(text=said, source=said[:100]),
        Choices(options=(short,), multiple=True, specify=frozenset({0})),
        Matrix(id=f"m{place}", scale=(said[:50], "#x", "$"), statements=(short,)),
        WritingLines(lines=1, unit=said[:30]),
        Diagram(id=f"d{place}", number=place + 1, caption=short, drawing=_drawing(short)),
    )


def _drawing(said: str) -> Drawing:
    marks = (Label(2, 20, said, 8), Box(2, 30, 200, 19, "#2166ac", "lines"))
    return Drawing(width=453.6, height=60, title=said, description=said, marks=marks)
