"""The published document: whole, true to the routes, and held against hundreds of made-up calls."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as how
from pydantic import BaseModel
from schemathesis import Case, GenerationMode
from schemathesis.core.result import Ok
from schemathesis.openapi import from_dict
from schemathesis.schemas import APIOperation, BaseSchema
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from bot.config import Settings
from bot.web.application import PREFIX, ROUTES
from tests.bot.web.conftest import ON_SQLITE, Api
from tests.bot.web.live import Live, running_school
from tests.builders import GROUP

Operation = APIOperation[Any, Any, Any, Any]
AnyCase = Case[Any]

pytestmark = ON_SQLITE

CASES = {GenerationMode.POSITIVE: 20, GenerationMode.NEGATIVE: 10}
CHECKS = [
    schemathesis.checks.not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]

#: What chance does not name: groups and themes that there are, times that follow each other.
HITS: dict[str, Any] = {
    "groups": [GROUP],
    "parent_ids": [],
    "theme": "reading_together",
    "starts_at": "2027-01-11T08:30:00Z",
    "send_at": "2026-12-01T08:30:00Z",
    "ends_at": None,
    "rsvp_by": None,
    "slots": [],
    "remind": ["P7D", "PT12H"],
}


async def test_document_names_every_route(api: Api) -> None:
    document = (await api.get("/api/openapi.json")).body

    published = {(method.upper(), path) for path, item in document["paths"].items() for method in item}
    assert published == {(route.method, PREFIX + route.path) for route in ROUTES}
    assert document["openapi"] == "3.1.0"


async def test_document_is_valid(api: Api) -> None:
    document = (await api.get("/api/openapi.json")).body

    schema = from_dict(document)
    schema.validate()
    operations = _operations(schema)

    assert len(operations) == len(ROUTES)
    assert len({operation.definition.raw["operationId"] for operation in operations}) == len(ROUTES)


async def test_document_describes_every_field_that_is_taken(api: Api) -> None:
    schemas = (await api.get("/api/openapi.json")).body["components"]["schemas"]

    for route in ROUTES:
        for model in (route.body, route.answer):
            if model is not None and issubclass(model, BaseModel):
                assert set(schemas[model.__name__]["properties"]) == set(model.model_fields)


@pytest.fixture
def live(settings: Settings) -> Iterator[Live]:
    with running_school(settings) as live:
        yield live


def test_no_made_up_call_meets_a_mistake_of_ours(live: Live) -> None:
    schema = schemathesis.openapi.from_url(live.url + "/api/openapi.json")
    called = 0

    with requests.Session() as session:
        session.headers["Authorization"] = f"Bearer {live.token}"
        for operation in sorted(_operations(schema), key=_ends_something):
            for mode, number in CASES.items():
                called += _call(operation, mode, number, live, session)

    assert called >= 500


def _operations(schema: BaseSchema) -> list[Operation]:
    found = list(schema.get_all_operations())
    assert [one for one in found if not isinstance(one, Ok)] == []
    return [one.ok() for one in found if isinstance(one, Ok)]


def _ends_something(operation: Operation) -> bool:
    """Called last, so that there is something left for the others."""
    return bool(operation.method == "delete" or operation.path.endswith(("/cancel", "/stop")))


def _call(operation: Operation, mode: GenerationMode, number: int, live: Live, session: requests.Session) -> int:
    """How many calls were made; raises what a check found."""
    called = 0

    @how(
        max_examples=number,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def run(case: AnyCase) -> None:
        nonlocal called
        called += 1
        if mode is GenerationMode.POSITIVE:
            _aim(case, called)
        response = case.call(base_url=live.url, session=session)
        case.validate_response(response, checks=CHECKS)

    run()
    return called


def _aim(case: AnyCase, number: int) -> None:
    """Most calls should hit something."""
    if "id" in case.path_parameters:
        case.path_parameters["id"] = 1 + number % 3
    if "parent_id" in case.path_parameters:
        case.path_parameters["parent_id"] = ("P-Amina", "P-Piotr", "P-Nobody")[number % 3]
    if isinstance(case.body, dict) and number % 4:
        for name in HITS.keys() & case.body.keys():
            case.body[name] = HITS[name]
