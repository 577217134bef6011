"""Word documents as LibreOffice prints them, and as anyone finds them who unpacks them."""

import io
import re
import subprocess
import zipfile
from pathlib import Path

from lxml import etree

from tests.machine import libreoffice_path, poppler_bin

NAMES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "dc": "http://purl.org/dc/elements/1.1/",
}
W = f"{{{NAMES['w']}}}"


class Office:
    """A LibreOffice of its own, which leaves nobody's settings changed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def printed(self, package: bytes) -> list[str]:
        """Return the text of each page, laid out."""
        path = self._folder / "rapport.docx"
        path.write_bytes(package)
        done = subprocess.run(
            [
                libreoffice_path(),
                f"-env:UserInstallation={(self._folder / 'office').as_uri()}",
                *("--headless", "--convert-to", "pdf", "--outdir", self._folder, path),
            ],
            capture_output=True,
            text=True,
            timeout=240,
            check=True,
        )
        pdf = path.with_suffix(".pdf")
        assert pdf.exists(), done.stderr
        said = subprocess.run(
            [poppler_bin() / "pdftotext", "-layout", pdf, "-"],
            capture_output=True,
            text=True,
            check=True,
        )
        pdf.unlink()
        return said.stdout.split("\f")[:-1]


def files_of(package: bytes) -> dict[str, bytes]:
    """Return what is in the zip, by name."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def xml_of(package: bytes, name: str = "word/document.xml") -> etree._Element:
    """Return one part of the package."""
    return etree.fromstring(files_of(package)[name])


def found(tree: etree._Element, path: str) -> list:
    """Return what an XPath finds."""
    return tree.xpath(path, namespaces=NAMES)


def texts(package: bytes) -> list[str]:
    """Return the text of each paragraph of the body; a line end is a line end."""
    return [_text(one) for one in found(xml_of(package), "//w:body//w:p")]


def _text(paragraph: etree._Element) -> str:
    signs = {f"{W}br": "\n", f"{W}tab": "\t"}
    runs = paragraph.iter(f"{W}t", f"{W}br", f"{W}tab")
    return "".join(
        one.text or "" if one.tag == f"{W}t" else signs[one.tag]
        for one in runs
        if one.getparent().tag != f"{W}tabs"
    )


def with_style(package: bytes, style: str) -> list[str]:
    """Return the text of each paragraph in the style with this id."""
    path = f"//w:body//w:p[w:pPr/w:pStyle/@w:val='{style}']"
    return [_text(one) for one in found(xml_of(package), path)]


def contents_of(package: bytes) -> list[tuple[str, int]]:
    """Return the entries of the table of contents as they are before anything is worked out."""
    path = "//w:body/w:p[.//w:instrText[contains(., 'PAGEREF')]]"
    entries = [[one.text for one in found(each, ".//w:t")] for each in found(xml_of(package), path)]
    return [("".join(words), int(number)) for *words, number in entries]


def contents_in(pages: list[str]) -> list[int]:
    """Return the numbers that the table of contents is printed with."""
    dotted = [page for page in pages if re.search(r"\.{6,}\s*\d+$", page, re.MULTILINE)]
    return [int(one) for page in dotted for one in re.findall(r"\.\s*(\d+)$", page, re.MULTILINE)]


def page_of(pages: list[str], words: str, *, after: int) -> int:
    """Return the first page later than `after` that has the words, counted from 1."""
    plain = re.sub(r"\s+", " ", words)
    for number, page in enumerate(pages, start=1):
        if number > after and plain in re.sub(r"\s+", " ", page):
            return number
    raise AssertionError(f"No page has {words!r}.")
