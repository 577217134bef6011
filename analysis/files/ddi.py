"""DDI-Codebook 2.5: what was asked and how it was answered, in the XML of data archives.

It holds no answers. Elements stand in the order of the schema `codebook.xsd` of the DDI Alliance.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.codebook import Code, Codebook, Variable
from analysis.estimates import ChoiceEstimate, LikertEstimate, NumberEstimate
from analysis.response_sentences import response_sentence
from analysis.summary import Summary
from analysis.swedish import few

if TYPE_CHECKING:
    from lxml.etree import _Element

NAMESPACE = "ddi:codebook:2_5"
_XML = "http://www.w3.org/XML/1998/namespace"
_FILE = "F1"
_DOMAINS = {
    "likert": "category",
    "single": "category",
    "multiple": "multiple",
    "number": "numeric",
    "date": "datetime",
    "text": "text",
}
_REPRESENTED = {"number": "numeric", "date": "datetime", "text": "text"}
Shown = Mapping[str, LikertEstimate | ChoiceEstimate | NumberEstimate]


def write_ddi(summary: Summary, path: Path) -> None:
    """Write the codebook of a summary. Counts are there only where they may be shown."""
    from lxml import etree

    root = etree.Element(f"{{{NAMESPACE}}}codeBook", nsmap={None: NAMESPACE}, version="2.5")
    root.set(f"{{{_XML}}}lang", "sv")
    _study(root, summary)
    _file(root, summary)
    _variables(root, summary)
    etree.indent(root)
    path.write_bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8") + b"\n")


def _add(above: "_Element", tag: str, text: str | None = None, **attributes: str) -> "_Element":
    from lxml import etree

    made = etree.SubElement(above, f"{{{NAMESPACE}}}{tag}", attributes)
    if text is not None:
        made.text = _without_control(text)
    return made


def _without_control(text: str) -> str:
    """Return the text without what XML cannot hold."""
    return "".join(letter for letter in text if letter in "\t\n" or ord(letter) >= 32)


def _in_swedish(above: "_Element", tag: str, text: str, **attributes: str) -> None:
    _add(above, tag, text, **attributes).set(f"{{{_XML}}}lang", "sv")


# The study ---------------------------------------------------------------------------------------


def _study(root: "_Element", summary: Summary) -> None:
    book = summary.codebook
    study = _add(root, "stdyDscr")
    titles = _add(_add(study, "citation"), "titlStmt")
    _in_swedish(titles, "titl", f"{book.questionnaire.title}. {book.round.title}")
    _add(titles, "IDNo", f"{book.questionnaire.id}:{book.questionnaire.version}")
    about = _add(_add(study, "stdyInfo"), "sumDscr")
    for event, day in (("start", book.round.opens_on), ("end", book.round.closes_on)):
        if day is not None:
            _add(about, "collDate", day.isoformat(), date=day.isoformat(), event=event)
    _add(about, "nation", "Sverige", abbr="SE")
    _in_swedish(about, "anlyUnit", "Individ")
    if book.questionnaire.audience:
        _in_swedish(about, "universe", book.questionnaire.audience)
    _in_swedish(about, "dataKind", "Enkätsvar")
    _method(study, summary)
    use = _add(_add(study, "dataAccs"), "useStmt")
    _in_swedish(use, "restrctn", _restriction(book))


def _method(study: "_Element", summary: Summary) -> None:
    method = _add(study, "method")
    collected = _add(method, "dataColl")
    _in_swedish(collected, "collMode", "Enkät som den svarande fyller i själv, eller får hjälp med")
    _in_swedish(collected, "resInstru", "Frågor med svarsalternativ och frågor med egna ord")
    rate = summary.codebook.response_rate
    if rate is not None:
        invited = rate.invited if rate.invited and rate.answered <= rate.invited else None
        told = response_sentence(rate.answered, invited, rate.who or "personer")
        _in_swedish(_add(method, "anlyInfo"), "respRate", told)


def _restriction(book: Codebook) -> str:
    k = book.round.k
    singles = (
        "Enskilda slutna svar kan lämnas ut för ett bestämt syfte. Det har de svarande fått veta."
        if book.round.microdata
        else "Enskilda svar lämnas inte ut."
    )
    return (
        f"{singles} Svar med egna ord ingår aldrig. Antal om färre än {k} personer, och antal som "
        "skulle göra att de går att räkna ut, är utelämnade."
    )


def _file(root: "_Element", summary: Summary) -> None:
    described = _add(root, "fileDscr", ID=_FILE)
    text = _add(described, "fileTxt")
    _in_swedish(
        text, "fileCont", "En rad för varje svar, i slumpad ordning. Filen följer inte med."
    )
    _add(_add(text, "dimensns"), "caseQnty", str(summary.n))


# The variables -----------------------------------------------------------------------------------


def _variables(root: "_Element", summary: Summary) -> None:
    data = _add(root, "dataDscr")
    numbered = {one.name: place for place, one in enumerate(summary.codebook.variables, start=1)}
    for variable in summary.codebook.variables:
        if variable.kind == "multiple":
            own = [f"V{numbered[variable.name]}_{place}" for place, _ in _options(variable)]
            group = _add(
                data,
                "varGrp",
                ID=f"G{numbered[variable.name]}",
                type="multipleResp",
                var=" ".join(own),
                name=variable.name,
            )
            _in_swedish(group, "labl", variable.text)
    estimates: list[LikertEstimate | ChoiceEstimate | NumberEstimate] = [
        *summary.items,
        *summary.choices,
        *summary.numbers,
    ]
    shown = {one.variable.name: one for one in estimates if one.group is None}
    for variable in summary.codebook.variables:
        id = f"V{numbered[variable.name]}"
        if variable.kind == "multiple":
            _picks(data, variable, id, shown.get(variable.name))
        else:
            _variable(data, variable, id, shown)


def _options(variable: Variable) -> list[tuple[int, Code]]:
    return list(enumerate(variable.codes, start=1))


def _variable(data: "_Element", variable: Variable, id: str, shown: Shown) -> None:
    attributes = {"representationType": _REPRESENTED.get(variable.kind, "code")}
    if variable.kind in {"likert", "single"}:
        attributes["nature"] = "ordinal" if variable.kind == "likert" else "nominal"
    if variable.kind == "number":
        attributes["intrvl"] = "contin"
        if variable.unit:
            attributes["measUnit"] = variable.unit
    if not variable.is_open:
        attributes["files"] = _FILE
    made = _add(data, "var", ID=id, name=variable.name, **attributes)
    _in_swedish(made, "labl", variable.text)
    _question(made, variable)
    estimate = shown.get(variable.name)
    _statistics(made, estimate)
    counts = getattr(estimate, "counts", None) or (None,) * len(variable.codes)
    for code, count in zip(variable.codes, counts, strict=True):
        _category(made, code.code, code.text, count, missing=code.missing)
    if variable.is_open:
        _in_swedish(made, "notes", "Svar med egna ord lämnas inte ut.")
    elif estimate is not None and estimate.suppressed:
        _in_swedish(made, "notes", "Antal är utelämnade, eftersom få har svarat.")


def _picks(data: "_Element", variable: Variable, id: str, estimate: Any) -> None:
    counts = (None,) * len(variable.codes) if estimate is None else estimate.counts
    for (place, code), count in zip(_options(variable), counts, strict=True):
        made = _add(
            data,
            "var",
            ID=f"{id}_{place}",
            name=variable.columns[code.code],
            files=_FILE,
            nature="nominal",
            representationType="code",
        )
        _in_swedish(made, "labl", f"{variable.text} – {code.text}")
        _question(made, variable)
        _statistics(made, estimate)
        _category(made, "0", "Inte valt", None, missing=False)
        _category(made, "1", "Valt", count, missing=False)


def _question(made: "_Element", variable: Variable) -> None:
    asked = _add(made, "qstn", responseDomainType=_DOMAINS[variable.kind])
    if variable.stem:
        _in_swedish(asked, "preQTxt", variable.stem)
    _in_swedish(asked, "qstnLit", variable.text)


def _statistics(made: "_Element", estimate: Any) -> None:
    if estimate is None or estimate.n is None:
        return
    _add(made, "sumStat", str(estimate.n), type="vald")
    if estimate.no_answer is not None:
        _add(made, "sumStat", str(estimate.no_answer), type="invd")
    mean, median = getattr(estimate, "mean", None), getattr(estimate, "median", None)
    if mean is not None and not few(estimate.n):
        _add(made, "sumStat", str(mean), type="mean")
    if median is not None and not few(estimate.n):
        _add(made, "sumStat", str(median), type="medn")


def _category(made: "_Element", value: str, text: str, count: int | None, *, missing: bool) -> None:
    category = _add(made, "catgry", missing="Y" if missing else "N")
    _add(category, "catValu", value)
    _in_swedish(category, "labl", text)
    if count is not None:
        _add(category, "catStat", str(count), type="freq")
