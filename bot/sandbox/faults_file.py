"""Reading the faults file, YAML or JSON: a list, a mapping, or a list with the limits as one of its items."""

from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from bot.sandbox.faults import Fault, LimitsSetting

Model = TypeVar("Model", bound=BaseModel)
Plan = tuple[list[Fault], LimitsSetting]


def read_faults(path: Path) -> Plan:
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ValueError(f"The faults file {path} cannot be read: {error.strerror}.") from error
    except yaml.YAMLError as error:
        raise ValueError(f"The faults file {path} is neither YAML nor JSON: {error}.") from error
    return faults_plan(content)


def faults_plan(content: object) -> Plan:
    """Faults and limits from any of the three shapes; a ValueError names the entry and the field."""
    entries, limits = _taken_apart(content)
    faults = [_checked(Fault, entry, f"Fault {number}") for number, entry in enumerate(entries, start=1)]
    return faults, _checked(LimitsSetting, limits, "Limits")


def _taken_apart(content: object) -> tuple[list[Any], object]:
    match content:
        case None:
            return [], {}
        case list():
            limits = [entry["limits"] for entry in content if _is_limits(entry)]
            return [entry for entry in content if not _is_limits(entry)], limits[-1] if limits else {}
        case dict() if content.keys() <= {"faults", "limits"} and _is_list(content.get("faults")):
            return content.get("faults") or [], content.get("limits") or {}
        case _:
            raise ValueError("The faults must be a list, or a mapping with a list 'faults' and 'limits'.")


def _is_list(content: object) -> bool:
    return content is None or isinstance(content, list)


def _is_limits(entry: object) -> bool:
    return isinstance(entry, dict) and entry.keys() == {"limits"}


def _checked(model: type[Model], entry: object, name: str) -> Model:
    try:
        return model.model_validate(entry)
    except ValidationError as error:
        problem = error.errors()[0]
        field = ".".join(map(str, problem["loc"]))
        about = f"{name}, field '{field}'" if field else name
        raise ValueError(f"{about}: {problem['msg']}.") from error
