"""Time a command as a whole process, in turns with others, and print tables with ratios first."""

from __future__ import annotations

import os
import statistics
import subprocess
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True)
class Run:
    """One run: seconds on the clock and of the processor, MiB of its largest process at most."""

    seconds: float
    processor: float
    memory: float


def once(command: Sequence[str]) -> Run:
    """Run a command once; its output is thrown away. Ends the program where it fails."""
    began = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
        assert process.stderr is not None
        said = process.stderr.read()
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}: {said.decode()[-500:]}")
    return Run(time.perf_counter() - began, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def in_turn(commands: Mapping[str, Sequence[str]], runs: int) -> dict[str, list[Run]]:
    """Run each so many times, in turns (A B A B ...), so that a machine's moods meet all; the first is left out."""
    found: dict[str, list[Run]] = {name: [] for name in commands}
    for turn in range(runs + 1 if runs > 1 else 1):
        for name, command in commands.items():
            run = once(command)
            if turn or runs == 1:
                found[name].append(run)
    return found


def median(runs: Sequence[Run]) -> Run:
    """The medians of several runs."""
    return Run(*(statistics.median(getattr(run, name) for run in runs) for name in ("seconds", "processor", "memory")))


def ratios(ours: Sequence[Run], others: Sequence[Run]) -> tuple[float, float]:
    """The medians of the ratios turn by turn, on the clock and of the processor: below one, ours is faster."""
    pairs = list(zip(ours, others, strict=True))
    return (
        statistics.median(a.seconds / b.seconds for a, b in pairs),
        statistics.median(a.processor / b.processor for a, b in pairs),
    )


def table(title: str, head: Sequence[str], rows: Sequence[Sequence[str]], note: str = "") -> None:
    """Print a Markdown table."""
    print(f"\n### {title}\n")
    print("| " + " | ".join(head) + " |")
    print("|" + "---|" * len(head))
    for row in rows:
        print("| " + " | ".join(row) + " |")
    if note:
        print(f"\n{note}")
    print(flush=True)
