"""A report as one page that needs nothing else: no script, nothing from the net, its own style.

    Path("rapport.html").write_bytes(write_html(document))

The page reads well at the width of a phone, in the dark, with forced colours and on paper. All that
somebody wrote is escaped, and the page's own policy lets nothing run and nothing be fetched.
"""

import base64
import hashlib
from collections.abc import Iterable, Iterator
from functools import cache
from html import escape
from importlib.resources import files

from analysis.report.document import Diagram, Document, Heading, Table
from analysis.report.html_blocks import Blocks
from analysis.report.html_text import inline, lines, titled
from analysis.report.logo import kind_of

CONTENTS = "Innehåll, diagram och tabeller"
"""What the part with the lists is called: it scrolls on a wide screen."""


def write_html(document: Document, *, logo: bytes | None = None) -> bytes:
    """Return the document as a page in UTF-8, with the logo (PNG or JPEG) above its title.

    The same document gives the same bytes. Raises LogoError when the logo is something else.
    """
    return "".join(_page(document, logo)).encode("utf-8")


def _page(document: Document, logo: bytes | None) -> Iterator[str]:
    style = _style()
    title = inline(document.title) or "Rapport"
    yield f"""<!DOCTYPE html>
<html lang="{escape(document.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{_policy(style)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="description" content="{inline(document.description)}">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<a class="skip" href="#sida-rapport">Hoppa till rapporten</a>
<header class="cover">
"""
    if logo is not None:
        data = base64.b64encode(logo).decode("ascii")
        yield f'<img class="logo" alt="Logotyp" src="data:{kind_of(logo).mime};base64,{data}">\n'
    yield f'<h1 dir="auto">{title}</h1>\n'
    if document.subtitle:
        yield f'<p class="subtitle" dir="auto">{inline(document.subtitle)}</p>\n'
    if document.organisation:
        yield f'<p class="organisation" dir="auto">{inline(document.organisation)}</p>\n'
    if document.facts:
        yield '<dl class="facts">\n'
        for name, fact in document.facts:
            yield f'<div><dt>{inline(name)}</dt><dd dir="auto">{lines(fact)}</dd></div>\n'
        yield "</dl>\n"
    yield "</header>\n"
    yield from _contents(document)
    yield '<main id="sida-rapport" tabindex="-1">\n'
    yield from Blocks(document).written()
    yield "</main>\n</body>\n</html>\n"


def _contents(document: Document) -> Iterator[str]:
    lists = [
        ("innehall", "Innehåll", list(_nested(document.headings))),
        ("diagram", "Diagram", list(_listed(document.diagrams))),
        ("tabeller", "Tabeller", list(_listed(document.tables))),
    ]
    if not any(entries for _, _, entries in lists):
        return
    # Closed on a small screen; the style sheet shows what is in it on a wide one and on paper.
    yield f'<div class="contents" role="region" tabindex="0" aria-label="{CONTENTS}">\n'
    yield "<details>\n<summary>Innehåll</summary>\n"
    for id, name, entries in lists:
        if entries:
            yield f'<nav aria-labelledby="sida-{id}">\n<h2 id="sida-{id}">{name}</h2>\n'
            yield from entries
            yield "</nav>\n"
    yield "</details>\n</div>\n"


def _nested(headings: Iterable[Heading]) -> Iterator[str]:
    """Give a list of the headings of level 1, each with a list of those of level 2 below it."""
    depth = 0
    for heading in headings:
        # A heading of level 2 may come first of all: then it stands where one of level 1 would.
        level = min(heading.level, depth + 1)
        if level > depth:
            yield '<ul role="list">\n'
        else:
            yield "</li>\n" + "</ul>\n</li>\n" * (depth - level)
        depth = level
        yield f'<li><a href="#{escape(heading.id)}">{titled(heading)}</a>'
    if depth:
        yield "</li>\n</ul>\n" * depth


def _listed(blocks: Iterable[Diagram | Table]) -> Iterator[str]:
    entries = [
        f'<li><a href="#{escape(block.id)}">'
        f'<span class="number">{block.number}</span> {inline(block.caption)}</a></li>\n'
        for block in blocks
    ]
    if entries:
        yield from ('<ul role="list">\n', *entries, "</ul>\n")


@cache
def _style() -> str:
    return (files("analysis") / "report" / "report.css").read_text(encoding="utf-8")


def _policy(style: str) -> str:
    """Return a policy that allows this very style, the logo and nothing more."""
    digest = base64.b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii")
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
