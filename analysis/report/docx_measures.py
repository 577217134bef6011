"""How the styles of a Word document set a paragraph: what its height depends on."""

from dataclasses import dataclass, replace
from functools import lru_cache

from analysis.report.docx_xml import Element, qn

SINGLE = 1.149
"""The height of a line, in sizes of the type, of Arial and most others."""
_AUTO = 240
_WORDS_OWN_SIZE = 10.0


@dataclass(frozen=True, kw_only=True)
class Measures:
    """Lengths in twentieths of a point; `size` of the type in points.

    `line` is the spacing of lines: times single spacing in 240ths, or a height when `exact`.
    """

    size: float = _WORDS_OWN_SIZE
    bold: bool = False
    before: int = 0
    after: int = 0
    line: int = _AUTO
    exact: bool = False
    left: int = 0
    right: int = 0
    keep_next: bool = False
    keep_lines: bool = False
    together: bool = False

    @property
    def line_height(self) -> float:
        """How tall a line is."""
        if self.exact:
            return self.line
        return self.size * 20 * SINGLE * self.line / _AUTO


class StyleMeasures:
    """The measures of the paragraph styles of one document."""

    def __init__(self, styles: Element) -> None:
        """Read the styles under the root of the styles part."""
        self._styles = {one.get(qn("styleId")): one for one in styles.findall(qn("style"))}
        self._defaults = _defaults(styles)
        self.of = lru_cache(maxsize=None)(self._of)

    def size_of(self, id: str) -> float | None:
        """Return the size of the type of a character style, when it has one."""
        style = self._styles.get(id)
        size = None if style is None else style.find(f"{qn('rPr')}/{qn('sz')}")
        return None if size is None else float(size.get(qn("val"))) / 2

    def _of(self, id: str) -> Measures:
        """Return the measures of a style, with those of the styles it is based on."""
        style = self._styles.get(id)
        if style is None:
            return self._defaults
        based_on = style.find(qn("basedOn"))
        base = self._defaults if based_on is None else self.of(based_on.get(qn("val")))
        return changed(base, style.find(qn("pPr")), style.find(qn("rPr")))


def changed(base: Measures, paragraph: Element, run: Element) -> Measures:
    """Return the measures with what these properties, which may be None, change."""
    found: dict[str, object] = {}
    if run is not None:
        _read(found, run, "sz", {"val": ("size", lambda value: value / 2)})
        if run.find(qn("b")) is not None:
            found["bold"] = _is_on(run.find(qn("b")))
    if paragraph is not None:
        same = {name: (name, round) for name in ("before", "after", "line")}
        _read(found, paragraph, "spacing", same)
        spacing = paragraph.find(qn("spacing"))
        if spacing is not None and spacing.get(qn("lineRule")):
            found["exact"] = spacing.get(qn("lineRule")) != "auto"
        sides = {"left": ("left", round), "start": ("left", round)}
        sides |= {"right": ("right", round), "end": ("right", round)}
        _read(found, paragraph, "ind", sides)
        for tag, name in _SWITCHES.items():
            switch = paragraph.find(qn(tag))
            if switch is not None:
                found[name] = _is_on(switch)
    return replace(base, **found) if found else base  # type: ignore[arg-type]


_SWITCHES = {"keepNext": "keep_next", "keepLines": "keep_lines", "contextualSpacing": "together"}


def _read(found: dict[str, object], properties: Element, tag: str, names: dict) -> None:  # type: ignore[type-arg]
    one = properties.find(qn(tag))
    for attribute, (name, made) in names.items() if one is not None else ():
        try:
            found[name] = made(float(one.get(qn(attribute), "")))
        except ValueError:
            # Not there, or with a unit; the estimate does without.
            continue


def _is_on(switch: Element) -> bool:
    return switch.get(qn("val"), "1") not in ("0", "false", "off")


def _defaults(styles: Element) -> Measures:
    defaults = styles.find(qn("docDefaults"))
    if defaults is None:
        return Measures()
    paragraph = defaults.find(f"{qn('pPrDefault')}/{qn('pPr')}")
    return changed(Measures(), paragraph, defaults.find(f"{qn('rPrDefault')}/{qn('rPr')}"))
