"""Ten thousand repositories: the expected number of requests, and memory within a limit."""

from __future__ import annotations

import json
import subprocess
import sys
import zlib
from datetime import date

from conftest import ROOT
from hub_server import HubServer

from generator.hub.refresh import FULL_CYCLE

ORGANIZATIONS, EACH = 100, 100
DAY = date(2026, 11, 20)
NEXT = date(2026, 11, 21)

DRIVER = """
import json, sys
from datetime import date
from huggingface_hub import constants
from generator.hub.client import Client, Limits
from generator.hub.refresh import refresh
from generator.schema.hub import HubData

constants.ENDPOINT = sys.argv[1]
keys = tuple(json.load(sys.stdin))
before, runs = HubData(), []
for day in map(date.fromisoformat, sys.argv[2:]):
    with Client(limits=Limits(run=3600)) as client:
        found = refresh(keys, before, client, day, lambda *_: None)
    before = found.after
    runs.append((found.requests, len(found.changes), len(found.failures), len(found.pending)))
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(json.dumps([runs, int(peak.split()[1])]))
"""


def test_ten_thousand_repositories_cost_the_expected_requests() -> None:
    with HubServer() as hub:
        for number in range(ORGANIZATIONS * EACH):
            hub.add(f"org{number % ORGANIZATIONS}/model-{number}")
        keys = list(hub.repos)
        command = [sys.executable, "-c", DRIVER, hub.url, str(DAY), str(NEXT)]
        done = subprocess.run(command, cwd=ROOT, input=json.dumps(keys), capture_output=True, text=True, check=True)
    (first, second), kilobytes = json.loads(done.stdout)
    in_turn = sum(zlib.crc32(key.encode()) % FULL_CYCLE == NEXT.toordinal() % FULL_CYCLE for key in keys)
    assert first == [ORGANIZATIONS + len(keys), len(keys), 0, 0]
    assert second == [ORGANIZATIONS + in_turn, 0, 0, 0]
    assert kilobytes < 300 * 1024
