"""The look of the built-in Word templates: their styles and lists, each by the name that Word shows.

A house that wants another look changes the styles of its own copy in Word; nothing else in the program knows a font, a
size or a colour.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Final

INK: Final = "1F2A44"
"""Headings: 13.9 to 1 on white."""
GREY: Final = "595959"
"""Secondary text: 7.0 to 1 on white, above the 4.5 that WCAG 2.1 AA asks for."""
LINK: Final = "1F4E9E"
RULE: Final = "B8C2D6"
SHADE: Final = "E9EDF5"
LANGUAGE: Final = "en-GB"
FONT: Final = "Calibri"

NAMESPACES: Final = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """A paragraph or character style; sizes in half-points, distances in twentieths of a point."""

    name: str
    kind: str = "paragraph"
    base: str = "Normal"
    run: str = ""
    before: int | None = None
    after: int | None = None
    line: int | None = None
    extra: str = ""
    """Further paragraph properties that stand before the spacing in the schema's order."""
    indent: str = ""
    outline: int | None = None
    following: str = ""

    @property
    def ident(self) -> str:
        """The style's id: its name in capitals and without spaces."""
        return self.name.title().replace(" ", "")


def _size(half_points: int, *, bold: bool = False, colour: str = "") -> str:
    weight = "<w:b/><w:bCs/>" if bold else ""
    ink = f'<w:color w:val="{colour}"/>' if colour else ""
    return f'{weight}{ink}<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def _border(side: str, *, width: int, space: int, colour: str) -> str:
    return f'<w:{side} w:val="single" w:sz="{width}" w:space="{space}" w:color="{colour}"/>'


def _list(number: int) -> str:
    return f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'


_TOGETHER = "<w:keepNext/><w:keepLines/>"

PARAGRAPHS: Final = (
    Style(
        name="Title", run=_size(44, bold=True, colour=INK), after=40, line=240, extra=_TOGETHER, following="Subtitle"
    ),
    Style(
        name="Subtitle",
        run=_size(20, colour=GREY),
        after=120,
        extra=f"<w:pBdr>{_border('bottom', width=8, space=6, colour=INK)}</w:pBdr>",
    ),
    Style(
        name="Notice",
        run="<w:b/><w:bCs/>",
        before=120,
        after=120,
        extra=f"<w:pBdr>{_border('left', width=24, space=8, colour=INK)}</w:pBdr>",
        indent='<w:ind w:left="200"/>',
    ),
    Style(
        name="heading 1",
        run=_size(27, bold=True, colour=INK),
        before=220,
        after=60,
        line=240,
        extra=_TOGETHER,
        outline=0,
        following="Normal",
    ),
    Style(
        name="heading 2",
        run=_size(22, bold=True, colour=INK),
        before=160,
        after=60,
        line=240,
        extra=_TOGETHER,
        outline=1,
        following="Normal",
    ),
    Style(name="List Number", after=60, extra=_list(1)),
    Style(name="List Bullet", after=40, extra=_list(2)),
    Style(name="Question", base="ListBullet", before=60, after=20, extra="<w:keepNext/>"),
    Style(
        name="Evidence",
        after=60,
        extra=f"<w:keepLines/><w:pBdr>{_border('left', width=12, space=8, colour=RULE)}</w:pBdr>",
        indent='<w:ind w:left="540"/>',
    ),
    Style(
        name="Table Heading", run=_size(20, bold=True, colour=INK), before=30, after=30, line=240, extra="<w:keepNext/>"
    ),
    Style(name="Lead", run=_size(24), before=60, after=120),
    Style(name="caption", run=_size(20, bold=True, colour=INK), before=160, after=40, line=240, extra=_TOGETHER),
    Style(name="Figure", after=120, line=240),
    Style(name="Table Text", run=_size(20), before=30, after=30, line=247),
    Style(name="Source", run=_size(20), after=60, extra=_list(3)),
    Style(name="Method", run=_size(19, colour=GREY), after=40, line=252),
    Style(name="Method List", base="Method", after=30, extra=_list(4)),
    Style(
        name="footer",
        run=_size(18, colour=GREY),
        after=0,
        line=240,
        extra='<w:tabs><w:tab w:val="right" w:pos="9638"/></w:tabs>',
    ),
)
CHARACTERS: Final = (
    Style(name="Actor", kind="character", run="<w:b/><w:bCs/>"),
    Style(name="Actor Repeated", kind="character", run=f'<w:color w:val="{GREY}"/>'),
    Style(name="Role", kind="character", run=f'<w:color w:val="{GREY}"/>'),
    Style(name="Position", kind="character", run=f'<w:b/><w:bCs/><w:color w:val="{INK}"/>'),
    Style(name="Strong", kind="character", run="<w:b/><w:bCs/>"),
    Style(name="Kind", kind="character", run=f'<w:i/><w:iCs/><w:color w:val="{GREY}"/>'),
    Style(name="Hyperlink", kind="character", run=f'<w:color w:val="{LINK}"/><w:u w:val="single"/>'),
    Style(name="Reference", kind="character", run=f'<w:color w:val="{LINK}"/>'),
)

_WORDS_OWN: Final = frozenset(
    (
        "Title",
        "Subtitle",
        "heading 1",
        "heading 2",
        "List Number",
        "List Bullet",
        "caption",
        "footer",
        "Strong",
        "Hyperlink",
    )
)
"""Styles that Word knows by these names; the others are ours."""

_NUMBERING: Final = (
    ("decimal", "%1.", INK, 360, 360),
    ("bullet", "•", INK, 360, 360),
    ("decimal", "[%1]", INK, 480, 480),
    ("bullet", "•", GREY, 300, 300),
)
"""The lists by number from 1: format, label, colour of the label, indent and hanging in twentieths of a point."""


def styles() -> str:
    """The part `word/styles.xml`."""
    defaults = (
        f'<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" '
        f'w:cs="{FONT}"/><w:sz w:val="21"/><w:szCs w:val="21"/>'
        f'<w:lang w:val="{LANGUAGE}" w:eastAsia="{LANGUAGE}" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault>'
        '<w:pPr><w:spacing w:after="100" w:line="264" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
    )
    basic = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        "<w:pPr><w:widowControl/></w:pPr></w:style>"
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
        '<w:left w:w="108" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    )
    own = "".join(_style(style) for style in (*PARAGRAPHS, *CHARACTERS))
    return f"<w:styles {NAMESPACES}>{defaults}{basic}{own}{_table_style()}</w:styles>"


def _style(style: Style) -> str:
    ident = style.ident
    base = style.base if style.kind == "paragraph" else "DefaultParagraphFont"
    following = f'<w:next w:val="{escape(style.following)}"/>' if style.following else ""
    shape = f"<w:pPr>{_shape(style)}</w:pPr>" if style.kind == "paragraph" else ""
    look = f"<w:rPr>{style.run}</w:rPr>" if style.run else ""
    own = "" if style.name in _WORDS_OWN else ' w:customStyle="1"'
    return (
        f'<w:style w:type="{style.kind}"{own} w:styleId="{ident}"><w:name w:val="{escape(style.name)}"/>'
        f'<w:basedOn w:val="{base}"/>{following}<w:qFormat/>{shape}{look}</w:style>'
    )


def _shape(style: Style) -> str:
    """Paragraph properties in the order that the schema asks for."""
    spacing = {"before": style.before, "after": style.after, "line": style.line}
    given = "".join(f' w:{name}="{value}"' for name, value in spacing.items() if value is not None)
    rule = ' w:lineRule="auto"' if style.line is not None else ""
    outline = f'<w:outlineLvl w:val="{style.outline}"/>' if style.outline is not None else ""
    return f"{style.extra}<w:spacing{given}{rule}/>{style.indent}{outline}"


def _table_style() -> str:
    heavy = f'w:val="single" w:sz="8" w:space="0" w:color="{INK}"'
    hair = f'w:val="single" w:sz="4" w:space="0" w:color="{RULE}"'
    return (
        '<w:style w:type="table" w:customStyle="1" w:styleId="Positions"><w:name w:val="Positions"/>'
        '<w:basedOn w:val="TableNormal"/><w:qFormat/>'
        f"<w:tblPr><w:tblBorders><w:top {heavy}/><w:bottom {heavy}/><w:insideH {hair}/></w:tblBorders></w:tblPr>"
        f'<w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders><w:bottom {heavy}/></w:tcBorders>'
        f'<w:shd w:val="clear" w:color="auto" w:fill="{SHADE}"/></w:tcPr></w:tblStylePr></w:style>'
    )


def numbering() -> str:
    """The part `word/numbering.xml`."""
    abstract = "".join(
        f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0">'
        f'<w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{label}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:tabs><w:tab w:val="num" w:pos="{indent}"/></w:tabs>'
        f'<w:ind w:left="{indent}" w:hanging="{hanging}"/></w:pPr>'
        f'<w:rPr><w:b/><w:color w:val="{colour}"/></w:rPr></w:lvl></w:abstractNum>'
        for number, (kind, label, colour, indent, hanging) in enumerate(_NUMBERING)
    )
    used = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number - 1}"/></w:num>'
        for number in range(1, len(_NUMBERING) + 1)
    )
    return f"<w:numbering {NAMESPACES}>{abstract}{used}</w:numbering>"
