"""An Argos index: which packages somebody publishes, fetched and installed one by one."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from urllib.parse import urljoin

from bot.errors import Unavailable
from bot.packages.contents import LIMITS, MEGABYTE
from bot.packages.download import DownloadFailed, Downloads, Progress, TooMuch
from bot.packages.install import Expected, install_archive, workplace
from bot.packages.needs import Offer
from bot.packages.refusals import RefusedPackage
from messages.argos import default_index
from messages.machine.package_metadata import BadMetadata, read_metadata, to_code
from messages.machine.packages import InstalledPackage

#: The public index has 40 kB.
_INDEX_BYTES = 10 * MEGABYTE

_CHECK = "Check OUDERBRUG_PACKAGE_INDEX and the network."


def index_address(setting: str | None) -> str:
    """The folder that holds index.json; the library's own where nothing is set."""
    return (setting or default_index()).rstrip("/") + "/"


async def fetch_offers(downloads: Downloads, index: str, folder: Path) -> list[Offer]:
    """What the index offers; lines that are no translation package of ours are passed over. Raises Unavailable."""
    address = index + "index.json"
    with workplace(folder) as work:
        try:
            await downloads.fetch(address, work / "index.json", limit=_INDEX_BYTES, progress=_unseen)
        except DownloadFailed as error:
            raise Unavailable(f"{address} cannot be fetched: {error}. {_CHECK}") from error
        except TooMuch as error:
            raise Unavailable(f"{address} is larger than 10 MB, so it is no index. {_CHECK}") from error
        return _parse(address, (work / "index.json").read_bytes())


async def install_offer(downloads: Downloads, offer: Offer, folder: Path, progress: Progress) -> InstalledPackage:
    """Fetch and install one package. Call it inside `locked`. Raises RefusedPackage, Unavailable."""
    with workplace(folder) as work:
        archive = work / "offered.argosmodel"
        await _fetch_any(downloads, offer, archive, progress)
        expected = Expected((offer.source, offer.target), known_sha256(offer))
        return await asyncio.to_thread(install_archive, archive, folder, expected)


def known_sha256(offer: Offer) -> str | None:
    """The hash that came with this program, else the one that the index gives, else none."""
    code = f"translate-{to_code(offer.source)}_{to_code(offer.target)}-{offer.version}"
    return _pinned().get(code, offer.sha256)


@cache
def _pinned() -> dict[str, str]:
    pinned: dict[str, str] = json.loads((Path(__file__).parent / "pinned.json").read_text("utf-8"))
    return pinned


async def _fetch_any(downloads: Downloads, offer: Offer, archive: Path, progress: Progress) -> None:
    """From the first place that gives it."""
    reasons = []
    for link in offer.links:
        try:
            return await downloads.fetch(link, archive, limit=LIMITS.archive, progress=progress)
        except DownloadFailed as error:
            reasons.append(f"{link}: {error}")
        except TooMuch as error:
            raise RefusedPackage(f"it is larger than {LIMITS.archive // MEGABYTE} MB") from error
    raise Unavailable(f"{offer} cannot be fetched ({'; '.join(reasons)}). Try again later.")


def _parse(address: str, content: bytes) -> list[Offer]:
    try:
        lines = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise Unavailable(f"{address} is no JSON, so it is no index. {_CHECK}") from error
    if not isinstance(lines, list):
        raise Unavailable(f"{address} is no list of packages. {_CHECK}")
    return [offer for line in lines if isinstance(line, dict) and (offer := _offer(address, line))]


def _offer(address: str, line: dict[str, object]) -> Offer | None:
    links = tuple(_links(address, line.get("links")))
    try:
        metadata = read_metadata(line)
    except BadMetadata:
        return None
    return Offer(metadata.source, metadata.target, metadata.version, links, _sha256(line)) if links else None


def _links(address: str, written: object) -> Iterator[str]:
    """Those that we can fetch, also from beside the index; others (ipfs) are for other programs."""
    for link in written if isinstance(written, list) else []:
        with suppress(ValueError):  # no address at all
            whole = urljoin(address, str(link))
            if whole.startswith(("http://", "https://")):
                yield whole


def _sha256(line: dict[str, object]) -> str | None:
    written = line.get("sha256")
    return written if isinstance(written, str) else None


def _unseen(_done: int, _total: int | None) -> None:
    """An index is here before anybody looks."""
