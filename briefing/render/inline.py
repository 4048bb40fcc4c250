"""What a Word template cannot say in a tag: links to the sources list, the places that they lead to, and pictures."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from markupsafe import Markup

from briefing.render.escape import xml

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefing.render.figures import Figure

_BEFORE_REFERENCE: Final = "\u00a0"
"""A reference does not begin a line."""
_TOOLTIP_LENGTH: Final = 200
"""In characters; Word takes no more than 260."""
_FIRST_STORY: Final = 1_000_000
"""A bookmark has a number of its own: sources have theirs from 1, stories theirs from here."""
_PIXEL: Final = 9525
"""English metric units in a pixel at 96 dots an inch."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inline:
    """Writes runs for one `document` of python-docx; `styles` gives a character style's id by the name of its part.

    `numbered` tells whether the sources list numbers itself.
    """

    document: Any
    styles: Mapping[str, str]
    numbered: bool

    def links(self, references: Iterable[Mapping[str, str]]) -> Markup:
        """The references of a line, each a link to its source: `{{r line.references|links }}`."""
        return Markup("").join(Markup(self._reference(reference)) for reference in references)  # noqa: S704

    def target(self, entry: Mapping[str, str]) -> Markup:
        """A source's title, to which the references lead, and its link on the web: `{{r entry|target }}`."""
        title = self._run(entry["title"], "link" if entry["link"] else "strong")
        if entry["link"]:
            title = f'<w:hyperlink r:id="{self._relation(entry["link"])}" w:history="1">{title}</w:hyperlink>'
        number = "" if self.numbered else self._run(f"[{entry['number']}] ")
        start = f'<w:bookmarkStart w:id="{entry["number"]}" w:name="{entry["anchor"]}"/>'
        # Its own runs are built above, of escaped text.
        return Markup(f'{number}{start}{title}<w:bookmarkEnd w:id="{entry["number"]}"/>')  # noqa: S704

    def heading(self, story: Mapping[str, str]) -> Markup:
        """A story's title as the place where the contents lead: `{{r story|heading }}`."""
        ident = _FIRST_STORY + int(story["number"])
        start = f'<w:bookmarkStart w:id="{ident}" w:name="{story["anchor"]}"/>'
        return Markup(f'{start}{self._run(story["title"])}<w:bookmarkEnd w:id="{ident}"/>')  # noqa: S704

    def entry(self, story: Mapping[str, str]) -> Markup:
        """A story's title as a link to its section: `{{r story|entry }}`."""
        title = self._run(story["title"], "link")
        return Markup(f'<w:hyperlink w:anchor="{story["anchor"]}" w:history="1">{title}</w:hyperlink>')  # noqa: S704

    def picture(self, figure: Figure) -> Markup:
        """A figure as a picture of the text's width with its words beside it: `{{r figure.picture }}`."""
        from lxml import etree

        from briefing.render.figures.bitmap import png

        section = self.document.sections[-1]
        room = (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)
        width = min(figure.width * _PIXEL, room) if room > 0 else figure.width * _PIXEL
        height = width * figure.height // figure.width
        drawn = self.document.part.new_pic_inline(io.BytesIO(png(figure)), width, height)
        for side in "TBLR":
            drawn.set(f"dist{side}", "0")  # or LibreOffice sets it off by an eighth of an inch
        drawn.docPr.set("name", figure.title)
        drawn.docPr.set("descr", figure.alt)
        # Serialised, its texts are escaped.
        inner = etree.tostring(drawn, encoding="unicode")
        return Markup(f"<w:r><w:drawing>{inner}</w:drawing></w:r>")  # noqa: S704

    def _reference(self, reference: Mapping[str, str]) -> str:
        hint = xml(f"Source {reference['number']}: {reference['title']}"[:_TOOLTIP_LENGTH])
        number = self._run(f"[{reference['number']}]", "reference")
        return (
            f"{self._run(_BEFORE_REFERENCE)}"
            f'<w:hyperlink w:anchor="{reference["anchor"]}" w:tooltip="{hint}" w:history="1">{number}</w:hyperlink>'
        )

    def _run(self, text: str, part: str = "") -> str:
        style = self.styles.get(part, "")
        look = f'<w:rPr><w:rStyle w:val="{xml(style)}"/></w:rPr>' if style else ""
        return f'<w:r>{look}<w:t xml:space="preserve">{xml(text)}</w:t></w:r>'

    def _relation(self, link: str) -> str:
        from docx.opc.constants import RELATIONSHIP_TYPE

        return str(self.document.part.relate_to(link, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
