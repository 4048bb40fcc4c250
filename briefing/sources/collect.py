"""The way in: what a place (file, folder, pattern, "-", page or feed) holds now, as articles and failures.

`read` gives them one by one, for a command that was given the place; `collect` all at once with what a feed answered,
for a run that comes back.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from briefing.errors import InputError
from briefing.sources.article import Facts
from briefing.sources.contents import NAMES, articles_in
from briefing.sources.desk import Budget, Origin
from briefing.sources.files import expand, read_bytes
from briefing.sources.kinds import kind_of
from briefing.sources.links import is_address
from briefing.sources.names import shown
from briefing.sources.web import FetchError
from briefing.types import Article, Failure, Validators

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.sources.desk import Desk
    from briefing.sources.kinds import Kind
    from briefing.sources.web import Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Harvest:
    """What one place holds. `answered` tells that it could be read, were it to find nothing there.

    `validators` are to be kept with the articles, in one transaction, and handed in next time. They are None where
    there is nothing to keep, also where an article failed that may be there next time: the feed is then read anew.
    `unchanged` tells that the place has nothing newer than what its validators stand for.
    """

    articles: tuple[Article, ...] = ()
    failures: tuple[Failure, ...] = ()
    aside: tuple[Failure, ...] = ()
    """What was set aside as no article: no failures."""
    answered: bool = True
    unchanged: bool = False
    validators: Validators | None = None


def read(place: str, desk: Desk, *, named: bool = True) -> Iterator[Article | Failure]:
    """The articles at `place`, a single one (see `files.expand`), and a failure for each that could not be read.

    There is at least one of them, as a place that holds nothing is a failure, too; but for a feed all of whose entries
    another feed held as well. Links in a feed are followed only
    where its file was `named`, and not merely found in a folder.
    """
    nothing = True
    for found in _of_address(place, desk) if is_address(place) else _of_file(place, desk, named=named):
        nothing = False
        yield found
    if nothing and not desk.done:
        yield Failure(source=shown(place), reason=f"{shown(place)} is a feed without entries.")


def read_all(places: Sequence[str], desk: Desk) -> Iterator[Article | Failure]:
    """As `read`, for all that `places` stand for, in their order."""
    for one in expand(places, skip=desk.skip):
        if isinstance(one, Failure):
            yield one
        else:
            yield from read(one, desk, named=one in places)


def collect(place: str, desk: Desk, *, validators: Validators | None = None, feed: bool = False) -> Harvest:
    """All that `place` holds; a feed or page is asked only for what is newer than its `validators`.

    With `feed`, an address that answers with a web page has failed: what is asked for on each run must not turn into
    the text of a login or of an error page.
    """
    if is_address(place):
        return _asked(place, desk, validators, feed=feed)
    found = [
        found
        for one in expand([place], skip=desk.skip)
        for found in ([one] if isinstance(one, Failure) else _of_file(one, desk, named=one == place))
    ]
    return _harvest(found)


def _asked(address: str, desk: Desk, validators: Validators | None, *, feed: bool) -> Harvest:
    try:
        answer = desk.fetcher.fetch(address, validators=validators)
    except FetchError as error:
        failure = Failure(source=address, reason=str(error), passing=error.passing)
        return Harvest(failures=(failure,), answered=False)
    if answer.unchanged:
        return Harvest(unchanged=True, validators=answer.validators)
    kind = kind_of(answer.body)
    if feed and kind not in ("feed", "json"):
        reason = f"{shown(address)} answered with {NAMES[kind]}, and with no feed. {_hint(answer, kind)}"
        return Harvest(failures=(Failure(source=shown(address), reason=reason),), answered=False)
    harvest = _harvest(list(articles_in(answer.body, _origin(address, answer, desk), desk)))
    if any(failure.passing for failure in harvest.failures):
        return harvest
    return replace(harvest, validators=answer.validators)


def _hint(answer: Answer, kind: Kind) -> str:
    """What to name instead: the feed that a web page names, or the page itself."""
    from briefing.sources.formats.page import feed_named_in

    found = feed_named_in(answer.body, answer.address, charset=answer.charset) if kind == "html" else None
    return f"The page names this feed: {found}" if found else "Check its address in a browser; name a page as `page`."


def _harvest(found: list[Article | Failure]) -> Harvest:
    articles = tuple(one for one in found if isinstance(one, Article))
    failures = tuple(one for one in found if isinstance(one, Failure) and not one.aside)
    aside = tuple(one for one in found if isinstance(one, Failure) and one.aside)
    return Harvest(articles=articles, failures=failures, aside=aside, answered=bool(articles) or not failures)


def _of_address(address: str, desk: Desk) -> Iterator[Article | Failure]:
    try:
        answer = desk.fetcher.fetch(address)
    except FetchError as error:
        yield Failure(source=shown(address), reason=str(error), passing=error.passing)
        return
    yield from articles_in(answer.body, _origin(address, answer, desk), desk)


def _origin(address: str, answer: Answer, desk: Desk) -> Origin:
    return Origin(
        source=shown(address),
        budget=Budget(desk.limits.file_bytes),
        address=answer.address,
        charset=answer.charset,
        may_fetch=True,
        facts=Facts(retrieved=answer.retrieved),
    )


def _of_file(path: str, desk: Desk, *, named: bool) -> Iterator[Article | Failure]:
    source = shown(path)
    try:
        data = read_bytes(path, limit=desk.limits.file_bytes, stdin=desk.stdin)
    except InputError as error:
        yield Failure(source=source, reason=str(error))
        return
    yield from articles_in(data, Origin(source=source, budget=Budget(desk.limits.file_bytes), may_fetch=named), desk)
