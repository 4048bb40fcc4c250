"""Whatever a mail server does, nobody gets two copies, and whoever has none is told of: by a table of faults."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from conftest import Office, Said

CASES = json.loads((Path(__file__).parents[2] / "cases" / "mail_faults.json").read_text("utf-8"))[1:]
ANN, BOB = "ann@example.org", "bob@example.org"
FILE = "week.docx"


def test_there_are_forty_faults() -> None:
    assert len({json.dumps([case["steps"], case.get("config"), case.get("port")]) for case in CASES}) >= 40


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_a_fault_of_the_server(office: Office, case: dict[str, Any]) -> None:
    expected = {ANN: case["ann"], BOB: case["bob"]}
    if "octets" in case:
        (office.folder / FILE).write_bytes(bytes(case["octets"]))
    office.script(*case["steps"])
    office.configure(case.get("port", "none"), case.get("config"))
    said = office.run("send", FILE)
    copies, states = office.copies(), office.states()
    assert {to: [copies[to], states[to]] for to in (ANN, BOB)} == expected, said.err
    check_nothing_is_silent(said, states)
    assert case.get("said", "") in said.err
    assert "correct horse" not in said.err + said.out + office.run("outbox", "list", "--all").out

    if case.get("first_only"):
        return
    # The same command again is no second copy either, and with a server that works everybody has one in the end:
    # but for those whose fate only a person can know.
    office.script()
    office.configure()
    again = office.run("send", FILE)
    copies, states = office.copies(), office.states()
    for to, (before, state) in expected.items():
        assert copies[to] == (before if state == "unknown" else 1)
        assert states[to] == (state if state == "unknown" else "accepted")
    check_nothing_is_silent(again, states)
    assert len(set(office.kept())) == len(office.kept())


def check_nothing_is_silent(said: Said, states: dict[str, str]) -> None:
    """Who has no message is named, and the exit code says how many those are; sent mail is silent."""
    missing = [to for to, state in states.items() if state != "accepted"]
    assert all(to in said.err for to in missing)
    assert said.code == (0 if not missing else 3 if len(missing) == len(states) else 1)
    assert (said.err == "") == (not missing)
    assert said.out == ""
