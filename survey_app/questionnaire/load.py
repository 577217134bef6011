"""A questionnaire file → a questionnaire, or everything that is wrong with it.

`check` tells it all; `load` is for those who only want a questionnaire that holds.
"""

import contextlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from survey_app.languages import TAG_PATTERN
from survey_app.questionnaire import keys
from survey_app.questionnaire.braces import check_fills
from survey_app.questionnaire.check import advice
from survey_app.questionnaire.draft import Draft
from survey_app.questionnaire.findings import Finding, QuestionnaireError, Report, TooManyErrors
from survey_app.questionnaire.model import Questionnaire, Scale
from survey_app.questionnaire.read_parts import Fields, build, read_fields
from survey_app.questionnaire.read_values import is_id
from survey_app.questionnaire.references import check_conditions, names_of
from survey_app.questionnaire.report_plan import check_report
from survey_app.questionnaire.rules import check_question, check_scale
from survey_app.questionnaire.yaml_source import MappingNode, read_tree

SCALES_FILE = "scales.yaml"
TRANSLATION = re.compile(rf"(?P<of>[0-9]+|scales)\.(?P<tag>{TAG_PATTERN})\.yaml")
MAX_SCALES = 200


@dataclass(frozen=True)
class ScaleLibrary:
    """The scales of `scales.yaml` that can be used, and what is wrong with the file."""

    scales: Mapping[str, Scale] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    broken: frozenset[str] = frozenset()
    """Ids that are written there but could not be read."""


def load(path: Path) -> Questionnaire:
    """Return the questionnaire in the file `path`.

    Raises QuestionnaireError with every finding when there is an error in it.
    """
    questionnaire, findings = check(path)
    if questionnaire is None:
        raise QuestionnaireError(findings)
    return questionnaire


def check(
    path: Path, scales: Mapping[str, Scale] | None = None
) -> tuple[Questionnaire | None, tuple[Finding, ...]]:
    """Read the file `path` and return the questionnaire with every finding about it.

    There is no questionnaire when one of the findings is an error. Scales are taken from
    `scales.yaml` in the folder above the questionnaire's own, unless they are given; errors in
    that file are among the findings.
    """
    library = ScaleLibrary(scales) if scales is not None else read_scales(scales_beside(path))
    report = Report(path)
    draft = Draft(report, scales=library.scales, broken_scales=library.broken)
    questionnaire = None
    with contextlib.suppress(TooManyErrors):
        questionnaire = _read_file(path, draft)
    findings = {*report.findings, *library.findings}
    if any(finding.severity == "error" for finding in findings):
        questionnaire = None
    elif questionnaire is not None:
        findings.update(advice(questionnaire, draft))
    return questionnaire, tuple(sorted(findings))


def read_scales(path: Path) -> ScaleLibrary:
    """Return the scales in the file `path`; none, and no finding, when there is no such file."""
    if not path.exists():
        return ScaleLibrary()
    draft = Draft(Report(path))
    scales: dict[str, Scale] = {}
    broken: set[str] = set()
    with contextlib.suppress(TooManyErrors):
        _read_scales(draft, scales, broken)
    return ScaleLibrary(scales, tuple(sorted(draft.report.findings)), frozenset(broken))


def _read_scales(draft: Draft, scales: dict[str, Scale], broken: set[str]) -> None:
    report = draft.report
    tree = read_tree(report)
    if tree is None:
        return
    if len(tree.entries) > MAX_SCALES:
        report.error(1, f"filen har {len(tree.entries)} skalor och får ha högst {MAX_SCALES}.")
    for entry in tree.entries:
        before = report.errors
        is_id("id", entry.key, entry.line, draft)
        scale = build(Scale, entry.value, keys.SCALE, draft, id=entry.key)
        if scale is not None and report.errors == before:
            check_scale(scale, draft)
        if scale is None or report.errors > before:
            broken.add(entry.key)
        else:
            scales[entry.key] = scale
    for written in draft.texts:
        if "{" in written.text or "}" in written.text:
            report.error(
                written.line, "{…} går inte i en skala, som flera formulär delar. Skriv ut texten."
            )


def scales_beside(path: Path) -> Path:
    """Return where the scales of the questionnaire in the file `path` are."""
    # As short as the path that was given, so that both read alike in the findings.
    short = len(path.parts) > 1 and ".." not in path.parts
    return (path if short else path.absolute()).parent.parent / SCALES_FILE


def _read_file(path: Path, draft: Draft) -> Questionnaire | None:
    if TRANSLATION.fullmatch(path.name):
        original = f"{path.name.split('.')[0]}.yaml"
        draft.report.error(1, f"filen är en översättning. Kontrollera {original} i stället.")
        return None
    tree = read_tree(draft.report)
    return None if tree is None else _read(tree, draft)


def _read(tree: MappingNode, draft: Draft) -> Questionnaire | None:
    fields, complete = read_fields(tree, keys.QUESTIONNAIRE, draft)
    for question in draft.questions:
        if question.id not in draft.broken:
            check_question(question, draft)
    names = names_of(draft)
    check_conditions(draft, names)
    check_report(draft, names)
    _check_place(fields, tree, draft.report)
    if "fill" in fields or tree.get("fill") is None:
        _check_fills(fields.get("fill", ()), tree, draft)
    if draft.report.errors or not complete:
        return None
    questionnaire = Questionnaire(**fields)
    draft.remember(questionnaire, tree)
    return questionnaire


def _check_place(fields: Fields, tree: MappingNode, report: Report) -> None:
    """Say when the folder or the file is not named after the questionnaire."""
    folder, file = report.path.absolute().parent.name, report.path.name
    if fields.get("id", folder) != folder:
        report.error(
            tree.line_of("id"),
            f"id är ”{fields['id']}” men mappen heter ”{folder}”. De ska heta likadant.",
        )
    if "version" in fields and file != f"{fields['version']}.yaml":
        version, named = fields["version"], report.path.stem
        # Following the other advice here would write over a version that has been used.
        named_right = named.isdigit() and report.path.suffix == ".yaml"
        copied = named_right and report.path.with_name(f"{version}.yaml").exists()
        cure = f"Skriv version: {named}." if copied else f"Den ska heta {version}.yaml."
        report.error(
            tree.line_of("version"), f"version är {version} men filen heter ”{file}”. {cure}"
        )


def _check_fills(fill: tuple[str, ...], tree: MappingNode, draft: Draft) -> None:
    for name in sorted(check_fills(fill, draft)):
        draft.report.warning(
            tree.line_of("fill"),
            f"”{name}” står i fill, men ingen text har {{{name}}}. Ta bort det.",
        )
