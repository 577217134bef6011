"""Whether the parts of a codebook fit together: what is named is there, once, and of its kind."""

from collections.abc import Iterable

from analysis.codebook import Codebook, CrossTable, Indicator, Variable
from analysis.conditions import AtLeast, AtMost, Is, leaves
from analysis.errors import CodebookError


def check(codebook: Codebook) -> None:
    """Raise CodebookError that names what does not fit."""
    if codebook.round.k < 1:
        raise CodebookError(f"codebook.json: k is {codebook.round.k} and must be 1 or more.")
    _unique("the class", (one.id for one in codebook.classes))
    _unique("the class name", (one.name for one in codebook.classes))
    _unique("the variable", (variable.name for variable in codebook.variables))
    _unique("the indicator", (indicator.id for indicator in codebook.indicators))
    for variable in codebook.variables:
        _check_variable(codebook, variable)
    for indicator in codebook.indicators:
        _check_indicator(codebook, indicator)
    crossed = [entry for entry in codebook.report if isinstance(entry, CrossTable)]
    _unique("the cross-table of", (entry.item for entry in crossed))
    for entry in crossed:
        _check_crossed(codebook, entry)


def _unique(what: str, names: Iterable[str]) -> None:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise CodebookError(f"codebook.json: {what} “{name}” is there twice.")
        seen.add(name)


def _check_variable(codebook: Codebook, variable: Variable) -> None:
    where = f"codebook.json: the variable “{variable.name}”"
    codes = [one.code for one in variable.codes]
    _unique(f"in “{variable.name}”, the code", codes)
    if bool(codes) != (variable.kind in {"likert", "single", "multiple"}):
        raise CodebookError(f"{where} is of kind {variable.kind} and has {len(codes)} codes.")
    if variable.kind == "likert":
        scale = codebook.scales.get(variable.scale or "")
        if scale is None:
            raise CodebookError(f"{where} has the scale “{variable.scale}”, which is not there.")
        if unknown := (set(scale.top) | set(scale.bottom)) - set(codes):
            raise CodebookError(
                f"{where}: the scale “{variable.scale}” counts “{min(unknown)}”, "
                "which is not one of its codes."
            )
    expected = set(codes) if variable.kind == "multiple" else set()
    if set(variable.columns) != expected:
        raise CodebookError(f"{where} must have a column for each code, and only then.")
    if variable.specifies is not None:
        _check_specified(codebook, variable, where)


def _check_specified(codebook: Codebook, variable: Variable, where: str) -> None:
    parents = [one for one in codebook.variables if one.name == variable.specifies]
    codes = [code.code for one in parents for code in one.codes]
    if variable.specify_code not in codes:
        raise CodebookError(
            f"{where} explains “{variable.specify_code}” of “{variable.specifies}”, "
            "which is not there."
        )


def _check_crossed(codebook: Codebook, entry: CrossTable) -> None:
    where = f"codebook.json: the cross-table of “{entry.item}” by “{entry.by}”"
    kinds = {variable.name: variable.kind for variable in codebook.variables}
    if kinds.get(entry.item) not in {"likert", "single", "multiple"}:
        raise CodebookError(f"{where}: “{entry.item}” is no variable with codes.")
    if kinds.get(entry.by) != "single":
        raise CodebookError(f"{where}: “{entry.by}” is no single choice.")
    if entry.item == entry.by:
        raise CodebookError(f"{where}: the two must be different variables.")


def _check_indicator(codebook: Codebook, indicator: Indicator) -> None:
    where = f"codebook.json: the indicator “{indicator.id}”"
    for leaf in leaves(indicator.condition):
        found = [one for one in codebook.variables if one.name == leaf.item]
        if not found:
            raise CodebookError(f"{where} uses “{leaf.item}”, which is not a variable.")
        kind = found[0].kind
        match leaf:
            case AtLeast() | AtMost() if kind not in {"likert", "number"}:
                raise CodebookError(f"{where} compares “{leaf.item}”, which has no values.")
            case Is() if not found[0].codes:
                raise CodebookError(f"{where} uses “{leaf.item}”, which has no codes.")
            case Is() if unknown := set(leaf.codes) - {one.code for one in found[0].codes}:
                raise CodebookError(f"{where}: “{min(unknown)}” is not an answer to “{leaf.item}”.")
            case _:
                pass
