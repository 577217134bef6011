"""An export folder written by hand, without survey_app: an independent witness of the format."""

import csv
import hashlib
import io
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

import analysis

GRAD5 = ("i mycket låg grad", "i ganska låg grad", "varken eller", "i ganska hög grad", "helt")


def a_likert(name: str, *, scale: str = "grad5", vet_ej: bool = False, **changes: Any) -> dict:
    """Return a statement on a scale of five, with “vet ej” beside it when asked for."""
    codes = [
        {"code": str(value), "text": text, "value": value, "missing": False}
        for value, text in enumerate(GRAD5, start=1)
    ]
    if vet_ej:
        codes.append({"code": "vet_ej", "text": "Vet ej", "value": None, "missing": True})
    return _variable(name, kind="likert", scale=scale, codes=codes, **changes)


def a_single(name: str, *codes: str, **changes: Any) -> dict:
    """Return a question with one answer among `codes`."""
    return _variable(name, kind="single", codes=_options(codes), **changes)


def a_multiple(name: str, *codes: str, **changes: Any) -> dict:
    """Return a question with several answers among `codes`."""
    columns = {code: f"{name}__{code}" for code in codes}
    return _variable(name, kind="multiple", codes=_options(codes), columns=columns, **changes)


def a_number(name: str, **changes: Any) -> dict:
    """Return a question answered with a number."""
    return _variable(name, kind="number", **changes)


def a_date(name: str, **changes: Any) -> dict:
    """Return a question answered with a day."""
    return _variable(name, kind="date", **changes)


def a_text(name: str, **changes: Any) -> dict:
    """Return an open question."""
    return _variable(name, kind="text", **changes)


def _variable(name: str, **changes: Any) -> dict:
    return {
        "name": name,
        "question": name,
        "text": f"Frågan {name}",
        "stem": "",
        "scale": None,
        "codes": [],
        "columns": {},
        "max_choices": None,
        "unit": "",
        "specifies": None,
        "specify_code": None,
        **changes,
    }


def _options(codes: Sequence[str]) -> list[dict]:
    return [
        {"code": code, "text": code.capitalize(), "value": None, "missing": False} for code in codes
    ]


def a_codebook(
    variables: Sequence[dict],
    *,
    classes: Sequence[str] = (),
    k: int = 5,
    detail: str = "standard",
    indicators: Sequence[dict] = (),
    **changes: Any,
) -> dict:
    """Return a codebook of these variables, whose classes have the ids c1, c2 and so on."""
    scale = {"top": ["4", "5"], "bottom": ["1", "2"], "agree": "instämmer mycket eller helt"}
    return {
        "format": "samsvar-export",
        "format_version": 1,
        "round": {
            "id": "r2h9",
            "title": "Hösten 2026",
            "access": "codes",
            "opens_on": "2026-09-01",
            "closes_on": None,
            "k": k,
            "detail": detail,
        },
        "questionnaire": {
            "id": "prov",
            "version": 1,
            "title": "En enkät",
            "source": "",
            "audience": "handläggare",
            "hash": "0" * 64,
        },
        "classes": [
            {"id": f"c{place}", "name": name, "groups": [name]}
            for place, name in enumerate(classes, start=1)
        ],
        "variables": list(variables),
        "scales": {"grad5": scale, "annan5": scale},
        "indicators": list(indicators),
        "report": [],
        **changes,
    }


Row = Mapping[str, Any]


def rows_of(name: str, counts: Mapping[str | None, int]) -> list[dict]:
    """Return one row for each answer to a single variable: {"4": 2, None: 1} gives three."""
    return [{name: code} for code, count in counts.items() for _ in range(count)]


def beside(*columns: Sequence[dict]) -> list[dict]:
    """Return rows put together side by side; those that run out are unanswered."""
    longest = max(len(rows) for rows in columns)
    merged: list[dict] = [{} for _ in range(longest)]
    for rows in columns:
        for row, more in zip(merged, rows, strict=False):
            row.update(more)
    return merged


def an_export_folder(
    folder: Path,
    codebook: dict,
    rows: Sequence[Row],
    *,
    texts: Sequence[tuple[str, str, str]] = (),
    counts: Sequence[tuple] = (),
) -> Path:
    """Write an export folder of `rows`: codes by variable, `class` the place of a class."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    columns = _columns(codebook, rows)
    table = pa.table({name: pa.array(values, _type(kind)) for name, kind, values in columns})
    pq.write_table(table, folder / "responses.parquet")
    names = [name for name, _, _ in columns]
    _write_csv(
        folder / "responses.csv", names, zip(*(values for _, _, values in columns), strict=True)
    )
    _write_csv(folder / "texts.csv", ["question", "class", "text"], texts)
    _write_csv(folder / "counts.csv", ["group", "class", "invited", "answered", "reasons"], counts)
    (folder / "codebook.json").write_text(json.dumps(codebook), encoding="utf-8")
    (folder / "README.txt").write_text("Arbetsmaterial.\n", encoding="utf-8")
    write_sums(folder)
    return folder


def a_dataset(folder: Path, codebook: dict, rows: Sequence[Row], **more: Any) -> analysis.Dataset:
    """Write an export folder and load it."""
    return analysis.load(an_export_folder(folder, codebook, rows, **more))


def write_sums(folder: Path) -> None:
    """Write SHA256SUMS of what the folder now holds."""
    lines = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}"
        for path in sorted(folder.iterdir())
        if path.name != "SHA256SUMS"
    ]
    (folder / "SHA256SUMS").write_text("\n".join(lines) + "\n", encoding="ascii")


def _columns(codebook: dict, rows: Sequence[Row]) -> list[tuple[str, str, list]]:
    columns: list[tuple[str, str, list]] = [
        ("class", "string", [row.get("class") for row in rows]),
        ("mode", "string", [row.get("mode") for row in rows]),
        ("language", "string", [row.get("language") for row in rows]),
    ]
    for variable in codebook["variables"]:
        name, kind = variable["name"], variable["kind"]
        answers = [row.get(name) for row in rows]
        if kind == "multiple":
            for code, column in variable["columns"].items():
                picked = [None if one is None else int(code in one) for one in answers]
                columns.append((column, "pick", picked))
        elif kind != "text":
            columns.append((name, kind, answers))
    return columns


def _type(kind: str) -> pa.DataType:
    return {"pick": pa.int8(), "number": pa.int64(), "date": pa.date32()}.get(kind, pa.string())


def _write_csv(path: Path, header: Sequence[str], rows: Any) -> None:
    written = io.StringIO(newline="")
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    path.write_text(written.getvalue(), encoding="utf-8", newline="")
