"""Office files without author, program and time: the same content gives the same bytes."""

import io
import zipfile
from collections.abc import Mapping
from html import escape

_TIME = (1980, 1, 1, 0, 0, 0)
_CORE = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
    'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:dcmitype="http://purl.org/dc/dcmitype/" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
    "<dc:title>{title}</dc:title><dc:language>sv-SE</dc:language></cp:coreProperties>"
)
_APP = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
    'extended-properties"></Properties>'
)
_INSIDE = (".xlsx", ".docx", ".pptx")


def anonymous(office: bytes, *, title: str = "", words: Mapping[str, str] | None = None) -> bytes:
    """Return an Office file, and the workbooks inside it, without properties but the title.

    `words` are replaced in every part in XML, such as the prompts of a template.
    """
    written = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(office)) as source,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, _content(name, source.read(name), title, words or {}))
    return written.getvalue()


def _content(name: str, content: bytes, title: str, words: Mapping[str, str]) -> bytes:
    if name == "docProps/core.xml":
        return _CORE.format(title=escape(title)).encode("utf-8")
    if name == "docProps/app.xml":
        return _APP.encode("utf-8")
    if name.endswith(_INSIDE):
        return anonymous(content)
    if name.endswith(".xml") and words:
        text = content.decode("utf-8")
        for old, new in words.items():
            text = text.replace(old, new)
        return text.encode("utf-8")
    return content
