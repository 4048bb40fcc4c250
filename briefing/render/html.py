"""One self-contained HTML file by Jinja2, in the sandbox: no script, nothing from elsewhere, and a policy for that."""

from __future__ import annotations

import base64
import hashlib
import re
from typing import TYPE_CHECKING, Any, Final

from briefing.errors import TemplateError
from briefing.render.context import context
from briefing.render.escape import html, unbroken
from briefing.render.fill import decoded, filled
from briefing.render.marked import marked, places
from briefing.render.resources import Template, read_template

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from markupsafe import Markup

    from briefing.types import Article, Briefing

_HEAD: Final = re.compile(r"<head(?:\s[^>]*)?>", re.IGNORECASE)
_STYLE: Final = re.compile(r"<style(?:\s[^>]*)?>(.*?)</style\s*>", re.IGNORECASE | re.DOTALL)


def render_html(
    briefing: Briefing, template: Template = None, *, articles: Sequence[Article] = (), figures: bool = True
) -> bytes:
    """`briefing` in HTML, UTF-8, with `articles` beside it. Raises TemplateError for a template with a fault."""
    from briefing.render.sandbox import Sandbox

    name, data = read_template(template, "html")
    used = _in_order(briefing, articles)
    fields: dict[str, Any] = dict(context(briefing, used))
    fields["articles"] = _articles(briefing, used)
    fields["figures"] = _figures(briefing) if figures else ()
    environment = Sandbox(escaped=lambda text: html(unbroken(text)), fields=fields, filters={"links": _links})
    text = _with_articles(filled(decoded(data, name), name, fields, environment), briefing, used)
    return guarded_page(text.replace("\r\n", "\n").strip("\n") + "\n", name).encode("utf-8")


def _with_articles(page: str, briefing: Briefing, articles: Sequence[Article]) -> str:
    """`page` with each article in its place: what the lines on this page were taken from is marked in it.

    A short template shows only some of the lines; one that gives no line its `anchor` has all of them marked, with no
    way back.
    """
    found = places(briefing, articles)
    shown_lines = {place.line for place in found if f'id="{place.line}"' in page}
    if shown_lines:
        found = tuple(place for place in found if place.line in shown_lines)
    for number, article in enumerate(articles):
        slot = _slot(number)
        if slot in page:
            page = page.replace(slot, marked(article, found, back=bool(shown_lines)))
    return page


def _slot(number: int) -> str:
    """Stands for an article until it is known which lines the page shows; no article's text can hold a bare "<"."""
    return f"<!-- briefing: article {number} -->"


def guarded_page(page: str, name: str) -> str:
    """`page` with a Content-Security-Policy that lets in its own style sheets and nothing else, whatever it says.

    Raises TemplateError where there is no head to put it into.
    """
    head = _HEAD.search(page)
    if head is None:
        raise TemplateError(
            f"The template {name!r} has no <head>.", hint="Start from a whole page (briefing templates new standard)."
        )
    sheets = [f"'sha256-{_digest(one)}'" for one in dict.fromkeys(_STYLE.findall(page))] or ["'none'"]
    policy = f"default-src 'none'; style-src {' '.join(sheets)}; img-src data:; base-uri 'none'; form-action 'none'"
    meta = f'\n<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="{policy}">'
    return page[: head.end()] + meta + page[head.end() :]


def _digest(sheet: str) -> str:
    return base64.b64encode(hashlib.sha256(sheet.encode("utf-8")).digest()).decode("ascii")


def _in_order(briefing: Briefing, articles: Sequence[Article]) -> tuple[Article, ...]:
    """The articles that the sources list names, in its order."""
    by_id = {article.id: article for article in articles}
    return tuple(by_id[entry.article_id] for entry in briefing.sources if entry.article_id in by_id)


def _articles(briefing: Briefing, articles: Sequence[Article]) -> tuple[Mapping[str, Any], ...]:

    from markupsafe import Markup

    from briefing.render.escape import shown

    entries = {entry.article_id: entry for entry in briefing.sources}
    return tuple(
        {
            "number": str(entries[article.id].number),
            "anchor": f"article_{entries[article.id].number}",
            "title": shown(entries[article.id].title) or shown(article.source),
            # Named as what `briefing verify` proves against its source.
            "marked": Markup(f'<div data-briefing-source="{entries[article.id].number}">\n{_slot(number)}\n</div>'),  # noqa: S704
        }
        for number, article in enumerate(articles)
    )


def _figures(briefing: Briefing) -> tuple[Mapping[str, Any], ...]:
    from markupsafe import Markup

    from briefing.render.figures import figures

    return tuple(
        # An SVG of ours, whose texts its writer escaped.
        {"title": figure.title, "alt": figure.alt, "picture": Markup(figure.svg)}  # noqa: S704
        for figure in figures(briefing)
    )


def _links(references: Iterable[Mapping[str, str]]) -> Markup:
    """The references of a line, each a link to its source whose name makes sense alone."""
    from markupsafe import Markup

    link = Markup('&nbsp;<a class="reference" href="#{}" aria-label="Source {}: {}">[{}]</a>')
    return Markup("").join(link.format(one["anchor"], one["number"], one["title"], one["number"]) for one in references)
