"""Put the manifest into a finished file: a custom XML part in Word, a data block in HTML, a comment in Markdown.

It is made from the finished file, as a reader of it sees it, so any template may lay a briefing out as it likes.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from html import escape
from typing import TYPE_CHECKING, Any, Final

from briefing.render.package import packed
from briefing.render.proof.locate import located
from briefing.render.proof.manifest import Block, Manifest, to_record
from briefing.render.proof.package import Package, relations_of
from briefing.render.proof.pieces import lines_of, sources_of
from briefing.render.proof.web import markdown_page, page_blocks, page_root
from briefing.render.proof.word import word_blocks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.types import Briefing

NAMESPACE: Final = "urn:briefing:manifest:1"
"""Of the root element of the custom XML part."""
SCRIPT_ID: Final = "briefing-manifest"
"""Of the data block in HTML; also the first word of the comment in Markdown."""

_UNSAFE: Final = re.compile("[\x00-\x1f<>&\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
"""What may not stand bare in XML, in a script element or in a comment; JSON can write each as an escape."""

COMMENT: Final = re.compile(rf"<!-- {SCRIPT_ID}\n(.*?)\n-->", re.DOTALL)
"""The manifest in Markdown."""

_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_CUSTOM: Final = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_PROPERTIES_TYPE: Final = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_ITEM_ID: Final = "{6F0C5A1E-6C0D-4C55-9E0B-0B2F4C1D7A01}"
"""Names the part within a document; any fixed one will do."""
_TYPES: Final = "[Content_Types].xml"
_HEADER: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def manifest_of(briefing: Briefing, form: str, blocks: Sequence[Block]) -> Manifest:
    """The manifest of a file in format `form` that shows `briefing` as `blocks`."""
    return Manifest(
        format=form,
        version=briefing.version,
        sources=sources_of(briefing),
        blocks=tuple(blocks),
        lines=located(lines_of(briefing), blocks),
    )


def with_manifest(data: bytes, form: str, briefing: Briefing) -> bytes:
    """The finished file `data` with the manifest of what it shows; JSON carries all of it already."""
    if form == "docx":
        return _in_word(data, briefing)
    if form == "html":
        return _in_page(data.decode("utf-8"), briefing).encode("utf-8")
    if form == "markdown":
        text = data.decode("utf-8")
        manifest = manifest_of(briefing, form, markdown_page(text).blocks)
        return f"{text}\n<!-- {SCRIPT_ID}\n{encoded(manifest)}\n-->\n".encode()
    return data


def encoded(manifest: Manifest) -> str:
    """The manifest as one line of JSON that stands safely in XML, in a script element and in a comment."""
    text = json.dumps(to_record(manifest), ensure_ascii=False, separators=(",", ":"))
    return _UNSAFE.sub(lambda match: f"\\u{ord(match.group()):04x}", text)


def _in_page(text: str, briefing: Briefing) -> str:
    manifest = manifest_of(briefing, "html", page_blocks(page_root(text)).blocks)
    block = f'<script type="application/json" id="{SCRIPT_ID}">{encoded(manifest)}</script>\n'
    at = text.rfind("</body>")
    return f"{text[:at]}{block}{text[at:]}" if at >= 0 else f"{text}\n{block}"


def _in_word(data: bytes, briefing: Briefing) -> bytes:
    opened = Package(data)
    blocks, _ = word_blocks(opened)
    manifest = escape(encoded(manifest_of(briefing, "docx", blocks)), quote=False)
    body = f'<manifest xmlns="{NAMESPACE}">{manifest}</manifest>'
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist() if not name.endswith("/")}
    number = next(n for n in range(1, len(parts) + 2) if f"customXml/item{n}.xml" not in parts)
    item, properties = f"item{number}.xml", f"itemProps{number}.xml"
    parts[f"customXml/{item}"] = (_HEADER + body).encode("utf-8")
    parts[f"customXml/{properties}"] = (
        f'{_HEADER}<ds:datastoreItem xmlns:ds="{_CUSTOM}" ds:itemID="{_ITEM_ID}"><ds:schemaRefs>'
        f'<ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
    ).encode()
    parts[f"customXml/_rels/{item}.rels"] = (
        f'{_HEADER}<Relationships xmlns="{_PACKAGE}"><Relationship Id="rId1" Type="{_OFFICE}/customXmlProps" '
        f'Target="{properties}"/></Relationships>'
    ).encode()
    relations = relations_of(opened.document)
    parts[relations] = _related(parts[relations], {"Type": f"{_OFFICE}/customXml", "Target": f"/customXml/{item}"})
    override = {"PartName": f"/customXml/{properties}", "ContentType": _PROPERTIES_TYPE}
    parts[_TYPES] = _grown(parts[_TYPES], "Override", override)
    return packed(parts)


def _related(data: bytes, relation: dict[str, str]) -> bytes:
    from lxml import etree

    taken = {one.get("Id") for one in etree.fromstring(data)}
    ident = next(f"rId{n}" for n in range(1, len(taken) + 2) if f"rId{n}" not in taken)
    return _grown(data, "Relationship", {"Id": ident, **relation})


def _grown(data: bytes, tag: str, attributes: dict[str, str]) -> bytes:
    """The XML `data` with one more child of its root."""
    from lxml import etree

    root: Any = etree.fromstring(data)
    etree.SubElement(root, f"{{{root.nsmap[root.prefix]}}}{tag}", attributes)
    made: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return made
