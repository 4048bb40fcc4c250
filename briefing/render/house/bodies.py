"""What stands in the built-in Word templates: words, and Jinja tags as docxtpl reads them.

A paragraph that holds only a `{%p ... %}` tag, or a row with a `{%tr ... %}` tag, goes when the template is filled.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

from briefing.render.house.styles import NAMESPACES

if TYPE_CHECKING:
    from collections.abc import Iterator

WIDTH: Final = 9638
"""Of the text on an A4 page with two centimetres at the sides, in twentieths of a point."""
COLUMNS: Final = (25, 15, 60)
"""Widths of the positions table in hundredths of the text: the words need the room; a long role takes a second line."""

_PAGE: Final = (
    '<w:sectPr><w:footerReference w:type="default" r:id="rId4"/><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="794" w:right="1134" w:bottom="794" w:left="1134" w:header="567" w:footer="567" w:gutter="0"/>'
    "</w:sectPr>"
)
_CITED: Final = "{{r line.references|links }}"


def document(name: str) -> str:
    """The part `word/document.xml` of the built-in template `name`."""
    body = "".join(_BODIES[name]())
    return f"<w:document {NAMESPACES}><w:body>{body}{_PAGE}</w:body></w:document>"


def _standard() -> Iterator[str]:
    yield from _head()
    yield _tag("p", "if stories")
    yield from _contents()
    yield from _watched()
    yield from _stories()
    yield from _figures()
    yield _tag("p", "else")
    yield _p("Heading1", "{{ headings.developments }}")
    yield from _developments("developments")
    yield from _watched()
    yield from _differences("differences", "Heading1")
    yield from _figures()
    yield _p("Heading1", "{{ headings.positions }}")
    yield from _table("position.statements")
    yield _p("Heading1", "{{ headings.open_questions }}")
    yield from _questions("open_questions")
    yield _tag("p", "endif")
    yield from _sources()
    yield from _about()
    yield from _failures()


def _at_a_glance() -> Iterator[str]:
    yield from _head()
    yield _tag("p", "if stories")
    yield from _contents()
    yield from _watched()
    yield from _short_stories("story.developments[:1]")
    yield _tag("p", "else")
    yield _p("Heading1", "{{ headings.developments }}")
    yield from _developments("developments[:3]")
    yield from _watched()
    yield _p("Heading1", "{{ headings.positions }}")
    yield from _table("position.statements[:1]", positions="positions[:6]")
    yield from _figures("figures if positions|length <= 5")
    yield _p("Heading1", "{{ headings.open_questions }}")
    yield from _questions("open_questions[:3]", short=True)
    yield _tag("p", "endif")
    yield from _sources(short=True)
    yield from _short_about()
    yield from _failures()


def _bluf() -> Iterator[str]:
    yield from _head()
    yield _tag("p", "for line in developments[:1]")
    yield _p("Lead", _r("{{ headings.bottom_line }}: ", "Strong"), "{{ line.text }}", _CITED)
    yield _tag("p", "else")
    yield _p("Lead", "{{ empty.developments }}")
    yield _tag("p", "endfor")
    yield _tag("p", "if stories")
    yield from _contents()
    yield from _watched()
    yield from _short_stories("(story.developments[1:2] if loop.first else story.developments[:1])")
    yield _tag("p", "else")
    yield _tag("p", "for line in developments[1:4]")
    yield _p("ListBullet", "{{ line.text }}", _CITED)
    yield _tag("p", "endfor")
    yield from _watched()
    yield _p("Heading1", "{{ headings.positions }}")
    yield from _said("positions[:6]", "position.statements[:2]")
    yield _tag("p", "if not positions")
    yield _p("Normal", "{{ empty.positions }}")
    yield _tag("p", "endif")
    yield _p("Heading1", "{{ headings.open_questions }}")
    yield from _questions("open_questions[:3]", short=True)
    yield _tag("p", "endif")
    yield from _sources(short=True)
    yield from _short_about()
    yield from _failures()


def _contents() -> Iterator[str]:
    """The stories, each a link to its section; those in brief on one line."""
    yield _p("Heading1", "{{ headings.contents }}")
    yield _tag("p", "for story in stories if not story.brief")
    yield _p("ListBullet", "{{r story|entry }}", _r(" ({{ story.note }})", "Kind"))
    yield _tag("p", "endfor")
    yield _tag("p", "if stories[-1].brief")
    yield _p(
        "ListBullet",
        "{{ headings.in_brief }}: {% for story in stories if story.brief %}{{ story.title }}",
        "{{r story.references|links }}",
        "{% if not loop.last %}; {% endif %}{% endfor %}",
    )
    yield _tag("p", "endif")


def _stories() -> Iterator[str]:
    """A section a story; then those that are told in brief."""
    yield _tag("p", "for story in stories if not story.brief")
    yield _p("Heading1", "{{r story|heading }}")
    yield _p("Method", "{{ story.note }}", "{{r story.references|links }}")
    yield _tag("p", "if story.developments")
    yield _p("Heading2", "{{ headings.developments }}")
    yield _tag("p", "endif")
    yield from _lines("story.developments")
    yield from _differences("story.differences", "Heading2")
    yield _tag("p", "if story.positions")
    yield _p("Heading2", "{{ headings.positions }}")
    yield _tag("p", "endif")
    yield from _table("position.statements", positions="story.positions", empty=False)
    yield _tag("p", "if story.open_questions")
    yield _p("Heading2", "{{ headings.open_questions }}")
    yield _tag("p", "endif")
    yield from _questions("story.open_questions", empty=False)
    yield _tag("p", "endfor")
    yield _tag("p", "if stories[-1].brief")
    yield _p("Heading1", "{{ headings.in_brief }}")
    yield _tag("p", "endif")
    yield _tag("p", "for story in stories if story.brief")
    yield from _lines("story.developments")
    yield _tag("p", "endfor")


def _short_stories(lines: str) -> Iterator[str]:
    """The biggest stories: of each what leads, what differs, who says what, what is open."""
    yield _tag("p", "for story in stories[:5] if not story.brief")
    yield _p("Heading1", "{{r story|heading }}")
    yield _tag("p", f"for line in {lines}")
    yield _p("Normal", "{{ line.text }}", _CITED, *_note("line.note"))
    yield _tag("p", "endfor")
    yield from _differences("story.differences[:1]", "")
    yield from _said("story.positions[:3]", "position.statements[:1]")
    yield from _questions("story.open_questions[:1]", short=True, empty=False)
    yield _tag("p", "endfor")


def _head() -> Iterator[str]:
    yield _p("Title", "{{ title }}")
    yield _p(
        "Subtitle",
        "{% if issue %}{{ headings.issue }} {{ issue }} · {% endif %}",
        "{% if date %}{{ date }} · {% endif %}{{ coverage }}",
    )
    yield _tag("p", "for warning in warnings")
    yield _p("Notice", "Note: {{ warning }}")
    yield _tag("p", "endfor")


def _developments(lines: str) -> Iterator[str]:
    yield from _lines(lines)
    yield _tag("p", f"if not {lines}")
    yield _p("Normal", "{{ empty.developments }}")
    yield _tag("p", "endif")


def _lines(lines: str) -> Iterator[str]:
    yield _tag("p", f"for line in {lines}")
    yield _p("ListNumber", "{{ line.text }}", _CITED, *_note("line.note"))
    yield _tag("p", "endfor")


def _watched() -> Iterator[str]:
    yield _tag("p", "if watched")
    yield _p(
        "Method",
        "{{ headings.watched }}: {% for one in watched %}{{ one.term }}{% if one.note %} ({{ one.note }}){% endif %}",
        "{{r one.references|links }}",
        "{% if not loop.last %}; {% endif %}{% endfor %}",
    )
    yield _tag("p", "endif")


def _differences(ones: str, heading: str) -> Iterator[str]:
    """Figures that differ, under a heading in that style, or each line with the heading's words in front."""
    if heading:
        yield _tag("p", f"if {ones}")
        yield _p(heading, "{{ headings.differences }}")
        yield _tag("p", "endif")
    before = () if heading else (_r("{{ headings.differences }}", "Strong"), ", ")
    yield _tag("p", f"for one in {ones}")
    yield _p(
        "ListBullet",
        *before,
        _r("{{ one.subject }}", "Strong" if heading else ""),
        ": {% for figure in one.figures %}“{{ figure.text }}”",
        "{{r figure.references|links }}",
        "{% if not loop.last %}; {% endif %}{% endfor %}",
    )
    yield _tag("p", "endfor")


def _note(field: str, before: str = "") -> tuple[str, ...]:
    return (f"{{%r if {field} %}}", _r(f" ({before}{{{{ {field} }}}})", "Kind"), "{%r endif %}")


def _figures(drawn: str = "figures") -> Iterator[str]:
    yield _tag("p", f"for figure in {drawn}")
    yield _p("Caption", "{{ figure.title }}")
    yield _p("Figure", "{{r figure.picture }}")
    yield _tag("p", "endfor")


def _table(statements: str, *, positions: str = "positions", empty: bool = True) -> Iterator[str]:
    """The actor's name comes again in each row: an empty cell says nothing to who hears the table read out."""
    actor = (
        "{%r if loop.first %}",
        _r("{{ position.actor }}", "Actor"),
        "{%r if position.role %}",
        _r(", {{ position.role }}", "Role"),
        "{%r endif %}",
        "{%r else %}",
        _r("{{ position.actor }}", "ActorRepeated"),
        "{%r endif %}",
    )
    words = _p("TableText", "{{ statement.text }}", "{{r statement.references|links }}")
    heads = [_p("TableHeading", f"{{{{ headings.{name} }}}}") for name in ("actor", "position", "words")]
    rows = (
        _row(heads, header=True),
        _tag("tr", f"for position in {positions}"),
        _tag("tr", f"for statement in {statements}"),
        _row([_p("TableText", *actor), _p("TableText", _r("{{ statement.verb }}", "Position")), words]),
        _tag("tr", "endfor"),
        _tag("tr", "endfor"),
    )
    yield _tag("p", f"if {positions}")
    yield (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="Positions"/><w:tblW w:w="{sum(_widths())}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/><w:tblLook w:val="0020" w:firstRow="1" w:noHBand="1" w:noVBand="1"/>'
        '<w:tblDescription w:val="{{ headings.positions }}, one statement a row"/></w:tblPr><w:tblGrid>'
        + "".join(f'<w:gridCol w:w="{width}"/>' for width in _widths())
        + f"</w:tblGrid>{''.join(rows)}</w:tbl>"
    )
    if empty:
        yield _tag("p", "else")
        yield _p("Normal", "{{ empty.positions }}")
    yield _tag("p", "endif")


def _said(positions: str, statements: str) -> Iterator[str]:
    yield _tag("p", f"for position in {positions}")
    yield _tag("p", f"for line in {statements}")
    yield _p(
        "ListBullet",
        _r("{{ position.actor }}", "Actor"),
        "{%r if loop.first and position.role %}",
        _r(", {{ position.role }}", "Role"),
        "{%r endif %}",
        " ",
        _r("{{ line.verb }}", "Position"),
        ": {{ line.text }}",
        _CITED,
    )
    yield _tag("p", "endfor")
    yield _tag("p", "endfor")


def _questions(lines: str, *, short: bool = False, empty: bool = True) -> Iterator[str]:
    yield _tag("p", f"for line in {lines}")
    kind = (
        "({{ line.kind }}{% if line.due %}, {{ headings.due }} {{ line.due }}{% endif %}"
        "{% if line.answerer %}; {{ headings.answerer }}: {{ line.answerer }}{% endif %})"
    )
    label = (_r("{{ line.question }}", "Strong"), _r(f" {kind}", "Kind"))
    if short:
        yield _p("ListBullet", *label, ": {{ line.text }}", _CITED)
    else:
        yield _p("Question", *label)
        yield _p("Evidence", "{{ line.text }}", _CITED)
    if empty:
        yield _tag("p", "else")
        yield _p("Normal", "{{ empty.open_questions }}")
    yield _tag("p", "endfor")


def _sources(*, short: bool = False) -> Iterator[str]:
    details = (
        "{% if entry.publisher %}, {{ entry.publisher }}{% endif %}{% if entry.published %}, {{ entry.published }}"
        "{% endif %}{% if entry.source != entry.title %}, {{ entry.source }}{% endif %}"
    )
    if not short:
        details += " ({{ entry.use }}){% for note in entry.notes %}; {{ note }}{% endfor %}"
    yield _p("Heading1", "{{ headings.sources }}")
    yield _tag("p", "for entry in sources")
    yield _p("Source", "{{r entry|target }}", details)
    yield _tag("p", "else")
    yield _p("Normal", "{{ empty.sources }}")
    yield _tag("p", "endfor")


def _failures() -> Iterator[str]:
    yield _tag("p", "if failures")
    yield _p("Heading1", "{{ headings.failures }}")
    yield _tag("p", "endif")
    yield _tag("p", "for failure in failures")
    yield _p("ListBullet", _r("{{ failure.source }}", "Strong"), ": {{ failure.reason }}")
    yield _tag("p", "endfor")


def _about() -> Iterator[str]:
    yield _p("Heading1", "{{ headings.about }}")
    yield _tag("p", "for line in method")
    yield _p("Method", "{{ line }}")
    yield _tag("p", "endfor")
    yield _tag("p", "for line in left_out")
    yield _p("MethodList", "{{ line }}")
    yield _tag("p", "endfor")


def _short_about() -> Iterator[str]:
    """The first line of the method, and that this is not all."""
    yield _tag("p", "for line in method[:1]")
    yield _p("Method", "{{ line }} {{ headings.cut }}")
    yield _tag("p", "endfor")


def _widths() -> tuple[int, ...]:
    return tuple(WIDTH * share // 100 for share in COLUMNS)


def _tag(kind: str, words: str) -> str:
    """A tag that takes its paragraph (p) or its row (tr) with it."""
    paragraph = f"<w:p>{_r(f'{{%{kind} {words} %}}')}</w:p>"
    if kind == "p":
        return paragraph
    cell = (
        f'<w:tc><w:tcPr><w:tcW w:w="{sum(_widths())}" w:type="dxa"/><w:gridSpan w:val="3"/></w:tcPr>{paragraph}</w:tc>'
    )
    return f"<w:tr>{cell}</w:tr>"


def _p(style: str, *inlines: str) -> str:
    runs = "".join(inline if inline.startswith("<w:r>") else _r(inline) for inline in inlines)
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{runs}</w:p>'


def _r(words: str, style: str = "") -> str:
    look = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{escape(words, quote=False)}</w:t></w:r>'


def _row(cells: list[str], *, header: bool = False) -> str:
    """A row that no page break splits; a header row comes again on each page."""
    marks = "<w:cantSplit/>" + ("<w:tblHeader/>" if header else "")
    made = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{cell}</w:tc>'
        for cell, width in zip(cells, _widths(), strict=True)
    )
    return f"<w:tr><w:trPr>{marks}</w:trPr>{made}</w:tr>"


_BODIES: Final = {"standard": _standard, "at-a-glance": _at_a_glance, "bluf": _bluf}
