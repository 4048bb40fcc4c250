"""The blocks of a Word briefing, section by section, from the one context."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from briefing.render import ooxml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from docx.oxml.xmlchemy import BaseOxmlElement

COLUMNS: Final = (31, 14, 55)
"""Widths of the positions table in hundredths of the text's width: most names fit one line with their role."""

_BEFORE_REFERENCE: Final = "\u00a0"
"""A reference does not begin a line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Writer:
    """Writes a context in the styles of one document.

    `styles` gives a style's id by the name of its part; `width` is the text's width in twentieths of a point;
    `relate` makes a link's relation and gives its id; `numbered` tells whether the style of a source numbers itself.
    """

    styles: Mapping[str, str]
    width: int
    relate: Callable[[str], str]
    numbered: bool

    def blocks(self, fields: Mapping[str, Any]) -> Iterator[BaseOxmlElement]:
        """All blocks in their order."""
        yield self._plain("title", fields["title"])
        yield self._plain("coverage", " · ".join(part for part in (fields["date"], fields["coverage"]) if part))
        for warning in fields["warnings"]:
            yield self._plain("warning", f"Note: {warning}")
        sections: tuple[tuple[str, Callable[[Mapping[str, Any]], Iterator[BaseOxmlElement]]], ...] = (
            ("developments", self._developments),
            ("positions", self._positions),
            ("open_questions", self._questions),
            ("sources", self._sources),
        )
        for name, write in sections:
            yield self._plain("heading", fields["headings"][name])
            if fields[name]:
                yield from write(fields)
            else:
                yield self._plain("body", fields["empty"][name])
        yield from self._failures(fields)
        yield self._plain("heading", fields["headings"]["about"])
        for line in fields["method"]:
            yield self._plain("method", line)
        for line in fields["left_out"]:
            yield self._plain("left_out", line)

    def _developments(self, fields: Mapping[str, Any]) -> Iterator[BaseOxmlElement]:
        for line in fields["developments"]:
            yield self._set("development", self._cited(line))

    def _positions(self, fields: Mapping[str, Any]) -> Iterator[BaseOxmlElement]:
        widths = tuple(self.width * share // 100 for share in COLUMNS)
        names = fields["headings"]
        heads = (self._plain("table_heading", names[name]) for name in ("actor", "position", "words"))
        rows = [ooxml.row(heads, widths, header=True)]
        for position in fields["positions"]:
            for index, statement in enumerate(position["statements"]):
                rows.append(ooxml.row(self._cells(position, statement, first=index == 0), widths))
        yield ooxml.table(self.styles["table"], widths, rows, f"{names['positions']}, one statement a row")

    def _cells(
        self, position: Mapping[str, Any], statement: Mapping[str, Any], *, first: bool
    ) -> Iterable[BaseOxmlElement]:
        """The actor's name comes again in each row: an empty cell says nothing to who hears the table read out."""
        actor = [self._run("actor" if first else "actor_repeated", position["actor"])]
        if first and position["role"]:
            actor.append(self._run("role", f", {position['role']}"))
        yield self._set("table_text", actor)
        yield self._set("table_text", [self._run("verb", statement["verb"])])
        yield self._set("table_text", self._cited(statement))

    def _questions(self, fields: Mapping[str, Any]) -> Iterator[BaseOxmlElement]:
        for line in fields["open_questions"]:
            label = [self._run("strong", line["question"]), self._run("kind", f" ({line['kind']})")]
            yield self._set("question", label)
            yield self._set("evidence", self._cited(line))

    def _sources(self, fields: Mapping[str, Any]) -> Iterator[BaseOxmlElement]:
        for entry in fields["sources"]:
            title = self._run("link" if entry["link"] else "strong", entry["title"])
            if entry["link"]:
                title = ooxml.web_link(self.relate(entry["link"]), title)
            details = [entry["publisher"], entry["published"]]
            details += [entry["source"]] if entry["source"] != entry["title"] else []
            rest = "".join(f", {detail}" for detail in details if detail)
            notes = "".join(f"; {note}" for note in entry["notes"])
            inlines = [] if self.numbered else [ooxml.run(f"[{entry['number']}] ")]
            inlines += ooxml.bookmark(int(entry["number"]), entry["anchor"], title)
            yield self._set("source", [*inlines, ooxml.run(f"{rest} ({entry['use']}){notes}")])

    def _failures(self, fields: Mapping[str, Any]) -> Iterator[BaseOxmlElement]:
        if fields["failures"]:
            yield self._plain("subheading", fields["headings"]["failures"])
        for failure in fields["failures"]:
            yield self._set("failure", [self._run("strong", failure["source"]), ooxml.run(f": {failure['reason']}")])

    def _cited(self, line: Mapping[str, Any]) -> Iterator[BaseOxmlElement]:
        yield ooxml.run(line["text"])
        for reference in line["references"]:
            yield ooxml.run(_BEFORE_REFERENCE)
            number = self._run("reference", f"[{reference['number']}]")
            yield ooxml.anchor_link(reference["anchor"], _tooltip(reference), number)

    def _plain(self, part: str, text: str) -> BaseOxmlElement:
        return self._set(part, [ooxml.run(text)])

    def _set(self, part: str, inlines: Iterable[BaseOxmlElement]) -> BaseOxmlElement:
        return ooxml.paragraph(self.styles[part], inlines)

    def _run(self, part: str, text: str) -> BaseOxmlElement:
        return ooxml.run(text, self.styles[part])


_TOOLTIP_LENGTH: Final = 200
"""In characters; Word takes no more than 260."""


def _tooltip(reference: Mapping[str, str]) -> str:
    return f"Source {reference['number']}: {reference['title']}"[:_TOOLTIP_LENGTH]
