"""The contrast of an HTML page's text, by its own style sheets, in light and in dark.

Selectors and values are read by cssselect2 and tinycss2. What is not looked at: pictures and gradients behind text,
colours that a browser makes (system colours, color-mix), and text that lies over something else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from briefing.render.access.barriers import Colour, contrast_barriers, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.render.access.barriers import Barrier
    from briefing.render.proof.package import Element

_WHITE: Final[Colour] = (1.0, 1.0, 1.0)
_BLACK: Final[Colour] = (0.0, 0.0, 0.0)
_LARGE: Final = frozenset({"h1"})
"""Elements whose text is 18 points or more, or 14 in bold, in every browser; a style sheet may make others so."""
_UNSEEN: Final = frozenset({"head", "script", "style", "template", "title", "noscript", "svg"})
_DEEPEST: Final = 8
"""Variables that are made of each other; a longer chain is a ring."""

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Look:
    """What an element takes over from the one around it; a colour that cannot be told is None."""

    ink: Colour | None = _BLACK
    paper: Colour | None = _WHITE
    variables: Values = field(default_factory=dict)


def contrasts(root: Element) -> Iterator[Barrier]:
    """One finding for each pair of colours that is too close, in the light scheme and in the dark one."""
    import cssselect2

    for scheme in ("light", "dark"):
        matcher = _matcher(root, scheme)
        seen: set[tuple[Colour, Colour]] = set()
        for element, look in _looks(cssselect2.ElementWrapper.from_html_root(root), matcher, _Look()):
            if look.ink is None or look.paper is None or (look.ink, look.paper) in seen:
                continue
            text = _own_text(element)
            if text:
                seen.add((look.ink, look.paper))
                where = " in the dark scheme" if scheme == "dark" else ""
                large = element.tag in _LARGE
                yield from contrast_barriers(look.ink, look.paper, quoted(text), large=large, where=where)


def _matcher(root: Element, scheme: str) -> Any:  # noqa: ANN401 - cssselect2 has no types
    """The page's rules for one scheme, on a screen."""
    import cssselect2
    import tinycss2

    matcher = cssselect2.Matcher()
    for sheet in root.iter("style"):
        rules = tinycss2.parse_stylesheet(sheet.text or "", skip_comments=True, skip_whitespace=True)
        for rule in _applying(rules, scheme):
            try:
                selectors = cssselect2.compile_selector_list(rule.prelude)
            except cssselect2.SelectorError:
                continue
            for selector in selectors:
                if selector.pseudo_element is None:
                    matcher.add_selector(selector, rule.content)
    return matcher


def _applying(rules: Iterable[Any], scheme: str) -> Iterator[Any]:
    """The style rules that hold on a screen in the scheme, those in @media included."""
    import tinycss2

    for rule in rules:
        if rule.type == "qualified-rule":
            yield rule
        elif rule.type == "at-rule" and rule.lower_at_keyword == "media" and rule.content is not None:
            query = tinycss2.serialize(rule.prelude).lower()
            asks = "dark" if "dark" in query else "light" if "prefers-color-scheme" in query else scheme
            if "print" not in query and "forced-colors" not in query and "contrast" not in query and asks == scheme:
                inner = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
                yield from _applying(inner, scheme)


def _looks(wrapped: Any, matcher: Any, around: _Look) -> Iterator[tuple[Element, _Look]]:  # noqa: ANN401
    element = wrapped.etree_element
    if element.tag in _UNSEEN or element.get("hidden") is not None:
        return
    values = _declared(element, [payload for *_, payload in matcher.match(wrapped)])
    variables = {**around.variables, **{name: value for name, value in values.items() if name.startswith("--")}}
    ink = _colour(values["color"], variables, around.ink) if "color" in values else around.ink
    paper = around.paper
    for name in ("background", "background-color"):
        if name in values:
            paper = _colour(values[name], variables, ink, behind=around.paper)
    look = _Look(ink, paper, variables)
    yield element, look
    for child in wrapped.iter_children():
        yield from _looks(child, matcher, look)


def _declared(element: Element, contents: Iterable[Any]) -> dict[str, Any]:
    """The values of an element's properties, later and more specific ones over earlier, important ones over all."""
    import tinycss2

    lists = [tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True) for content in contents]
    lists.append(tinycss2.parse_blocks_contents(element.get("style") or "", skip_comments=True, skip_whitespace=True))
    usual: dict[str, Any] = {}
    important: dict[str, Any] = {}
    for one in (item for items in lists for item in items if item.type == "declaration"):
        (important if one.important else usual)[one.name if one.name.startswith("--") else one.lower_name] = one.value
    return usual | important


def _colour(
    tokens: Iterable[Any], variables: Values, ink: Colour | None, *, behind: Colour | None = None
) -> Colour | None:
    """The first colour among the tokens, over what is `behind` it; None where a browser alone can tell it."""
    from tinycss2.color4 import parse_color

    unknown = False
    for token in _resolved(tokens, variables):
        if token.type == "ident" and token.lower_value in ("none", "transparent", "initial", "unset"):
            return behind
        if token.type == "ident" and token.lower_value in ("inherit", "currentcolor"):
            return ink
        colour = parse_color(token)
        if colour is not None and not isinstance(colour, str):
            try:
                red, green, blue, alpha = colour.to("srgb")
            except (NotImplementedError, ValueError):
                return None
            return _over((red, green, blue), alpha, behind)
        unknown = unknown or token.type in ("function", "ident", "url")
    return None if unknown else behind


def _over(colour: Colour, alpha: float, behind: Colour | None) -> Colour | None:
    if alpha >= 1:
        return colour
    if behind is None:
        return None
    red, green, blue = (alpha * top + (1 - alpha) * below for top, below in zip(colour, behind, strict=True))
    return red, green, blue


def _resolved(tokens: Iterable[Any], variables: Values, depth: int = 0) -> Iterator[Any]:
    """The tokens with each var(--name) replaced by what it stands for."""
    for token in tokens:
        if token.type == "function" and token.lower_name == "var" and depth < _DEEPEST:
            names = [one for one in token.arguments if one.type == "ident"]
            value = variables.get(names[0].value) if names else None
            if value is not None:
                yield from _resolved(value, variables, depth + 1)
            else:
                yield from _resolved(token.arguments[2:], variables, depth + 1)
        elif token.type not in ("whitespace", "comment"):
            yield token


def _own_text(element: Element) -> str:
    """The text that stands in the element itself."""
    parts = [element.text or "", *(child.tail or "" for child in element)]
    return " ".join("".join(parts).split())
