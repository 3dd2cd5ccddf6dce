"""`make bench`: one JSON object a line (contract: Commands)."""

from __future__ import annotations

import asyncio
import json
import sys

from bot.logs import set_up_logs
from tests.bench import families, memory, outbox, pages, school, translation, translation_batch, translation_worker

BENCHES = {
    "families": families.bench,
    "memory": memory.bench,
    "outbox": outbox.bench,
    "pages": pages.bench,
    "school": school.bench,
    "translation": translation.bench,
    "batch": translation_batch.bench,
    "worker": translation_worker.bench,
}


def main() -> None:
    """All of them, or those named."""
    set_up_logs(service=False)
    for name in sys.argv[1:] or BENCHES:
        for result in asyncio.run(BENCHES[name]()):
            print(json.dumps(result), flush=True)


main()
