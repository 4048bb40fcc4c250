"""Jinja for templates that nobody has read: no files, no attributes of Python's, and a bound on all that they do.

What a template may write is checked when it is read (`check`), by kinds of tag: no include or import, no call but of
its own macros and `range`, no name with an underscore in front, no power. What it does is counted when it runs
(`Meter`): rounds of loops, calls, and characters made. So a template ends, or is refused, the same way everywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sized
from dataclasses import dataclass
from functools import wraps
from typing import Any, Final

from jinja2 import StrictUndefined, TemplateRuntimeError, TemplateSyntaxError, nodes, pass_context
from jinja2.compiler import CodeGenerator, Frame
from jinja2.filters import FILTERS
from jinja2.idtracking import VAR_LOAD_RESOLVE
from jinja2.runtime import Context, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import Joiner, Namespace, missing
from markupsafe import Markup

Escape = Callable[[str], str]

MAX_STEPS: Final = 1_000_000
"""Rounds of loops and items of filters: a hundred times what the built-in templates take; seconds at most."""
CALL: Final = 25
"""What a call of a macro counts in steps: it takes as long."""
MAX_SIZE: Final = 50_000_000
"""Characters printed or joined: the articles beside a briefing of fifty of the longest inputs."""
MAX_RANGE: Final = 10_000
MAX_NUMBER: Final = 10**12

ALLOWED_FILTERS: Final = (
    "abs",
    "capitalize",
    "count",
    "d",
    "default",
    "first",
    "groupby",
    "int",
    "last",
    "length",
    "list",
    "lower",
    "map",
    "max",
    "min",
    "reject",
    "rejectattr",
    "reverse",
    "round",
    "select",
    "selectattr",
    "sort",
    "sum",
    "title",
    "trim",
    "truncate",
    "unique",
    "upper",
    "wordcount",
)
"""Jinja's filters that neither write markup, nor choose at random, nor make much of little. `join` and `replace` are
our own, bounded."""

_ELSEWHERE: Final = (nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends, nodes.Block)
_ROUNDS: Final = "_rounds"
_JOINED: Final = "_joined"


class Missing(StrictUndefined):
    """A field that is not there: its message names those that are."""

    __slots__ = ()

    def __init__(self, hint: str | None = None, obj: Any = missing, name: Any = None, *rest: Any, **more: Any) -> None:  # noqa: ANN401 - as Jinja calls it
        if hint is None and isinstance(obj, Mapping):
            hint = f"there is no field {name!r} here; there are {', '.join(sorted(map(str, obj)))}"
        super().__init__(hint, obj, name, *rest, **more)


@dataclass(slots=True)
class Meter:
    """What one filling has done so far."""

    steps: int = 0
    size: int = 0

    def step(self, count: int = 1) -> None:
        """Raises TemplateRuntimeError where the template has done more than any briefing needs."""
        self.steps += count
        if self.steps > MAX_STEPS:
            raise TemplateRuntimeError(f"it does more than {MAX_STEPS} steps; a loop has too many rounds")

    def made(self, count: int) -> None:
        """Raises TemplateRuntimeError where the template has made more text than any briefing has."""
        self.size += count
        if self.size > MAX_SIZE:
            raise TemplateRuntimeError(f"it makes more than {MAX_SIZE} characters")


class _Tracking(CodeGenerator):
    """Makes a template's code, and notes the names that it takes from outside, as `jinja2.meta` does in a pass more."""

    def enter_frame(self, frame: Frame) -> None:
        """Note the names that are looked up in the fields and globals."""
        super().enter_frame(frame)
        if isinstance(self.environment, Sandbox):
            self.environment.undeclared.update(
                name for action, name in frame.symbols.loads.values() if action == VAR_LOAD_RESOLVE and name
            )


class Sandbox(ImmutableSandboxedEnvironment):
    """An environment whose templates are checked when they are read and counted when they run.

    `escaped` makes a text safe in the format that is written; what a template says itself is left as it is. `source` is
    the text of the template that was read last, to tell where in it a fault is.
    """

    code_generator_class = _Tracking
    intercepted_binops = frozenset({"+", "*", "**", "%"})

    def __init__(self, *, escaped: Escape, fields: Iterable[str], filters: Mapping[str, Callable[..., Any]]) -> None:
        super().__init__(
            autoescape=True,
            undefined=Missing,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            optimized=False,
        )
        self.known = frozenset(fields)
        self.undeclared: set[str] = set()
        self.meter = Meter()
        self.source = ""
        self.escaped = escaped
        self.finalize = pass_context(lambda _, value: self._printed(value))
        self.globals = {"range": self._range, "namespace": Namespace, "joiner": Joiner}
        own = {"join": self._join, "replace": self._replace, _ROUNDS: self._rounds, _JOINED: self._joined, **filters}
        self.filters = {name: self._metered(FILTERS[name]) for name in ALLOWED_FILTERS} | own

    def from_string(self, source: str | nodes.Template, *rest: Any, **more: Any) -> Any:  # noqa: ANN401 - as Jinja calls it
        """The template, checked. Raises TemplateSyntaxError, with the line, for what no template may do."""
        if isinstance(source, str):
            self.source = source
        tree = self.parse(source) if isinstance(source, str) else source
        self.undeclared.clear()
        template = super().from_string(check(tree, self), *rest, **more)
        _check_names(tree, self)
        return template

    def call(self, context: Context, called: Any, /, *args: Any, **options: Any) -> Any:  # noqa: ANN401 - as Jinja calls it
        """Calls a macro, and counts it."""
        self.meter.step(CALL)
        return super().call(context, called, *args, **options)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:  # noqa: ANN401 - any value
        """`left operator right`, where that stays small. Raises TemplateRuntimeError where it may not."""
        numbers = isinstance(left, (int, float)) and isinstance(right, (int, float))
        if not numbers and (operator != "+" or type(left) is not type(right)):
            raise TemplateRuntimeError(f"{operator!r} works on numbers only; join texts with ~")
        if isinstance(left, Sized):
            self.meter.made(len(left) + len(right))
        result = super().call_binop(context, operator, left, right)
        if numbers and abs(result) > MAX_NUMBER:
            raise TemplateRuntimeError("a number gets too large")
        return result

    def _printed(self, value: object) -> Markup:
        if isinstance(value, Undefined):
            str(value)  # raises, with the names that there are
        if isinstance(value, Markup):
            self.meter.made(len(value))
            return value
        if isinstance(value, (str, int, float)):
            self.meter.made(len(str(value)))
            # It is escaped for the format that is written, by the one function for that.
            return Markup(self.escaped(str(value)))  # noqa: S704
        if isinstance(value, Mapping):
            raise TemplateRuntimeError(f"a whole record is printed; name one of its fields: {', '.join(value)}")
        raise TemplateRuntimeError("what is printed is no text; go through a list with {% for %}")

    def _metered(self, function: Callable[..., Any]) -> Callable[..., Any]:
        place = 1 if hasattr(function, "jinja_pass_arg") else 0

        @wraps(function)
        def counted(*args: Any, **options: Any) -> Any:  # noqa: ANN401 - any filter
            self.meter.step(len(args[place]) if isinstance(args[place], Sized) else 1)
            return function(*args, **options)

        return counted

    def _rounds(self, items: Iterable[Any]) -> Iterable[Any]:
        """`items`, each counted as a round; what knows its length keeps it."""
        if isinstance(items, Sized):
            self.meter.step(len(items))
            return items
        return self._each(items)

    def _each(self, items: Iterable[Any]) -> Iterator[Any]:
        for item in items:
            self.meter.step()
            yield item

    def _joined(self, items: Iterable[Any], between: str = "") -> str:
        """The texts in one; what is bare text is escaped where any of them is markup already."""
        pieces = [item if isinstance(item, (str, Undefined)) else str(item) for item in self._rounds(items)]
        texts = [str(piece) if isinstance(piece, Undefined) else piece for piece in pieces]
        self.meter.made(sum(map(len, texts)) + len(between) * len(texts))
        if any(isinstance(text, Markup) for text in (*texts, between)):
            marked = [text if isinstance(text, Markup) else Markup(self.escaped(text)) for text in (*texts, between)]  # noqa: S704
            return marked[-1].join(marked[:-1])
        return between.join(texts)

    def _join(self, items: Iterable[Any], between: str = "", attribute: str | None = None) -> str:
        """Jinja's `join`, bounded."""
        return self._joined(items if attribute is None else [self.getitem(item, attribute) for item in items], between)

    def _replace(self, text: str, old: str, new: str) -> str:
        """Jinja's `replace`, bounded; in what is markup already, both texts are taken as it would show them."""
        if not old:
            raise TemplateRuntimeError("replace needs a text to replace")
        self.meter.made(len(text) + text.count(old) * len(new))
        if isinstance(text, Markup):
            return Markup(str(text).replace(self.escaped(old), self.escaped(new)))  # noqa: S704
        return text.replace(old, new)

    def _range(self, *bounds: int) -> range:
        made = range(*bounds)
        if len(made) > MAX_RANGE:
            raise TemplateRuntimeError(f"range is bounded to {MAX_RANGE} numbers")
        return made


def check(tree: nodes.Template, environment: Sandbox) -> nodes.Template:
    """`tree` with its loops counted. Raises TemplateSyntaxError, with the line, for what no template may do.

    Its names are known only when its code is made (`_check_names`).
    """
    for node in list(tree.find_all(nodes.Node)):
        _refuse(node)
        if isinstance(node, nodes.For):
            node.iter = _filtered(node.iter, _ROUNDS)
    _replace_joins(tree)
    tree.set_environment(environment)
    return tree


def _refuse(node: nodes.Node) -> None:
    name = node.attr if isinstance(node, nodes.Getattr) else None
    if isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const):
        name = node.arg.value
    if isinstance(name, str) and name.startswith("_"):
        raise TemplateSyntaxError(f"{name!r} is no field; names that begin with _ are Python's own", node.lineno)
    if isinstance(node, _ELSEWHERE):
        raise TemplateSyntaxError("a template stands alone; it can neither include nor extend another", node.lineno)
    if isinstance(node, nodes.Pow):
        raise TemplateSyntaxError("powers (**) are not calculated in a template", node.lineno)
    if isinstance(node, nodes.Call) and not _may_be_called(node.node):
        raise TemplateSyntaxError("only macros of its own, range, namespace, joiner and loop are called", node.lineno)


def _may_be_called(called: nodes.Expr) -> bool:
    if isinstance(called, nodes.Getattr):
        return isinstance(called.node, nodes.Name) and called.node.name == "loop"
    return isinstance(called, nodes.Name)


def _filtered(value: nodes.Node, name: str) -> nodes.Filter:
    return nodes.Filter(value, name, [], [], None, None, lineno=value.lineno)


def _replace_joins(node: nodes.Node) -> None:
    """Put the bounded filter in the place of each `~`, whose own code cannot be counted."""
    for name, value in node.iter_fields():
        many = isinstance(value, list)
        made = []
        for child in value if many else [value]:
            if isinstance(child, nodes.Node):
                _replace_joins(child)
            if isinstance(child, nodes.Concat):
                made.append(_filtered(nodes.List(child.nodes, lineno=child.lineno), _JOINED))
            else:
                made.append(child)
        setattr(node, name, made if many else made[0])


def _check_names(tree: nodes.Template, environment: Sandbox) -> None:
    unknown = environment.undeclared - environment.known - set(environment.globals)
    for node in tree.find_all(nodes.Name):
        if node.name in unknown:
            from difflib import get_close_matches

            near = get_close_matches(node.name, sorted(environment.known), n=1)
            guess = f"; did you mean {near[0]!r}?" if near else ""
            raise TemplateSyntaxError(f"there is no field {node.name!r}{guess}", node.lineno)
