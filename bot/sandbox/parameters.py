"""Reading a call's parameters in each of the ways Telegram takes them: query, form, multipart and JSON."""

import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import web

from bot.sandbox.errors import bad_request

TRUE = frozenset({"true", "yes", "1", "y", "t"})


@dataclass(slots=True, frozen=True)
class Upload:
    name: str
    mime_type: str | None
    data: bytes


@dataclass(slots=True)
class Parameters:
    values: dict[str, Any] = field(default_factory=dict)
    uploads: dict[str, Upload] = field(default_factory=dict)

    def string(self, name: str) -> str:
        value = self.values.get(name)
        if value is None:
            return ""
        return value if isinstance(value, str) else json.dumps(value)

    def integer(self, name: str, default: int) -> int:
        """A number however it was written; like Telegram, nonsense counts as left out."""
        try:
            return int(self.values.get(name, default))
        except (TypeError, ValueError):
            return default

    def flag(self, name: str) -> bool:
        return self.string(name).lower() in TRUE

    def decoded(self, name: str, words: str) -> object:
        """A parameter that holds JSON; forms carry it as text."""
        value: object = self.values.get(name)
        if not isinstance(value, str) or not value:
            return None if value == "" else value
        try:
            return json.loads(value)
        except ValueError:
            raise bad_request(f"can't parse {words} JSON object") from None

    def objects(self, name: str, words: str) -> list[dict[str, Any]] | None:
        """A parameter that holds a list of objects."""
        decoded = self.decoded(name, words)
        if decoded is None:
            return None
        if not isinstance(decoded, list) or not all(isinstance(item, dict) for item in decoded):
            raise bad_request(f"can't parse {words}: expected an Array of Objects")
        return decoded


async def read_parameters(request: web.Request) -> Parameters:
    parameters = Parameters(dict(request.query))
    kind = request.content_type
    if kind == "application/json":
        parameters.values |= _json_object(await request.text())
    elif kind == "application/x-www-form-urlencoded":
        parameters.values |= parse_qsl(await request.text(), keep_blank_values=True)
    elif kind == "multipart/form-data":
        await _read_multipart(request, parameters)
    return parameters


def _json_object(text: str) -> dict[str, Any]:
    try:
        body = json.loads(text or "{}")
    except ValueError:
        body = None
    if not isinstance(body, dict):
        raise bad_request("can't parse JSON object")
    return body


async def _read_multipart(request: web.Request, parameters: Parameters) -> None:
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            parameters.uploads[name] = Upload(value.filename, value.content_type, value.file.read())
            value.file.close()
        else:
            parameters.values[name] = value
