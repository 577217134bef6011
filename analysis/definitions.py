"""What an indicator counts, told in Swedish so that a reader can check it."""

from typing import assert_never

from analysis.codebook import Codebook, Indicator, Variable
from analysis.conditions import AllOf, AnyOf, AtLeast, AtMost, Condition, Is, Not, leaves
from analysis.words import quoted


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
            return " eller ".join(_grouped(one, codebook) for one in several)
        case AllOf(conditions=several):
            return " och ".join(_grouped(one, codebook) for one in several)
        case _:
            assert_never(condition)


def _grouped(condition: Condition, codebook: Codebook) -> str:
    told = _told(condition, codebook)
    return f"({told})" if isinstance(condition, AnyOf | AllOf) else told


def _limit(variable: Variable, value: int, word: str) -> str:
    labels = [quoted(code.text) for code in variable.codes if code.value == value]
    unit = f" {variable.unit}" if variable.unit else ""
    limit = labels[0] if labels else f"{value}{unit}"
    return f"{word} {limit} på {question(variable)}"


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
