"""Running text from a questionnaire, as paragraphs and points."""

from dataclasses import dataclass

POINT = "- "


@dataclass(frozen=True, kw_only=True)
class Passage:
    """A paragraph, or the points of a list."""

    text: str = ""
    points: tuple[str, ...] = ()
    lang: str = ""
    """The `lang` of a text that is in another language than its page."""


def passages(text: str) -> tuple[Passage, ...]:
    """Return the text divided at its empty lines; lines that begin with “- ” become points."""
    found: list[Passage] = []
    lines: list[str] = []
    points: list[str] = []

    def finish() -> None:
        if lines:
            found.append(Passage(text=" ".join(lines)))
        if points:
            found.append(Passage(points=tuple(points)))
        lines.clear()
        points.clear()

    for line in text.splitlines():
        written = line.strip()
        if not written:
            finish()
        elif written.startswith(POINT):
            if lines:
                finish()
            points.append(written.removeprefix(POINT))
        else:
            if points:
                finish()
            lines.append(written)
    finish()
    return tuple(found)
