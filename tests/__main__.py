"""`make test`: everything that this machine can check, in the order in which it fails fastest.

With CI=true nothing may be skipped: a missing PostgreSQL or Chromium is then a failure. With `--coverage`
(`make coverage`) the words, the rules and the use cases are measured too, which takes a third more time.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

#: What must be covered: the words, the rules and the use cases.
COMPLETE = "messages/*,bot/domain/*,bot/actions/*,bot/queries/*"

#: Long plays through everything at once: they find what nobody thought of, and measure nothing.
APART = (
    "tests/bot/commands/test_services.py",
    "tests/bot/telegram/test_any_update.py",
    "tests/bot/web/test_openapi.py",
    "tests/bot/workers/test_school_year.py",
    "tests/browser",
    "tests/faults/test_kill.py",
)
WANTS_THE_MACHINE = "tests/faults/test_whole_school.py"

#: Per cent of lines and branches.
LEAST = "99"

#: Files in memory, and how many bytes we want free there: a disk would let each of many small transactions wait.
_MEMORY, _ROOM = Path("/dev/shm"), 2 * 1024**3  # a folder of our own is made in it

_SKIPPED = re.compile(r"\b(\d+) skipped\b")


def main() -> int:
    """The first failing step's exit code, or 0."""
    if code := _run("make", "--no-print-directory", "check"):
        return code
    with tempfile.TemporaryDirectory(prefix="ouderbrug-tests-", dir=_roomy()) as folder:
        os.environ["PYTEST_DEBUG_TEMPROOT"] = folder
        if "--coverage" not in sys.argv:
            return _test([sys.executable, "-m", "pytest"])
        os.environ["COVERAGE_FILE"] = str(Path(folder, ".coverage"))
        return _test([sys.executable, "-m", "coverage", "run", "-m", "pytest"]) or _coverage()


def _roomy() -> Path | None:
    """Memory where there is enough of it, else where temporary files are kept."""
    return _MEMORY if _MEMORY.is_dir() and shutil.disk_usage(_MEMORY).free > _ROOM else None


def _test(measured: list[str]) -> int:
    """The tests over all cores, beside the long plays, which often wait; then the one that wants the machine."""
    unmeasured = [sys.executable, "-m", "pytest"]
    workers = str(min((os.cpu_count() or 1) + 1, 5))  # many tests wait for another program: one more than the cores
    elsewhere = (f"--ignore={path}" for path in (*APART, WANTS_THE_MACHINE))
    with ThreadPoolExecutor(1) as pool:
        apart = pool.submit(_pytest, unmeasured, "-n", "2", *APART)
        code = _pytest(measured, "-n", workers, "--dist", "worksteal", *elsewhere)
    return code or apart.result() or _pytest(unmeasured, WANTS_THE_MACHINE)


def _pytest(program: list[str], *arguments: str) -> int:
    command = [*program, "-q", *arguments]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    skipped = 0
    for line in process.stdout or ():
        print(line, end="", flush=True)
        if found := _SKIPPED.search(line):
            skipped = int(found[1])
    code = process.wait()
    if not code and skipped and os.environ.get("CI"):
        print("CI may not skip tests: install what the lines above name.")
        return 1
    return code


def _coverage() -> int:
    coverage = sys.executable, "-m", "coverage"
    if code := _run(*coverage, "combine", "--quiet"):
        return code
    return _run(*coverage, "report", "--include", COMPLETE, "--fail-under", LEAST)


def _run(*command: str) -> int:
    print("→", " ".join(command).replace(sys.executable, "python"), flush=True)
    return subprocess.run(command, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
