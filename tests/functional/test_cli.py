"""The command itself: help, version, quiet and loud, signals and pipes."""

from __future__ import annotations

import shlex
import signal
import subprocess
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from briefing import __version__, cli
from briefing.analyse.salience import RANKERS
from briefing.cli.main import COMMANDS

if TYPE_CHECKING:
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


HEAVY = {
    *("numpy", "onnxruntime", "tokenizers", "sumy", "nltk", "rensa", "spacy", "dask", "distributed"),
    *("docx", "docxtpl", "jinja2", "markdown_it", "resvg_py", "lxml", "pypdf"),
    *("httpx", "httpcore", "ssl", "feedparser", "trafilatura", "protego", "py3langid", "charset_normalizer", "rich"),
}


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("--help", 0),
        ("make --help", 0),
        ("mkae", 2),
        ("make missing.txt", 3),
        ("make missing.txt -o briefing.xyz", 2),
        ("make missing.txt --ranker nwes", 2),
        ("make missing.txt -o missing/briefing.docx", 3),
        ("make missing.txt -t missing.docx -o briefing.docx", 2),
        ("analyse missing.txt", 3),
        ("run missing.toml", 2),
        ("archive list --archive missing.db", 3),
        ("verify missing.docx", 2),
        ("templates list", 0),
        ("rankers", 0),
    ],
)
def test_help_and_faults_load_nothing_heavy(run: Run, line: str, code: int) -> None:
    done = run(*line.split(), env={"PYTHONPROFILEIMPORTTIME": "1"})
    found = {line.rsplit("|", 1)[-1].strip().split(".")[0] for line in done.err.splitlines()}
    assert done.code == code
    assert "click" in found
    assert found.isdisjoint(HEAVY)
    if line.startswith(("make", "analyse")):
        assert "pydantic" not in found, "only a configuration needs it"


def test_every_command_has_a_line_in_the_help() -> None:
    modules = {path.stem for path in Path(cli.__file__).parent.glob("*.py")}
    commands = {name for name in modules if hasattr(import_module(f"briefing.cli.{name}"), "command")}
    assert commands == set(COMMANDS)


def test_the_help_keeps_no_silence_about_mail(run: Run) -> None:
    said = " ".join(run("--help").out.decode().split())
    assert "mail goes only to whom you name" in said
    assert "nothing is sent" not in said


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


@pytest.mark.parametrize("name", RANKERS)
def test_every_ranker_makes_a_briefing(run: Run, article: Path, name: str) -> None:
    done = run("make", article, "--ranker", name)
    assert (done.code, done.err) == (0, "")
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
    # A suite that is run in the background ignores interrupts, and what it starts would do so too.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    process = subprocess.Popen([*command, "make", "-v", "-"], env=environment, **pipes)
    signal.signal(signal.SIGINT, before)
    with process:
        assert b"reading standard input" in process.stderr.readline()
        process.send_signal(signal.SIGINT)
        assert process.stderr.read().strip() == b"Interrupted."
    assert process.returncode == 130


def test_process_substitution(command: list[str], environment: dict[str, str], article: Path) -> None:
    line = f"{shlex.join(command)} make <(cat {shlex.quote(str(article))}) -o -"
    done = subprocess.run(["bash", "-c", line], capture_output=True, env=environment, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("mke", "Did you mean 'make'?"),
        ("ferry.txt", "briefing make ferry.txt"),
        ("qqqq", "There is no command 'qqqq'.\n"),
    ],
)
@pytest.mark.usefixtures("article")
def test_what_is_no_command_is_told_with_what_is_meant(run: Run, name: str, hint: str) -> None:
    done = run(name)
    assert (done.code, done.out, hint in done.err) == (2, b"", True)
