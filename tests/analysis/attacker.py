"""An attacker who takes everything that is published of a round and solves it as equations.

The unknowns are the cells: how many persons share class, row, answer to a and answer to c. He knows
which classes and rows somebody is in, how large each class is, and reads every mean and spread as
if it were printed with all its decimals.
"""

from collections import Counter
from itertools import product

import numpy as np

from analysis.disclosure import rules_of
from analysis.estimates import LikertEstimate

PRIME = 2_147_483_647
STEPS = ("1", "2", "3", "4", "5")
PARTS = (("1", "2"), ("3",), ("4", "5"), ("vet_ej",))


def echelon(rows):
    """Return the rows reduced modulo a prime, without rounding, and the column each begins in."""
    left = np.array(rows, dtype=np.int64) % PRIME
    pivots = []
    for column in range(left.shape[1]):
        place = len(pivots)
        filled = np.flatnonzero(left[place:, column])
        if not len(filled):
            continue
        first = place + filled[0]
        left[[place, first]] = left[[first, place]]
        left[place] = left[place] * pow(int(left[place, column]), -1, PRIME) % PRIME
        others = np.flatnonzero(left[:, column])
        others = others[others != place]
        left[others] = (left[others] - left[others, column, None] * left[place]) % PRIME
        pivots.append(column)
        if len(pivots) == len(left):
            break
    return left[: len(pivots)], pivots


class Attacker:
    """Who is where, and what is known of it: sums over the cells (class, row, a, c)."""

    def __init__(self, dataset, rows, classes_of):
        """Take `rows`, each person's answer to b (“” for none), and the classes by name."""
        self.dataset = dataset
        self.classes_of = classes_of
        self.a = self._answers("a")
        self.c = self._answers("c")
        self.people = list(zip(dataset.classes.tolist(), rows, self.a, self.c, strict=True))
        codes = {name: [None, *self.codes(name)] for name in ("a", "c")}
        atoms = sorted({person[:2] for person in self.people})
        asked = {person[:2] for person in self.people if person[2] is not None}
        self.cells = [
            (*atom, a, c)
            for atom, a, c in product(atoms, codes["a"], codes["c"])
            # That nobody of them answered is as good as known.
            if a is None or atom in asked
        ]
        self.known = []

    def _answers(self, name):
        codes = [None, *self.codes(name)]
        return [codes[place] for place in self.dataset.codes[name]]

    def codes(self, name):
        return [code.code for code in self.dataset.codebook.variable(name).codes]

    def learn(self, weight):
        """Take in a sum of everybody's `weight`, a function of class, row, a and c."""
        self.known.append([weight(*cell) for cell in self.cells])

    def inside(self, group):
        """Return whether a class is meant by the group of an estimate, None being everyone."""
        return lambda place: group is None or place == self.classes_of[group]

    # What can be solved for ----------------------------------------------------------------------

    def solve(self):
        self.reduced, self.pivots = echelon(self.known)

    def told(self, atom_of, counted):
        """Yield each union of atoms for which the number of `counted` persons follows.

        `atom_of` gives the atom of a cell, `counted` whether a cell is counted. A union that
        follows is 0 or 1 in every atom, so it is known by the atoms its solution begins in.
        """
        atoms = sorted({atom_of(*cell) for cell in self.cells if counted(*cell)})
        place = {atom: number for number, atom in enumerate(atoms)}
        wanted = np.zeros((len(atoms), len(self.cells)), dtype=np.int64)
        for number, cell in enumerate(self.cells):
            if counted(*cell):
                wanted[place[atom_of(*cell)], number] = 1
        rest = (wanted - wanted[:, self.pivots] @ self.reduced) % PRIME
        free, leading = echelon(np.hstack([rest, np.eye(len(atoms), dtype=np.int64)]))
        space = free[[column >= len(self.cells) for column in leading], len(self.cells) :]
        if not len(space):
            return
        picks = np.array(list(product((0, 1), repeat=len(space))), dtype=np.int64)[1:]
        unions = picks @ space % PRIME
        for union in unions[(unions <= 1).all(axis=1)]:
            yield {atom for atom, one in zip(atoms, union, strict=True) if one}


def learn_everything(attacker, published):
    """Take in every number of `published`, an object like that of `analysis.published`.

    The size of each class is known from the svarsfrekvens.
    """
    for place in {person[0] for person in attacker.people}:
        attacker.learn(lambda g, _b, _a, _c, place=place: g == place)
    for one in published.summary.items:
        learn_item(attacker, one)
    for one in published.summary.choices:
        learn_choice(attacker, one)
    for one in published.summary.indicators:
        if one.share.count is not None:
            inside, holds = attacker.inside(one.group), INDICATORS[one.indicator.id][1]
            attacker.learn(lambda g, b, a, c, i=inside, h=holds: i(g) and h(b, a, c))
    for one in published.summary.recoded:
        learn_recount(attacker, one.estimate)
    for table in published.crosstabs:
        learn_crosstab(attacker, table)
    for one in published.indexes:
        for estimate in one.estimates:
            learn_index(attacker, estimate, one.entry.items)


def learn_item(attacker, one):
    """Take in what is shown of a or c."""
    inside, place = attacker.inside(one.group), {"a": 2, "c": 3}[one.variable.name]
    for answers in sums_of(one, attacker.codes(one.variable.name)):
        attacker.learn(lambda *cell, answers=answers: inside(cell[0]) and cell[place] in answers)


def learn_choice(attacker, one):
    """Take in what is shown of b."""
    inside = attacker.inside(one.group)
    for row in rows_told(one):
        attacker.learn(lambda g, b, _a, _c, row=row: inside(g) and row(b))


def learn_recount(attacker, estimate):
    """Take in b after what was written at b3 was sorted in."""
    for code, count in zip(estimate.variable.codes, estimate.counts, strict=True):
        rows = {code.code, "b3→b1"} if code.code == "b1" else {code.code}
        if count is not None:
            attacker.learn(lambda _g, b, _a, _c, rows=rows: b in rows)


def sums_of(one: LikertEstimate, codes):
    """Yield the answers that each number of an estimate is the sum of."""
    yield from ([code] for code, n in zip(codes, one.counts, strict=True) if n is not None)
    yield from ([codes, [None]] if one.n is not None else [])
    if one.top2.count is not None:
        yield from PARTS


def rows_told(one):
    codes = [code.code for code in one.variable.codes]
    if one.n is not None:
        yield lambda b: not b
    for code, count in zip(codes, one.counts, strict=True):
        if count is not None:
            yield lambda b, code=code: b.startswith(code)


def learn_crosstab(attacker, table):
    """Take in the rows of a cross-table of a."""
    codes = attacker.codes("a")
    for row in table.rows:
        code = next(one.code for one in table.by.codes if one.text == row.group)
        for answers in sums_of(row, codes):
            attacker.learn(
                lambda _g, b, a, _c, code=code, answers=answers: b.startswith(code) and a in answers
            )


def learn_index(attacker, estimate, items):
    """Take in the base, the sum and the sum of squares of an index."""
    inside = attacker.inside(estimate.group)

    def total(a, c):
        answers = [{"a": a, "c": c}[item] for item in items]
        return sum(map(int, answers)) if all(one in STEPS for one in answers) else None

    powers = [0] if estimate.n is not None else []
    powers += [1] if estimate.mean is not None else []
    powers += [2] if estimate.sd is not None else []
    for power in powers:
        attacker.learn(
            lambda g, _b, a, c, power=power: (
                total(a, c) ** power if inside(g) and total(a, c) is not None else 0
            )
        )


def _at_least(answer, value):
    return answer in STEPS and int(answer) >= value


def _one(item, value):
    return {"kind": "at_least", "item": item, "value": value}


INDICATORS = {
    "hög": (_one("a", 4), lambda _b, a, _c: _at_least(a, 4)),
    "inte_låg": (_one("a", 2), lambda _b, a, _c: _at_least(a, 2)),
    "någon": (
        {"kind": "any", "conditions": [_one("a", 4), _one("c", 3)]},
        lambda _b, a, c: _at_least(a, 4) or _at_least(c, 3),
    ),
    "första": ({"kind": "is", "item": "b", "codes": ["b1"]}, lambda b, _a, _c: b == "b1"),
}
"""Indicators by id: how they stand in the codebook, and for whom they hold."""


# Leaks --------------------------------------------------------------------------------------------


def leaks(attacker, published):
    """Return what follows and may not be told: the atoms, how many persons, which answers."""
    learn_everything(attacker, published)
    attacker.solve()
    return [*_leaks_of_item(attacker, "a", 2), *_leaks_of_item(attacker, "c", 3)]


def _leaks_of_item(attacker, name, place):
    """Yield leaks on the answers to an item among persons of some classes and rows.

    What they answered may not follow for those either who have a step on the other item, or have
    none: an index differs from its items there. How many these are is no answer.
    """
    rules = rules_of(attacker.dataset.codebook.round)
    codes = tuple(attacker.codes(name))

    def by_class_and_row(*cell):
        return cell[:2]

    def by_step_too(*cell):
        return *cell[:2], cell[5 - place] in STEPS

    for answers in dict.fromkeys([codes, *PARTS, *((code,) for code in codes)]):
        least = rules.k if answers in (codes, *PARTS) else rules.full_from
        atom_of = by_class_and_row if answers == codes else by_step_too
        base = Counter(atom_of(*one) for one in attacker.people if one[place] is not None)
        for union in attacker.told(atom_of, lambda *cell, wanted=answers: cell[place] in wanted):
            n = sum(base[atom] for atom in union)
            if 0 < n < least:
                yield sorted(union), n, answers
