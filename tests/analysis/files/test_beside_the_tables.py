"""The file with single answers and all tables of a round, taken together, tell of no few persons.

An attacker has the rows of the file and everything that is published, and solves it as equations.
Files that are a little careless are caught, the one that put small classes together among them.
"""

from collections import Counter
from dataclasses import replace
from itertools import product

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import files
from analysis.codebook import Code
from analysis.disclosure import Detail, details_of, rules_of
from analysis.published import published
from tests.analysis.attacker import PARTS, Attacker, learn_everything
from tests.analysis.test_everything_published import PLAN, RECODING, an_attacker, rounds
from tests.analysis.test_everything_published import a_round as a_round_untold


def told(dataset):
    """Return the round as if its respondents had been told."""
    facts = msgspec.structs.replace(dataset.codebook.round, microdata=True)
    return replace(dataset, codebook=msgspec.structs.replace(dataset.codebook, round=facts))


def without_groups(dataset):
    """Return the round as if nobody had been in a group."""
    codebook = msgspec.structs.replace(dataset.codebook, classes=())
    return replace(dataset, codebook=codebook, classes=np.zeros(dataset.n, dtype=np.int16))


@st.composite
def told_rounds(draw):
    """Draw rounds with and without groups, a cross-table and an index."""
    dataset = told(draw(rounds(draw(st.sampled_from([PLAN, PLAN[1:], []])))))
    return dataset if draw(st.integers(0, 3)) else without_groups(dataset)


def column(answers, name):
    return next((one for one in answers.columns if one.name == name), None)


def learn_file(attacker, answers):
    """Take in how many rows there are of each kind, none of them being a number too.

    An item that a group has no answers to at all is blank there; else who has none left it out.
    """
    group, row = column(answers, "grupp"), column(answers, "b")
    labels = group.values if group else np.zeros(answers.n, dtype=np.int16)
    rows = row.values if row else np.zeros(answers.n, dtype=np.int16)
    for label, choice in set(zip(labels.tolist(), rows.tolist(), strict=True)):
        inside = classes_of(attacker, group, label)
        code = row.codes[choice - 1].code if row and choice else ""
        here = (labels == label) & (rows == choice)
        told_of = [kinds(attacker, column(answers, name), name, here) for name in ("a", "c")]
        for kind in product(*told_of):
            attacker.learn(
                lambda g, b, a, c, inside=inside, code=code, kind=kind: (
                    inside(g)
                    and (not row or (b.startswith(code) if code else not b))
                    and all(x in (ANY, y) for x, y in zip(kind, (a, c), strict=True))
                )
            )


ANY = "any"


def kinds(attacker, item, name, here):
    """Return what the file tells apart of an item: each answer and none, or nothing."""
    return [None, *attacker.codes(name)] if item and item.values[here].any() else [ANY]


def classes_of(attacker, group, label):
    """Return whether a class is meant by a group of the file: or those without a name."""
    if group is None:
        return lambda _: True
    named = [
        {attacker.classes_of.get(name, 0) for name in code.text.split(" + ")}
        for code in group.codes
    ]
    if label:
        return lambda g: g in named[label - 1]
    return lambda g: not any(g in one for one in named)


def given_away(dataset, answers):
    """Return what follows of the answers of 1 to k - 1 persons, or all five of few more."""
    attacker: Attacker = an_attacker(dataset)
    learn_everything(attacker, published(dataset, recoding=RECODING))
    learn_file(attacker, answers)
    attacker.solve()
    rules = rules_of(dataset.codebook.round)
    faults = []
    for name, place in (("a", 2), ("c", 3)):
        codes = tuple(attacker.codes(name))
        base = Counter(one[:2] for one in attacker.people if one[place] is not None)
        for wanted in dict.fromkeys([codes, *PARTS, *((code,) for code in codes)]):
            least = rules.k if wanted in (codes, *PARTS) else rules.full_from
            for union in attacker.told(
                lambda *cell: cell[:2], lambda *cell, w=wanted, p=place: cell[p] in w
            ):
                n = sum(base[atom] for atom in union)
                faults += [(name, wanted, sorted(union), n)] if 0 < n < least else []
    return faults


@settings(deadline=None, max_examples=200, derandomize=True)
@given(told_rounds())
def test_the_file_and_all_tables_together_tell_of_no_few(dataset):
    try:
        answers = files.single_responses(dataset)
    except files.NotAllowed:
        return
    assert given_away(dataset, answers) == []


def test_files_hold_answers_often_enough_to_be_tried():
    found = Counter()

    @settings(deadline=None, max_examples=100, derandomize=True, database=None)
    @given(told_rounds())
    def look(dataset):
        try:
            answers = files.single_responses(dataset)
        except files.NotAllowed:
            return
        found["file"] += 1
        found["groups"] += column(answers, "grupp") is not None
        found["background"] += column(answers, "b") is not None
        found["blank"] += any(one.remark for one in answers.columns)

    look()
    assert found["file"] > 40
    assert min(found["groups"], found["background"], found["blank"]) >= 5


@settings(deadline=None, max_examples=150, derandomize=True)
@given(told_rounds())
def test_with_groups_an_item_is_blank_where_the_tables_do_not_tell_all_answers(dataset):
    if not dataset.codebook.classes:
        return
    try:
        answers = files.single_responses(dataset)
    except files.NotAllowed:
        return
    group = column(answers, "grupp")
    names = [code.text for code in group.codes]
    tables = published(dataset)
    for name in ("a", "c"):
        item = column(answers, name)
        for one in tables.by_group(name)[1:]:
            label = names.index(one.group) + 1 if one.group in names else None
            in_file = item.values[group.values == label] if item and label else np.zeros(1)
            if one.suppressed:
                assert not in_file.any()
            elif item and in_file.any():
                counted = Counter(in_file.tolist())
                assert tuple(counted[n] for n in range(1, len(one.counts) + 1)) == one.counts


# A little careless --------------------------------------------------------------------------------


def another_pooling(dataset):
    """Put small classes together until they are enough, whatever the tables keep apart."""
    answers = unshuffled(dataset)
    rules = rules_of(dataset.codebook.round)
    names = [one.name for one in dataset.codebook.classes]
    sizes = Counter(dataset.classes.tolist())
    by_size = sorted(range(1, len(names) + 1), key=lambda place: sizes[place])
    pool = [place for place in by_size if sizes[place] < rules.full_from]
    alone = [place for place in by_size if place not in pool]
    while pool and (len(pool) == 1 or sum(sizes[one] for one in pool) < rules.full_from):
        pool.append(alone.pop(0))
    parts = [[one] for one in alone] + [pool]
    labels = np.zeros(dataset.n, dtype=np.int16)
    for label, part in enumerate(parts, start=1):
        labels[np.isin(dataset.classes, part)] = label
    codes = tuple(
        Code(code=str(label), text=" + ".join(names[one - 1] for one in part), value=label)
        for label, part in enumerate(parts, start=1)
    )
    return with_columns(
        answers,
        grupp=replace(column(answers, "grupp"), codes=codes, values=labels),
        **blank_by(dataset, answers, labels, len(parts)),
    )


def every_class(dataset):
    """Name every class and leave nothing blank."""
    answers = unshuffled(dataset)
    codes = tuple(
        Code(code=str(place), text=one.name, value=place)
        for place, one in enumerate(dataset.codebook.classes, start=1)
    )
    group = replace(column(answers, "grupp"), codes=codes, values=dataset.classes)
    items = {
        name: replace(column(answers, name), values=dataset.codes[name]) for name in ("a", "c")
    }
    return with_columns(answers, grupp=group, **items)


def unshuffled(dataset):
    return files.single_responses(dataset, shuffle=lambda _: None)


def blank_by(dataset, answers, labels, count):
    """Return the items blank where the parts that `labels` number would be told too little of."""
    rules = rules_of(dataset.codebook.round)
    items = {}
    for name in ("a", "c"):
        values = dataset.codes[name]
        bases = [int(((values > 0) & (labels == one)).sum()) for one in range(1, count + 1)]
        _, *details = details_of(int((values > 0).sum()), bases, rules)
        shown = np.array([True, *(one == Detail.FULL for one in details)])[labels]
        items[name] = replace(column(answers, name), values=np.where(shown, values, 0))
    return items


def with_columns(answers, **changed):
    columns = tuple(changed.get(one.name, one) for one in answers.columns)
    return replace(answers, columns=columns)


@pytest.mark.parametrize(
    ("careless", "sizes", "silent"),
    [
        # Beside the third class, which is small, the tables hide the second: fewest answered there.
        # The fourth was put together with the third, and can be subtracted.
        (another_pooling, (30, 25, 6, 20), (0, 10, 0, 0)),
        # The same with a class of four answers, which is in no table at all.
        (another_pooling, (20, 30, 6, 20), (0, 0, 2, 1)),
        (every_class, (20, 30, 6, 20), (0, 0, 0, 0)),
        (every_class, (12, 8, 9), (0, 0, 0)),
    ],
)
def test_a_careless_file_is_caught(careless, sizes, silent):
    people = [
        (place, 1, 0 if number < left_out else 1 + number % 6, 1 + number % 5)
        for place, (n, left_out) in enumerate(zip(sizes, silent, strict=True), start=1)
        for number in range(n)
    ]
    dataset = told(a_round_untold(people, classes=len(sizes), plan=[]))
    assert given_away(dataset, careless(dataset)) != []
    assert given_away(dataset, files.single_responses(dataset)) == []
