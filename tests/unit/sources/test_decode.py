"""Bytes to text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.errors import InputError
from briefing.sources.decode import decode

PRINTED = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1)


@given(PRINTED.filter(lambda text: not text.lstrip().startswith(("<", "%PDF", "PK", "{\\rtf", "\ufeff"))))
def test_utf8_comes_back_unchanged(text: str) -> None:
    assert decode(text.encode("utf-8"), source="a.txt") == (text, ())
    assert decode(text.encode("utf-8-sig"), source="a.txt") == (text, ())


@given(PRINTED.filter(lambda text: not text.lstrip().startswith("<")), st.sampled_from(["utf-16", "utf-32"]))
def test_marked_encodings_come_back_unchanged(text: str, encoding: str) -> None:
    decoded, notes = decode(text.encode(encoding), source="a.txt")
    assert decoded == text
    assert notes[0].startswith(f"decoded as {encoding}")


@given(st.binary(max_size=300))
def test_any_bytes_give_text_or_an_input_error(data: bytes) -> None:
    fault = ""
    try:
        text, _ = decode(data, source="a.txt")
    except InputError as error:
        text, fault = "", str(error)
    assert "\0" not in text
    assert text.encode("utf-8") or not data.strip(b"\xef\xbb\xbf\xff\xfe\x00") or "a.txt" in fault


@pytest.mark.parametrize(
    ("data", "text", "note"),
    [
        ("It’s café".encode("cp1252"), "It’s café", "windows-1252"),
        ("“Yes” – no".encode("cp1252"), "“Yes” – no", "windows-1252"),
        ("It’s “café”".encode() + b" it\x92s", "It’s “café” it’s", "mixed encoding: UTF-8 with 1 stray character "),
        (b"\xef\xbb\xbf" + "It’s ".encode() + b"it\x92s \x93", "It’s it’s “", "2 stray characters"),
        ("“CAFÉ” is open.".encode("cp1252"), "“CAFÉ” is open.", "windows-1252"),
        (b"A line that is long enough to hold\x07 one bell, as damaged files do.", None, "1 control character in"),
    ],
)
def test_what_is_read_with_a_note(data: bytes, text: str | None, note: str) -> None:
    decoded, notes = decode(data, source="a.txt")
    assert note in "; ".join(notes)
    assert text is None or decoded == text


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"{\\rtf1", "RTF"),
        (b"a\0b", "NUL"),
        (b"\xff\xfea", "not valid utf-16-le"),
        (b"\x01\x02\x03", "binary"),
    ],
)
def test_what_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(InputError, match=message):
        decode(data, source="a.txt")
