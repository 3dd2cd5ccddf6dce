"""Faults to inject: which call breaks, and how."""

from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, PositiveInt

Word = Literal[
    "400", "401", "403", "404", "409", "429", "500", "502", "timeout", "drop_before", "drop_after", "garbage"
]
# YAML reads `do: 429` as a number.
Do = Annotated[Word, BeforeValidator(lambda word: str(word) if isinstance(word, int) else word)]
ACCEPTED = frozenset({"drop_after", "garbage"})  # the message is delivered, only the answer is lost
DESCRIPTIONS = {
    400: "Bad Request: chat not found",
    401: "Unauthorized",
    403: "Forbidden: bot was blocked by the user",
    404: "Not Found",
    409: "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
    429: "Too Many Requests: retry after {retry_after}",
    500: "Internal Server Error",
    502: "Bad Gateway",
}


class Fault(BaseModel):
    """One line of the faults file. Each nth call that matches breaks, at most so many times."""

    model_config = ConfigDict(extra="forbid")

    method: str = "*"
    chat_id: int | None = None
    every: PositiveInt = 1
    times: PositiveInt | None = None
    do: Do
    retry_after: PositiveInt = 1
    description: str | None = None


class LimitsSetting(BaseModel):
    model_config = ConfigDict(extra="forbid")

    per_second: PositiveInt | None = None
    per_chat_per_second: PositiveInt | None = None


@dataclass(slots=True)
class Armed:
    """A fault and how often it met a call and broke one."""

    fault: Fault
    matched: int = 0
    fired: int = 0

    def meets(self, method: str, chat_id: int | None) -> bool:
        """Count a call that matches; is it the nth, with breakages left?"""
        fault = self.fault
        if fault.method not in {"*", method} or fault.chat_id not in {None, chat_id}:
            return False
        self.matched += 1
        return self.matched % fault.every == 0 and (fault.times is None or self.fired < fault.times)


class Faults:
    def __init__(self) -> None:
        self.armed: list[Armed] = []

    def set(self, faults: list[Fault]) -> None:
        self.armed = [Armed(fault) for fault in faults]

    def draw(self, method: str, chat_id: int | None) -> Fault | None:
        """The first fault that breaks this call. All that match count it; only that one is used up."""
        met = [armed for armed in self.armed if armed.meets(method, chat_id)]
        if not met:
            return None
        met[0].fired += 1
        return met[0].fault

    def as_json(self) -> list[dict[str, Any]]:
        return [
            armed.fault.model_dump(exclude_none=True, exclude_unset=True)
            | {"matched": armed.matched, "fired": armed.fired}
            for armed in self.armed
        ]
