"""Failures in a row, as the run log tells of them."""

from __future__ import annotations

import pytest

from briefing.run.notices import failures_in_a_row

GOOD = {"outcome": "made", "exit_code": 0}
PARTLY = {"outcome": "nothing-new", "exit_code": 1}
FAILED = {"outcome": "failed", "exit_code": 3}
ERROR = {"outcome": "error", "exit_code": 2}
BUSY = {"outcome": "busy", "exit_code": 75}
FINISHED = {"outcome": "finished", "exit_code": 1}
BY_HAND = {"outcome": "error", "exit_code": 130}


@pytest.mark.parametrize(
    ("records", "count"),
    [
        ([], 0),
        ([GOOD, FAILED], 0),
        ([PARTLY, FAILED], 0),
        ([FAILED, ERROR, GOOD, FAILED], 2),
        ([FAILED, BUSY, FINISHED, ERROR, BY_HAND, FAILED, GOOD], 3),
    ],
)
def test_failures_in_a_row(records: list[dict[str, object]], count: int) -> None:
    assert len(failures_in_a_row(records)) == count
