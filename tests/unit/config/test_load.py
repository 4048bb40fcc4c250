"""Configurations: every mistake at once, each with its line and what would be right; values from the environment."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from briefing.config import Config, ConfigError, load
from briefing.config.mistakes import line_of
from briefing.config.starter import starter
from briefing.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from briefing.config import Loaded

RANKERS = ("news", "lede")
ENDINGS = (".md", ".docx")
LEAST = """
topic = "Morning"
[[sources]]
path = "news/"
[[outputs]]
path = "out.md"
"""


def loaded(folder: Path, text: str, name: str = "morning.toml", **environment: str) -> Loaded:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return load(path, environment=environment, rankers=RANKERS, endings=ENDINGS, template=template_fault)


def template_fault(_output: str, template: str, _place: str) -> str | None:
    return None if template == "bluf" else f"there is no template {template!r}"


def mistakes(folder: Path, text: str, **environment: str) -> list[str]:
    """What is told of the configuration, without the file's name."""
    with pytest.raises(ConfigError) as told:
        loaded(folder, text, **environment)
    assert told.value.exit_code == 2
    return [line.removeprefix(f"{folder / 'morning.toml'}:").strip() for line in told.value.lines()]


def test_the_least_that_is_needed(tmp_path: Path) -> None:
    config = loaded(tmp_path, LEAST).config
    assert (config.name, config.topic, config.watch, config.when_empty) == ("morning", "Morning", (), "nothing")
    assert config.limits.articles == 500


def test_every_mistake_is_told_at_once_with_its_line(tmp_path: Path) -> None:
    told = mistakes(
        tmp_path,
        """# A configuration with a mistake in nearly every line.
topic = 3
colour = "red"
wach = ["x"]
when_empty = "notes"
archive = "${NOT_SET}/a.sqlite3"

[[sources]]
path = "news/"
feed = "https://a.example/feed"

[[sources]]
feed = "ftp://x"

[[outputs]]
path = "out/{nme}.md"

[[outputs]]
path = "out/a.txt"

[[outputs]]
path = "-"

[[outputs]]
path = "out/b.md"
template = "gone"

[briefing]
developments = "five"
words = 0
ranker = "newz"

[limits]
articels = 3
""",
    )
    assert [re.sub(r"(there are name, topic).*", r"\1 ...", line) for line in told] == [
        "2: topic: must be text in quotation marks",
        "3: colour: there is no such key; there are name, topic ...",
        "4: wach: there is no such key; did you mean 'watch'?",
        "5: when_empty: 'notes' is not known; did you mean 'note'?",
        "6: archive: the environment variable NOT_SET is not set (nor NOT_SET_FILE)",
        "8: sources[1]: needs exactly one of path, feed and page",
        "13: sources[2].feed: must be an address that begins with http:// or https://",
        "16: outputs[1].path: holds {nme}; there are {name}, {number}, {date}, {time}",
        "19: outputs[2].path: '.txt' is none of the endings; there are .md, .docx",
        "22: outputs[3].path: must be a file: standard output cannot be completed after a crash",
        "26: outputs[4].template: there is no template 'gone'",
        "29: briefing.developments: must be a whole number, without quotation marks",
        "30: briefing.words: should be greater than or equal to 1",
        "31: briefing.ranker: 'newz' is none of the rankers; did you mean 'news'?",
        "34: limits.articels: there is no such key; did you mean 'articles'?",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ["1: outputs: is missing", "1: sources: is missing", "1: topic: is missing"]),
        ('topic = "x"\nsources = []\noutputs = []\n', ["2: sources: is empty", "3: outputs: is empty"]),
        (LEAST.replace('"Morning"', '""'), ["2: topic: is empty"]),
        (LEAST.replace("[[sources]]", "[sources]"), ["3: sources: must be a list in [square brackets]"]),
        ('topic = "x"\n[[sources]\n', ["2: no valid TOML: expected ']]' at the end of an array declaration"]),
        ('topic = "x\n', ["1: no valid TOML: illegal character '\\n'; is a quotation mark missing"]),
        ("topic = Morning\n", ["1: no valid TOML: invalid value; text stands in straight quotation marks"]),
        ("topic = “Morning”\n", ["1: no valid TOML: invalid value; text stands in straight quotation marks"]),
        ('topic = "x"\ntopic = "y"\n', ["2: no valid TOML: cannot overwrite a value; the key is there twice"]),
        ("a = " + "[" * 3000, ["is nested too deeply"]),
        (f'name = "a/b"{LEAST}', ["1: name: 'a/b' may hold only letters, digits, dots, dashes and underscores"]),
    ],
)
def test_mistakes_are_told_in_plain_words(tmp_path: Path, text: str, expected: list[str]) -> None:
    told = mistakes(tmp_path, text)
    assert len(told) == len(expected)
    assert all(line.startswith(start) for line, start in zip(told, expected, strict=True)), told


def test_values_come_from_the_environment_and_from_files(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("Sturm & Drang\n", encoding="utf-8")
    text = LEAST.replace('"Morning"', '"${DESK}: ${MOTTO}, $$5"')
    config = loaded(tmp_path, text, DESK="Night", MOTTO_FILE=str(secret)).config
    assert config.topic == "Night: Sturm & Drang, $5"


def test_what_the_environment_lacks_is_told(tmp_path: Path) -> None:
    text = LEAST.replace('"Morning"', '"${DESK} ${a b}"').replace('"news/"', '"${FOLDER}"')
    assert mistakes(tmp_path, text, FOLDER_FILE=str(tmp_path / "gone")) == [
        "2: topic: the environment variable DESK is not set (nor DESK_FILE)",
        "2: topic: ${a b} names no environment variable; write $$ for a dollar sign",
        (
            f"4: sources[1].path: the file '{tmp_path / 'gone'}' that FOLDER_FILE names cannot be read: "
            "No such file or directory"
        ),
    ]


def test_paths_are_those_of_the_files_folder(tmp_path: Path) -> None:
    made = loaded(tmp_path, LEAST)
    assert made.place("news/") == str(tmp_path / "news")
    assert made.place("/etc/x") == "/etc/x"


@pytest.mark.parametrize(
    ("file", "name"), [("morning.toml", "morning"), ("my week 12!.toml", "my-week-12"), ("…", "briefing")]
)
def test_the_name_is_the_files_where_none_is_given(tmp_path: Path, file: str, name: str) -> None:
    assert loaded(tmp_path, LEAST, name=file).config.name == name


@pytest.mark.parametrize(
    ("data", "message"),
    [(b"\xff\xfe", "not UTF-8"), (b"x" * 1_000_001, "too large"), (None, "There is no configuration")],
)
def test_a_file_that_cannot_be_read_is_told(tmp_path: Path, data: bytes | None, message: str) -> None:
    path = tmp_path / "morning.toml"
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(UsageError, match=message):
        load(path, environment={})
    with pytest.raises(UsageError, match="is a folder"):
        load(tmp_path, environment={})


def test_the_starter_is_right_and_names_every_key(tmp_path: Path) -> None:
    text = starter(topic='My "week" for $5', sources=["https://a.example/feed", "in/*.txt"])
    config = loaded(tmp_path, text).config
    assert config.topic == 'My "week" for $5'
    assert [source.place for source in config.sources] == ["https://a.example/feed", "in/*.txt"]
    for key in Config.model_fields:
        assert re.search(rf"^(?:# )?(?:{key} = |\[+{key}\b)", text, re.MULTILINE), key
    for section in ("briefing", "limits"):
        for key in Config.model_fields[section].annotation.model_fields:  # type: ignore[union-attr]
            assert re.search(rf"^(?:# )?{key} = ", text, re.MULTILINE), key


def test_the_commented_lines_of_the_starter_are_right_too(tmp_path: Path) -> None:
    text = re.sub(r"^# (?!feed|page|publisher)(?=\w+ = )", "", starter(), flags=re.MULTILINE)
    lines = [line for line in text.splitlines() if not line.startswith("# ")]
    kept = "\n".join(lines).partition("[fetch]")[0]
    config = loaded(tmp_path, re.sub(r'template = "[^"]*"', 'template = "bluf"', kept)).config
    assert config.watch == ("ceasefire", "Port Ellery")
    assert config.briefing.developments == 5


@pytest.mark.parametrize(
    ("where", "line"),
    [
        (("a",), 1),
        (("t", "b"), 4),
        (("t",), 3),
        (("l", 1, "c"), 10),
        (("l", 1), 9),
        (("l", 1, "gone"), 9),
        (("gone",), None),
    ],
)
def test_a_line_is_found_by_its_place(where: tuple[str | int, ...], line: int | None) -> None:
    text = 'a = 1\n\n[t]\nb = """\nx"""\n[[l]]\nc = 1\n# a comment\n[[l]]\nc = 2\n'
    assert line_of(text, where) == line


@pytest.mark.parametrize(
    ("where", "line"),
    [(("sources", 0, "path"), 2), (("sources", 1), 7), (("sources", 1, "path"), 8), (("sources", 2, "path"), 12)],
)
def test_a_line_is_found_where_other_tables_stand_between(where: tuple[str | int, ...], line: int) -> None:
    outputs = "[[outputs]]\npath = 'a.md'\n"
    text = f"[[sources]]\npath = 1\n{outputs}# more\n\n[[sources]]\npath = [\n  2,\n]\n[[sources]]\npath = 3\n{outputs}"
    assert line_of(text, where) == line
