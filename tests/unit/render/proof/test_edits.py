"""Edits made by hand in Word are told as edits, line by line."""

from __future__ import annotations

import copy
import io
from typing import TYPE_CHECKING, Any

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from briefing.render import render

if TYPE_CHECKING:
    from types import ModuleType

    from conftest import Check


@pytest.fixture
def document(made: ModuleType) -> Any:
    return docx.Document(io.BytesIO(render(made.SEED_BRIEFING, "docx").data))


def saved(document: Any) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def paragraph(document: Any, words: str) -> Any:
    return next(one for one in document.paragraphs if words in one.text)


def test_saving_anew_is_no_edit(document: Any, check: Check) -> None:
    report = check(saved(document))
    assert (report.proven, report.findings) == (15, ())


def test_a_line_whose_runs_word_has_split_is_no_edit(document: Any, check: Check) -> None:
    for one in document.paragraphs:
        for run in list(one.runs):
            for letter in reversed(run.text[1:]):
                twin = copy.deepcopy(run._r)
                twin.find(qn("w:t")).text = letter
                run._r.addnext(twin)
            run.text = run.text[:1]
    report = check(saved(document))
    assert (report.proven, report.findings) == (15, ())


def test_a_changed_word_is_told_with_what_was_and_what_is(document: Any, check: Check) -> None:
    run = paragraph(document, "has dismissed Western").runs[0]
    run.text = run.text.replace("dismissed", "welcomed")
    report = check(saved(document))
    (finding,) = report.findings
    assert (finding.kind, report.proven) == ("changed", 14)
    assert "dismissed" in finding.was
    assert "welcomed" in finding.now
    assert "Key developments" in finding.place
    assert finding.wrong
    assert (finding.wrong.expected, finding.wrong.found) == ("d", "w")


def test_a_changed_actor_or_heading_is_told_though_the_words_are_proven(document: Any, check: Check) -> None:
    cell = document.tables[0].rows[1].cells[0].paragraphs[0]
    cell.runs[0].text = "Vladimir Medinsky"
    paragraph(document, "Open questions").runs[0].text = "Answers"
    report = check(saved(document))
    assert [finding.kind for finding in report.findings] == ["changed", "added", "removed"]
    assert report.proven == 15


def test_quotation_marks_that_word_corrects_are_called_so(document: Any, check: Check) -> None:
    run = paragraph(document, "reassurance force” to").runs[0]
    run.text = run.text.replace("“", '"').replace("”", '"')
    (finding,) = check(saved(document)).findings
    assert "AutoCorrect" in finding.message


def test_rows_in_another_order_are_told_as_moved(document: Any, check: Check) -> None:
    rows = document.tables[0]._tbl.tr_lst
    rows[-1].addnext(rows[2])
    report = check(saved(document))
    (finding,) = report.findings
    assert (finding.kind, report.proven) == ("moved", 15)
    assert "I do not see much point" in finding.now


def test_statements_swapped_between_actors_are_edits(document: Any, check: Check) -> None:
    rows = document.tables[0].rows
    one, two = rows[1].cells[2].paragraphs[0]._p, rows[4].cells[2].paragraphs[0]._p
    spot = two.getparent()
    one.getparent().append(two)
    spot.append(one)
    assert [finding.kind for finding in check(saved(document)).findings].count("changed") == 2


def test_lines_added_and_taken_out_are_told(document: Any, check: Check) -> None:
    gone = paragraph(document, "While Ukraine hailed")
    gone.insert_paragraph_before("The council met on Monday and decided nothing at all.")
    gone._p.getparent().remove(gone._p)
    report = check(saved(document))
    assert [finding.kind for finding in report.findings] == ["added", "removed"]
    assert report.proven == 14


def test_tracked_changes_are_read_as_accepted_and_named(document: Any, check: Check) -> None:
    run = paragraph(document, "has dismissed Western").runs[0]._r
    words = run.find(qn("w:t"))
    before, after = words.text.split("dismissed", 1)
    words.text = before
    parts = (("w:del", "w:delText", "dismissed"), ("w:ins", "w:t", "praised"))
    for tag, text_tag, text in reversed(parts):
        change, inner, inner_text = OxmlElement(tag), OxmlElement("w:r"), OxmlElement(text_tag)
        change.set(qn("w:author"), "Anna")
        inner_text.text = text
        inner.append(inner_text)
        change.append(inner)
        run.addnext(change)
    rest = copy.deepcopy(run)
    rest.find(qn("w:t")).text = after
    run.getnext().getnext().addnext(rest)
    report = check(saved(document))
    (finding,) = report.findings
    assert "praised Western" in finding.now
    assert finding.tracked == (
        "deleted “dismissed” by Anna, as a tracked change",
        "inserted “praised” by Anna, as a tracked change",
    )
    assert report.notes


def test_words_made_hidden_are_gone(document: Any, check: Check) -> None:
    paragraph(document, "While Ukraine hailed").runs[0].font.hidden = True
    assert check(saved(document)).findings
