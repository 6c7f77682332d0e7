"""Measures speed on synthetic records made from the real ones, each figure as a ratio taken in this very run.

    python tests/bench.py                                the usual run: 1,000 and 4,000 records, the site of 1,000
    python tests/bench.py --records 200 800 --site 200   a quick look
    python tests/bench.py --site 1000 4000               the site of 4,000 too, which takes minutes

Every measurement has a process of its own, so that nothing is warm, and counts the seconds of the processor, so that
other work on the machine matters little. Of several runs the best counts.
"""

from __future__ import annotations

import argparse
import gc
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
from typing import TYPE_CHECKING

import yaml
from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from generator import publish  # noqa: E402  # the path has to be set first
from generator.core.clock import today  # noqa: E402  # same
from generator.evaluation.evaluator import Evaluator  # noqa: E402  # same
from generator.validation.project import read_project  # noqa: E402  # same

gc.set_threshold(200_000, 20, 100)  # as the command line does

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

RUNS = 3
SITE_RUNS = 2


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
        text = re.sub(r"^(name|family): (.*)$", rf"\1: \2 {turn}", text, flags=re.MULTILINE)
        text = re.sub(r"^(?:hub|aliases):.*(?:\n  - .*)*", lambda ids: numbered(ids[0], turn), text, flags=re.MULTILINE)
    (folder / f"{real.stem}{f'-{turn}' if turn else ''}.yaml").write_text(text, encoding="utf-8")


def numbered(ids: str, turn: int) -> str:
    return re.sub(r"([\w.-]+/[\w.-]+)", rf"\1-{turn}", ids)


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


def assess(root: Path) -> float:
    catalog, _ = read_project(root, today())
    start = time.process_time()
    Evaluator(catalog).assess_all()
    return time.process_time() - start


def cost_of(work: Callable[[Path], float], root: Path) -> Cost:
    """Measure some work in this process; for a process that does nothing else."""
    return Cost(work(root), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def alone(work: Callable[[Path], float], root: Path) -> Cost:
    """Measure some work several times, each in a new process, and return the best."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn"), max_tasks_per_child=1) as pool:
        return min(pool.map(cost_of, [work] * RUNS, [root] * RUNS))


def build(root: Path) -> Cost:
    """Build a site with MkDocs, as its command does."""
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(root / "site")]
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    process = subprocess.Popen(command, cwd=root, env=environment)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise ChildProcessError(f"mkdocs failed in {root}")
    shutil.rmtree(root / "site")
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


# The table


class Figures:
    """The table that is printed, row by row, while the figures come in."""

    def __init__(self) -> None:
        self.table = Table("Figure", "Measured", "Against", "Ratio", "Aim", "", title="Speed")

    def ratio(self, what: str, measured: Cost, against: Cost, aim: float) -> None:
        """Add a ratio of two costs."""
        ratio = measured.seconds / against.seconds
        self.table.add_row(
            what,
            f"{measured.seconds:.2f} s",
            f"{against.seconds:.2f} s",
            f"{ratio:.2f}",
            f"at most {aim:g}",
            "ok" if ratio <= aim else "MISSED",
        )

    def memory(self, what: str, cost: Cost) -> None:
        """Add the memory that something took at its peak."""
        self.table.add_row(f"memory: {what}", f"{cost.megabytes:.0f} MB", "", "", "", "")


def measure_reading(root: Path, count: int, figures: Figures) -> Cost:
    """Measure check and assessment; return the cost of the check, to compare sizes."""
    loading, reading, assessing = alone(load_with_pyyaml, root), alone(check, root), alone(assess, root)
    figures.ratio(f"check {count:,} records, against loading them with PyYAML in C", reading, loading, 5)
    figures.ratio(f"assess {count:,} records under all frameworks, against reading them", assessing, reading, 1)
    figures.memory(f"check {count:,} records", reading)
    return reading


def measure_site(root: Path, folder: Path, count: int, figures: Figures) -> Cost:
    """Measure the site with our hook and, in turn with it, MkDocs on the same pages ready in a folder."""
    publish.write_folder(root, read_project(root, today())[0], folder)
    pairs = [(build(root), build(folder)) for _ in range(SITE_RUNS)]
    whole, plain = min(ours for ours, _ in pairs), min(theirs for _, theirs in pairs)
    figures.ratio(f"site of {count:,} records, against MkDocs on the same Markdown", whole, plain, 1.25)
    figures.memory(f"site of {count:,} records", whole)
    figures.memory(f"MkDocs on the Markdown of {count:,} records", plain)
    return whole


def growth(what: str, costs: dict[int, Cost], figures: Figures) -> None:
    """Add how a cost grows from the least to the most records; 5 % above the growth of the records is the aim."""
    least, most = min(costs), max(costs)
    if least != most:
        figures.ratio(f"{what}: {most:,} against {least:,} records", costs[most], costs[least], 1.05 * most / least)


def main(records: Iterable[int], sites: Iterable[int]) -> None:
    """Measure everything in a temporary folder and print the table."""
    figures = Figures()
    with tempfile.TemporaryDirectory() as place:
        sizes = sorted({*records, *sites})
        roots = {count: make_project(Path(place) / str(count), count) for count in sizes}
        growth("check", {count: measure_reading(roots[count], count, figures) for count in sorted(records)}, figures)
        folder = Path(place) / "folder"
        built = {count: measure_site(roots[count], folder, count, figures) for count in sorted(sites)}
        if built:
            growth("site", built, figures)
    Console(width=120).print(figures.table)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, nargs="+", default=[1000, 4000], help="how many records to read")
    parser.add_argument("--site", type=int, nargs="*", default=[1000], help="how many records to build the site of")
    options = parser.parse_args()
    main(options.records, options.site)
