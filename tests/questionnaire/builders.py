"""A valid questionnaire file, to vary one thing at a time."""

from pathlib import Path

SCALES = """\
grad5:
  source: "källa 002"
  points:
    - {code: 1, text: i mycket låg grad}
    - {code: 2, text: i ganska låg grad}
    - {code: 3, text: varken låg eller hög grad}
    - {code: 4, text: i ganska hög grad}
    - {code: 5, text: i mycket hög grad}
    - {code: vet_ej, text: Vet ej}
  top: [4, 5]
  bottom: [1, 2]
  agree: instämmer
"""

QUESTIONNAIRE = """\
id: prov
version: 1
title: Ett prov
audience: deltagare
fill: [kontakt]
intro: Fråga {kontakt} om du undrar.
sections:
  - id: forst
    title: Först
    questions:
      - {id: ar, type: number, text: "Hur många år?", unit: år, min: 0, max: 99}
      - id: arbete
        type: single
        text: Arbetar du?
        options:
          - {code: helt, text: Hela dagen}
          - {code: annat, text: "Annat, nämligen", specify: true}
      - id: hinder
        type: multiple
        text: Vad är svårt?
        max_choices: 2
        options:
          - {code: tid, text: Tiden}
          - {code: resor, text: Resorna}
          - {code: inget, text: Inget, exclusive: true}
      - id: tycker
        type: likert
        text: Vad tycker du?
        scale: grad5
        items:
          - {id: bra, text: Det är bra}
          - {id: roligt, text: Det är roligt}
  - id: sist
    title: Sist
    questions:
      - id: hur
        type: text
        text: Berätta mer.
        rows: 3
        max_length: 2000
        show_if: {item: tycker_bra, at_least: 4}
      - {id: dag, type: date, text: "Vilken dag?", show_if: {item: arbete, is: helt}}
indicators:
  - id: nojd
    text: Nöjda
    any: [{item: tycker_bra, at_least: 4}, {item: arbete, is: helt}]
report:
  - figure: Svaren.
    items: [tycker_bra, tycker_roligt]
  - share: tycker_bra
  - table: hinder
    by: group
  - indicator: nojd
  - answers: hur
"""


def write(folder: Path, text: str | bytes = QUESTIONNAIRE, scales: str | None = SCALES) -> Path:
    """Write `prov/1.yaml` and `scales.yaml` under `folder`, and return the former."""
    path = folder / "prov" / "1.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    if scales is not None:
        (folder / "scales.yaml").write_text(scales, encoding="utf-8")
    return path


def changed(old: str, new: str, text: str = QUESTIONNAIRE) -> str:
    """Return `text` with the only `old` in it replaced."""
    assert text.count(old) == 1, f"{old!r} occurs {text.count(old)} times"
    return text.replace(old, new)


def line_of(part: str, text: str) -> int:
    """Return the line on which `part` first stands."""
    return text[: text.index(part)].count("\n") + 1
