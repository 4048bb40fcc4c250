"""The target of a stance goes from the article to the statement that is shown, character for character."""

from __future__ import annotations

from pathlib import Path

from briefing.analyse.chain import analyse
from briefing.compose.positions import positions
from briefing.types import Article

SEED = (Path(__file__).parents[3] / "seeds" / "reassurance-force.txt").read_text("utf-8")


def test_targets_are_slices_of_the_article() -> None:
    found = positions((analyse(Article(id="seed", source="seed", text=SEED, sha256="")),))
    targets = {one.verb: one.target for position in found for one in position.statements if one.target is not None}
    assert targets["accuses"].text == "European nations"
    assert targets["praises"].text == "Trump’s “constructive efforts”"
    assert all(one.span.of(SEED) == one.text and one.number == 1 for one in targets.values())
