"""Time, traffic and memory of the dashboard, as ratios to the floor that was measured beside it.

`python -m tests.bench` measures the served app in Chromium, `python -m tests.bench queries` the queries alone.
Times are taken inside the page, from the release of the pointer to the first frame after the change was drawn.
"""

import argparse
import contextlib
import math
import os
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pandas as pd
from playwright.sync_api import Browser, Page, WebSocket, sync_playwright

from data.ally import enough, evidence
from data.lenses import Question, lens_scores
from data.load import load
from data.query import FIRST_YEAR, TONES, Filters, count_by, last_year, select, summarise_partners
from data.stability import WEIGHTINGS, rank_stability, resampled_scores
from tests.ports import free_port

ROOT = Path(__file__).parents[2]
MITRA = ["app.py"]
FLOOR = ["-m", "streamlit", "run", "tests/bench/floor_app.py"]
RUNS = 5
REPEATS = 3
VISITORS = 20
PRESETS = ["Economy first", "Security first", "Diplomacy first"]
CATEGORIES = [("Defence", "defence"), ("Diplomacy", "diplomacy"), ("Trade and economy", "economy")]
QUERY_ROWS = (500, 10_000, 1_000_000)

PROBE = """
(() => {
  const TIMEOUT = 30000, WORLD = 1000;
  const seen = new WeakSet();
  const bench = (window.bench = { plot: null, world: 0, check: () => {} });
  const record = (plot) => {
    if (plot !== document.querySelector(".js-plotly-plot")) return;
    bench.plot = { plot, ids: plot.data.map(({ customdata }) => `${customdata?.length}:${customdata}`).join() };
    bench.check();
  };
  const watch = () => {
    for (const plot of document.querySelectorAll(".js-plotly-plot"))
      if (plot.on && !seen.has(plot)) {
        seen.add(plot);
        plot.on("plotly_afterplot", () => record(plot));
        if (plot.querySelector(".points *")) record(plot);
      }
    bench.check();
  };
  for (const name of ["pushState", "replaceState"]) {
    const original = history[name];
    history[name] = function (...args) { original.apply(this, args); bench.check(); };
  }
  for (const name of ["drawElements", "drawElementsInstanced"]) {
    const original = WebGL2RenderingContext.prototype[name];
    WebGL2RenderingContext.prototype[name] = function (...args) {
      original.apply(this, args);
      if (args[1] > WORLD) { bench.world = performance.now(); bench.check(); }
    };
  }
  const card = () => document.querySelector(".st-key-card-buttons") && document.querySelector("h3")?.textContent;
  const conditions = {
    chart: ({ plot }) => bench.plot && (bench.plot.plot !== plot?.plot || bench.plot.ids !== plot.ids),
    world: ({ start }) => bench.world > start,
    card: (before) => card() && card() !== before.card && location.search.includes("event="),
  };
  const until = (isDone) => new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error("never drawn")), TIMEOUT);
    bench.check = () => {
      if (!isDone()) return;
      bench.check = () => {};
      requestAnimationFrame(() => resolve(performance.now()));
    };
    bench.check();
  });
  bench.first = () => until(() => bench.plot).then((now) => performance.timeOrigin + now);
  bench.expect = (condition) => {
    const before = { plot: bench.plot, card: card(), start: Infinity };
    addEventListener("pointerup", (event) => { before.start = event.timeStamp; }, { capture: true, once: true });
    const isDone = () => before.start < Infinity && conditions[condition](before);
    bench.result = until(isDone).then((now) => now - before.start);
    bench.result.catch(() => {});
  };
  bench.marks = () => [...document.querySelectorAll(".js-plotly-plot .scatterlayer .trace")]
    .map((trace) => [...trace.querySelectorAll(".points path")])
    .find((paths) => paths.length)
    .map((path) => path.getBoundingClientRect())
    .map(({ x, y, width, height }) => [x + width / 2, y + height / 2]);
  new MutationObserver(watch).observe(document, { childList: true, subtree: true });
})();
"""

Samples = dict[str, list[float]]
Action = Callable[[Page], None]


@dataclass(frozen=True)
class Line:
    """A line of the report: what Mitra's samples are set against, and what is aimed at."""

    name: str
    unit: str
    floor: str
    ratio_aim: float | None = None
    value_aim: float | None = None


@dataclass(frozen=True)
class Step:
    """One action of a visitor: what is done, and what has to be drawn after it."""

    name: str
    condition: str
    act: Action


@dataclass
class Visit:
    """A page in its own browser context, with the sizes of the frames that its websocket received."""

    page: Page
    frames: list[int] = field(default_factory=list)
    sockets: list[WebSocket] = field(default_factory=list)

    def is_connected(self) -> bool:
        """Return whether a websocket to the server is open."""
        return any(not opened.is_closed() for opened in self.sockets)


@dataclass(frozen=True)
class Server:
    """A running server."""

    process: subprocess.Popen[str]
    started: float
    url: str


LINES = [
    Line("first chart", "s", "first chart", ratio_aim=1.3),
    Line("category chosen", "s", "category chosen", ratio_aim=1.5),
    Line("category taken away", "s", "category taken away", ratio_aim=1.5),
    Line("mark clicked", "s", "category chosen", ratio_aim=1.5),
    Line("page: Compare", "s", "category chosen", ratio_aim=4),
    Line("page: Map", "s", "category chosen", ratio_aim=4),
    Line("page: Partner", "s", "category chosen", value_aim=0.8),
    Line("weights changed", "s", "category chosen", value_aim=0.4),
    Line("first chart: received", "KB", "first chart: received"),
    Line("category chosen: received", "KB", "category chosen: received", value_aim=60),
    Line("category taken away: received", "KB", "category taken away: received", value_aim=60),
    Line("mark clicked: received", "KB", "category chosen: received"),
    Line("page: Compare: received", "KB", "category chosen: received"),
    Line("page: Map: received", "KB", "category chosen: received"),
    Line("page: Partner: received", "KB", "category chosen: received"),
    Line("weights changed: received", "KB", "category chosen: received"),
    Line("memory, 1 visitor", "MB", "memory, 1 visitor", value_aim=250),
    Line(f"memory, {VISITORS} visitors", "MB", "memory, 1 visitor", value_aim=250),
]


@contextlib.contextmanager
def serving(command: list[str]) -> Iterator[Server]:
    """Run a Streamlit server from its start until it listens, and end it with whatever it started."""
    port = free_port()
    arguments = [sys.executable, *command, "--server.port", str(port)]
    with tempfile.TemporaryFile("w+") as log:
        started = time.time()
        process = subprocess.Popen(
            arguments,
            cwd=ROOT,
            env=os.environ | {"PYTHONUNBUFFERED": "1"},
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
            start_new_session=True,
        )
        try:
            if not any("URL:" in line for line in process.stdout or ()):
                log.seek(0)
                raise RuntimeError(f"{' '.join(arguments)} did not start:\n{log.read()}")
            yield Server(process, started, f"http://127.0.0.1:{port}/")
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def tree(pid: int) -> list[int]:
    """Return a process and its descendants."""
    children = [
        int(child) for task in Path(f"/proc/{pid}/task").iterdir() for child in (task / "children").read_text().split()
    ]
    return [pid, *(descendant for child in children for descendant in tree(child))]


def memory(pid: int) -> float:
    """Return the resident memory of a process and its descendants in MB."""
    statuses = [Path(f"/proc/{process}/status").read_text() for process in tree(pid)]
    return sum(int(status.split("VmRSS:")[1].split()[0]) for status in statuses) / 1024


def prepare(browser: Browser) -> Visit:
    """Open an empty page in a fresh browser context, with the probe in it."""
    page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
    page.set_default_timeout(60_000)
    page.add_init_script(PROBE)
    visit = Visit(page)

    def follow(opened: WebSocket) -> None:
        visit.sockets.append(opened)
        opened.on("framereceived", lambda payload: visit.frames.append(len(payload)))

    page.on("websocket", follow)
    return visit


def settle(page: Page) -> None:
    """Wait until the script that the server runs for this page has ended."""
    page.wait_for_selector('[data-test-script-state="notRunning"]', state="attached")


def enter(visit: Visit, server: Server) -> Samples:
    """Load the first page; its time counts from the start of the server."""
    visit.page.goto(server.url, wait_until="commit")
    drawn = visit.page.evaluate("bench.first()")
    settle(visit.page)
    return {"first chart": [drawn / 1000 - server.started], "first chart: received": [sum(visit.frames) / 1024]}


def perform(visit: Visit, step: Step) -> Samples:
    """Take one step and return its time in s, infinite if nothing comes of it, and the KB received because of it."""
    before = len(visit.frames)
    visit.page.evaluate("condition => bench.expect(condition)", step.condition)
    step.act(visit.page)
    elapsed = visit.page.evaluate("bench.result.catch(() => null)")
    settle(visit.page)
    seconds = math.inf if elapsed is None else elapsed / 1000
    return {step.name: [seconds], f"{step.name}: received": [sum(visit.frames[before:]) / 1024]}


def pill(label: str) -> Action:
    """Return the action that clicks a pill of the open Categories popover."""
    return lambda page: page.get_by_test_id("stPopoverBody").get_by_text(label, exact=True).click()


def radio(category: str) -> Action:
    """Return the action that chooses a category in the floor app."""
    return lambda page: page.get_by_test_id("stRadio").get_by_text(category, exact=True).click()


def link(name: str) -> Action:
    """Return the action that follows a link of the top navigation."""
    return lambda page: page.get_by_role("link", name=name).click()


def mark(share: float) -> Action:
    """Return the action that points at the mark which stands at a share (0 to 1) of the drawn ones and clicks it."""

    def act(page: Page) -> None:
        centres = page.evaluate("bench.marks()")
        page.mouse.move(0, 0)
        page.wait_for_selector(".hoverlayer .hovertext", state="detached")
        page.mouse.move(*centres[int(share * len(centres))])
        page.wait_for_selector(".hoverlayer .hovertext")
        page.mouse.down()
        page.mouse.up()

    return act


def preset(name: str) -> Action:
    """Return the action that presses a preset of weights."""
    return lambda page: page.get_by_role("button", name=name).click()


def toggle_categories(page: Page) -> None:
    """Open or close the Categories popover."""
    page.get_by_role("button", name="Categories").click()


def filter_steps() -> list[tuple[Step, Step]]:
    """Return the filter changes as pairs: in the floor app, in Mitra."""
    steps = []
    for label, code in CATEGORIES[:REPEATS]:
        steps.append((Step("category chosen", "chart", radio(code)), Step("category chosen", "chart", pill(label))))
        cleared = "category taken away"
        steps.append((Step(cleared, "chart", radio("all")), Step(cleared, "chart", pill(label))))
    return steps


def other_steps() -> list[Step]:
    """Return what else a visitor does in Mitra: clicks marks, then changes pages once (the map takes long without a GPU)."""
    marks = [Step("mark clicked", "card", mark((n + 1) / (REPEATS + 1))) for n in range(REPEATS)]
    back = Step("page: Timeline", "chart", link("Timeline"))
    tour = [Step("page: Compare", "chart", link("Compare")), back, Step("page: Partner", "chart", link("Partner"))]
    ally = [Step("page: Ally", "chart", link("Ally"))]
    ally += [Step("weights changed", "chart", preset(name)) for name in PRESETS[:REPEATS]]
    return marks + tour + ally + [back, Step("page: Map", "world", link("Map")), back]


def radio_steps() -> Iterator[Step]:
    """Yield filter changes of the floor app without end."""
    while True:
        for step, _ in filter_steps():
            yield step


def crowd(browser: Browser, server: Server, first: Visit) -> Samples:
    """Return the server's memory in MB while `VISITORS` pages, each in its own context, hold a connection."""
    visits = [first, *(prepare(browser) for _ in range(VISITORS - 1))]
    for visit in visits[1:]:
        enter(visit, server)
    connected = sum(visit.is_connected() for visit in visits)
    if connected != VISITORS:
        raise RuntimeError(f"{connected} of {VISITORS} visitors are connected")
    used = memory(server.process.pid)
    for visit in visits[1:]:
        visit.page.context.close()
    return {f"memory, {VISITORS} visitors": [used]}


def measure_once(browser: Browser) -> tuple[Samples, Samples]:
    """Start both servers, let one visitor use each in turn, then many; return the samples of (Mitra, floor)."""
    mitra: Samples = defaultdict(list)
    floor: Samples = defaultdict(list)

    def take(samples: Samples, found: Samples) -> None:
        for name, values in found.items():
            samples[name] += values

    plain, full = prepare(browser), prepare(browser)
    with serving(FLOOR) as floor_server:
        take(floor, enter(plain, floor_server))
        with serving(MITRA) as server:
            take(mitra, enter(full, server))
            take(floor, {"memory, 1 visitor": [memory(floor_server.process.pid)]})
            take(mitra, {"memory, 1 visitor": [memory(server.process.pid)]})
            toggle_categories(full.page)
            for floor_step, step in filter_steps():
                take(floor, perform(plain, floor_step))
                take(mitra, perform(full, step))
            toggle_categories(full.page)
            for floor_step, step in zip(radio_steps(), other_steps()):
                if math.inf not in mitra[step.name]:
                    take(floor, perform(plain, floor_step))
                    take(mitra, perform(full, step))
            take(mitra, crowd(browser, server, full))
            plain.page.context.close()
            full.page.context.close()
    return mitra, floor


def measure(runs: int) -> list[tuple[Samples, Samples]]:
    """Return the samples of `runs` runs, after one start of each server that only warms the disk's cache."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for command in (FLOOR, MITRA):
            visit = prepare(browser)
            with serving(command) as server:
                enter(visit, server)
            visit.page.context.close()
        found = []
        for run in range(runs):
            print(f"run {run + 1} of {runs}", file=sys.stderr)
            found.append(measure_once(browser))
        return found


def show_number(value: float) -> str:
    """Return a number as in "0.31", "12.4", "214"; what is infinite never happened."""
    if math.isinf(value):
        return "never"
    return f"{value:.{2 if value < 10 else 1 if value < 100 else 0}f}"


def show_spread(values: Iterable[float]) -> str:
    """Return values as "median (least–most)"."""
    ordered = sorted(values)
    return f"{show_number(statistics.median(ordered))} ({show_number(ordered[0])}–{show_number(ordered[-1])})"


def report_line(line: Line, runs: list[tuple[Samples, Samples]]) -> list[str]:
    """Return the cells of one line: what, Mitra, floor, ratio of the medians of each run, aim, whether it is met."""
    mitra = [value for samples, _ in runs for value in samples[line.name]]
    floor = [value for _, samples in runs for value in samples[line.floor]]
    ratios = [statistics.median(samples[line.name]) / statistics.median(floors[line.floor]) for samples, floors in runs]
    if line.ratio_aim:
        aim, is_met = f"≤ {line.ratio_aim:g} ×", statistics.median(ratios) <= line.ratio_aim
    elif line.value_aim:
        aim, is_met = f"≤ {line.value_aim:g} {line.unit}", statistics.median(mitra) <= line.value_aim
    else:
        aim, is_met = "", None
    verdict = {True: "met", False: "missed", None: ""}[is_met]
    return [f"{line.name}, {line.unit}", show_spread(mitra), show_spread(floor), show_spread(ratios), aim, verdict]


def table(rows: list[list[str]]) -> str:
    """Return rows of cells as text in columns; the first row is the header."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    ruled = [rows[0], ["-" * width for width in widths], *rows[1:]]
    return "\n".join("  ".join(map(str.ljust, row, widths)).rstrip() for row in ruled)


def show_views(runs: int) -> None:
    """Measure the served app beside the floor and print the table."""
    before = os.getloadavg()[0]
    found = measure(runs)
    header = ["", "Mitra", "floor", "Mitra ÷ floor", "aim", ""]
    print(f"Median (least–most) of {runs} runs on {os.cpu_count()} cores; load {before:.1f} when they began.")
    print(f"A mark and a page are set against the floor's redraw of one category, {VISITORS} visitors against its one.")
    print("Received: payloads of the websocket's frames.\n")
    print(table([header, *(report_line(line, found) for line in LINES)]))


def synthetic_events(rows: int) -> pd.DataFrame:
    """Return `rows` made-up events with the columns that queries ask for; the same ones every time."""
    random = np.random.default_rng(1947)
    words = np.array(["treaty", "veto", "wheat", "border", "visit", "credit", "frigate", "reactor", "talks"])
    texts = np.array([" ".join(random.choice(words, 30)) for _ in range(997)])
    year = random.integers(1947, 2027, rows)
    goldstein = random.normal(1.5, 4, rows).clip(-10, 10).round(1)
    return pd.DataFrame(
        {
            "year": year,
            "last_year": year + random.integers(0, 3, rows),
            "partner": random.choice([f"P{number:02d}" for number in range(66)], rows),
            "category": random.choice([category for _, category in CATEGORIES], rows),
            "tone": np.select([goldstein >= 1, goldstein > -1], TONES[:2], TONES[2]),
            "salience": random.integers(1, 4, rows),
            "goldstein": goldstein,
            "search": random.choice(texts, rows),
        }
    )


def milliseconds(ask: Callable[[], object]) -> float:
    """Return how long a call takes."""
    start = time.perf_counter()
    ask()
    return 1000 * (time.perf_counter() - start)


def show_queries(runs: int) -> None:
    """Time the queries on made-up events and print the table."""
    period = Filters(years=(1960, 2015), categories=("defence", "economy"), salience=2)
    word = Filters(years=(1960, 2015), categories=("defence", "economy"), salience=2, text="frigate")
    found = [["rows", "select, ms", "select with a word, ms", "count_by, ms", "summarise_partners, ms", "all four, ms"]]
    for rows in QUERY_ROWS:
        events = synthetic_events(rows)
        kept = select(events, period)
        questions = [
            lambda events=events: select(events, period),
            lambda events=events: select(events, word),
            lambda kept=kept: count_by(kept, "partner", "category"),
            lambda kept=kept: summarise_partners(kept),
        ]
        times = [[milliseconds(ask) for ask in questions] for _ in range(runs + 1)][1:]
        cells = [show_spread(column) for column in zip(*times, strict=True)]
        found.append([f"{rows:,}", *cells, show_spread(map(sum, times))])
    print(f"Median (least–most) of {runs} runs in one process, after one that is not counted.\n")
    print(table(found))
    show_weightings(runs)


def show_weightings(runs: int) -> None:
    """Time the parts of the ally index on the shipped record and print them."""
    record, question = load(), Question((FIRST_YEAR, last_year()))
    scores = lens_scores(record, question)
    scores = scores[enough(evidence(scores, record.lenses, record.events))]
    resampled = resampled_scores(scores, record, question, seed=1)
    parts = {
        "scores of all lenses": lambda: lens_scores(record, question),
        f"{WEIGHTINGS:,} weightings": lambda: rank_stability(scores, seed=1),
        "with resampled events": lambda: rank_stability(scores, 1, resampled),
        "resampling": lambda: resampled_scores(scores, record, question, seed=1),
    }
    times = {name: [milliseconds(ask) for _ in range(runs + 1)][1:] for name, ask in parts.items()}
    print(f"\nAlly index, {len(scores)} partners ranked; aim: {WEIGHTINGS:,} weightings in 50 ms.\n")
    print(table([["", "ms"], *([name, show_spread(values)] for name, values in times.items())]))


def main() -> None:
    """Read the command line and measure; a termination signal still ends the servers."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("what", nargs="?", choices=["views", "queries"], default="views")
    parser.add_argument("--runs", type=int, default=RUNS)
    arguments = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    {"views": show_views, "queries": show_queries}[arguments.what](arguments.runs)


if __name__ == "__main__":
    main()
