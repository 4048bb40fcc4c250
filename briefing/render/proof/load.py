"""Read a finished briefing back: what it shows now, and the manifest that it carries."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from briefing.errors import ProofError
from briefing.render.proof.embed import COMMENT, NAMESPACE, SCRIPT_ID
from briefing.render.proof.findings import Finding
from briefing.render.proof.manifest import Block, Manifest, from_text
from briefing.render.proof.package import MAX_BYTES, Package
from briefing.render.proof.web import markdown_page, page_blocks, page_root
from briefing.render.proof.word import word_blocks

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A file as it was read back.

    `anchors` are the places that its links can lead to (None where links are not a matter), `articles` the sources
    that it shows whole (number and text), `findings` what was wrong already on reading.
    """

    manifest: Manifest
    blocks: tuple[Block, ...]
    anchors: frozenset[str] | None
    articles: tuple[tuple[str, str], ...] = ()
    findings: tuple[Finding, ...] = ()
    notes: tuple[str, ...] = ()


_HTML: Final = re.compile(r"\s*(?:<!--.*?-->\s*)*<(?:!doctype html|html)\b", re.IGNORECASE | re.DOTALL)
_NOTHING: Final = "Another program may have dropped it on saving; name the file as it was made, too: --original FILE"


def load(data: bytes, manifest: Manifest | None = None) -> Document:
    """The briefing in `data`, told by its content; `manifest` stands in for the one that it carries.

    Raises ProofError for what is damaged, too large, or carries nothing to check it by.
    """
    form = kind_of(data)
    if form == "docx":
        return _word(data, manifest)
    text = decoded(data)
    if form == "json":
        from briefing.render.proof.data import load_json

        return load_json(text)
    if form == "html":
        return _page(text, manifest)
    page = markdown_page(text)
    found = manifest or _only(COMMENT.findall(text))
    return Document(manifest=found, blocks=page.blocks, anchors=page.anchors, articles=page.articles)


def kind_of(data: bytes) -> str:
    """The format of a file by how it begins. Raises ProofError for one that cannot be a briefing."""
    if len(data) > MAX_BYTES:
        raise ProofError(f"It is larger than {MAX_BYTES / 1e6:g} MB: no briefing is.")
    if data.startswith(b"PK\x03\x04"):
        return "docx"
    if data.startswith(b"%PDF-"):
        raise ProofError("A PDF carries nothing to check it by.", hint="Check the Word document it was made from.")
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise ProofError("It is an old Word file or an encrypted one.", hint="Save it as .docx without a password.")
    start = data[:4096].decode("utf-8", "replace").lstrip("\ufeff")
    if _HTML.match(start):
        return "html"
    return "json" if start.lstrip().startswith("{") else "markdown"


def decoded(data: bytes) -> str:
    """The text in UTF-8 bytes, line ends as Unix has them. Raises ProofError for other bytes."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = f"It is no text in UTF-8: byte {error.start} is 0x{data[error.start]:02X}."
        raise ProofError(message, hint="Save it as UTF-8, or make the briefing again.") from error
    return text.replace("\r\n", "\n")


def _word(data: bytes, manifest: Manifest | None) -> Document:
    package = Package(data)
    blocks, anchors = word_blocks(package)
    if manifest is None:
        parts = (root for _, root in package.xml_parts("customXml/") if root.tag == f"{{{NAMESPACE}}}manifest")
        manifest = _only([root.text or "" for root in parts])
    notes = []
    if any(block.tracked for block in blocks):
        notes.append("Tracked changes were read as if they were accepted.")
    return Document(manifest=manifest, blocks=blocks, anchors=anchors, notes=tuple(notes))


def _page(text: str, manifest: Manifest | None) -> Document:
    root = page_root(text)
    page = page_blocks(root)
    if manifest is None:
        manifest = _only([element.text or "" for element in root.iter("script") if element.get("id") == SCRIPT_ID])
    return Document(manifest=manifest, blocks=page.blocks, anchors=page.anchors, articles=page.articles)


def _only(found: Sequence[str]) -> Manifest:
    if not found:
        raise ProofError("It carries no manifest, which every briefing has.", hint=_NOTHING)
    if len(found) > 1:
        raise ProofError(f"It carries {len(found)} manifests; a briefing has one.", hint="Make the briefing again.")
    return from_text(found[0])
