"""Where the parts are wired together: inputs through reading, analysis and composing to files."""

from __future__ import annotations

import logging
import os
import sys
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final, Protocol, TypeVar

from briefing import __version__
from briefing.counting import counted
from briefing.deliver.files import STDOUT, check, write
from briefing.errors import BriefingError, InputError, TemplateError, UsageError
from briefing.render import ENDINGS, filled_as, prepare, templates_by_format
from briefing.run.aside import aside_left_out
from briefing.run.dating import Dates
from briefing.run.engines import in_process, processes
from briefing.sources.clock import SystemClock
from briefing.sources.collect import read
from briefing.sources.desk import Desk, new_desk
from briefing.sources.files import expand
from briefing.sources.limits import Limits
from briefing.sources.links import is_address
from briefing.sources.names import STDIN, shown
from briefing.types import Analysis, Article, Briefing, Failure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from briefing.run.engines import Engine

log = logging.getLogger(__name__)

DEFAULT_RANKER: Final = "news"

Outcome = Analysis | Failure
Result = TypeVar("Result")


class Watch(Protocol):
    """Stands between the work and its user, to show how far it is."""

    def __call__(self, outcomes: Iterable[Result], total: int, /) -> Iterable[Result]:
        """The same outcomes, as they come; `total` is how many there will be."""
        ...


def unwatched(outcomes: Iterable[Result], _total: int, /) -> Iterable[Result]:
    """Shows nothing."""
    return outcomes


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What to make of which inputs. `format` is for outputs whose ending tells none; counts None mean the default.

    A template is a file, which fills the outputs of its own format, or the name of a built-in one, which fills all
    others; `figures` tells whether pictures are drawn, `allow_private` whether addresses in private networks and on
    this machine may be fetched.
    Articles from before `since` are left out; `published` is the date of those that bear none. `jobs` is the number of
    processes that analyse, None for one a core.
    """

    inputs: tuple[str, ...]
    outputs: tuple[str, ...] = (STDOUT,)
    format: str | None = None
    templates: tuple[str, ...] = ()
    title: str | None = None
    developments: int | None = None
    words: int | None = None
    ranker: str = DEFAULT_RANKER
    date: datetime | None = None
    watch: tuple[str, ...] = ()
    since: datetime | None = None
    published: datetime | None = None
    figures: bool = True
    allow_private: bool = False
    jobs: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What came of an order: the outputs written (none where no input could be used) and the inputs that failed.

    `aside` are inputs that this program had made itself, `older` is how many articles were left out as too old.
    """

    written: tuple[str, ...]
    failures: tuple[Failure, ...]
    aside: tuple[Failure, ...] = ()
    older: int = 0


def make(order: Order, *, watch: Watch = unwatched, desk: Desk | None = None, stdout: BinaryIO | None = None) -> Made:
    """One briefing of all inputs together, in every output that was ordered, read by the means of `desk`.

    Whatever can be known to be wrong with the order is raised before any work; nothing is written unless all outputs
    could be rendered. Raises UsageError, TemplateError, OutputError and ModelError; a bad input is a failure instead.
    """
    formats = _checked(order)
    desk = desk or desk_for(allow_private=order.allow_private)
    plan = expand(order.inputs, skip=[path for path in order.outputs if path != STDOUT])
    dates = Dates(published=order.published, since=order.since)
    engine = processes(order.jobs, meanwhile=partial(prepare, formats))
    articles = read_plan(plan, order.inputs, desk, dates=dates)
    found = list(watch(engine(articles, partial(analysed, ranker=order.ranker)), len(plan)))
    analyses, repeats = distinct([outcome for outcome in found if isinstance(outcome, Analysis)])
    failures = tuple(outcome for outcome in found if isinstance(outcome, Failure) and not outcome.aside)
    aside = tuple(outcome for outcome in found if isinstance(outcome, Failure) and outcome.aside)
    if not analyses:
        return Made(written=(), failures=failures, aside=aside, older=dates.older)
    briefing = _compose(analyses, failures, order, repeats)
    briefing = replace(briefing, left_out=(*briefing.left_out, *dates.left_out(), *aside_left_out(aside)))
    from briefing.render import begin, render

    if order.figures:
        begin(briefing, formats)
    templates = templates_by_format(order.templates)
    used = [analysis.article for analysis in analyses]
    rendered = {
        form: render(briefing, form, template=templates.get(filled_as(form)), articles=used, figures=order.figures).data
        for form in dict.fromkeys(formats)
    }
    for path, form in zip(order.outputs, formats, strict=True):
        write(path, rendered[form], stdout=stdout or sys.stdout.buffer)
    return Made(written=order.outputs, failures=failures, aside=aside, older=dates.older)


def records(
    inputs: Sequence[str],
    *,
    ranker: str = DEFAULT_RANKER,
    engine: Engine = in_process,
    watch: Watch = unwatched,
    allow_private: bool = False,
) -> Iterator[bytes | Failure]:
    """For each article, as it is done: its analysis and the briefing of it alone as one line of JSON, or its failure.

    Neither articles nor records are held, so memory does not grow with their number.
    """
    check_ranker(ranker)
    plan = expand(inputs)
    articles = read_plan(plan, inputs, desk_for(allow_private=allow_private))
    yield from watch(engine(articles, partial(recorded, ranker=ranker)), len(plan))


def desk_for(*, allow_private: bool) -> Desk:
    """The machine's own means; where SOURCE_DATE_EPOCH is set, whatever is fetched is said to be fetched then."""
    return new_desk(Limits(allow_private=allow_private), clock=SystemClock(briefing_date(None, os.environ)))


def check_ranker(name: str) -> None:
    """Raise UsageError, with the nearest name, where there is no such ranker."""
    names = tuple(name for name, _ in rankers())
    if name not in names:
        from difflib import get_close_matches

        near = get_close_matches(name, names, n=1)
        hint = f"Did you mean {near[0]!r}?" if near else f"There are: {', '.join(names)}."
        raise UsageError(f"There is no ranker {name!r}.", hint=hint)


def rankers() -> tuple[tuple[str, str], ...]:
    """The names that `ranker` may have, each with a line on what it does; the default first."""
    from briefing.analyse.salience import RANKERS

    return tuple(RANKERS.items())


def output_format(path: str, *, default: str | None = None) -> str:
    """The format of an output, by its ending; `default` (or Markdown) for standard output and for other endings.

    Raises UsageError where the ending tells nothing and there is no default.
    """
    found = ENDINGS.get(Path(path).suffix.lower(), default)
    if path == STDOUT:
        return found or "markdown"
    if found is None:
        hint = f"Use one of {', '.join(ENDINGS)}, or name the format with --format."
        raise UsageError(f"The format of {path!r} is not clear from its ending.", hint=hint)
    return found


def briefing_date(given: str | None, environment: Mapping[str, str]) -> datetime | None:
    """The date to print: `given` as YYYY-MM-DD, else SOURCE_DATE_EPOCH, else none: equal input gives equal bytes.

    Raises UsageError where either is no date.
    """
    if given:
        try:
            return datetime.strptime(given, "%Y-%m-%d").replace(tzinfo=UTC)
        except ValueError as error:
            raise UsageError(f"{given!r} is no date.", hint="Write it as YYYY-MM-DD, like 2026-01-31.") from error
    epoch = environment.get("SOURCE_DATE_EPOCH", "")
    if not epoch:
        return None
    try:
        return datetime.fromtimestamp(int(epoch), tz=UTC)
    except (ValueError, OverflowError, OSError) as error:
        hint = "It is a count of seconds since 1970 (date +%s); unset it to print no date."
        raise UsageError(f"SOURCE_DATE_EPOCH is {epoch!r}, which is no date.", hint=hint) from error


def _checked(order: Order) -> list[str]:
    """The format of each output, after every check that needs no work."""
    formats = [output_format(path, default=order.format) for path in order.outputs]
    if order.outputs.count(STDOUT) > 1:
        raise UsageError("Standard output ('-') can be written only once.")
    taken = {os.path.realpath(path): path for path in order.inputs if path != STDIN and not is_address(path)}
    for path in order.outputs:
        if path != STDOUT and os.path.realpath(path) in taken:
            raise UsageError(f"{path!r} is an input and would be overwritten.", hint="Give the briefing another name.")
    check_ranker(order.ranker)
    for form, template in templates_by_format(order.templates).items():
        if not isinstance(template, Path):
            continue
        if form not in map(filled_as, formats):
            message = f"The template {str(template)!r} is for {form}, which is not made."
            raise UsageError(message, hint="Leave it out, or name an output in that format.")
        if not template.is_file():
            raise TemplateError(f"The template {str(template)!r} does not exist.", hint="Check its path.")
    for path in order.outputs:
        check(path)
    if "pdf" in formats:
        from briefing.render.pdf import program

        program()
    return formats


def read_plan(
    plan: Iterable[str | Failure], named: Sequence[str], desk: Desk, *, dates: Dates | None = None
) -> Iterator[Article | Failure]:
    """The articles of the plan, each as it is read, and the failures; those too old for `dates` are dropped."""
    dates = dates or Dates()
    for item in plan:
        if isinstance(item, Failure):
            yield item
            continue
        log.info("reading %s", shown(item))
        for found in read(item, desk, named=item in named):
            taken = found if isinstance(found, Failure) else dates.take(found)
            if taken is not None:
                yield taken


def analysed(article: Article, ranker: str, *, formula: bool = False) -> Outcome:
    """The analysis, or the failure of this one article; a fault that would hit every article is raised.

    With `formula`, saliences tell all terms of the ranker's formula.
    """
    from briefing.reader import prepare as load_reader

    load_reader()
    from briefing.analyse.chain import analyse

    log.debug("analysing %s: %d characters", article.source, len(article.text))
    return _spared(article, lambda: analyse(article, ranker=ranker, formula=formula))


def recorded(article: Article, ranker: str) -> bytes | Failure:
    """The analysis of an article and the briefing of it alone, as one line of JSON; or its failure, as `analysed`."""
    outcome = analysed(article, ranker)
    return outcome if isinstance(outcome, Failure) else _spared(article, lambda: _record(outcome, ranker))


def _spared(article: Article, work: Callable[[], Result]) -> Result | Failure:
    try:
        return work()
    except InputError as error:
        return Failure(source=article.source, reason=str(error))
    except BriefingError:
        raise
    except Exception as error:
        log.info("%s failed", article.source, exc_info=True)
        name = type(error).__name__
        reason = f"{article.source} could not be analysed: an internal error ({name}). Run again with -v to see where."
        return Failure(source=article.source, reason=reason)


def distinct(analyses: Sequence[Analysis]) -> tuple[list[Analysis], int]:
    """The analyses without those whose article was there before, word for word; and how many those are."""
    by_id: dict[str, Analysis] = {}
    for analysis in analyses:
        by_id.setdefault(analysis.article.id, analysis)
    return list(by_id.values()), len(analyses) - len(by_id)


def _compose(analyses: Sequence[Analysis], failures: Sequence[Failure], order: Order, repeats: int = 0) -> Briefing:
    from briefing.compose import Profile, compose

    profile = Profile(
        title=order.title,
        developments=order.developments,
        words=order.words,
        ranker=order.ranker,
        date=order.date,
        watch=order.watch,
    )
    briefing = compose(analyses, failures, profile=profile)
    left_out = briefing.left_out
    if repeats:
        inputs = counted(repeats, "input was", "inputs were")
        left_out = (*left_out, f"{inputs} left out because the same text was there before.")
    return replace(briefing, left_out=left_out, version=__version__)


def _record(analysis: Analysis, ranker: str) -> bytes:
    from briefing.render.as_json import analysis_record, line

    return line(analysis_record(analysis, _compose([analysis], [], Order(inputs=(), ranker=ranker))))
