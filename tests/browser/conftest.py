"""A real server and a real browser: nothing of the app is replaced."""

import shutil
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Request, sync_playwright

from tests.browser.drawn import settle
from tests.ports import free_port

ROOT = Path(__file__).parents[2]


@contextmanager
def running_server() -> Iterator[str]:
    """Start the app as `make run` does, wait until it answers, and yield its address."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "app.py", "--server.port", str(port)],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.STDOUT,
    )
    try:
        address = f"http://127.0.0.1:{port}"
        while process.poll() is None:
            try:
                urllib.request.urlopen(f"{address}/_stcore/health", timeout=1).close()
                break
            except (URLError, OSError):
                continue
        assert process.poll() is None, "the server stopped"
        yield address
    finally:
        process.terminate()
        process.wait()


@pytest.fixture
def cold_server() -> Iterator[str]:
    """A server that no one has visited."""
    with running_server() as address:
        yield address


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """A server shared by the tests that need no fresh one."""
    with running_server() as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture
def visit(browser: Browser) -> Iterator[Callable[..., Page]]:
    """A function that opens an address as a visitor who has never been here: Streamlit keeps things in the browser, such
    as a drawer left open. No visit may ask another host for anything."""
    contexts, strangers = [], []

    def note(request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in ("data", "blob") and parts.hostname != "127.0.0.1":
            strangers.append(request.url)

    def open_address(address: str, width: int = 1440, height: int = 900, scheme: str = "light") -> Page:
        window = {"width": width, "height": height}
        context = browser.new_context(viewport=window, color_scheme=scheme, reduced_motion="reduce")
        contexts.append(context)
        context.set_default_timeout(60_000)
        context.on("request", note)
        page = context.new_page()
        page.goto(address)
        settle(page)
        return page

    yield open_address
    for context in contexts:
        context.close()
    assert not strangers
