"""What a package says about itself: read in our tags, or refused with the reason."""

from __future__ import annotations

import json

import pytest

from messages.machine.package_metadata import BadMetadata, Metadata, parse_metadata, to_code, to_tag

GOOD = {"from_code": "nl", "to_code": "en", "package_version": "1.9", "argos_version": "1.9.0"}


def test_metadata_is_read_in_our_tags() -> None:
    content = json.dumps({**GOOD, "to_code": "zh", "target_prefix": ">>cmn<<", "from_name": "Dutch"}).encode()

    assert parse_metadata(content) == Metadata("nl", "zh-Hans", "1.9", ">>cmn<<")


@pytest.mark.parametrize(("code", "tag"), [("zh", "zh-Hans"), ("zt", "zh-Hant"), ("nb", "no"), ("kmr", "kmr")])
def test_codes_and_tags_go_both_ways(code: str, tag: str) -> None:
    assert (to_tag(code), to_code(tag)) == (tag, code)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"from_code": None}, "its metadata.json has no from_code"),
        ({"to_code": None}, "its metadata.json has no to_code"),
        ({"to_code": "../en"}, "its to_code '../en' is no language code"),
        ({"to_code": ["en"]}, "its to_code ['en'] is no language code"),
        ({"from_code": "x" * 99}, f"its from_code '{'x' * 38}… is no language code"),
        ({"to_code": "nl"}, "it translates from nl to nl"),
        ({"type": "sbd"}, "its type is 'sbd', not 'translate'"),
        ({"package_version": "newest"}, "its package_version 'newest' is no version such as '1.9'"),
        ({"package_version": None}, "its package_version None is no version such as '1.9'"),
        ({"package_version": 1.9}, "its package_version 1.9 is no version such as '1.9'"),
        ({"target_prefix": 3}, "its target_prefix is no text"),
    ],
)
def test_field_that_is_wrong_is_named(change: dict[str, object], reason: str) -> None:
    with pytest.raises(BadMetadata) as refused:
        parse_metadata(json.dumps({**GOOD, **change}).encode())

    assert str(refused.value) == reason


@pytest.mark.parametrize("content", [b"", b"PK", b"\xff\xfe", b"[" * 100_000], ids=["empty", "zip", "binary", "deep"])
def test_what_is_no_json_is_refused(content: bytes) -> None:
    with pytest.raises(BadMetadata) as refused:
        parse_metadata(content)

    assert str(refused.value) == "its metadata.json is no JSON"


def test_json_that_is_no_object_is_refused() -> None:
    with pytest.raises(BadMetadata) as refused:
        parse_metadata(b"[1]")

    assert str(refused.value) == "its metadata.json is no JSON object"
