"""Loaded models, as many as fit: each loaded once however many ask, the longest unused leaves first."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock
from typing import Generic, Protocol, TypeVar


class Model(Protocol):
    """Something heavy that can be put away."""

    def unload(self) -> None:
        """Give its memory back."""
        ...


M = TypeVar("M", bound=Model)


@dataclass(slots=True)
class _Place(Generic[M]):
    """One model's place: its own loading lock, so that loading one does not hold up another."""

    size: int
    lock: Lock = field(default_factory=Lock)
    model: M | None = None
    users: int = 0


class ModelPool(Generic[M]):
    """At most `cap` bytes of models. Only what is in use at this moment may stand above the cap."""

    def __init__(self, cap: int) -> None:
        """Empty; `cap` in bytes."""
        self._cap = cap
        self._places: OrderedDict[Hashable, _Place[M]] = OrderedDict()
        self._lock = Lock()

    @property
    def size(self) -> int:
        """Bytes of what is kept or being loaded."""
        return sum(place.size for place in self._places.values())

    @contextmanager
    def lease(self, key: Hashable, size: int, load: Callable[[], M]) -> Iterator[M]:
        """The model of this key, loaded on first use; it stays until the block ends. Raises what `load` raises."""
        place = self._enter(key, size)
        try:
            with place.lock:
                model = place.model = place.model or load()
            yield model
        finally:
            self._leave(key, place)

    def _enter(self, key: Hashable, size: int) -> _Place[M]:
        with self._lock:
            place = self._places.setdefault(key, _Place(size))
            place.users += 1
            self._places.move_to_end(key)
            self._make_room()
            return place

    def _leave(self, key: Hashable, place: _Place[M]) -> None:
        with self._lock:
            place.users -= 1
            if place.model is None and not place.users:  # it could not be loaded: no room is kept for it
                self._places.pop(key, None)
            self._make_room()

    def _make_room(self) -> None:
        for key, place in list(self._places.items()):
            if self.size <= self._cap:
                return
            if place.model and not place.users:
                del self._places[key]
                place.model.unload()
