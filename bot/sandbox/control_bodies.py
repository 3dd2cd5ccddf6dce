"""What the control API takes, and how it complains."""

from datetime import timedelta
from typing import Any, TypeVar

from aiohttp import web
from pydantic import AwareDatetime, BaseModel, ConfigDict, ValidationError

from bot.sandbox.errors import SandboxError


class Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class NewChat(Body):
    chat_id: int | None = None
    name: str | None = None
    language: str | None = None


class Start(Body):
    payload: str = ""


class Text(Body):
    text: str


class Tap(Body):
    message_id: int
    button: int | str | None = None
    data: str | None = None


class ClockChange(Body):
    """`advance` takes seconds or an ISO 8601 duration, `set` a time with an offset."""

    advance: timedelta | None = None
    set: AwareDatetime | None = None


Model = TypeVar("Model", bound=Body)


async def read_body(request: web.Request, model: type[Model]) -> Model:
    """The body as its model; no body at all counts as an empty object."""
    try:
        return model.model_validate_json(await request.text() or "{}")
    except ValidationError as error:
        raise SandboxError(_sentence(error.errors()[0])) from None


def number(request: web.Request, name: str, default: int) -> int:
    """A whole number from the query."""
    try:
        return int(request.query.get(name, default))
    except ValueError:
        raise SandboxError(f"'{name}' must be a whole number.") from None


def _sentence(problem: Any) -> str:  # noqa: ANN401 - pydantic's own dictionary
    field = ".".join(map(str, problem["loc"]))
    return f"'{field}': {problem['msg']}." if field else f"{problem['msg']}."
