"""What a made file says, as text that a person can read and compare: without manifest, pictures and package."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any

import docx

if TYPE_CHECKING:
    from collections.abc import Iterator


def opened(data: bytes) -> Any:
    return docx.Document(io.BytesIO(data))


def runs(paragraph: Any) -> str:
    parts = (
        f"{{{run.style.name}|{run.text}}}" if run.style.name != "Default Paragraph Font" else run.text
        for item in paragraph.iter_inner_content()
        for run in getattr(item, "runs", [item])
    )
    return "".join(parts)


def styled(data: bytes) -> Iterator[str]:
    """A line for each paragraph, `style: text`; for each row of a table, its cells likewise."""
    for block in opened(data).iter_inner_content():
        if hasattr(block, "rows"):
            yield f"table {block.style.name}"
            for row in block.rows:
                yield "  " + " | ".join(
                    f"{cell.paragraphs[0].style.name}: {runs(cell.paragraphs[0])}" for cell in row.cells
                )
        else:
            yield f"{block.style.name}: {runs(block)}"


def word(data: bytes) -> str:
    """A Word document as `styled` tells it."""
    return "\n".join(styled(data)) + "\n"


def markdown(data: bytes) -> str:
    """A Markdown file without the manifest at its end."""
    return data.decode("utf-8").split("\n<!-- briefing-manifest\n")[0]


def html(data: bytes) -> str:
    """An HTML page without its style sheet, the policy that names the sheet's digest, its pictures and its manifest."""
    text = data.decode("utf-8")
    text = re.sub(r"<style>.*?</style>", "<style/>", text, flags=re.DOTALL)
    text = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "<policy/>", text)
    text = re.sub(r"<svg\b.*?</svg>", "<svg/>", text, flags=re.DOTALL)
    return re.sub(r'<script type="application/[^>]*>.*?</script>', "<manifest/>", text, flags=re.DOTALL)
