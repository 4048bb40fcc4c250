"""The target of a stance goes from the article to the statement that is shown, character for character."""

from __future__ import annotations

from pathlib import Path

from briefing.analyse.chain import analyse
from briefing.compose import Profile, compose
from briefing.compose.positions import positions
from briefing.types import Article

SEED = (Path(__file__).parents[3] / "seeds" / "reassurance-force.txt").read_text("utf-8")


def test_targets_are_slices_of_the_article() -> None:
    found = positions((analyse(Article(id="seed", source="seed", text=SEED, sha256="")),))
    targets = {one.verb: one.target for position in found for one in position.statements if one.target is not None}
    assert targets["accuses"].text == "European nations"
    assert targets["praises"].text == "Trump’s “constructive efforts”"
    assert all(one.span.of(SEED) == one.text and one.number == 1 for one in targets.values())


def test_in_a_later_story_a_target_has_its_sources_number() -> None:
    """A story numbers its sources from 1 while it is put together; in the briefing they are numbered through."""
    other = "The bakers of Marden won a prize for rye bread that they bake at night in an old brick oven. " * 80
    articles = [Article(id=name, source=name, text=text, sha256="") for name, text in (("a", other), ("b", SEED))]
    made = compose([analyse(article) for article in articles], [], profile=Profile())
    number = next(entry.number for entry in made.sources if entry.article_id == "b")
    targets = [one.target for line in made.positions for one in line.statements if one.target is not None]
    assert number == 2
    assert len(made.stories) == 2
    assert targets
    assert {one.number for one in targets} == {number}
