"""The HTML briefing in a real browser: links there and back, keyboard, narrow screens, axe-core, hostile articles.

It takes Debian's chromium (`apt-get install chromium`), playwright (in the extra `dev`), and npm to fetch axe-core.
"""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from briefing.render import render
from briefing.render.resources import BUILT_IN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import ModuleType

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
MADE = Path(__file__).parents[1] / "unit" / "render" / "made.py"
HOSTILE = (
    "</mark><script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\"> \u202e&lt;b&gt; “q” "
)
WIDE = "w" * 400

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed (apt-get install chromium)")


@pytest.fixture(scope="module")
def made() -> ModuleType:
    spec = importlib.util.spec_from_file_location("made", MADE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    playwright = pytest.importorskip(
        "playwright.sync_api", reason="playwright is not installed (pip install -e .[dev])"
    )
    with playwright.sync_playwright() as driver:
        # As root, in a container, Chromium's own sandbox cannot start; the pages are ours.
        yield driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])


@pytest.fixture
def opened(browser: Any, tmp_path: Path) -> Callable[..., Any]:
    """Open a page's bytes as a file; whatever the browser complains of fails the test."""

    def opener(data: bytes, **settings: Any) -> Any:
        path = tmp_path / "page.html"
        path.write_bytes(data)
        page = browser.new_page(**settings)
        page.complaints = []
        page.on("console", lambda message: page.complaints.append(message.text))
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.on("request", lambda request: request.url.startswith("file:") or page.complaints.append(request.url))
        page.goto(path.as_uri())
        return page

    return opener


@pytest.fixture(scope="module")
def axe(tmp_path_factory: pytest.TempPathFactory) -> str:
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("npm is not installed (apt-get install npm)")
    folder = tmp_path_factory.mktemp("axe")
    command = [npm, "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(folder), "axe-core@4.10"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    if done.returncode != 0:
        pytest.skip(f"npm cannot fetch axe-core: {done.stderr.strip()[:200]}")
    return (folder / "node_modules" / "axe-core" / "axe.min.js").read_text("utf-8")


def page_of(made: ModuleType, template: str = "standard") -> bytes:
    return render(made.SEED_BRIEFING, "html", template=template, articles=[made.ARTICLE]).data


def test_a_line_leads_to_its_place_and_back(made: ModuleType, opened: Callable[..., Any]) -> None:
    page = opened(page_of(made), viewport={"width": 1400, "height": 700})
    page.click("#development_2 a.line")
    target = page.evaluate("location.hash")
    shown = page.evaluate(
        "name => { const box = document.querySelector(name + ' + mark').getBoundingClientRect();"
        " return [box.top >= 0 && box.top < innerHeight, document.querySelector(name + ' + mark').textContent]; }",
        target,
    )
    assert shown == [True, made.MACRON]
    page.click(f"{target} ~ a.back")
    assert page.evaluate("location.hash") == "#development_2"
    assert page.complaints == []


@pytest.mark.parametrize("template", BUILT_IN)
def test_every_link_within_the_page_leads_somewhere(
    made: ModuleType, opened: Callable[..., Any], template: str
) -> None:
    page = opened(page_of(made, template))
    lost = page.evaluate(
        "[...document.querySelectorAll('a[href^=\"#\"]')].filter(a => !document.getElementById(a.hash.slice(1)))"
        ".map(a => a.outerHTML)"
    )
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map(one => one.id)")
    assert lost == []
    assert len(ids) == len(set(ids))


def test_the_keyboard_reaches_every_line_and_scrolls_the_article(made: ModuleType, opened: Callable[..., Any]) -> None:
    page = opened(page_of(made), viewport={"width": 1400, "height": 500})
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent").startswith("Russian President")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#place_1"
    page.focus("aside")
    before = page.evaluate("document.querySelector('aside').scrollTop")
    page.keyboard.press("End")
    page.wait_for_function("before => document.querySelector('aside').scrollTop > before", arg=before)


@pytest.mark.parametrize("template", BUILT_IN)
def test_a_narrow_screen_scrolls_one_way(made: ModuleType, opened: Callable[..., Any], template: str) -> None:
    briefing = made.hostile(WIDE)
    for data in (page_of(made, template), render(briefing, "html", template=template).data):
        page = opened(data, viewport={"width": 320, "height": 640})
        assert page.evaluate("document.documentElement.scrollWidth") == 320


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("template", BUILT_IN)
def test_axe_finds_nothing(made: ModuleType, opened: Callable[..., Any], axe: str, template: str, scheme: str) -> None:
    page = opened(
        page_of(made, template), color_scheme=scheme, bypass_csp=True, viewport={"width": 1400, "height": 900}
    )
    page.evaluate(axe)
    found = page.evaluate("axe.run(document).then(result => result.violations)")
    assert [(one["id"], one["impact"], [node["html"] for node in one["nodes"]]) for one in found] == []


@pytest.mark.parametrize("template", BUILT_IN)
def test_an_article_can_put_nothing_into_the_page(made: ModuleType, opened: Callable[..., Any], template: str) -> None:
    briefing, article = made.hostile(HOSTILE), made.article_of(HOSTILE)
    page = opened(render(briefing, "html", template=template, articles=[article]).data)
    assert page.title() != "owned"
    assert page.evaluate("document.querySelectorAll('img, script:not([type=\"application/json\"])').length") == 0
    assert page.evaluate("document.querySelector('mark').textContent.trim()") == HOSTILE.strip()
    assert page.complaints == []


def test_the_policy_stops_what_a_template_lets_in(made: ModuleType, opened: Callable[..., Any], tmp_path: Path) -> None:
    own = tmp_path / "own.html.j2"
    own.write_text("<html><head><title>t</title></head><body><script>document.title='owned'</script></body></html>")
    page = opened(render(made.SEED_BRIEFING, "html", template=own).data)
    assert page.title() == "t"
    assert any("Content Security Policy" in one for one in page.complaints)


def test_it_reads_without_script_and_prints_the_briefing_alone(made: ModuleType, opened: Callable[..., Any]) -> None:
    page = opened(page_of(made), java_script_enabled=False)
    page.emulate_media(media="print")
    assert page.locator("aside").is_visible() is False
    assert page.locator("#positions").is_visible()
    assert page.pdf().startswith(b"%PDF")
