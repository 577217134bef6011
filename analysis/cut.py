"""How few persons two ways to divide the same people tell of together.

A table by class tells the sum of each class, a cross-table that of each row. Persons are alike to
both when they share class and row; let each such atom be an edge from its class to its row. The
printed sums are then the stars of a bipartite graph, and what follows from them by adding and
subtracting is its cut space (Biggs, “Algebraic graph theory”, chapter 4): a union of atoms follows
when its edges all leave some set of vertices and no edge enters that set. The smallest such union
is a smallest directed cut, found as a largest flow (Ford and Fulkerson 1956).
"""

from collections import deque
from collections.abc import Sequence

Atoms = Sequence[Sequence[int]]
"""Persons [block, row]: the blocks and the rows both divide everybody; 0 where nobody is both."""


def tells_of_fewer(atoms: Atoms, least: int) -> bool:
    """Return whether the sums of all blocks and rows give the sum of 1 to `least` - 1 persons."""
    return any(
        0 < persons < least and _smallest_cut(atoms, block, row, least) < least
        for block, of_block in enumerate(atoms)
        for row, persons in enumerate(of_block)
    )


def _smallest_cut(atoms: Atoms, block: int, row: int, enough: int) -> int:
    """Return the fewest persons in a union that follows and holds this atom, or `enough`.

    An edge may leave the set for what it weighs and must not enter it, so the way back is free.
    """
    left = [list(of_block) for of_block in atoms]
    flow = 0
    while flow < enough:
        path = _way(atoms, left, block, row)
        if not path:
            return flow
        most = min(left[start][end] for start, end, forward in path if forward)
        for start, end, forward in path:
            left[start][end] += -most if forward else most
        flow += most
    return enough


Step = tuple[int, int, bool]
"""Block, row, and whether the step goes from the block to the row."""


def _way(atoms: Atoms, left: Sequence[Sequence[int]], block: int, row: int) -> list[Step]:
    """Return a shortest way from the block to the row where more can flow; empty for none."""
    came: dict[tuple[bool, int], Step | None] = {(True, block): None}
    queue = deque([(True, block)])
    while queue and (False, row) not in came:
        is_block, here = queue.popleft()
        ends = range(len(left[here])) if is_block else range(len(left))
        for there in ends:
            step = (here, there, True) if is_block else (there, here, False)
            is_open = left[here][there] > 0 if is_block else atoms[there][here] > 0
            if is_open and (not is_block, there) not in came:
                came[not is_block, there] = step
                queue.append((not is_block, there))
    return _back(came, row)


def _back(came: dict[tuple[bool, int], Step | None], row: int) -> list[Step]:
    step = came.get((False, row))
    path: list[Step] = []
    while step is not None:
        path.append(step)
        block, end, forward = step
        step = came[(True, block) if forward else (False, end)]
    return path
