"""Whatever is wrong with a package, it is refused in one sentence, and what was installed works as before."""

from __future__ import annotations

import stat
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.packages.contents import Limits
from bot.packages.install import Expected, install_archive, locked
from bot.packages.refusals import RefusedPackage
from tests.bot.packages.builders import contents, make_archive, metadata, mute_model, write_archive
from tests.bot.packages.conftest import Say

Damage = Callable[[Path], Path]

DAMAGED = "the file is damaged or incomplete. Download it again."
ELSEWHERE = "Get it from another place."


def with_file(name: str, content: bytes = b"x") -> Damage:
    """A good package with one file more."""
    return lambda folder: write_archive(folder / "x.argosmodel", {**contents(), name: content})


def without_file(name: str) -> Damage:
    return lambda folder: write_archive(
        folder / "x.argosmodel", {path: content for path, content in contents().items() if path != name}
    )


def with_entry(name: str, **settings: int) -> Damage:
    """A good package with an entry of exactly this name and these settings."""

    def damage(folder: Path) -> Path:
        path = make_archive(folder)
        info = zipfile.ZipInfo(name)
        for setting, value in settings.items():
            setattr(info, setting, value)
        with zipfile.ZipFile(path, "a") as archive:
            archive.writestr(info, b"/etc/passwd")
        return path

    return damage


def with_name_exactly(name: str) -> Damage:
    """The library would tidy such a name while it writes, so it is put in afterwards."""

    def damage(folder: Path) -> Path:
        stand_in = "translate/" + "z" * (len(name) - len("translate/"))
        path = with_entry(stand_in)(folder)
        path.write_bytes(path.read_bytes().replace(stand_in.encode(), name.encode()))
        return path

    return damage


def locked_with_a_password(folder: Path) -> Path:
    path = make_archive(folder)
    content = bytearray(path.read_bytes())
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        struct.pack_into("<H", content, content.index(mark) + place, 1)
    path.write_bytes(content)
    return path


def with_strange_packing(folder: Path) -> Path:
    path = folder / "x.argosmodel"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_LZMA) as archive:
        for name, content in contents().items():
            archive.writestr(f"translate/{name}", content)
    return path


def truncated(folder: Path) -> Path:
    path = make_archive(folder)
    path.write_bytes(path.read_bytes()[:-500])
    return path


def with_a_bit_flipped_in_its_weights(folder: Path) -> Path:
    path = make_archive(folder)
    with zipfile.ZipFile(path) as archive:
        at = next(info.header_offset for info in archive.infolist() if info.filename.endswith("model.bin")) + 5_000
    content = bytearray(path.read_bytes())
    content[at] ^= 1
    path.write_bytes(content)
    return path


def with_two_top_folders(folder: Path) -> Path:
    path = make_archive(folder)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("translate-en_tr/metadata.json", metadata("en_tr"))
    return path


def with_itself_twice(folder: Path) -> Path:
    path = write_archive(folder / "x.argosmodel", contents())
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("translate/METADATA.json", metadata("en_tr"))
    return path


def no_zip(folder: Path) -> Path:
    (folder / "x.argosmodel").write_bytes(b"<html>Not found</html>")
    return folder / "x.argosmodel"


def with_half_its_weights(folder: Path) -> Path:
    files = contents()
    files["model/model.bin"] = files["model/model.bin"][:20_000]
    return write_archive(folder / "x.argosmodel", files)


def with_nothing_to_say(folder: Path) -> Path:
    return write_archive(folder / "x.argosmodel", {**contents(), **mute_model()})


def with_metadata(content: bytes) -> Damage:
    return lambda folder: write_archive(folder / "x.argosmodel", {**contents(), "metadata.json": content})


_LINK = (stat.S_IFLNK | 0o777) << 16

CASES: dict[str, tuple[Damage, str]] = {
    "no zip file": (no_zip, DAMAGED),
    "truncated": (truncated, DAMAGED),
    "bit flip": (with_a_bit_flipped_in_its_weights, DAMAGED),
    "half the weights": (with_half_its_weights, "its model does not load or does not translate. Download it again."),
    "mute": (with_nothing_to_say, f"it loads, but translates to nothing. {ELSEWHERE}"),
    "two tops": (with_two_top_folders, f"it has 2 top folders instead of one. {ELSEWHERE}"),
    "no top": (
        lambda folder: write_archive(folder / "x.argosmodel", {"metadata.json": b"{}"}, top=""),
        f"'metadata.json' in it lies outside a top folder. {ELSEWHERE}",
    ),
    "twice": (with_itself_twice, f"it holds 'translate/metadata.json' twice. {ELSEWHERE}"),
    "parent": (
        with_entry("translate/../../evil"),
        f"it holds 'translate/../../evil', a path that may lead out of its folder. {ELSEWHERE}",
    ),
    "absolute": (
        with_entry("/etc/cron.d/evil"),
        f"it holds '/etc/cron.d/evil', a path that may lead out of its folder. {ELSEWHERE}",
    ),
    "drive": (
        with_entry("translate/C:evil"),
        f"it holds 'translate/C:evil', a path that may lead out of its folder. {ELSEWHERE}",
    ),
    "backslash": (
        with_entry("translate/..\\evil"),
        f"it holds 'translate/..\\\\evil', a path that may lead out of its folder. {ELSEWHERE}",
    ),
    "null": (
        with_name_exactly("translate/model.onnx\0.bin"),
        f"it holds 'translate/model.onnx\\x00.bin', a path that may lead out of its folder. {ELSEWHERE}",
    ),
    "link": (
        with_entry("translate/README.txt", external_attr=_LINK),
        f"'translate/README.txt' in it is a link or a device, not a file. {ELSEWHERE}",
    ),
    "password": (locked_with_a_password, f"it is locked with a password. {ELSEWHERE}"),
    "packing": (
        with_strange_packing,
        f"'translate/metadata.json' in it is packed in a way that we do not read. {ELSEWHERE}",
    ),
    "program": (
        with_file("model/run.py"),
        f"'translate/model/run.py' in it is no part of a translation package. {ELSEWHERE}",
    ),
    "receipt": (
        with_file("ouderbrug.json"),
        f"'translate/ouderbrug.json' in it is no part of a translation package. {ELSEWHERE}",
    ),
    "no weights": (without_file("model/model.bin"), "it has no model/model.bin. Download it again."),
    "no metadata": (without_file("metadata.json"), "it has no metadata.json. Download it again."),
    "no tokenizer": (
        without_file("sentencepiece.model"),
        "it has neither a sentencepiece.model nor a bpe.model. Download it again.",
    ),
    "bomb": (
        with_file("minisbd/zeros.onnx", bytes(50_000_000)),
        f"it would unpack to more than 100 times its size. {ELSEWHERE}",
    ),
    "large metadata": (
        with_metadata(metadata(links=list(range(200_000)))),
        f"its metadata.json is larger than 1 MB. {ELSEWHERE}",
    ),
    "no JSON": (with_metadata(b"from nl to en"), f"its metadata.json is no JSON. {ELSEWHERE}"),
    "no from_code": (with_metadata(metadata(from_code=None)), f"its metadata.json has no from_code. {ELSEWHERE}"),
    "other pair": (with_metadata(metadata("en_tr")), f"it goes from en to tr, not from nl to en. {ELSEWHERE}"),
    "version": (
        with_metadata(metadata(package_version="newest")),
        f"its package_version 'newest' is no version such as '1.9'. {ELSEWHERE}",
    ),
    "type": (with_metadata(metadata(type="sbd")), f"its type is 'sbd', not 'translate'. {ELSEWHERE}"),
    "older": (
        with_metadata(metadata(version="0.9")),
        "version 1.0 is installed, which is newer than 0.9. Remove that first if you want the older one.",
    ),
}


@pytest.mark.parametrize(("damage", "sentence"), CASES.values(), ids=CASES.keys())
def test_package_is_refused_and_the_installed_one_works_as_before(
    packages: Path, tmp_path: Path, say: Say, damage: Damage, sentence: str
) -> None:
    before, there = say(), sorted(packages.rglob("*"))

    with pytest.raises(RefusedPackage) as refused, locked(packages):
        install_archive(damage(tmp_path), packages, Expected(("nl", "en")))

    assert refused.value.sentence == f"The package is refused: {sentence}"
    assert (say(), sorted(packages.rglob("*"))) == (before, there)


@pytest.mark.parametrize(
    ("limits", "reason"),
    [
        (Limits(archive=1_000), "it is larger than 0 MB"),
        (Limits(unpacked=60_000), "it would unpack to more than 0 MB"),
        (Limits(files=4), "it holds more than 4 files"),
    ],
)
def test_package_over_a_limit_is_refused(packages: Path, tmp_path: Path, say: Say, limits: Limits, reason: str) -> None:
    before = say()

    with pytest.raises(RefusedPackage) as refused, locked(packages):
        install_archive(make_archive(tmp_path, "nl_en", "1.1"), packages, limits=limits)

    assert (refused.value.sentence, say()) == (f"The package is refused: {reason}. {ELSEWHERE}", before)


def test_bit_flip_against_its_hash_is_refused_before_anything_is_read(packages: Path, tmp_path: Path, say: Say) -> None:
    before = say()

    with pytest.raises(RefusedPackage) as refused, locked(packages):
        install_archive(no_zip(tmp_path), packages, Expected(sha256="0" * 64))

    assert refused.value.sentence == (
        "The package is refused: its SHA-256 is 5f34419798b820b188d44d7e14e7cd52792f23189283d748ae1fdf2f8b02680c, "
        f"but should be {'0' * 64}. Download it again; if it stays so, ask who publishes it."
    )
    assert say() == before
