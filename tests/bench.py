"""Measures speed on synthetic records made from the real ones, each figure as a ratio taken in this very run.

    python tests/bench.py                   the usual run: 1,000 releases
    python tests/bench.py --releases 200    a quick look
    python tests/bench.py --releases 1000 10000 --runs 1    how everything grows, which takes minutes

What we measure against does not move with us: PyYAML's C loader on the same files, and bare MkDocs with Material on as
many plain cards of 17 table rows. Every measurement has a process of its own, so that nothing is warm, and counts the
seconds of the processor, so that other work on the machine matters little. Of several runs the best counts.
"""

from __future__ import annotations

import argparse
import gc
import gzip
import multiprocessing
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

import yaml
from playwright.sync_api import sync_playwright
from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

import browser  # noqa: E402  # the path has to be set first
from test_browser import ARGUMENTS, serving  # noqa: E402  # same

from generator import publish  # noqa: E402  # the path has to be set first
from generator.cli.record import append_editions  # noqa: E402  # same
from generator.core import files as disk  # noqa: E402  # same
from generator.core.clock import today  # noqa: E402  # same
from generator.engine.preview import Preview  # noqa: E402  # same
from generator.evaluation.evaluator import Evaluator  # noqa: E402  # same
from generator.loading.settings import read_settings  # noqa: E402  # same
from generator.site import dated  # noqa: E402  # same
from generator.validation.project import read_project  # noqa: E402  # same

gc.set_threshold(200_000, 20, 100)  # as the command line does

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from playwright.sync_api import CDPSession


@dataclass(frozen=True, order=True)
class Cost:
    """What a measurement took: seconds of the processor, and megabytes at the peak."""

    seconds: float
    megabytes: float


# Synthetic projects


def make_project(root: Path, count: int) -> Path:
    """Fill a folder with a project that has the real data, but `count` releases made from the real ones."""
    shutil.copytree(ROOT / "data", root / "data", ignore=shutil.ignore_patterns("models"))
    shutil.copytree(ROOT / "docs", root / "docs")
    for file in ("mkdocs.yml", "mkdocs_hook.py"):
        shutil.copy(ROOT / file, root / file)
    (root / "generator").symlink_to(ROOT / "generator")
    real = sorted((ROOT / "data" / "models").rglob("*.yaml"))
    for number in range(count):
        turn, index = divmod(number, len(real))
        write_release(real[index], root / real[index].parent.relative_to(ROOT), turn)
    return root


def write_release(real: Path, folder: Path, turn: int) -> None:
    """Write the copy of a real record of this turn; what has to be unique in it gets the number of the turn."""
    folder.mkdir(parents=True, exist_ok=True)
    text = real.read_text(encoding="utf-8")
    if turn:
        text = re.sub(r"^(name|family): (.*?)(['\"]?)$", rf"\1: \2 copy {turn}\3", text, flags=re.MULTILINE)
        text = re.sub(r"^(?:hub|aliases):.*(?:\n  - .*)*", lambda ids: numbered(ids[0], turn), text, flags=re.MULTILINE)
    (folder / f"{real.stem}{f'-{turn}' if turn else ''}.yaml").write_text(text, encoding="utf-8")


def numbered(ids: str, turn: int) -> str:
    return re.sub(r"([\w.-]+/[\w.-]+)", rf"\1-{turn}", ids)


def write_plain_cards(folder: Path, count: int) -> Path:
    """Fill a folder with a bare MkDocs project of as many cards, each a table of 17 rows in Markdown."""
    (folder / "docs/cards").mkdir(parents=True)
    (folder / "mkdocs.yml").write_text("site_name: Plain cards\ntheme: {name: material}\n", encoding="utf-8")
    (folder / "docs/index.md").write_text("# Plain cards\n", encoding="utf-8")
    words = [
        "The",
        "developer",
        "published",
        "it",
        "under",
        "a",
        "license",
        "that",
        "allows",
        "commercial",
        "use",
        "with",
        "conditions",
    ]
    for card in range(count):
        rows = (
            f"| Component {row} | open | Apache-2.0 | {' '.join(words[(card + row) % 5 :])} | [source](https://example.org/{row}) |"
            for row in range(17)
        )
        table = "\n".join(("| Component | State | License | Note | Source |", "|---|---|---|---|---|", *rows))
        (folder / f"docs/cards/{card}.md").write_text(f"# Release {card}\n\n{table}\n", encoding="utf-8")
    return folder


# Measurements that run in a process of their own


def load_with_pyyaml(root: Path) -> float:
    """Load every file with PyYAML's C loader, and nothing else."""
    files = sorted((root / "data").rglob("*.yaml"))
    start = time.process_time()
    for file in files:
        yaml.load(file.read_bytes(), Loader=yaml.CSafeLoader)
    return time.process_time() - start


def check(root: Path) -> float:
    start = time.process_time()
    _, problems = read_project(root, today())
    taken = time.process_time() - start
    if problems:
        raise ValueError("\n".join(map(str, problems[:5])))
    return taken


def judge(root: Path) -> float:
    catalog, _ = read_project(root, today())
    start = time.process_time()
    Evaluator(catalog).assess_all()
    return time.process_time() - start


def record(root: Path) -> float:
    """Record every card, as the command does."""
    start = time.process_time()
    for _ in append_editions(root, today()):
        pass
    return time.process_time() - start


def make_dated_pages(root: Path) -> float:
    """Make the page of each edition from the ledger."""
    site = publish.site_of(read_project(root, today())[0], read_settings(root))
    start = time.process_time()
    for _, make in dated.pages(site):
        make()
    return time.process_time() - start


def edit(root: Path) -> float:
    """Change a record while its site is served, and ask for its card."""
    record = root / "data/models/meta/llama-3.1-405b.yaml"
    with tempfile.TemporaryDirectory() as folder:
        preview = Preview(root, Path(folder), "http://127.0.0.1:8000/", lambda _: None)
        preview.look()
        preview.prepare(CARD)
        text = record.read_text(encoding="utf-8")
        record.write_text(text.replace("summary: ", "summary: Edited. ", 1), encoding="utf-8")
        start = time.process_time()
        preview.look()
        preview.prepare(CARD)
        taken = time.process_time() - start
        record.write_text(text, encoding="utf-8")
    return taken


def export(root: Path) -> float:
    """Make and write every published file that is no page of the theme, once all cards are concluded."""
    site = publish.site_of(read_project(root, today())[0], read_settings(root))
    outputs = publish.outputs(site)
    concluded = len(site.scorecard.cards)
    start = time.process_time()
    with tempfile.TemporaryDirectory() as folder:
        for path, make in outputs.items():
            if not path.endswith(".md"):
                disk.write_output(Path(folder, path), publish.content(make))
    return time.process_time() - start if concluded else 0


CARD = "models/meta/llama-3.1-405b/index.html"
CLICKS = 9
REPAINT = """new Promise(done => requestAnimationFrame(() => setTimeout(() => {
    document.querySelector("th[data-key=open-share] button").click();
    requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.onmessage = done;
        channel.port2.postMessage("painted");
    });
})))"""
"""Clicks a column, and waits until the frame with the rows in their new order has been painted."""


def cost_of(work: Callable[[Path], float], root: Path) -> Cost:
    """Measure some work in this process; for a process that does nothing else."""
    return Cost(work(root), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def alone(work: Callable[[Path], float], root: Path, runs: int) -> Cost:
    """Measure some work several times, each in a new process, and return the best."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn"), max_tasks_per_child=1) as pool:
        return min(pool.map(cost_of, [work] * runs, [root] * runs))


def build(root: Path, engine: str = "mkdocs") -> Cost:
    """Build a site with the command of its engine."""
    command = [sys.executable, "-m", engine, "build", *(["--quiet"] if engine == "mkdocs" else [])]
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    process = subprocess.Popen(command, cwd=root, env=environment, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise ChildProcessError(f"{engine} failed in {root}")
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


# The table


class Figures:
    """The table that is printed, row by row, while the figures come in."""

    def __init__(self) -> None:
        self.table = Table("Figure", "Measured", "Against", "Ratio", "Aim", "")

    def ratio(self, what: str, measured: Cost, against: Cost, aim: float | None) -> None:
        """Add a ratio of two costs."""
        ratio = measured.seconds / against.seconds
        seconds = (f"{cost.seconds:.2f} s" for cost in (measured, against))
        self.table.add_row(what, *seconds, f"{ratio:.2f}", *_aim(ratio, aim))

    def size(self, what: str, measured: float, unit: str, aim: float | None = None) -> None:
        """Add a size."""
        self.table.add_row(what, f"{measured:.0f} {unit}", "", "", *_aim(measured, aim))


def _aim(figure: float, aim: float | None) -> tuple[str, str]:
    return ("", "") if aim is None else (f"at most {aim:g}", "ok" if figure <= aim else "MISSED")


def measure(root: Path, count: int, runs: int, figures: Figures) -> dict[str, Cost]:
    """Measure everything at one size; return what is compared between sizes."""
    loading, reading, judging = (alone(work, root, runs) for work in (load_with_pyyaml, check, judge))
    figures.ratio(f"check {count:,} records, against PyYAML's C loader", reading, loading, 1.5)
    figures.ratio(f"judge {count:,} releases, against reading them", judging, reading, 1)
    plain = write_plain_cards(root / "plain", count)
    pairs = [(build(root), build(plain)) for _ in range(runs)]
    whole, bare = min(ours for ours, _ in pairs), min(theirs for _, theirs in pairs)
    figures.ratio(f"site of {count:,} releases, against as many plain cards", whole, bare, 1)
    figures.ratio(
        f"page after an edit among {count:,} releases, against a full build", alone(edit, root, runs), whole, 0.1
    )
    figures.ratio(f"pictures of {count:,} releases, against their site", alone(draw, root, runs), whole, 0.3)
    figures.ratio(f"exports of {count:,} releases, against their site", alone(export, root, runs), whole, 0.3)
    figures.size(f"memory of the site of {count:,} releases", whole.megabytes, "MB", 300 if count == 1000 else None)
    measure_pages(root / "site", count, figures)
    measure_repaint(root / "site", count, figures)
    measure_zensical(root, count, bare, figures)
    measure_ledger(root, count, figures, reading, whole)
    return {"check": reading, "judge": judging, "site": whole}


def measure_pages(site: Path, count: int, figures: Figures) -> None:
    """Measure what readers load."""
    cards = [file.read_bytes() for file in (site / "models").glob("*/*/index.html")]
    home = (site / "index.html").read_bytes()
    figures.size("median card", median(map(len, cards)) / 1000, "kB", 45)
    figures.size("median card, compressed", median(len(gzip.compress(card)) for card in cards) / 1000, "kB", 9)
    figures.size(f"home page of {count:,} releases, compressed", len(gzip.compress(home)) / 1000, "kB")
    index = (site / "search/search_index.json").stat().st_size
    figures.size(f"search index of {count:,} releases", index / 1000, "kB", 150 + 1.2 * count)


def draw(root: Path) -> float:
    """Draw every picture: those of all releases, and two for each of them."""
    site = publish.site_of(read_project(root, today())[0], read_settings(root))
    made = [make for path, make in publish.outputs(site).items() if path.endswith((".png", ".svg"))]
    start = time.process_time()
    for make in made:
        make()
    return time.process_time() - start


def measure_ledger(root: Path, count: int, figures: Figures, reading: Cost, whole: Cost) -> None:
    """Measure the ledger, with one edition of each card; the site before is without."""
    alone(record, root, 1)
    again = alone(record, root, 2)
    figures.ratio(f"record {count:,} cards that have not changed, against the check", again, reading, 1.5)
    figures.ratio(f"dated pages of {count:,} editions, against the site", alone(make_dated_pages, root, 1), whole, 0.3)
    size = sum(file.stat().st_size for file in (root / "data/history").rglob("*.jsonl"))
    figures.size("first edition of a card in the ledger", size / count / 1000, "kB", 30)


def measure_repaint(site: Path, count: int, figures: Figures) -> None:
    """Measure in Chromium what a click on a column costs until the rows stand in their new order, and loading the page."""
    path = browser.find()
    assert path
    with sync_playwright() as playwright, serving(site) as address:
        page = playwright.chromium.launch(executable_path=path, args=ARGUMENTS).new_page()
        session = page.context.new_cdp_session(page)
        session.send("Performance.enable", {"timeDomain": "threadTicks"})
        page.goto(address, wait_until="networkidle")
        loading = _busy(session)
        repaints = []
        for _ in range(CLICKS):
            page.wait_for_timeout(1000)  # until all rows stand there
            before = _busy(session)
            page.evaluate(REPAINT)
            repaints.append(_busy(session) - before)
    what = f"a click on a column of {count:,} releases, against loading them"
    figures.ratio(what, Cost(median(repaints), 0), Cost(loading, 0), 0.1)


def _busy(session: CDPSession) -> float:
    """Return the seconds of the processor that the page has used."""
    metrics = session.send("Performance.getMetrics")["metrics"]
    return float(next(each["value"] for each in metrics if each["name"] == "TaskDuration"))


def measure_zensical(root: Path, count: int, bare: Cost, figures: Figures) -> None:
    """Measure the engine that may come after MkDocs, on the plain folder. Its search refuses very large pages."""
    folder, what = root / "folder", f"Zensical on our folder of {count:,}"
    publish.write_folder(root, read_project(root, today())[0], folder)
    try:
        figures.ratio(f"{what}, against as many plain cards", build(folder, "zensical"), bare, None)
    except ChildProcessError:
        figures.table.add_row(what, "failed", "", "", "", "")


def main(sizes: Iterable[int], runs: int) -> None:
    """Measure everything in a temporary folder and print the table."""
    figures, found = Figures(), {}
    with tempfile.TemporaryDirectory() as place:
        for count in sorted(sizes):
            found[count] = measure(make_project(Path(place) / str(count), count), count, runs, figures)
    least, most = min(found), max(found)
    for what in found[least] if most > least else ():
        aim = 1.05 * most / least
        figures.ratio(f"{what}: {most:,} against {least:,}", found[most][what], found[least][what], aim)
    Console(width=130).print(figures.table)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--releases", type=int, nargs="+", default=[1000], help="how many releases to measure")
    parser.add_argument("--runs", type=int, default=2, help="how often to measure each; the best counts")
    options = parser.parse_args()
    main(options.releases, options.runs)
