"""What one part of a questionnaire says about another: names that are taken, and conditions."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from survey_app.questionnaire.draft import Draft
from survey_app.questionnaire.findings import nearest, shortened
from survey_app.questionnaire.key_types import MAX_VARIABLES
from survey_app.questionnaire.model import (
    AllOf,
    AnyOf,
    AnyQuestion,
    AtLeast,
    AtMost,
    Computed,
    Condition,
    Is,
    Likert,
    Not,
    Number,
)
from survey_app.questionnaire.variables import Variable, VariableKind, variables_of

KIND_WORDS: dict[VariableKind, str] = {
    "likert": "steg på en skala",
    "single": "ett alternativ",
    "multiple": "flera alternativ",
    "number": "ett tal",
    "date": "en dag",
    "text": "ett öppet svar",
}


@dataclass
class Names:
    """Every variable by name, and the place of its question in the questionnaire."""

    variables: dict[str, Variable] = field(default_factory=dict)
    places: dict[str, int] = field(default_factory=dict)
    questions: dict[str, AnyQuestion] = field(default_factory=dict)


def names_of(draft: Draft) -> Names:
    """Return the names in `draft`, after saying which of them are taken twice."""
    names = Names()
    lines: dict[str, int] = {}
    for place, question in enumerate(draft.questions):
        own = {variable.name: variable for variable in variables_of(question)}
        line = draft.line_of(question, "id")
        for name in dict.fromkeys((question.id, *own)):
            if name in lines:
                draft.report.error(
                    line,
                    f"”{name}” heter redan en fråga eller ett svar på rad {lines[name]}. "
                    "Välj ett annat id.",
                )
            lines.setdefault(name, line)
        names.questions.setdefault(question.id, question)
        for name, variable in own.items():
            names.variables.setdefault(name, variable)
            names.places.setdefault(name, place)
    if len(names.variables) > MAX_VARIABLES:
        draft.report.error(
            1,
            f"formuläret ger {len(names.variables)} variabler och får ge högst {MAX_VARIABLES}. "
            "Dela upp det.",
        )
    return names


def check_conditions(draft: Draft, names: Names) -> None:
    """Say which conditions point nowhere, forward, or to an answer that does not exist."""
    for place, question in enumerate(draft.questions):
        if question.show_if is not None:
            for leaf in leaves(question.show_if):
                _check_leaf(leaf, place, draft, names)
        if isinstance(question, Computed):
            _check_computed(question, draft, names)
    for indicator in draft.indicators:
        for leaf in leaves(indicator.condition):
            _check_leaf(leaf, None, draft, names)


def leaves(condition: Condition) -> Iterator[AtLeast | AtMost | Is]:
    """Yield the parts of `condition` that are about one variable, in the order written."""
    match condition:
        case AtLeast() | AtMost() | Is():
            yield condition
        case Not():
            yield from leaves(condition.condition)
        case AnyOf() | AllOf():
            for part in condition.conditions:
                yield from leaves(part)


def _check_leaf(leaf: AtLeast | AtMost | Is, place: int | None, draft: Draft, names: Names) -> None:
    line = draft.line_of(leaf, "item")
    variable = variable_called(leaf.item, line, draft, names)
    if variable is None:
        return
    if place is not None and names.places[leaf.item] >= place:
        where = "sig själv" if names.places[leaf.item] == place else "en fråga längre ner"
        draft.report.error(
            line,
            f"show_if pekar på {where} (”{leaf.item}”). Den kan bara peka på en fråga ovanför.",
        )
    elif isinstance(leaf, Is):
        _check_codes(leaf, variable, draft)
    else:
        _check_value(leaf, variable, draft)


def variable_called(name: str, line: int, draft: Draft, names: Names) -> Variable | None:
    """Return the variable called `name`, or None after saying why there is none."""
    if variable := names.variables.get(name):
        return variable
    if draft.is_broken(name):
        return None
    question = names.questions.get(name)
    if isinstance(question, Likert) and question.items:
        draft.report.error(
            line,
            f"”{name}” är ett batteri. Skriv ett av påståendena: {name}_{question.items[0].id}.",
        )
    elif question is not None:
        draft.report.error(line, f"”{name}” har inget svar som går att räkna. Välj en annan fråga.")
    else:
        draft.report.error(
            line,
            f"”{shortened(name)}” finns inte i formuläret.{nearest(name, names.variables)} "
            "Skriv ett frågeid, eller batteriets id, _ och påståendets id.",
        )
    return None


def _check_codes(leaf: Is, variable: Variable, draft: Draft) -> None:
    line = draft.line_of(leaf, "is")
    if not variable.codes:
        draft.report.error(
            line,
            f"”is” går inte för ”{leaf.item}”, vars svar är {KIND_WORDS[variable.kind]}. "
            "Använd at_least eller at_most för tal.",
        )
        return
    for code in leaf.codes:
        if code not in variable.codes:
            draft.report.error(
                line,
                f"svaret ”{code}” finns inte i ”{leaf.item}”.{nearest(code, variable.codes)} "
                f"Det som finns: {', '.join(variable.codes)}.",
            )


def _check_value(leaf: AtLeast | AtMost, variable: Variable, draft: Draft) -> None:
    key = "at_least" if isinstance(leaf, AtLeast) else "at_most"
    line = draft.line_of(leaf, key)
    low_high = range_of(variable)
    if low_high is None:
        draft.report.error(
            line,
            f"”{key}” går inte för ”{leaf.item}”, vars svar är {KIND_WORDS[variable.kind]}. "
            "Använd is med en kod, eller en fråga med skala eller tal.",
        )
    elif not low_high[0] <= leaf.value <= low_high[1]:
        draft.report.error(
            line,
            f"”{key}: {leaf.value}” går inte: svaren på ”{leaf.item}” är "
            f"{low_high[0]}–{low_high[1]}.",
        )


def range_of(variable: Variable) -> tuple[int, int] | None:
    """Return the lowest and highest value of a scale or number; None for other answers."""
    if isinstance(variable.question, Number):
        return variable.question.min, variable.question.max
    if variable.scale is not None:
        values = [point.value for point in variable.scale.points if point.value is not None]
        return (min(values), max(values)) if values else None
    return None


def _check_computed(question: Computed, draft: Draft, names: Names) -> None:
    line = draft.line_of(question, "percent")
    for name in (question.numerator, question.denominator):
        found = names.questions.get(name)
        if found is None and not draft.is_broken(name):
            draft.report.error(line, f"frågan ”{name}” finns inte.{nearest(name, names.questions)}")
        elif found is not None and not isinstance(found, Number):
            draft.report.error(line, f"”{name}” är inte en fråga av typen number.")
