"""Reports written by hand, as the composer makes them: every kind of block, and what is hard."""

import dataclasses
import random
from collections.abc import Sequence

from analysis.report.document import (
    Answers,
    Block,
    Bullets,
    Choices,
    Diagram,
    Document,
    Heading,
    Matrix,
    PageBreak,
    Paragraph,
    Part,
    Quote,
    Reference,
    Run,
    Table,
    WritingLines,
)
from tests.analysis.figures.estimates import AGREE, STATEMENTS
from tests.analysis.figures.forms import FORMS

LONG_WORD = "Arbetsmarknadsintegreringssamordningsförbundsverksamheten"
TEXT = (
    "Utvärderingen bygger på en webbenkät till de handläggare som arbetar i projekten. "
    "Enkäten besvarades av 58 av 67 handläggare, vilket motsvarar en svarsfrekvens på 87 procent."
)
HOSTILE = (
    "=cmd|'/c calc'!A1",
    "Tecken som inte får stå i XML: \x00\x07\x0b\x1f\ufffe slut",
    "<b>fet</b> & \"citerad\" 'text' ]]> &amp;",
    "Hjärta ❤️, familj 👩‍👩‍👧 och flagga 🇸🇪",
    "Första raden\nAndra raden\r\nTredje raden",
    "En mycket bra insats som har hjälpt mig. " * 500,
    "o" * 20_000,
    "شكرا جزيلا على المساعدة",
    "تشکر از کمک شما، بسیار خوب بود",
    "  \t ",
)


def text(*parts: str | Part, kind="body") -> Paragraph:
    """Return a paragraph of plain texts and other parts."""
    return Paragraph(
        parts=tuple(Run(text=one) if isinstance(one, str) else one for one in parts), kind=kind
    )


def a_diagram(form="five items of 58", number=1, **changes) -> Diagram:
    """Return a figure of the form with this name."""
    drawing = FORMS[form]()
    return Diagram(
        **{
            "id": f"diagram-{number}",
            "number": number,
            "caption": drawing.title,
            "drawing": drawing,
            **changes,
        }
    )


def a_table(number: int | None = 1, rows: int = 4, **changes) -> Table:
    """Return a table of counts with a total."""
    body = [(STATEMENTS[place % 14], str(7 * place), f"{place} %") for place in range(rows - 1)]
    return Table(
        **{
            "id": f"tabell-{number}",
            "number": number,
            "caption": "" if number is None else "Svar per påstående",
            "header": ("Påstående", "Antal", "Andel"),
            "rows": (*body, ("Totalt", "58", "100 %")),
            "aligns": ("left", "right", "right"),
            "strong_rows": frozenset({rows - 1}),
            **changes,
        }
    )


def a_document(*blocks: Block, **changes) -> Document:
    """Return a report of these blocks."""
    return Document(**{"title": "En rapport", "blocks": tuple(blocks), **changes})


def every_block() -> Document:
    """Return a report of some pages with every kind of block."""
    return a_document(
        *_how_it_was_done(),
        *_results(),
        *_attachments(),
        title="Samverkan som gör skillnad",
        subtitle="Uppföljning av samordningsförbundets insatser hösten 2026",
        organisation="Samordningsförbundet Uppsala län",
        facts=(
            ("Enkäter", "Handläggare, deltagare och styrgrupp"),
            ("Genomförd", "1 september–15 oktober 2026"),
            (
                "Svarsfrekvens",
                "58 av 67 handläggare (87 procent), samt samtliga deltagare i urvalet",
            ),
        ),
        description="Resultat av tre enkäter om samverkan.",
    )


def _how_it_was_done() -> tuple[Block, ...]:
    return (
        Heading(id="genomforande", text="Så gjordes enkäten", level=1, number="1"),
        text(TEXT, " Resultaten visas i ", Reference(target="diagram-1", text="diagram 1"), "."),
        text("Innan rapporten lämnas vidare: läs igenom de öppna svaren.", kind="warning"),
        Heading(id="svarsfrekvens", text="Svarsfrekvens och bortfall", level=2, number="1.1"),
        text(
            "Se ", Reference(target="tabell-1", text="tabell 1"), " för antalet per organisation."
        ),
        Table(
            id="tabell-1",
            number=1,
            caption="Utskick, svar och svarsfrekvens per organisation",
            header=("Organisation", "Utskick", "Svar", "Svarsfrekvens"),
            rows=(
                ("Kommunerna i Uppsala län", "26", "24", "92 %"),
                ("Arbetsförmedlingen", "14", "13", "93 %"),
                ("Region Uppsala och primärvården", "15", "12", "80 %"),
                ("Försäkringskassan", "12", "9", "75 %"),
                ("Totalt", "67", "58", "87 %"),
            ),
            aligns=("left", "right", "right", "right"),
            notes=("Svarsfrekvensen är andelen svar av utskicken, avrundad till hela procent.",),
            strong_rows=frozenset({4}),
        ),
        text("Skälen till bortfallet är främst tre:"),
        Bullets(
            items=(
                (Run(text="nya arbetsuppgifter sedan projektet avslutades"),),
                (Run(text="föräldraledighet eller sjukskrivning, "), Run(text="fyra", strong=True)),
                (Run(text="att adressen inte längre fungerade"),),
            )
        ),
    )


def _results() -> tuple[Block, ...]:
    blocks: list[Block] = [
        PageBreak(),
        Heading(id="resultat", text="Resultat", level=1, number="2"),
    ]
    names = (
        "five items of 58",
        "fourteen items of 400",
        "groups",
        "waves",
        "options",
        "response rates",
        "means",
    )
    for number, name in enumerate(names, start=1):
        blocks += [
            Heading(id=f"avsnitt-{number}", text=f"Fråga {number}", level=2, number=f"2.{number}"),
            text(
                "42 av 56 (75 %) instämmer i ganska hög eller mycket hög grad, se ",
                Reference(target=f"diagram-{number}", text=f"diagram {number}"),
                " och ",
                Reference(target="bilaga-2", text="bilaga 2"),
                ". ",
                Run(text="Skillnaden mellan organisationerna är liten.", emphasis=True),
            ),
            a_diagram(name, number),
            a_table(None, id=f"under-{number}"),
            Quote(text="Vi har fått ett helt annat samarbete, och det märks.", source="Kommunerna"),
        ]
    return tuple(blocks)


def _attachments() -> tuple[Block, ...]:
    return (
        PageBreak(),
        Heading(id="bilaga-1", text="Enkäten till handläggare", level=1, number="Bilaga 1"),
        text("Enkäten administrerades digitalt som en webbenkät. Nedan följer frågorna."),
        Heading(id="fraga-1", text="Vilken organisation arbetar du i?", level=3),
        Choices(
            options=("Kommunen", "Arbetsförmedlingen", "Annan, nämligen"),
            multiple=False,
            specify=frozenset({2}),
        ),
        Heading(id="fraga-2", text="Vilka insatser har du arbetat i? (flera svar)", level=3),
        Choices(options=("Växthuset", "Stig", "SARA"), multiple=True),
        Heading(id="fraga-3", text="Hur väl stämmer påståendena?", level=3),
        Matrix(id="matris-1", scale=(*AGREE, "Vet ej"), statements=STATEMENTS[:6]),
        Heading(id="fraga-4", text="Hur många deltagare har du haft?", level=3),
        WritingLines(lines=1, unit="deltagare"),
        Heading(id="fraga-5", text="Vad kan bli bättre?", level=3),
        WritingLines(lines=4),
        PageBreak(),
        Heading(id="bilaga-2", text="Tabeller", level=1, number="Bilaga 2"),
        a_table(2, rows=45, notes=("Vet ej ingår i basen.", "Summan kan avvika från 100.")),
        Table(
            id="tabell-3",
            number=3,
            caption="Medelvärden per klass, med långa ord i rubrikerna",
            header=("Påstående", "Kommunerna", "Arbetsförmedlingen", LONG_WORD, "n"),
            rows=tuple((one, "3,9", "4,1", "för få svar", "58") for one in STATEMENTS[10:]),
            aligns=("left", "right", "right", "right", "right"),
        ),
        PageBreak(),
        Heading(id="bilaga-3", text="Öppna svar", level=1, number="Bilaga 3"),
        Heading(id="oppet-1", text="Vad kan bli bättre?", level=2),
        Answers(
            texts=(
                ("", "Mer tid för gemensam planering."),
                ("Kommunerna", "Tydligare ansvar.\nOch färre möten – åäö ÅÄÖ é."),
                ("", "شكرا جزيلا على المساعدة"),
                ("", f"Jag vill se mer av {LONG_WORD} och mindre av allt annat. " * 4),
            )
        ),
    )


def many_answers(count: int = 10_000) -> Document:
    """Return a report of so many open answers, no two alike."""
    answers = tuple(
        ("Kommunerna" if place % 3 else "", f"Svar {place}: {TEXT}") for place in range(count)
    )
    return a_document(
        Heading(id="bilaga", text="Öppna svar", level=1, number="Bilaga 1"), Answers(texts=answers)
    )


def long_report(seed: int) -> Document:
    """Return a report of some thirty pages, its blocks in an order of their own for each seed."""
    chance = random.Random(seed)  # noqa: S311
    blocks: list[Block] = []
    for place in range(1, 41):
        heading = chance.choice(STATEMENTS)[: chance.randint(10, 90)].strip()
        level = chance.choice([1, 2, 2, 3])
        blocks.append(Heading(id=f"h{place}", text=heading, level=level, number=str(place)))
        blocks += [text(TEXT * chance.randint(1, 3)) for _ in range(chance.randint(0, 3))]
        blocks.append(_any_block(chance, place))
    return a_document(*blocks)


def _any_block(chance: random.Random, place: int) -> Block:
    some = STATEMENTS[: chance.randint(1, 9)]
    notes = ("Vet ej ingår i basen.",) * chance.randint(0, 2)
    return chance.choice(
        (
            a_table(place, rows=chance.randint(2, 30), notes=notes),
            Bullets(items=tuple((Run(text=one),) for one in some)),
            Matrix(id=f"m{place}", scale=(*AGREE, "Vet ej"), statements=some),
            a_diagram(chance.choice(("options", "means", "five items of 58")), place),
            Answers(texts=tuple(("Kommunerna", one * chance.randint(1, 3)) for one in some)),
            Choices(options=some, multiple=True),
            Quote(text=" ".join(some), source="Kommunerna"),
        )
    )


def hostile(answers: Sequence[str] = HOSTILE) -> Document:
    """Return a report where each place that takes text is given each of the answers."""
    blocks: list[Block] = [
        Heading(id="hostile", text="Svar som är svåra att skriva", level=1),
        Answers(texts=tuple(("", one) for one in answers)),
    ]
    for place, one in enumerate(answers):
        short = one[:200]
        blocks += [
            Heading(id=f"h-{place}", text=short, level=2),
            text(one),
            Quote(text=short, source=short[:30]),
            a_table(None, id=f"t-{place}", rows=2, header=("Fråga", short[:60], "n")),
        ]
    return a_document(*blocks, title=HOSTILE[2], description=HOSTILE[1])


def replaced(document: Document, **changes) -> Document:
    """Return the report with these changes."""
    return dataclasses.replace(document, **changes)
