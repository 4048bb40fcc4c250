"""Each built-in template in each format, filled with the seed's briefing, says what was approved."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefing.render import render
from briefing.render.resources import BUILT_IN

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

FORMATS = {"docx": ("word", "docx.txt"), "markdown": ("markdown", "md"), "html": ("html", "html")}


@pytest.mark.parametrize("template", BUILT_IN)
@pytest.mark.parametrize("form", FORMATS)
def test_the_seed_briefing_is_as_it_was_approved(
    made: ModuleType, dumps: ModuleType, as_approved: Callable[[str, str], None], template: str, form: str
) -> None:
    dump, ending = FORMATS[form]
    articles = [made.ARTICLE] if form == "html" else []
    data = render(made.SEED_BRIEFING, form, template=template, articles=articles).data
    as_approved(f"seed-{template}.{ending}", getattr(dumps, dump)(data))
