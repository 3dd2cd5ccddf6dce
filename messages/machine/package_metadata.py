"""What a translation package says about itself, in Argos codes, read as our tags or refused with the reason.

Reading one that is installed and judging one that is offered follow the same rules.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from packaging.version import InvalidVersion, Version

from messages.translator import Tag

#: Argos codes that are not the tag we use; all others are the same.
_TAGS = {"zh": "zh-Hans", "zt": "zh-Hant", "pb": "pt-BR", "nb": "no", "tl": "fil"}
_CODES = {tag: code for code, tag in _TAGS.items()}

#: Characters of what was found that are shown.
_SHOWN = 40

_CODE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?")


class BadMetadata(ValueError):
    """The metadata cannot be used; the message is a clause such as `its from_code 'x!' is no language code`."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What we use of a package's metadata.json, or of its line in an index."""

    source: Tag
    target: Tag
    version: str
    target_prefix: str = ""


def to_tag(code: str) -> Tag:
    """The BCP 47 tag of an Argos code."""
    return _TAGS.get(code, code)


def to_code(tag: Tag) -> str:
    """The Argos code of a tag."""
    return _CODES.get(tag, tag)


def parse_metadata(content: bytes) -> Metadata:
    """Read a metadata.json. Raises BadMetadata."""
    try:
        found = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise BadMetadata("its metadata.json is no JSON") from error
    if not isinstance(found, dict):
        raise BadMetadata("its metadata.json is no JSON object")
    return read_metadata(found)


def read_metadata(found: dict[str, object]) -> Metadata:
    """Check the fields of one package. Raises BadMetadata."""
    if found.get("type", "translate") != "translate":
        raise BadMetadata(f"its type is {_short(found['type'])}, not 'translate'")
    source, target = (_language(found, name) for name in ("from_code", "to_code"))
    if source == target:
        raise BadMetadata(f"it translates from {source} to {source}")
    prefix = found.get("target_prefix", "")
    if not isinstance(prefix, str):
        raise BadMetadata("its target_prefix is no text")
    return Metadata(source, target, _version(found), prefix)


def _language(found: dict[str, object], name: str) -> Tag:
    code = found.get(name)
    if code is None:
        raise BadMetadata(f"its metadata.json has no {name}")
    if not isinstance(code, str) or not _CODE.fullmatch(code):
        raise BadMetadata(f"its {name} {_short(code)} is no language code")
    return to_tag(code)


def _version(found: dict[str, object]) -> str:
    written = found.get("package_version")
    try:
        return str(Version(written)) if isinstance(written, str) else _no_version(written)
    except InvalidVersion:
        return _no_version(written)


def _no_version(written: object) -> str:
    raise BadMetadata(f"its package_version {_short(written)} is no version such as '1.9'")


def _short(value: object) -> str:
    """What was found, of any length, as a few characters for a sentence."""
    shown = repr(value)
    return shown if len(shown) <= _SHOWN else shown[: _SHOWN - 1] + "…"
