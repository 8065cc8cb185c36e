"""How long and how large the check of damaged scripts gets: ``python -m tests.bench.damaged``.

Every damaged file is checked in a process of its own, whose time and peak memory are measured.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.scripts.damage import Damaged, damaged

MOST_SECONDS = 5.0
MOST_MIB = 300.0

_CHILD = """
import sys
from pathlib import Path
from scripts.check import problems
found = problems(Path(sys.argv[1]))
print(*found, sep="\\n")
sys.exit(2 if found else 0)
"""


@dataclass(frozen=True, slots=True)
class Result:
    """What one check did. ``code`` is 2 for problems found, 0 for none."""

    name: str
    code: int
    seconds: float
    mib: float
    said: str

    def wrong(self, harmless: bool) -> bool:
        """Whether this is not what a damaged file should do."""
        fine = self.code == 2 or (self.code == 0 and harmless)
        return not fine or self.seconds > MOST_SECONDS or self.mib > MOST_MIB


def measure(one: Damaged) -> Result:
    """Check one file in a process of its own."""
    out = one.path.with_name(one.path.name + ".out")
    began = time.perf_counter()
    pid = os.fork()
    if pid == 0:  # an exec of our own, so that wait4 tells this child's memory and no other's
        handle = os.open(out, os.O_WRONLY | os.O_CREAT, 0o644)
        os.dup2(handle, 1)
        os.dup2(handle, 2)
        resource.setrlimit(resource.RLIMIT_CPU, (30, 30))
        os.execv(sys.executable, [sys.executable, "-c", _CHILD, str(one.path)])
    _, status, used = os.wait4(pid, 0)
    seconds = time.perf_counter() - began
    said = out.read_text(encoding="utf-8", errors="replace").strip()
    code = os.waitstatus_to_exitcode(status)
    return Result(one.name, code, seconds, used.ru_maxrss / 1024, said)


def main() -> int:
    """Run, print, and return 1 if a file was not refused within the bounds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=max(1, (os.cpu_count() or 2) // 2))
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    wrong: list[Result] = []
    results: list[Result] = []
    fine: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as where, ThreadPoolExecutor(args.jobs) as pool:
        made = list(damaged(args.count, Path(where), args.seed))
        for one, result in zip(made, pool.map(measure, made), strict=True):
            results.append(result)
            fine[one.name] += result.code == 0
            if result.wrong(one.harmless):
                wrong.append(result)
    slowest, largest = max(r.seconds for r in results), max(r.mib for r in results)
    if args.json:
        print(
            json.dumps(
                {
                    "count": len(results),
                    "refused": sum(r.code == 2 for r in results),
                    "harmless": dict(+fine),
                    "seconds": slowest,
                    "mib": largest,
                    "wrong": [asdict(r) for r in wrong],
                },
                ensure_ascii=False,
            )
        )
        return 1 if wrong else 0
    print(f"{len(results)} damaged files, {sum(r.code == 2 for r in results)} refused")
    for name, many in sorted((+fine).items()):
        print(f"  still a script after all: {many} × {name}")
    print(f"slowest {slowest:.2f} s, largest {largest:.0f} MiB")
    for result in wrong[:20]:
        print(f"WRONG: {result.name}: {result.code}, {result.seconds:.1f} s, {result.mib:.0f} MiB")
        print("  " + result.said[-600:].replace("\n", "\n  "))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
