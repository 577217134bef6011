"""What an indicator counts, told in Swedish so that a reader can check it."""

from collections.abc import Sequence
from typing import assert_never

from analysis.codebook import Codebook, Indicator, Variable
from analysis.conditions import AllOf, AnyOf, AtLeast, AtMost, Condition, Is, Not, leaves
from analysis.words import number, quoted


def definition(indicator: Indicator, codebook: Codebook) -> str:
    """Return the sentences that say who is counted and what the base is.

    Says so when a limit lies below what the scale itself counts as agreement: the neutral middle
    taken as a positive answer must never pass unseen (källa 002 did so once).
    """
    parts = [f"Räknas gör de som svarat {_told(indicator.condition, codebook)}."]
    tests = list(leaves(indicator.condition))
    if len(tests) > 1:
        parts.append(
            "Var och en räknas en gång. Basen är de som har besvarat minst en av frågorna."
        )
    if any(_below_agreement(test, codebook) for test in tests):
        parts.append("Observera att även svar under skalans positiva svar räknas.")
    return " ".join(parts)


def _told(condition: Condition, codebook: Codebook) -> str:
    match condition:
        case AtLeast(item=item, value=value):
            return _limit(codebook.variable(item), value, "minst")
        case AtMost(item=item, value=value):
            return _limit(codebook.variable(item), value, "högst")
        case Is(item=item, codes=codes):
            variable = codebook.variable(item)
            chosen = [quoted(one.text) for one in variable.codes if one.code in codes]
            return f"{' eller '.join(chosen)} på {question(variable)}"
        case Not(condition=inner):
            return f"något annat än ({_told(inner, codebook)})"
        case AnyOf(conditions=several):
            together = _under_one_stem(several, codebook, every=False)
            return together or " eller ".join(_grouped(one, codebook) for one in several)
        case AllOf(conditions=several):
            together = _under_one_stem(several, codebook, every=True)
            return together or " och ".join(_grouped(one, codebook) for one in several)
        case _:
            assert_never(condition)


def _grouped(condition: Condition, codebook: Codebook) -> str:
    told = _told(condition, codebook)
    return f"({told})" if isinstance(condition, AnyOf | AllOf) else told


def _under_one_stem(conditions: Sequence[Condition], codebook: Codebook, *, every: bool) -> str:
    """Return limits on items that stand under one stem, with the stem said once; else nothing.

    The items are named unless there is one limit for all that stand under it.
    """
    tests = [one for one in conditions if isinstance(one, AtLeast | AtMost)]
    variables = [codebook.variable(one.item) for one in tests]
    stems = {one.stem.strip() for one in variables}
    if len(tests) < max(len(conditions), 2) or len(stems) > 1 or "" in stems:
        return ""
    stem = stems.pop()
    by_limit: dict[str, list[Variable]] = {}
    for test, variable in zip(tests, variables, strict=True):
        by_limit.setdefault(_limit_of(test, codebook), []).append(variable)
    names = {one.name for one in variables}
    whole = names == {one.name for one in codebook.variables if one.stem.strip() == stem}
    if len(by_limit) == 1 and whole and len(names) == len(tests):
        (limit,) = by_limit
        return f"{limit} på {_all_of(variables, every=every)} under {quoted(stem)}"
    between = "och" if every else "eller"
    told = [f"{limit} på {_named(own, between)}" for limit, own in by_limit.items()]
    return f"{f' {between} '.join(told)}, allt under {quoted(stem)}"


def _all_of(variables: Sequence[Variable], *, every: bool) -> str:
    """Return “någon av de tre frågorna”, “alla tre frågorna” or “båda påståendena”."""
    asks = any(one.stem.strip().endswith(("...", "…")) or "?" in one.text for one in variables)
    things = "frågorna" if asks else "påståendena"
    count = number(len(variables))
    if every:
        return f"båda {things}" if len(variables) == 2 else f"alla {count} {things}"
    return f"{'någon' if asks else 'något'} av de {count} {things}"


def _named(variables: Sequence[Variable], between: str) -> str:
    *several, last = [quoted(one.text) for one in variables]
    return f"{', '.join(several)} {between} {last}" if several else last


def _limit(variable: Variable, value: int, word: str) -> str:
    return f"{_limited(variable, value, word)} på {question(variable)}"


def _limit_of(test: AtLeast | AtMost, codebook: Codebook) -> str:
    word = "minst" if isinstance(test, AtLeast) else "högst"
    return _limited(codebook.variable(test.item), test.value, word)


def _limited(variable: Variable, value: int, word: str) -> str:
    labels = [quoted(code.text) for code in variable.codes if code.value == value]
    unit = f" {variable.unit}" if variable.unit else ""
    return f"{word} {labels[0] if labels else f'{value}{unit}'}"


def question(variable: Variable) -> str:
    """Return what was asked, in quotation marks: an item that ends its stem joined to it."""
    stem = variable.stem.strip()
    if stem.endswith(("...", "…")):
        text = variable.text.strip()
        return quoted(f"{stem.rstrip('.… ')} {text[:1].lower()}{text[1:].rstrip('.?')}?")
    return quoted(variable.text)


def _below_agreement(test: AtLeast | AtMost | Is, codebook: Codebook) -> bool:
    variable = codebook.variable(test.item)
    if not isinstance(test, AtLeast) or variable.kind != "likert":
        return False
    top = codebook.scale_of(variable).top
    values = [one.value for one in variable.codes if one.code in top and one.value is not None]
    return bool(values) and test.value < min(values)
