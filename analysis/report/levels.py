"""The levels of headings as they must be for those who find their way by headings."""

from collections.abc import Iterable

from analysis.report.document import Block, Heading


def unbroken_levels(blocks: Iterable[Block]) -> dict[int, int]:
    """Return the level of each heading, by its place among the blocks, with no level skipped.

    A question of level 3 right below an appendix of level 1 gets 2, and so do its neighbours.
    WCAG 2.2 technique G141 and PDF/UA-1 (ISO 14289-1, 7.4.2) ask for it.
    """
    levels: dict[int, int] = {}
    above: list[int] = []
    for place, block in enumerate(blocks):
        if isinstance(block, Heading):
            while above and above[-1] >= block.level:
                above.pop()
            above.append(block.level)
            levels[place] = len(above)
    return levels
