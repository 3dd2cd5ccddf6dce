"""Commands that install and remove language packages."""

from __future__ import annotations

import asyncio
import sys
from argparse import Namespace
from dataclasses import dataclass
from pathlib import Path

from bot.commands.base import say
from bot.commands.languages import english_name, read_tag
from bot.commands.progress import ProgressLine
from bot.config import Settings
from bot.errors import AppError, BadInput, NotFound
from bot.packages.download import Downloads, open_downloads
from bot.packages.index import fetch_offers, index_address, install_offer, known_sha256
from bot.packages.install import Expected, install_archive, locked, remove_packages
from bot.packages.needs import Offer, plan_install, split_removal
from messages.machine.packages import InstalledPackage, list_packages

_MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class _Shop:
    """What a language is installed from, and to where."""

    downloads: Downloads
    offers: list[Offer]
    settings: Settings


async def languages_install(options: Namespace, settings: Settings) -> int:
    """Languages one by one, from an index; or one file. What fails is told and leaves the others."""
    if bool(options.codes) == bool(options.file):
        raise BadInput("Name one or more languages, or one file: ouderbrug languages install tr ar")
    if options.sha256 and not options.file:
        raise BadInput("--sha256 belongs to --file.")
    with locked(settings.packages_dir):
        if options.file:
            return await _install_file(options.file, options.sha256, settings.packages_dir)
        return await _install_languages(options.codes, settings)


async def languages_remove(options: Namespace, settings: Settings) -> int:
    """Its packages, but for those that other languages pass through; 1 where all of them are."""
    tag, source = read_tag(options.code), settings.source_language
    if tag == source:
        raise BadInput(f"{english_name(tag)} is the language that staff write in; remove the others one by one.")
    with locked(settings.packages_dir):
        going, staying = split_removal(tag, source, list_packages(settings.packages_dir))
        if not going and not staying:
            raise NotFound(f"No package of {english_name(tag)} is installed.")
        remove_packages(settings.packages_dir, going)
    for package in going:
        say(f"{_named(package)} is removed: {package.bytes_on_disk / _MEGABYTE:.1f} MB.")
    for package, users in staying.items():
        say(f"{_named(package)} stays: it is needed for {', '.join(english_name(user) for user in users)}.")
    return 0 if going else 1


async def _install_file(path: str, sha256: str | None, folder: Path) -> int:
    installed = await asyncio.to_thread(install_archive, _existing(path), folder, Expected(sha256=sha256))
    _tell(installed, compared=bool(sha256))
    return 0


def _existing(path: str) -> Path:
    if not Path(path).is_file():
        raise BadInput(f"{path} is no file.")
    return Path(path)


async def _install_languages(codes: list[str], settings: Settings) -> int:
    failures: list[AppError] = []
    async with open_downloads() as downloads:
        index = index_address(settings.package_index)
        shop = _Shop(downloads, await fetch_offers(downloads, index, settings.packages_dir), settings)
        for code in codes:
            try:
                await _install_language(code, shop)
            except AppError as error:
                print(f"ouderbrug: {code}: {error.sentence}", file=sys.stderr)
                failures.append(error)
    if not failures:
        return 0
    return 2 if all(isinstance(error, BadInput | NotFound) for error in failures) else 1


async def _install_language(code: str, shop: _Shop) -> None:
    tag, source, folder = read_tag(code), shop.settings.source_language, shop.settings.packages_dir
    if tag == source:
        raise BadInput(f"{english_name(tag)} is the language that staff write in; it needs no package.")
    plan = plan_install(source, tag, shop.offers, list_packages(folder))
    ways = f"from {english_name(source)} to {english_name(tag)}", f"from {english_name(tag)} to {english_name(source)}"
    if not plan.out and not plan.back:
        raise NotFound(f"The index has no package {ways[0]}. People can translate; --file takes one from elsewhere.")
    for offer in plan.fetch:
        await _install_offer(offer, shop, folder)
    if not plan.fetch:
        say(f"{english_name(tag)} is installed already, and the index has nothing newer.")
    for way, there in zip(ways, (plan.out, plan.back), strict=True):
        if not there:
            say(f"The index has no package {way}: that way nothing is translated.")


async def _install_offer(offer: Offer, shop: _Shop, folder: Path) -> None:
    progress = ProgressLine(f"Fetching {offer}")
    try:
        installed = await install_offer(shop.downloads, offer, folder, progress)
    finally:
        progress.end()
    _tell(installed, compared=known_sha256(offer) is not None)


def _tell(installed: InstalledPackage, *, compared: bool) -> None:
    trust = "its SHA-256 is as published" if compared else "no SHA-256 was given to compare with"
    say(f"{_named(installed)} is installed and translates: {installed.bytes_on_disk / _MEGABYTE:.1f} MB; {trust}.")


def _named(package: InstalledPackage) -> str:
    return f"{package.source}-{package.target} {package.version}"
