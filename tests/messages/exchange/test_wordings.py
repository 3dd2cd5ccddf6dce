"""A sentence, its English, and who approved it."""

from __future__ import annotations

from datetime import date

import pytest
from babel.messages.catalog import Message

from messages.exchange.wordings import Approval, Wording, read_approval, read_message

JOKE = Approval("Joke de Vries, leerkracht", date(2026, 11, 22))


def test_approval_is_read_as_it_is_written() -> None:
    assert str(JOKE) == "reviewed by Joke de Vries, leerkracht, 2026-11-22"
    assert read_approval(f" {JOKE} ") == JOKE


@pytest.mark.parametrize("state", ["draft", "", "reviewed", "reviewed by Joke", "reviewed by , 2026-11-22"])
def test_any_other_state_is_no_approval(state: str) -> None:
    assert read_approval(state) is None


def test_day_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValueError, match="day is out of range"):
        read_approval("reviewed by Joke, 2026-02-30")


def test_entry_is_read_with_its_place_and_the_comment_of_who_approved_it() -> None:
    message = Message("Yes", "Ja", context="a/b", user_comments=["Think of both parents.", str(JOKE)])

    assert read_message(message) == Wording("a/b", ("Yes",), ("Ja",), JOKE)


def test_entry_has_each_plural_form() -> None:
    message = Message(("{count} day", "{count} days"), ("{count} dag", "{count} dagen"))

    assert read_message(message) == Wording("", ("{count} day", "{count} days"), ("{count} dag", "{count} dagen"))


@pytest.mark.parametrize(("forms", "whole"), [(("Ja",), True), (("",), False), (("dag", ""), False)])
def test_wording_is_whole_with_every_form(forms: tuple[str, ...], whole: bool) -> None:
    assert Wording("", ("Yes",), forms).whole is whole


def test_entry_that_nobody_wrote_is_not_whole() -> None:
    assert not read_message(Message(("a", "b"), ())).whole
