"""Installing: whole or not at all, one at a time, and the running engine takes the new one at once."""

from __future__ import annotations

import hashlib
import json
import resource
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.errors import Conflict, Unavailable
from bot.packages.install import Expected, install_archive, locked, remove_packages
from bot.packages.refusals import RefusedPackage
from bot.packages.trial import main, try_out
from messages.argos import ArgosTranslator
from messages.machine.packages import InstalledPackage, list_packages
from tests.bot.packages.builders import contents, make_archive, write_archive
from tests.bot.packages.conftest import Say


def install(archive: Path, folder: Path, expected: Expected | None = None) -> InstalledPackage:
    with locked(folder):
        return install_archive(archive, folder, expected or Expected())


def names(folder: Path) -> list[str]:
    """Everything in the folder but the lock."""
    return sorted(path.name for path in folder.iterdir() if path.name != ".lock")


def test_package_is_installed_under_a_name_of_ours_with_a_receipt(tmp_path: Path) -> None:
    archive = write_archive(tmp_path / "x.argosmodel", contents("en_zh", "1.9"), top="nl_en")
    sha256 = hashlib.sha256(archive.read_bytes()).hexdigest()

    installed = install(archive, tmp_path / "packages", Expected(("en", "zh-Hans"), sha256.upper()))

    assert names(tmp_path / "packages") == ["translate-en_zh-1_9"]
    assert list_packages(tmp_path / "packages") == [installed]
    assert (installed.source, installed.target, installed.version) == ("en", "zh-Hans", "1.9")
    receipt = json.loads((installed.path / "ouderbrug.json").read_text())
    assert (receipt["archive"], receipt["weights"][:8], receipt["mask"]) == (sha256, installed.digest, installed.mask)
    assert installed.mask == "{0}"


def test_sentence_splitters_that_would_download_more_are_left_out(tmp_path: Path) -> None:
    files = {**contents(), "stanza/resources.json": b"{}", "spacy/x/y": b"", "minisbd/nl.onnx": b"x"}

    installed = install(write_archive(tmp_path / "x.argosmodel", files), tmp_path / "packages")

    assert sorted(path.name for path in installed.path.iterdir()) == sorted(
        ["README.md", "metadata.json", "minisbd", "model", "ouderbrug.json", "sentencepiece.model"]
    )


def test_newer_version_takes_the_place_of_the_older_at_once(packages: Path, tmp_path: Path, say: Say) -> None:
    before = say()

    install(make_archive(tmp_path, "nl_en", "1.10", seed=8), packages)

    assert names(packages) == ["translate-nl_en-1_10"]
    assert say() != before


def test_same_version_again_repairs_what_is_broken_on_disk(packages: Path, tmp_path: Path, say: Say) -> None:
    before = say()
    (packages / "translate-nl_en-1_0" / "model" / "config.json").write_text("{")

    install(make_archive(tmp_path), packages)

    assert names(packages) == ["translate-nl_en-1_0-2"]
    assert say() == before


def test_other_pair_stands_beside_it(packages: Path, tmp_path: Path) -> None:
    install(make_archive(tmp_path, "en_tr"), packages)

    engine = ArgosTranslator(packages, memory_mb=100)
    assert [f"{route.source}-{route.target}" for route in engine.routes()] == ["en-tr", "nl-en", "nl-tr"]


def test_removing_takes_out_every_version_of_the_pair_and_no_other(packages: Path, tmp_path: Path) -> None:
    install(make_archive(tmp_path, "en_tr"), packages)
    nl_en = list_packages(packages)[1]
    shutil.copytree(nl_en.path, packages / "by-hand")

    with locked(packages):
        remove_packages(packages, [nl_en])

    assert names(packages) == ["translate-en_tr-1_0"]


def test_removing_nothing_changes_nothing(packages: Path) -> None:
    with locked(packages):
        remove_packages(packages, [])

    assert names(packages) == ["translate-nl_en-1_0"]


def test_second_process_is_told_to_wait(packages: Path) -> None:
    with locked(packages), pytest.raises(Conflict) as refused, locked(packages):
        pass

    assert refused.value.sentence == ("Another process is installing or removing packages; wait until it has ended.")


def test_what_a_crash_left_is_cleared_by_the_next(packages: Path) -> None:
    (packages / ".work-abc" / "package").mkdir(parents=True)

    with locked(packages):
        assert names(packages) == ["translate-nl_en-1_0"]


def test_folder_that_cannot_be_one_is_told(tmp_path: Path) -> None:
    (tmp_path / "packages").write_text("a file")

    with pytest.raises(Unavailable) as refused, locked(tmp_path / "packages"):
        pass

    assert refused.value.sentence == f"{tmp_path}/packages cannot be a folder for packages: File exists."


@pytest.fixture
def small_disk() -> Iterator[None]:
    """No file grows over 20 kB: the system's own refusal in the midst of writing."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, hard))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_full_disk_changes_nothing(packages: Path, tmp_path: Path, say: Say, request: pytest.FixtureRequest) -> None:
    before, archive = say(), make_archive(tmp_path, "nl_en", "1.1", seed=8)
    request.getfixturevalue("small_disk")

    with pytest.raises(Unavailable) as refused, locked(packages):
        install_archive(archive, packages)

    assert refused.value.sentence == f"{packages} cannot be written: File too large. Nothing was changed."
    assert (say(), names(packages)) == (before, ["translate-nl_en-1_0"])


def test_package_that_hangs_is_refused(packages: Path) -> None:
    with pytest.raises(RefusedPackage) as refused:
        try_out(packages, "nl", "en", patience=0.01)

    assert refused.value.sentence == (
        "The package is refused: it did not translate a few words in 0 seconds. Download it again."
    )


def test_trial_says_how_it_ended(packages: Path) -> None:
    assert [main(str(packages), "nl", target) for target in ("en", "tr")] == [0, 1]
