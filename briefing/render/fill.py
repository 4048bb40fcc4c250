"""Fill a Jinja template, and tell of its faults by line, with the names that there are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from briefing.errors import TemplateError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from briefing.render.sandbox import Sandbox

MAX_TEMPLATE: Final = 2_000_000
"""Bytes of a template's text: a hundred times the largest built-in one."""
_CODE: Final = "<template>"
"""The file name that Jinja gives to a template without one."""


def decoded(data: bytes, name: str) -> str:
    """A template's text. Raises TemplateError where it is not UTF-8, or too long."""
    if len(data) > MAX_TEMPLATE:
        raise TemplateError(f"The template {name!r} is larger than {MAX_TEMPLATE} bytes.", hint="Make it shorter.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise TemplateError(f"The template {name!r} is not UTF-8 text.", hint="Save it as UTF-8.") from error


def filled(source: str, name: str, fields: Mapping[str, Any], environment: Sandbox) -> str:
    """`source` filled with `fields`. Raises TemplateError, with the line, for whatever is wrong with it."""

    def work() -> str:
        return str(environment.from_string(source).render(fields))

    return guarded(work, name, environment, where=lambda line: f"line {line}")


def guarded(work: Callable[[], str], name: str, environment: Sandbox, *, where: Callable[[int], str]) -> str:
    """What `work` gives. Raises TemplateError for a fault of the template; `where` says in words where a line is."""
    from jinja2 import TemplateError as JinjaError
    from jinja2 import TemplateSyntaxError

    try:
        return work()
    except TemplateSyntaxError as error:
        raise _fault(name, where(error.lineno), error.message or "", environment) from error
    except RecursionError as error:
        raise TemplateError(f"The template {name!r} nests too deep, or calls itself without end.") from error
    # The sandbox stops most of these itself; Jinja hands on what Python says of the rest (sorting text and numbers).
    except (JinjaError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError) as error:
        line = _line(error)
        raise _fault(name, where(line) if line else "a place unknown", str(error), environment) from error


def _fault(name: str, place: str, message: str, environment: Sandbox) -> TemplateError:
    if message.startswith("No filter named"):
        known = ", ".join(sorted(one for one in environment.filters if not one.startswith("_")))
        hint = f"The filters are {known}."
    elif message.startswith("there is no field") and " here;" not in message:
        hint = f"The fields are {', '.join(sorted(environment.known))}; docs/templates.md says what each holds."
    else:
        hint = "docs/templates.md says what a template may do."
    return TemplateError(f"The template {name!r} has a fault in {place}: {message.rstrip('.')}.", hint=hint)


def _line(error: BaseException) -> int:
    """The template's line in which `error` arose, or 0: Jinja gives its frames the template's own lines."""
    found = 0
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == _CODE:
            found = trace.tb_lineno
        trace = trace.tb_next
    return found
