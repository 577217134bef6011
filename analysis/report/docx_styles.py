"""The styles of a template by what they are for, and ours where it has none."""

from typing import Any

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart

from analysis.report.docx_looks import BULLETS, DASHES, LOOKS, Look
from analysis.report.docx_xml import Element, element, parsed, qn

_LIST_SIGNS = {BULLETS: "•", DASHES: "–"}
_HANGING = 340
_FREE = "Samsvar"


class Styles:
    """Ids of styles in one document: `styles["Heading1"]` is “Rubrik1” in a Swedish template.

    A style of the template is used when it has the name, else the id, of one of ours. Those it
    lacks are added, on the styles that it has.
    """

    def __init__(self, document: Any) -> None:
        """Find the styles of a document opened by python-docx, and add those it lacks."""
        self._root = document.styles.element
        self._ids = {}
        missing = []
        for look in LOOKS:
            found = self._found(look)
            if found is None:
                missing.append(look)
                self._ids[look.id] = self._free_id(look.id)
            else:
                self._ids[look.id] = found
        lists = _Lists(document) if missing else None
        for look in missing:
            assert lists is not None  # noqa: S101
            self._root.append(self._style(look, lists))

    def __getitem__(self, id: str) -> str:
        """Return the id that our style with this id has in the document."""
        return self._ids[id]

    def _found(self, look: Look) -> str | None:
        same_kind = [
            one for one in self._root.findall(qn("style")) if one.get(qn("type")) == look.kind
        ]
        for one in same_kind:
            name = one.find(qn("name"))
            if name is not None and name.get(qn("val"), "").casefold() == look.name.casefold():
                return str(one.get(qn("styleId")))
        for one in same_kind:
            if one.get(qn("styleId")) == look.id:
                return look.id
        return None

    def _free_id(self, id: str) -> str:
        taken = {one.get(qn("styleId")) for one in self._root.findall(qn("style"))}
        while id in taken:
            id = _FREE + id
        return id

    def _style(self, look: Look, lists: "_Lists") -> Element:
        style = element("style", type=look.kind, styleId=self._ids[look.id])
        if look.id in ("Normal", "TableNormal"):
            style.set(qn("default"), "1")
        if look.name.startswith("Samsvar"):
            style.set(qn("customStyle"), "1")
        style.append(element("name", val=look.name))
        if look.based_on:
            style.append(element("basedOn", val=self._ids[look.based_on]))
        if look.next:
            style.append(element("next", val=self._ids[look.next]))
        style.append(element("uiPriority", val=10 if look.kind == "paragraph" else 99))
        if look.kind != "table":
            style.append(element("qFormat"))
        if look.paragraph:
            style.append(parsed(f"<w:pPr>{lists.numbered(look.paragraph)}</w:pPr>"))
        if look.run:
            style.append(parsed(f"<w:rPr>{look.run}</w:rPr>"))
        if look.table:
            style.extend(parsed(f"<w:style>{look.table}</w:style>"))
        return style


class _Lists:
    """The lists that our styles stand in, added to the document when one of them is asked for."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self._numbers: dict[str, int] = {}

    def numbered(self, properties: str) -> str:
        """Return the properties with the numbers of the lists in this document."""
        for place, sign in _LIST_SIGNS.items():
            if place in properties:
                number = self._numbers.get(place) or self._added(sign)
                self._numbers[place] = number
                properties = properties.replace(place, str(number))
        return properties

    def _added(self, sign: str) -> int:
        root = _numbering(self._document)
        abstract = _next(root, "abstractNum", "abstractNumId")
        number = max(1, _next(root, "num", "numId"))
        level = element(
            "lvl",
            element("start", val=1),
            element("numFmt", val="bullet"),
            element("lvlText", val=sign),
            element("lvlJc", val="left"),
            element("pPr", element("ind", left=_HANGING, hanging=_HANGING)),
            ilvl=0,
        )
        kind = element("multiLevelType", val="singleLevel")
        nums = root.findall(qn("num"))
        made = element("abstractNum", kind, level, abstractNumId=abstract)
        # Every abstractNum comes before the first num.
        root.insert(root.index(nums[0]) if nums else _end_of_abstracts(root), made)
        used = element("num", element("abstractNumId", val=abstract), numId=number)
        after = root.findall(qn("num")) or root.findall(qn("abstractNum"))
        after[-1].addnext(used)
        return number


def _end_of_abstracts(root: Element) -> int:
    return sum(1 for one in root if one.tag in (qn("numPicBullet"), qn("abstractNum")))


def _next(root: Element, tag: str, attribute: str) -> int:
    return max((int(one.get(qn(attribute))) for one in root.findall(qn(tag))), default=-1) + 1


def _numbering(document: Any) -> Element:
    part = document.part
    for relationship in part.rels.values():
        if relationship.reltype == RT.NUMBERING:
            return relationship.target_part.element
    made = XmlPart(
        PackURI("/word/numbering.xml"), CT.WML_NUMBERING, element("numbering"), part.package
    )
    part.relate_to(made, RT.NUMBERING)
    return made.element
