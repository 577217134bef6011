"""The report of `samsvar demo`: four chapters, with quotes from workbooks reviewed beforehand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import yaml

from survey_app.exports.destination import write_privately

if TYPE_CHECKING:
    from analysis.report.compose import Chapter

REPORT = "rapport"
FORMATS = (".docx", ".pdf", ".html")
QUOTES = "citat.yaml"
EXPORT, ANSWERS, REVIEWED = "export", "oppna-svar.xlsx", "oppna-svar-granskade.xlsx"


@dataclass(frozen=True, kw_only=True)
class Source:
    """What a chapter is made of: the results of one round, and its recoding."""

    id: str
    results: Path
    recode: Path | None


def write_report(sources: Sequence[Source], counts: Path, folder: Path, organisation: str) -> None:
    """Write the report of the released rounds in every format."""
    # Only here: the numbers are made with libraries that the server never loads.
    from analysis.report.compose import Options, compose
    from analysis.report.docx import write_docx
    from analysis.report.html import write_html
    from analysis.report.pdf import write_pdf

    quotes = _quotes(counts / QUOTES)
    chapters = [_chapter(one, quotes.get(one.id, {})) for one in sources]
    options = Options(title="Utvärdering av projekten", organisation=organisation)
    document = compose(chapters, options)
    writers = {".docx": write_docx, ".pdf": write_pdf, ".html": write_html}
    for path in report_files(folder):
        content = writers[path.suffix](document)
        write_privately(path, lambda path=path, content=content: _put(path, content))  # type: ignore[misc]


def report_files(folder: Path) -> list[Path]:
    """Return where the report of a demo is."""
    return [folder / f"{REPORT}{suffix}" for suffix in FORMATS]


def _put(path: Path, content: bytes) -> None:
    path.write_bytes(content)


def _quotes(path: Path) -> dict[str, dict[str, dict[str, str]]]:
    """Return, for each questionnaire and open variable, which answer is quoted and how."""
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    return msgspec.convert(content, dict[str, dict[str, dict[str, str]]])


def _chapter(source: Source, quotes: Mapping[str, Mapping[str, str]]) -> "Chapter":
    import analysis
    from analysis.quotes import read_workbook, reviewed
    from analysis.recode import read_recoding
    from analysis.report.compose import Chapter

    dataset = analysis.load(source.results / EXPORT)
    workbook = source.results / REVIEWED
    _review(source.results / ANSWERS, workbook, quotes)
    return Chapter(
        dataset=dataset,
        recoding=read_recoding(source.recode) if source.recode else None,
        reviewed=reviewed(read_workbook(workbook), dataset),
    )


def _review(written: Path, workbook: Path, quotes: Mapping[str, Mapping[str, str]]) -> None:
    """Do what the evaluator does in a spreadsheet: write the quotes beside the answers."""
    import openpyxl

    from analysis.open_answers import HEADER

    answer, quote = HEADER.index("Svar"), HEADER.index("Citat")
    book = openpyxl.load_workbook(written)
    for name, texts in quotes.items():
        for row in book[name].iter_rows(min_row=3):
            if (wanted := texts.get(str(row[answer].value))) is not None:
                row[quote].value = wanted
    workbook.touch(mode=0o600)
    book.save(workbook)
    book.close()
