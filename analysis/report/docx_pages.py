"""What every block needs to know of the Word document it is written into."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from analysis.report.docx_fields import LABELS, Anchor, counted
from analysis.report.docx_styles import Styles
from analysis.report.docx_xml import Element


@dataclass
class Pages:
    """The package, its styles, its anchors and the room on its pages.

    `width` and `height` are the text's, in twentieths of a point.
    """

    part: Any
    styles: Styles
    width: int
    height: int
    anchors: Mapping[str, Anchor]
    _counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(LABELS, 0))

    def counted(self, kind: str, number: int) -> list[Element]:
        """Return the number of the next caption of this kind."""
        expected = self._counts[kind] + 1
        self._counts[kind] = number
        return counted(LABELS[kind], number, expected=expected)
