"""A briefing of several stories: a contents list and a section a story in every template, each line once."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from briefing.render import render
from briefing.render.context import context, coverage
from briefing.render.proof.findings import SourceText
from briefing.render.proof.load import load
from briefing.render.proof.prove import prove
from briefing.render.resources import BUILT_IN
from briefing.types import Copy, Difference, Figure, Story

if TYPE_CHECKING:
    from types import ModuleType

    from briefing.types import Briefing

TITLES = ("Macron & 26 allies [commit]", "Putin doubts", "Peskov praises")


@pytest.fixture
def several(made: ModuleType) -> Briefing:
    """The seed's lines dealt out to three stories, the last in brief, with a second source that has a copy."""
    seed = made.SEED_BRIEFING
    (first,) = seed.sources
    copy = Copy(article_id="c" * 12, source="copy.txt", publisher="Daily Copy", sha256="1" * 64)
    second = replace(first, number=2, title="Second", publisher="Second Post", copies=(copy,))
    figures = tuple(Figure(value=value, text=text, evidence=made.evidence(text)) for value, text in ((26, "26"),))
    difference = Difference(subject="allies", figures=figures)
    silent = replace(seed.positions[0], statements=())
    stories = (
        Story(
            title=TITLES[0],
            sources=(1, 2),
            developments=seed.developments[:2],
            positions=(silent, *seed.positions[:2]),
            open_questions=seed.open_questions[:1],
            differences=(difference,),
            origins=1,
        ),
        Story(
            title=TITLES[1],
            sources=(1,),
            developments=seed.developments[2:3],
            positions=seed.positions[2:],
            open_questions=seed.open_questions[1:],
        ),
        Story(title=TITLES[2], sources=(2,), developments=seed.developments[3:], in_brief=True),
    )
    return replace(
        seed,
        sources=(first, second),
        stories=stories,
        positions=tuple(position for story in stories for position in story.positions),
        differences=(difference,),
    )


def texts(briefing: Briefing, form: str, template: str) -> list[tuple[str, str]]:
    """What a file shows: (style or tag, text) of each paragraph, heading, list item and row."""
    data = render(briefing, form, template=template).data
    if form == "docx":
        import docx

        document = docx.Document(io.BytesIO(data))
        return [(paragraph.style.name, paragraph.text) for paragraph in document.paragraphs]
    if form == "markdown":
        lines = data.decode("utf-8").partition("<!-- ")[0].splitlines()
        return [(line.partition(" ")[0], line.partition(" ")[2].replace("\\", "")) for line in lines if line]
    found = re.findall(r"<(h\d|li|p)\b[^>]*>(.*?)</\1>", data.decode("utf-8"), re.DOTALL)
    return [(tag, re.sub(r"<[^>]+>", "", inner).replace("&amp;", "&")) for tag, inner in found]


@pytest.mark.parametrize("template", BUILT_IN)
@pytest.mark.parametrize(("form", "heading"), [("docx", "Heading 1"), ("markdown", "##"), ("html", "h2")])
def test_every_template_has_contents_and_a_section_a_story(
    several: Briefing, form: str, template: str, heading: str
) -> None:
    shown = texts(several, form, template)
    heads = [text for style, text in shown if style == heading]
    numbered = [f"{number}. {title}" for number, title in enumerate(TITLES, start=1)]
    expected = numbered if form == "markdown" else list(TITLES)
    assert heads[:3] == ["Contents", *expected[:2]]
    assert ("In brief" in heads) == (template == "standard")
    after = shown[[text for _, text in shown].index("Contents") + 1 :]
    contents = "\n".join(text for _, text in after[:4])
    assert "(3 articles, 1 independent source)" in contents
    assert contents.index(TITLES[0]) < contents.index(TITLES[1]) < contents.index(TITLES[2])


@pytest.mark.parametrize("form", ["markdown", "html", "docx"])
def test_the_contents_lead_to_the_sections(several: Briefing, form: str) -> None:
    data = render(several, form).data
    if form == "docx":
        import docx

        body = docx.Document(io.BytesIO(data)).element.body
        targets = set(body.xpath(".//w:hyperlink/@w:anchor"))
        places = body.xpath(".//w:bookmarkStart/@w:name")
        idents = body.xpath(".//w:bookmarkStart/@w:id")
        assert len(idents) == len(set(idents))
        assert {"story_1", "story_2"} <= targets <= set(places)
        return
    text = data.decode("utf-8")
    if form == "html":
        assert {"story_1", "story_2", "in_brief"} <= set(re.findall(r'href="#(\w+)"', text))
        identities = re.findall(r'\bid="([^"]+)"', text)
        assert len(identities) == len(set(identities))
        assert set(re.findall(r'href="#([^"]+)"', text)) <= set(identities)
    else:
        assert "(#1-macron--26-allies-commit)" in text
        assert "\n## 1. Macron & 26 allies \\[commit\\]\n" in text
        assert "[In brief](#in-brief): Peskov praises" in text


@pytest.mark.parametrize("form", ["markdown", "html", "docx"])
def test_the_proof_follows_links_to_titles_in_any_letters(several: Briefing, form: str) -> None:
    first, *others = several.stories
    named = replace(several, stories=(replace(first, title="Überblick 100 % für “Łódź”"), *others))
    document = load(render(named, form).data)
    report = prove(document, [SourceText(record=one, state="missing", text="") for one in document.manifest.sources])
    assert [one.message for one in report.findings if one.kind == "reference"] == []


@pytest.mark.parametrize("form", ["markdown", "html", "docx"])
def test_every_line_is_shown_once_and_numbered_through(several: Briefing, form: str) -> None:
    shown = texts(several, form, "standard")
    for line in several.developments:
        assert sum(line.text in text for _, text in shown) == 1
    if form == "markdown":
        assert [style for style, _ in shown if re.fullmatch(r"\d+\.", style)][2:6] == ["1.", "2.", "3.", "4."]


def test_a_storys_lines_are_those_of_the_whole(several: Briefing) -> None:
    fields = context(several)
    stories = fields["stories"]
    assert isinstance(stories, tuple)
    for name in ("developments", "positions", "open_questions", "differences"):
        assert tuple(line for story in stories for line in story[name]) == fields[name]  # type: ignore[index, call-overload]
    assert [story["brief"] for story in stories] == ["", "", "yes"]  # type: ignore[index, call-overload]


def test_one_story_has_no_contents(made: ModuleType) -> None:
    assert context(made.SEED_BRIEFING)["stories"] == ()
    assert b"Contents" not in render(made.SEED_BRIEFING, "markdown").data


def test_copies_and_links_are_told(several: Briefing) -> None:
    assert coverage(several.sources) == "2 articles from at least 1 publisher, and 1 near-copy"
    linked = replace(several.sources[1], link="https://post.example/2", source="news.jsonl/2")
    text = render(replace(several, sources=(several.sources[0], linked)), "markdown").data.decode("utf-8")
    assert "2. [Second](https://post.example/2), Second Post, news.jsonl/2 " in text
    assert "; nearly the same text: Daily Copy" in text


@pytest.mark.parametrize("template", BUILT_IN)
@pytest.mark.parametrize("form", ["markdown", "html", "docx"])
def test_failed_inputs_are_the_last_section(made: ModuleType, form: str, template: str) -> None:
    shown = texts(made.hostile("lost.txt"), form, template)
    last = next(at for at, (_, text) in enumerate(shown) if text == "Inputs that could not be read")
    assert not [style for style, _ in shown[last + 1 :] if style in ("Heading 1", "##", "h2")]
    assert any("lost.txt: lost.txt" in text for _, text in shown[last + 1 :])
