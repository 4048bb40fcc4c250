"""The command itself: help, version, quiet and loud, signals and pipes."""

from __future__ import annotations

import signal
import subprocess
from typing import TYPE_CHECKING

import pytest

from briefing import __version__

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run


def test_version(run: Run) -> None:
    assert run("--version").out.decode().split()[-1] == __version__


@pytest.mark.parametrize(
    "arguments", [[], ["make"], ["analyse"], ["rankers"]], ids=lambda names: " ".join(names) or "-"
)
def test_help(run: Run, arguments: list[str]) -> None:
    done = run(*arguments, "--help")
    assert done.code == 0
    shown = done.out.decode("ascii")
    assert shown.startswith("Usage: briefing")
    if arguments != ["rankers"]:
        assert "Examples:" in shown


def test_help_loads_nothing_heavy(run: Run) -> None:
    loaded = run("--help", env={"PYTHONPROFILEIMPORTTIME": "1"}).err
    heavy = ("numpy", "onnxruntime", "tokenizers", "docx", "jinja2", "sumy", "nltk", "rich", "charset_normalizer")
    found = {line.rsplit("|", 1)[-1].strip().split(".")[0] for line in loaded.splitlines()}
    assert "click" in found
    assert found.isdisjoint(heavy)


def test_no_arguments_show_the_help(run: Run) -> None:
    done = run()
    assert "Usage: briefing" in done.out.decode() + done.err
    assert done.code == 2
    assert run("make").code == 2
    assert run("mkae", "x").code == 2


def test_rankers_lists_the_default_first(run: Run) -> None:
    names = [line.split()[0] for line in run("rankers").out.decode().splitlines()]
    assert names[0] == "news"
    assert {"lexrank", "textrank", "lsa", "luhn", "kl", "sumbasic", "reduction", "edmundson", "random"} <= set(names)


def test_every_ranker_makes_a_briefing(run: Run, article: Path) -> None:
    for line in run("rankers").out.decode().splitlines():
        done = run("make", article, "--ranker", line.split()[0])
        assert (done.code, done.err) == (0, ""), line
        assert done.out


def test_verbose_and_quiet_before_or_after_the_command(run: Run, article: Path) -> None:
    assert "reading" in run("-v", "make", article).err
    assert "reading" in run("make", "-v", article).err
    assert "missing.txt" in run("make", "-q", article, "missing.txt").err
    assert run("-q", "make", article).err == ""


@pytest.mark.parametrize("arguments", [["analyse"], ["make"]], ids=lambda names: names[0])
def test_closed_pipe_is_quiet(
    command: list[str], environment: dict[str, str], article: Path, arguments: list[str]
) -> None:
    with subprocess.Popen(
        [*command, *arguments, article], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment
    ) as process:
        assert process.stdout is not None
        process.stdout.close()
        assert process.stderr is not None
        assert process.stderr.read() == b""
    assert process.returncode == 141


def test_interrupt(command: list[str], environment: dict[str, str]) -> None:
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen([*command, "make", "-v", "-"], env=environment, **pipes) as process:
        assert b"reading standard input" in process.stderr.readline()
        process.send_signal(signal.SIGINT)
        assert process.stderr.read().strip() == b"Interrupted."
    assert process.returncode == 130


def test_process_substitution(command: list[str], environment: dict[str, str], article: Path) -> None:
    line = f"{' '.join(command)} make <(cat {article}) -o -"
    done = subprocess.run(["bash", "-c", line], capture_output=True, env=environment, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout
