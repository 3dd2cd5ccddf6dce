"""Models in memory: loaded once, as many as fit, the longest unused leaves first, what is in use stays."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Barrier, Event

import pytest

from messages.machine.model_pool import ModelPool


@dataclass
class Heavy:
    """A model that remembers whether it was put away."""

    name: str
    unloaded: bool = False

    def unload(self) -> None:
        self.unloaded = True


class Shelf:
    """Loads by name and keeps count."""

    def __init__(self, cap: int = 100) -> None:
        self.pool: ModelPool[Heavy] = ModelPool(cap)
        self.loaded: list[str] = []

    def loader(self, name: str) -> Callable[[], Heavy]:
        def load() -> Heavy:
            self.loaded.append(name)
            return Heavy(name)

        return load

    def use(self, name: str, size: int = 40) -> Heavy:
        with self.pool.lease(name, size, self.loader(name)) as model:
            return model


def test_model_is_loaded_on_first_use_and_kept() -> None:
    shelf = Shelf()

    first, again = shelf.use("nl-en"), shelf.use("nl-en")

    assert first is again
    assert shelf.loaded == ["nl-en"]
    assert shelf.pool.size == 40


def test_longest_unused_leaves_when_another_needs_its_room() -> None:
    shelf = Shelf(cap=100)
    models = {name: shelf.use(name) for name in ("nl-en", "en-tr")}
    shelf.use("nl-en")

    shelf.use("en-ar")

    assert {name: model.unloaded for name, model in models.items()} == {"nl-en": False, "en-tr": True}
    assert shelf.pool.size == 80


def test_what_is_in_use_stays_above_the_cap_and_leaves_after() -> None:
    shelf = Shelf(cap=50)

    with shelf.pool.lease("nl-en", 40, shelf.loader("nl-en")) as used:
        other = shelf.use("en-tr")
        assert (used.unloaded, shelf.pool.size) == (False, 40)

    assert (used.unloaded, other.unloaded) == (False, True)


def test_model_greater_than_the_cap_serves_once_and_leaves() -> None:
    shelf = Shelf(cap=10)

    model = shelf.use("nl-en")

    assert (model.unloaded, shelf.pool.size) == (True, 0)


def test_four_at_once_load_one_model() -> None:
    shelf, together = Shelf(), Barrier(4)

    def use() -> Heavy:
        together.wait()
        return shelf.use("nl-en")

    with ThreadPoolExecutor(4) as threads:
        models = [task.result() for task in [threads.submit(use) for _ in range(4)]]

    assert all(model is models[0] for model in models)
    assert shelf.loaded == ["nl-en"]


def test_loading_one_does_not_hold_up_another() -> None:
    shelf, slow = Shelf(), Event()

    def load_slowly() -> Heavy:
        assert slow.wait(5)
        return Heavy("en-tr")

    def use_slow() -> Heavy:
        with shelf.pool.lease("en-tr", 40, load_slowly) as model:
            return model

    with ThreadPoolExecutor(1) as thread:
        waiting = thread.submit(use_slow)
        quick = shelf.use("nl-en")
        slow.set()
        assert (quick.name, waiting.result().name) == ("nl-en", "en-tr")


def test_model_that_cannot_be_loaded_takes_no_room() -> None:
    shelf = Shelf()

    def fail() -> Heavy:
        raise OSError("truncated")

    with pytest.raises(OSError, match="truncated"), shelf.pool.lease("nl-en", 40, fail):
        pass

    assert shelf.pool.size == 0
    assert shelf.use("nl-en").name == "nl-en"
