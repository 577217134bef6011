"""Text on its way into a page: escaped, and with its own direction."""

from collections.abc import Collection
from html import escape

from analysis.report.document import Heading, Parts, Reference
from analysis.report.plain_text import printable


def inline(text: str) -> str:
    """Return text of one line, for an element or an attribute."""
    return escape(" ".join(printable(text).split("\n")))


def lines(text: str) -> str:
    """Return text with its line breaks."""
    return "<br>\n".join(escape(line) for line in printable(text).split("\n"))


def titled(heading: Heading) -> str:
    """Return the number of a heading, if it has one, and its text."""
    number = f'<span class="number">{inline(heading.number)}</span> ' if heading.number else ""
    return f"{number}<bdi>{inline(heading.text).strip() or '–'}</bdi>"


def running(parts: Parts, targets: Collection[str]) -> str:
    """Return running text. A reference to what is not in the report is written without a link."""
    written = []
    for part in parts:
        words = lines(part.text)
        if isinstance(part, Reference):
            target = escape(part.target)
            words = f'<a href="#{target}">{words}</a>' if part.target in targets else words
        else:
            words = f"<em>{words}</em>" if part.emphasis else words
            words = f"<strong>{words}</strong>" if part.strong else words
        written.append(words)
    return "".join(written)
