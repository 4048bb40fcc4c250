"""The checker on HTML pages: each rule on a page that breaks it and nothing else."""

from __future__ import annotations

import pytest

from briefing.render.access import barriers_in

GOOD = """<!DOCTYPE html><html lang="en"><head><title>The ferry</title><style>
:root { --ink: #222; --paper: white } body { color: var(--ink); background: var(--paper) } a { color: #1f4e9e }
.note { color: rgb(89 89 89) } @media (prefers-color-scheme: dark) { :root { --ink: #eee; --paper: #111 }
a { color: #9cc1ff } .note { color: #aaa } } @media print { body { color: #ddd } }
</style></head><body><h1>The ferry</h1><h2>What happened</h2><p>It did not sail. <a href="#s1">The harbour’s log</a></p>
<p class="note">Nobody was hurt.</p>
<table><tr><th>When</th><th>What</th></tr><tr><td>Monday</td><td>Storm</td></tr></table>
<img src="data:," alt="The quay at noon, empty"><img src="data:," alt=""><ul><li id="s1">One</li><li>Two</li></ul>
</body></html>"""

BREAKS = {
    "title": ("<title>The ferry</title>", "<title> </title>"),
    "language": ('lang="en"', 'lang="english language"'),
    "headings": ("<h2>What happened</h2>", "<h3>What happened</h3>"),
    "table header": ("<th>When</th><th>What</th>", "<td>When</td><td>What</td>"),
    "empty cell": ("<td>Storm</td>", "<td>&nbsp;</td>"),
    "alt text": (' alt="The quay at noon, empty"', ""),
    "link text": ("The harbour’s log", "Read more"),
    "contrast": ("rgb(89 89 89)", "#999"),
    "list": ("<ul><li id=\"s1\">One</li><li>Two</li></ul>", '<p id="s1">• One</p><p>• Two</p>'),
}  # fmt: skip


def test_a_good_page_has_no_barrier() -> None:
    assert barriers_in(GOOD.encode()) == ()


@pytest.mark.parametrize("rule", BREAKS)
def test_each_barrier_is_found_and_nothing_else(rule: str) -> None:
    old, new = BREAKS[rule]
    assert old in GOOD
    found = barriers_in(GOOD.replace(old, new).encode())
    assert {barrier.rule for barrier in found} == {rule}


MORE = [
    ("headings", "<h1>The ferry</h1>", "<h1></h1>"),
    ("alt text", '"The quay at noon, empty"', '"DSC_0012.JPG"'),
    ("alt text", "<ul>", '<svg role="img"><text>x</text></svg><ul>'),
    ("link text", "The harbour’s log", "https://harbour.example/log"),
    ("link text", "The harbour’s log", "[1]"),
    ("link text", "The harbour’s log", '<img src="data:," alt="">'),
    ("list", "It did not sail.", "It did not sail.<br>1. Storm<br>2. Ice"),
    ("contrast", ".note { color: #aaa }", ".note { color: #333 }"),
    ("contrast", '<p class="note">', '<p style="color: var(--none, #bbb)">'),
    ("contrast", '<p class="note">', '<p style="background: rgba(0, 0, 0, 0.7)">'),
]


@pytest.mark.parametrize(("rule", "old", "new"), MORE)
def test_more_ways_to_break_a_rule(rule: str, old: str, new: str) -> None:
    assert old in GOOD
    assert {barrier.rule for barrier in barriers_in(GOOD.replace(old, new).encode())} == {rule}


FINE = [
    ("The harbour’s log</a>", "[1]</a>", '<a href="#s1"', '<a href="#s1" aria-label="Source 1: The harbour’s log"'),
    ("<ul>", '<svg role="img" aria-label="Two ferries"></svg><ul>', "", ""),
    ("<ul>", '<svg aria-hidden="true"></svg><ul>', "", ""),
    ('<p class="note">', '<p style="color: color-mix(in srgb, red, blue)">', "", ""),
    ('<p class="note">', "<p hidden style='color: white'>", "", ""),
    ("<ul>", '<div data-briefing-source="1"><p>1. An article’s</p><p>2. own list</p></div><ul>', "", ""),
]


@pytest.mark.parametrize(("old", "new", "also", "then"), FINE)
def test_what_is_told_in_another_way_is_no_barrier(old: str, new: str, also: str, then: str) -> None:
    page = GOOD.replace(old, new)
    assert barriers_in((page.replace(also, then) if also else page).encode()) == ()


def test_the_colours_and_their_ratio_are_told() -> None:
    (finding,) = barriers_in(GOOD.replace("rgb(89 89 89)", "#999").encode())
    assert "2.8 to 1 (#999999 on #FFFFFF)" in finding.message
    assert "Nobody was hurt" in finding.place
