"""The documents say what the command does."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click
import pytest

from briefing.cli.main import app
from briefing.render import ENDINGS
from briefing.sources.limits import MAX_TEXT

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def readme(root: Path) -> str:
    return (root / "README.md").read_text("utf-8")


def commands() -> dict[str, click.Command]:
    assert isinstance(app, click.Group)
    context = click.Context(app)
    return {name: command for name in app.list_commands(context) if (command := app.get_command(context, name))}


@pytest.mark.parametrize("name", sorted(commands()))
def test_every_command_is_documented(readme: str, name: str) -> None:
    assert f"briefing {name}" in readme


def test_every_documented_command_and_option_exists(readme: str) -> None:
    for name in re.findall(r"^(?:.*\| )?(?:\.venv/bin/)?briefing (\w+)", readme, re.MULTILINE):
        assert name in commands()
    every = [*commands().values()]
    every += [below for command in every if isinstance(command, click.Group) for below in command.commands.values()]
    options = {option for command in every for one in command.params for option in (*one.opts, *one.secondary_opts)}
    assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", readme)) <= options


def test_formats_and_limits(readme: str) -> None:
    for ending in (".md", ".docx", ".json"):
        assert ending in ENDINGS
        assert f"`{ending}`" in readme
    assert f"{MAX_TEXT / 1e6:g} MB" in readme


def test_links_lead_somewhere(root: Path) -> None:
    for document in (*root.glob("*.md"), *root.glob("docs/*.md")):
        for target in re.findall(r"\]\(([^)#:]+)\)", document.read_text("utf-8")):
            assert (document.parent / target).exists(), f"{document.name} links to {target}"


def test_no_document_or_module_names_a_place_of_one_machine(root: Path) -> None:
    places = re.compile(r"(?<![\w.])/(?:work|root|home)/")
    for folder in ("briefing", "docs", "training", "templates", ".ci"):
        for path in (root / folder).rglob("*"):
            if path.suffix in {".py", ".md", ".toml", ".txt", ".j2", ".sh", ""} and path.is_file():
                assert not places.search(path.read_text("utf-8", "replace")), path
