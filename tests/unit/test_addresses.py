"""Addresses of mail: what is one, what it is on the wire, and what can never get into a message."""

from __future__ import annotations

import json
from email.headerregistry import Address
from pathlib import Path

import pytest

from briefing.addresses import mailbox
from briefing.errors import UsageError

CASES = json.loads((Path(__file__).parents[1] / "cases" / "addresses.json").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES["right"], ids=lambda case: case["label"])
def test_an_address_as_it_goes_over_the_wire(case: dict) -> None:
    found = mailbox(case["text"])
    assert (found.name, found.address, found.international) == (
        case.get("name", ""),
        case["address"],
        case.get("international", False),
    )
    if not found.international:
        assert str(Address(addr_spec=found.address)) == found.address
    assert mailbox(f"{found.name} <{found.address}>" if found.name else found.address) == found


@pytest.mark.parametrize("case", CASES["wrong"], ids=lambda case: case["label"])
def test_what_is_no_address_is_refused_with_a_hint(case: dict) -> None:
    with pytest.raises(UsageError) as raised:
        mailbox(case["text"])
    assert raised.value.hint
    assert str(raised.value).isprintable()
