"""The OpenAPI 3.1 document, from the same routes and models that answer: it cannot say anything else."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from bot.domain.sounds import UNKNOWN
from bot.web.calls import File, Route

_NUMBER = {"type": "integer", "minimum": 1, "maximum": 2**63 - 1}
_NUMBERS = ("id", "message_id")
_REF = "#/components/schemas/{model}"
_PROBLEM = {
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "errors": {"type": "array", "items": {"type": "object"}},
    },
}
_PROBLEMS = {400: "Bad input", 401: "Not signed in", 403: "Not allowed", 404: "Not found", 409: "Conflict",
             413: "Too large", 503: "Unavailable"}  # fmt: skip

_CSV = {
    "text/csv": {"schema": {"type": "string"}},
    "multipart/form-data": {
        "schema": {
            "type": "object",
            "required": ["file"],
            "properties": {"file": {"type": "string", "contentMediaType": "text/csv"}},
        }
    },
}

_BYTES = {"type": "string", "contentEncoding": "binary"}
_SOUND = {
    "application/octet-stream": {"schema": _BYTES},
    "audio/ogg": {"schema": _BYTES},
    "audio/wav": {"schema": _BYTES},
    "audio/mpeg": {"schema": _BYTES},
    "multipart/form-data": {
        "schema": {
            "type": "object",
            "required": ["file"],
            "properties": {"file": {"type": "string", "contentMediaType": "audio/ogg"}},
        }
    },
}
_PLAYED = ("audio/ogg", "audio/mpeg", "audio/mp4", "audio/wav", "audio/flac", "audio/aac", "audio/amr", UNKNOWN)


def make_document(routes: Iterable[Route], *, prefix: str, version: str) -> dict[str, Any]:
    """The whole document, ready for JSON."""
    routes = list(routes)
    paths: dict[str, dict[str, Any]] = {}
    for route in routes:
        paths.setdefault(prefix + route.path, {})[route.method.lower()] = _operation(route)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Ouderbrug", "version": version, "license": {"name": "AGPL-3.0-or-later"}},
        "security": [{"token": []}],
        "paths": paths,
        "components": {
            "schemas": _schemas(routes),
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def _schemas(routes: list[Route]) -> dict[str, Any]:
    models = {route.answer: "serialization" for route in routes if not issubclass(route.answer, File)}
    bodies = {route.body: "validation" for route in routes if route.body}
    wanted: Any = list((models | bodies).items())
    _, definitions = models_json_schema(wanted, ref_template=_REF)
    return {"Problem": _PROBLEM, **definitions["$defs"]}


def _operation(route: Route) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "operationId": route.handler.__name__ + "_" + route.method.lower(),
        "summary": route.summary,
        "description": f"Needs a token with the scope {route.scope.value}.",
        "parameters": [*_path_parameters(route), *_query_parameters(route)],
        "responses": {str(route.status): _json(route.answer), **_problems()},
    }
    if route.takes_sound:
        operation["requestBody"] = {"required": True, "content": _SOUND}
    elif route.takes_csv:
        operation["requestBody"] = {"required": True, "content": _CSV}
    elif route.body:
        operation["requestBody"] = {"required": True, "content": _content(route.body)}
    return operation


def _json(model: type[BaseModel | File]) -> dict[str, Any]:
    if issubclass(model, File):
        return {"description": "The sound.", "content": {mime: {"schema": _BYTES} for mime in _PLAYED}}
    return {"description": (model.__doc__ or "").strip().split("\n")[0], "content": _content(model)}


def _content(model: type[BaseModel]) -> dict[str, Any]:
    return {"application/json": {"schema": {"$ref": _REF.format(model=model.__name__)}}}


def _problems() -> dict[str, Any]:
    content = {"application/problem+json": {"schema": {"$ref": _REF.format(model="Problem")}}}
    return {str(status): {"description": title, "content": content} for status, title in _PROBLEMS.items()}


def _path_parameters(route: Route) -> list[dict[str, Any]]:
    return [
        {
            "name": name,
            "in": "path",
            "required": True,
            "schema": _NUMBER if name in _NUMBERS else {"type": "string", "minLength": 1},
        }
        for name in re.findall(r"\{(\w+)\}", route.path)
    ]


def _query_parameters(route: Route) -> list[dict[str, Any]]:
    if route.query is None:
        return []
    schema = route.query.model_json_schema()
    definitions = schema.get("$defs", {})
    return [
        {"name": name, "in": "query", "required": False, "schema": _inline(part, definitions)}
        for name, part in schema["properties"].items()
    ]


def _inline(schema: Any, definitions: dict[str, Any]) -> Any:  # noqa: ANN401  # JSON
    """A query parameter has no null and no reference."""
    if "$ref" in schema:
        return definitions[schema["$ref"].rsplit("/", 1)[1]]
    choices = [part for part in schema.get("anyOf", ()) if part.get("type") != "null"]
    if len(choices) == 1:
        return _inline(choices[0], definitions)
    return {key: value for key, value in schema.items() if key not in ("title", "default")}
