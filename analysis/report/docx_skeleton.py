"""The smallest Word document that holds our page, which the default template is made of."""

import io
import zipfile

from docx.opc.constants import CONTENT_TYPE as CT

from analysis.report.docx_xml import R, W

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def _story(tag: str, content: str) -> str:
    return f'{_XML}<w:{tag} xmlns:w="{W}">{content}</w:{tag}>'


def _field(instruction: str, shown: str) -> str:
    return f'<w:fldSimple w:instr=" {instruction} "><w:r><w:t>{shown}</w:t></w:r></w:fldSimple>'


def _styled(style: str, content: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{content}</w:p>'


def _text(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


_SECTION = (
    f'<w:sectPr xmlns:r="{R}"><w:headerReference w:type="default" r:id="rId4"/>'
    '<w:footerReference w:type="default" r:id="rId5"/>'
    '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1588" w:right="1417" w:bottom="1418" '
    'w:left="1418" w:header="737" w:footer="624" w:gutter="0"/><w:titlePg/></w:sectPr>'
)
_LANGUAGE = '<w:lang w:val="sv-SE" w:eastAsia="sv-SE" w:bidi="ar-SA"/>'
_DEFAULTS = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial" '
    f'w:eastAsia="Arial" w:cs="Arial"/>{_LANGUAGE}</w:rPr></w:rPrDefault><w:pPrDefault/>'
    "</w:docDefaults>"
)
_SETTINGS = (
    '<w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>'
    '<w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:compatSetting '
    'w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
    '</w:compat><w:themeFontLang w:val="sv-SE"/><w:decimalSymbol w:val=","/>'
    '<w:listSeparator w:val=";"/>'
)
_FONTS = (
    '<w:font w:name="Arial"><w:altName w:val="Liberation Sans"/><w:panose1 w:val="020B0604020202'
    '020204"/><w:charset w:val="00"/><w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font>'
)
_PARTS = {
    "styles": ("styles", _story("styles", _DEFAULTS)),
    "settings": ("settings", _story("settings", _SETTINGS)),
    "fontTable": ("fontTable", _story("fonts", _FONTS)),
    "header1": ("header", _story("hdr", _styled("Header", _field("TITLE", "Rapport")))),
    "footer1": (
        "footer",
        _story(
            "ftr",
            _styled(
                "Footer",
                f"{_text('Sida ')}{_field('PAGE', '1')}{_text(' av ')}{_field('NUMPAGES', '1')}",
            ),
        ),
    ),
}


def skeleton() -> bytes:
    """Return the smallest package that holds our page: no style yet, no text, no names."""
    overrides = f'<Override PartName="/word/document.xml" ContentType="{CT.WML_DOCUMENT_MAIN}"/>'
    relations = ""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for place, (name, (kind, xml)) in enumerate(_PARTS.items(), start=1):
            overrides += f'<Override PartName="/word/{name}.xml" ContentType="{_WORD}.{kind}+xml"/>'
            relations += (
                f'<Relationship Id="rId{place}" Type="{_OFFICE}/{kind}" Target="{name}.xml"/>'
            )
            archive.writestr(f"word/{name}.xml", xml)
        archive.writestr("word/document.xml", _story("document", f"<w:body>{_SECTION}</w:body>"))
        archive.writestr("word/_rels/document.xml.rels", _relationships(relations))
        main = (
            f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
        )
        archive.writestr("_rels/.rels", _relationships(main))
        types = "http://schemas.openxmlformats.org/package/2006/content-types"
        archive.writestr(
            "[Content_Types].xml",
            f'{_XML}<Types xmlns="{types}">'
            f'<Default Extension="rels" ContentType="{CT.OPC_RELATIONSHIPS}"/>'
            f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>',
        )
    return written.getvalue()


def _relationships(entries: str) -> str:
    kind = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'{_XML}<Relationships xmlns="{kind}">{entries}</Relationships>'
