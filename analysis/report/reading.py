"""What a reader must know: how few are protected, and how the numbers are counted."""

from collections.abc import Iterator, Sequence

from analysis.report.document import Block, Bullets, Run
from analysis.report.material import Material
from analysis.report.writing import paragraph
from analysis.swedish import WITHHELD
from analysis.words import listed, number

GATHERED_HERE = ("codes", "open")
"""How people came in to rounds whose ballots were sealed here, and not by another tool."""


def anonymity(materials: Sequence[Material]) -> Iterator[Block]:
    """Write how anonymity and small groups are handled."""
    if all(one.codebook.round.access in GATHERED_HERE for one in materials):
        by_code = " Den som svarade loggade in med en kod som bara visar att någon har svarat."
        codes = by_code if any(one.codebook.round.access == "codes" for one in materials) else ""
        yield paragraph(
            f"Svaren är anonyma.{codes} De låg förseglade så länge enkäten var öppen. När den hade "
            "stängts blandades de, och nyckeln förstördes. Ingen kan därför se vem som har svarat "
            "vad eller när."
        )
    full = all(one.codebook.round.detail == "full" for one in materials)
    merged = "" if full else " Skalan redovisas då i tre delar: låga svar, mitten och höga svar."
    if not full and any(one.codebook.round.detail == "full" for one in materials):
        merged = (
            " Skalan redovisas då i tre delar (låga svar, mitten och höga svar), utom där de "
            "svarande på förhand fick veta att alla svarsalternativ redovisas."
        )
    yield paragraph(
        f"Ett resultat visas bara när {_least(materials)}. Grupper med färre svar redovisas "
        "tillsammans eller inte alls. Ibland visas inte heller en större grupp, om den lilla då "
        "skulle gå att räkna ut. När färre än tio har svarat anges antal i stället "
        f"för procent.{merged} Det som har skrivits i fritext kan inte kopplas till andra svar, "
        "och gruppen anges bara när den är stor."
    )


def _least(materials: Sequence[Material]) -> str:
    limits = [one.k for one in materials]
    if len(set(limits)) == 1:
        return f"minst {number(limits[0])} personer har besvarat frågan"
    usual = max(sorted(set(limits)), key=limits.count)
    others = [f"minst {number(one.k)} i {one.title}" for one in materials if one.k != usual]
    return (
        f"tillräckligt många har besvarat frågan: {listed(others)} och minst {number(usual)} i "
        "övriga enkäter"
    )


def how_to_read(materials: Sequence[Material]) -> Iterator[Block]:
    """Write how percentages, bases and signs are to be read."""
    told = [
        "Antal (n) är de som har besvarat frågan. De som har hoppat över den ingår inte, så "
        "antalet skiljer sig mellan frågorna.",
        "Procent räknas på dem som har besvarat frågan och avrundas till hela tal, exakta halvor "
        "uppåt. Summan kan därför avvika från 100. Andelar som slår ihop flera svar räknas på "
        "antalen, inte på de avrundade procenttalen.",
    ]
    if _any_outside(materials):
        told.append(
            "”Vet ej” ingår i antalet och i procenttalen. Där många har svarat så anges andelen "
            "också utan dem. I median och medelvärde ingår ”vet ej” inte."
        )
    if _any_likert(materials):
        told.append(
            "Kolumnen ”Instämmer” (eller motsvarande) visar hur många som har valt något av "
            "skalans positiva svar. Vilka de är står vid varje diagram."
        )
    told.append(
        f"Två punkter ({WITHHELD}) betyder att talet inte visas, eftersom det skulle kunna peka ut "
        "någon. Ett streck (–) betyder att det inte finns något att redovisa."
    )
    yield Bullets(items=tuple((Run(text=one),) for one in told))


def _any_likert(materials: Sequence[Material]) -> bool:
    return any(one.summary.items for one in materials)


def _any_outside(materials: Sequence[Material]) -> bool:
    codes = (
        code for one in materials for item in one.summary.items for code in item.variable.codes
    )
    return any(code.value is None for code in codes)
