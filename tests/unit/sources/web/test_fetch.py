"""Asking politely and in bounds, over a scripted site, with a clock that only moves when somebody waits."""

from __future__ import annotations

import gzip
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import TYPE_CHECKING, Any

import pytest

from briefing.sources.limits import Limits
from briefing.sources.web.addresses import checked, is_public
from briefing.sources.web.answer import FetchError, PrivateError
from briefing.sources.web.body import read_body
from briefing.sources.web.fetch import WebFetcher
from briefing.types import Validators

if TYPE_CHECKING:
    from types import ModuleType

START = datetime(2026, 3, 20, 6, 30, tzinfo=UTC)
LIMITS = Limits(allow_private=("news.example", "other.example"), seconds=5)


PRIVATE = (
    "0.0.0.0 10.1.2.3 100.64.0.1 127.9.9.9 169.254.169.254 172.16.0.1 192.168.1.1 224.0.0.1 255.255.255.255 :: ::1 "
    "fe80::1%eth0 fc00::1 fec0::1 ff02::1 ::ffff:10.0.0.1 2002:7f00:1:: 64:ff9b::7f00:1 2001:0:7f00:1:: nonsense"
)


class Clock:
    """Waits for nothing, and remembers for how long it was to wait."""

    def __init__(self) -> None:
        self.waits: list[float] = []

    def now(self) -> datetime:
        return START + timedelta(seconds=sum(self.waits))

    def monotonic(self) -> float:
        return sum(self.waits)

    def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)


class Names:
    """Every name is this machine, and it is remembered which were looked up."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.unknown: tuple[str, ...] = ()

    def __call__(self, host: str, _port: int) -> list[str]:
        self.asked.append(host)
        if host in self.unknown:
            raise OSError
        return ["127.0.0.1"]


class Net:
    """A fetcher and all that it is given."""

    def __init__(self, site: Any, limits: Limits = LIMITS) -> None:
        self.site = site
        self.clock = Clock()
        self.names = Names()
        self.fetcher = WebFetcher(limits, clock=self.clock, resolver=self.names, vary=lambda: 0.5)

    def get(self, path: str, host: str = "news.example", **known: str) -> Any:
        return self.fetcher.fetch(self.site.at(path, host=host), validators=Validators(**known))

    def fault(self, path: str, host: str = "news.example", **known: str) -> FetchError:
        with pytest.raises(FetchError) as caught:
            self.get(path, host, **known)
        return caught.value


@pytest.fixture
def net(site: Any) -> Net:
    return Net(site)


def test_a_pause_between_two_requests_to_a_host_and_none_between_hosts(net: Net, web: ModuleType) -> None:
    net.site.routes |= {"/a": web.reply("a"), "/b": web.reply("b")}
    assert net.get("/a").body == b"a"
    assert net.clock.waits == [1.0]  # robots.txt was the first request
    net.clock.waits.append(0.4)
    net.get("/b")
    assert net.clock.waits[2:] == [pytest.approx(0.6)]
    net.get("/b", "other.example")
    assert net.clock.waits[3:] == [1.0]
    assert net.site.paths() == ["/robots.txt", "/a", "/b", "/robots.txt", "/b"]


def test_the_site_may_ask_for_a_longer_pause(net: Net, web: ModuleType) -> None:
    net.site.routes |= {"/robots.txt": web.reply("User-agent: *\nCrawl-delay: 7\nDisallow: /no"), "/a": web.reply("a")}
    net.get("/a")
    assert net.clock.waits == [7.0]
    assert "robots.txt does not allow it" in net.fault("/no/1").message
    assert net.site.paths() == ["/robots.txt", "/a"]


@pytest.mark.parametrize(
    ("status", "reads", "passing"),
    [("404 None", True, False), ("401 No", True, False), ("500 Fault", False, True), ("429 Too Many", False, True)],
)
def test_a_robots_txt_that_is_not_there_allows_all_and_one_that_fails_allows_nothing(
    net: Net,
    web: ModuleType,
    status: str,
    reads: bool,
    passing: bool,
) -> None:
    net.site.routes |= {"/robots.txt": web.reply(status=status), "/a": web.reply("a")}
    if reads:
        assert net.get("/a").body == b"a"
    else:
        fault = net.fault("/a")
        assert "robots.txt cannot be read now" in fault.message
        assert fault.passing is passing


@pytest.mark.parametrize("status", ["429 Too Many", "503 Busy"])
@pytest.mark.parametrize("written", ["5", "date"])
def test_retry_after_is_kept_to(net: Net, web: ModuleType, status: str, written: str) -> None:
    when = format_datetime(START + timedelta(seconds=6), usegmt=True) if written == "date" else written
    busy = iter([web.reply(status=status, retry_after=when), web.reply("a")])
    net.site.routes["/a"] = lambda *_: next(busy)
    assert net.get("/a").body == b"a"
    assert net.clock.waits[-1] == pytest.approx(5.0)


def test_retry_after_beyond_the_limit_is_told_and_not_waited_for(net: Net, web: ModuleType) -> None:
    net.site.routes["/a"] = web.reply(status="429 Too Many", retry_after="3600")
    fault = net.fault("/a")
    assert "only in 3600 seconds" in fault.message
    assert fault.passing
    assert sum(net.clock.waits) < 3
    assert net.site.paths().count("/a") == 1


def test_what_may_pass_is_asked_three_times_with_growing_waits(net: Net, web: ModuleType) -> None:
    net.site.routes |= {"/a": web.reply(status="502 Bad"), "/b": web.reply(status="404 None")}
    assert net.fault("/a").passing
    assert net.site.paths().count("/a") == 3
    assert net.clock.waits[-2:] == [1.0, 2.0]
    assert not net.fault("/b").passing
    assert net.site.paths().count("/b") == 1


def test_a_host_that_answers_nothing_is_given_up(net: Net) -> None:
    net.site.routes |= dict.fromkeys(["/a", "/b", "/c", "/d"], lambda *_: b"\0")
    for path in ("/a", "/b", "/c"):
        assert "broke off" in net.fault(path).message
    assert "gave no whole answer to 3 addresses in a row" in net.fault("/d").message
    assert "/d" not in net.site.paths()


def test_the_time_of_a_run_ends(site: Any, web: ModuleType) -> None:
    net = Net(site, replace(LIMITS, run_seconds=10, longest_wait=20))
    net.site.routes |= {"/a": web.reply(status="503 Busy", retry_after="15")}
    assert "the 10 seconds for fetching in this run are over" in net.fault("/a").message
    assert sum(net.clock.waits) < 10


def test_validators_go_out_and_come_back(net: Net, web: ModuleType) -> None:
    day = "Fri, 20 Mar 2026 06:00:00 GMT"
    net.site.routes["/a"] = web.reply("a", etag='"1"', last_modified=day)
    assert net.get("/a").validators == Validators(etag='"1"', last_modified=day)
    net.site.routes["/a"] = web.reply(status="304 Not Modified")
    answer = net.get("/a", etag='"1"', last_modified=day)
    assert (answer.unchanged, answer.body, answer.validators.etag) == (True, b"", '"1"')
    asked = net.site.asked[-1].headers
    assert (asked["if-none-match"], asked["if-modified-since"]) == ('"1"', day)
    assert "HTTP status 304" in net.fault("/a").message  # who showed nothing cannot be told that it is unchanged


def test_only_permanent_redirects_are_remembered(net: Net, web: ModuleType) -> None:
    net.site.routes |= {"/a": web.moved("/b", "301 Moved"), "/b": web.moved("/c"), "/c": web.reply("c")}
    answer = net.get("/a")
    assert answer.address == net.site.at("/c", host="news.example")
    assert answer.validators.moved_to == net.site.at("/b", host="news.example")
    # Later the new place is asked at once, and the old one again where nothing is left there.
    place = net.site.at("/b", host="news.example")
    before = len(net.site.asked)
    assert net.get("/a", moved_to=place).body == b"c"
    assert net.site.paths()[before:] == ["/b", "/c"]
    net.site.routes |= {"/b": web.reply(status="410 Gone"), "/a": web.reply("a")}
    assert net.get("/a", moved_to=place, etag='"1"').body == b"a"
    assert "if-none-match" not in net.site.asked[-1].headers


def test_a_feed_that_moved_to_a_host_that_is_no_more_is_asked_for_where_it_was(net: Net, web: ModuleType) -> None:
    net.site.routes["/a"] = web.reply("a")
    net.names.unknown = ("sold.example",)
    assert net.get("/a", moved_to=net.site.at("/b", host="sold.example")).body == b"a"
    assert (
        "robots.txt was asked for first, and the host sold.example is not known"
        in net.fault("/", "sold.example").message
    )


@pytest.mark.parametrize(
    "to", ["http://inside.example:{port}/a", "http://127.0.0.1:{port}/a", "http://[::ffff:7f00:1]/"]
)
def test_each_redirect_is_checked_after_its_name_was_looked_up(site: Any, web: ModuleType, to: str) -> None:
    net = Net(site)
    net.site.routes |= {"/a": web.reply("a"), "/to": web.moved(to.format(port=site.port))}
    assert "lies inside a private network" in net.fault("/to").message
    assert "/a" not in net.site.paths()


def test_a_name_is_looked_up_once_a_request_so_that_no_second_answer_can_lead_elsewhere(
    net: Net, web: ModuleType
) -> None:
    net.site.routes["/a"] = web.reply("a")
    net.get("/a")
    assert net.names.asked == ["news.example", "news.example"]
    assert len(net.site.asked) == 2


@pytest.mark.parametrize("address", PRIVATE.split())
def test_private(address: str) -> None:
    assert not is_public(address)


def test_one_private_address_among_public_ones_is_enough_to_refuse() -> None:
    with pytest.raises(PrivateError, match=r"a\.example is 10\.0\.0\.1, which lies inside"):
        checked("a.example", 80, resolver=lambda *_: ["93.184.215.14", "10.0.0.1"], allow_private=False)
    found = checked("a.example", 80, resolver=lambda *_: ["10.0.0.1"], allow_private=["10.0.0.0/8"])
    assert found == ["10.0.0.1"]
    with pytest.raises(PrivateError):
        checked("a.example", 80, resolver=lambda *_: ["10.0.0.1"], allow_private=["10.1.0.0/16", "b.example"])


def test_a_body_is_unpacked_piece_by_piece_up_to_the_limit() -> None:
    data = gzip.compress(b"ab" * 50_000)
    pieces = [data[at : at + 7] for at in range(0, len(data), 7)]
    assert read_body(pieces, encoding="gzip", limit=100_000) == b"ab" * 50_000
    bomb = gzip.compress(b"0" * 50_000_000)
    with pytest.raises(FetchError, match=r"more than 0\.1 MB"):
        read_body(iter([bomb]), encoding="gzip", limit=100_000)
    with pytest.raises(FetchError, match="ends before its end"):
        read_body([data[:-20]], encoding="gzip", limit=100_000)
    assert read_body([data + b"rest"], encoding="x-gzip", limit=100_000) == b"ab" * 50_000
