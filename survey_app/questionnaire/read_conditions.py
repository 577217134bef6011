"""What `show_if` and indicators say → conditions."""

from survey_app.questionnaire import read_values
from survey_app.questionnaire.draft import Draft
from survey_app.questionnaire.findings import closest, shortened
from survey_app.questionnaire.key_types import Key, Table
from survey_app.questionnaire.keys import CONDITION, CONDITIONS
from survey_app.questionnaire.model import AllOf, AnyOf, AtLeast, AtMost, Condition, Is, Not
from survey_app.questionnaire.yaml_source import Entry, ListNode, MappingNode, Node

_HOW_TO_WRITE = "Skriv till exempel {item: fråga, at_least: 4} eller {any: [{…}, {…}]}."


def read_condition(node: Node, draft: Draft) -> Condition | None:
    """Return the condition that `node` describes, or None after saying what is wrong."""
    if not isinstance(node, MappingNode):
        draft.report.error(node.line, f"ett villkor ska ha nycklar. {_HOW_TO_WRITE}")
        return None
    if refuse_unknown(node, CONDITION, draft):
        return None
    return condition_in(node, draft)


def condition_in(node: MappingNode, draft: Draft) -> Condition | None:
    """Return the condition whose keys stand in `node`, perhaps with others beside them."""
    forms = [entry for entry in node.entries if entry.key in CONDITIONS]
    if len(forms) != 1:
        problem = "villkoret säger inget" if not forms else "villkoret säger flera saker"
        draft.report.error(node.line, f"{problem}. {_HOW_TO_WRITE} Flera samtidigt skrivs med all.")
        return None
    form = forms[0]
    item = node.get("item")
    if form.key in {"any", "all", "not"}:
        if item is not None:
            draft.report.error(
                node.line_of("item"), f"”item” hör inte ihop med ”{form.key}”. {_HOW_TO_WRITE}"
            )
            return None
        return _combined(form, node, draft)
    if item is None:
        draft.report.error(form.line, f"”item” saknas bredvid ”{form.key}”. {_HOW_TO_WRITE}")
        return None
    return _about_one(form, item, node, draft)


def _combined(form: Entry, node: MappingNode, draft: Draft) -> Condition | None:
    condition: Condition
    if form.key == "not":
        part = read_condition(form.value, draft)
        if part is None:
            return None
        condition = Not(part)
    else:
        parts = _several(form, draft)
        if parts is None:
            return None
        condition = AnyOf(parts) if form.key == "any" else AllOf(parts)
    draft.remember(condition, node)
    return condition


def _several(form: Entry, draft: Draft) -> tuple[Condition, ...] | None:
    most = CONDITIONS[form.key][1].high
    if not isinstance(form.value, ListNode) or not 1 <= len(form.value.items) <= most:
        draft.report.error(form.line, f"”{form.key}” ska vara en lista med 1–{most} villkor.")
        return None
    parts = [read_condition(part, draft) for part in form.value.items]
    known = tuple(part for part in parts if part is not None)
    return known if len(known) == len(parts) else None


def _about_one(form: Entry, item: Node, node: MappingNode, draft: Draft) -> Condition | None:
    key = CONDITIONS[form.key][1]
    name = read_values.read_id(_item_key(), item, draft)
    condition: Condition
    if form.key == "is":
        codes = read_values.read_codes(key, form.value, draft)
        if name is None or codes is None:
            return None
        condition = Is(name, codes)
    else:
        value = read_values.read_integer(key, form.value, draft)
        if name is None or value is None:
            return None
        condition = AtLeast(name, value) if form.key == "at_least" else AtMost(name, value)
    draft.remember(condition, node)
    return condition


def _item_key() -> Key:
    return CONDITION.keys[0]


def refuse_unknown(node: MappingNode, table: Table, draft: Draft) -> set[str]:
    """Say which keys are not in `table`, and return the keys they may have been meant as."""
    meant: set[str] = set()
    for entry in node.entries:
        if table.key(entry.key) is None:
            match = closest(entry.key, table.names)
            known = f"De som finns: {', '.join(table.names)}."
            suggestion = f"Menade du ”{match}”?" if match else known
            draft.report.error(
                entry.line,
                f"”{shortened(entry.key)}” är ingen nyckel för {table.name}. {suggestion}",
            )
            meant.add(match or "")
    return meant
