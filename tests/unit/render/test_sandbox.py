"""What a template may do and what it may not, by cases; each refusal says where and why."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from briefing.errors import TemplateError
from briefing.render.escape import html
from briefing.render.fill import MAX_TEMPLATE, decoded, filled
from briefing.render.sandbox import Sandbox

CASES: list[dict[str, str]] = json.loads(
    (Path(__file__).parents[2] / "cases" / "sandbox.json").read_text(encoding="utf-8")
)
FIELDS: dict[str, Any] = {"title": "A ferry <b>", "lines": ({"text": "one"}, {"text": "two"}), "nothing": ()}


def fill(source: str) -> str:
    return filled(source, "own.md.j2", FIELDS, Sandbox(escaped=html, fields=FIELDS, filters={}))


@pytest.mark.parametrize("case", [case for case in CASES if "prints" in case], ids=lambda case: case["label"])
def test_what_it_may(case: dict[str, str]) -> None:
    assert fill(case["template"]) == case["prints"]


@pytest.mark.parametrize("case", [case for case in CASES if "refused" in case], ids=lambda case: case["label"])
def test_what_it_may_not(case: dict[str, str]) -> None:
    with pytest.raises(TemplateError) as caught:
        fill(case["template"])
    assert case["refused"] in str(caught.value)
    assert "own.md.j2" in str(caught.value)


def test_a_record_of_a_field_cannot_be_changed() -> None:
    with pytest.raises(TemplateError):
        fill("{% set lines[0].text = 'x' %}")
    assert FIELDS["lines"][0]["text"] == "one"


def test_a_template_larger_than_any_is_refused() -> None:
    with pytest.raises(TemplateError, match="larger than"):
        decoded(b"a" * (MAX_TEMPLATE + 1), "own.md.j2")
