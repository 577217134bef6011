"""Small groups pooled before anything is counted, by the same rules as when a round is released.

The release has its own copy (`survey_app/ballots/release.py`), for it may not load numpy; a test
keeps the two alike.
"""

from collections.abc import Collection, Mapping

TEXT_CLASS_ANSWERS = 10
TEXT_CLASS_TEXTS = 5
"""A text keeps its class only where the class has this many answers and texts."""
UNNAMED_CLASSES = 2
"""So many must share the texts without a class, or those texts have a class all the same."""


def pool(answered: Mapping[str, int], k: int) -> tuple[tuple[str, ...], ...]:
    """Return the groups that may be told apart, several together where they are small.

    Groups with fewer than `k` answers are pooled. When only one is, or the pool is smaller than
    `k`, the next smallest joins, so that no class can be had by subtraction. When all end up in
    the pool there are no classes: the total is all that can be shown.
    """
    by_size = sorted((count, group) for group, count in answered.items())
    pooled = [pair for pair in by_size if pair[0] < k]
    alone = [pair for pair in by_size if pair[0] >= k]
    while alone and pooled and (len(pooled) == 1 or sum(count for count, _ in pooled) < k):
        pooled.append(alone.pop(0))
    if not alone:
        return ()
    order = list(answered)
    classes = [(group,) for group in sorted((group for _, group in alone), key=order.index)]
    together = tuple(sorted((group for _, group in pooled), key=order.index))
    return (*classes, together) if together else tuple(classes)


def named_classes(texts: Mapping[str | None, int], answered: Mapping[str, int]) -> set[str]:
    """Return the classes that may be told beside their texts to one question.

    `texts` counts the texts by class, None for those without. What has no class beside it is known
    to be from the other classes: unless these are several and large enough together, one more goes
    without its name.
    """

    def large(several: Collection[str | None]) -> bool:
        return (
            sum(texts[one] for one in several) >= TEXT_CLASS_TEXTS
            and sum(answered.get(one, 0) for one in several if one) >= TEXT_CLASS_ANSWERS
        )

    named = {one for one in texts if one is not None and large([one])}
    while named:
        # A class where nobody wrote hides nobody: that may show in the answers to other questions.
        unnamed = [one for one in texts if one not in named]
        if not unnamed or (len(unnamed) >= UNNAMED_CLASSES and large(unnamed)):
            break
        named.remove(min(named, key=lambda one: (answered[one], texts[one], one)))
    return named
