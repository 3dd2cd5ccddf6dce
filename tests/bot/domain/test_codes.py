"""Secrets: long, random, recognisable, and kept only as a hash."""

from __future__ import annotations

import re

import pytest

from bot.domain.codes import deep_link, hash_secret, looks_like_code, new_api_token, new_enrolment_code
from messages.callbacks import format_tap, parse_tap
from messages.taps import ConsentTap


def test_new_enrolment_code_fits_link_and_button() -> None:
    code = new_enrolment_code()

    assert looks_like_code(code)
    assert parse_tap(format_tap(ConsentTap(code))) == ConsentTap(code)


def test_new_secrets_are_new_each_time() -> None:
    assert len({new_enrolment_code() for _ in range(100)} | {new_api_token() for _ in range(100)}) == 200


def test_new_api_token_is_long_and_recognised_as_ours() -> None:
    assert re.fullmatch(r"ob_[A-Za-z0-9_-]{43}", new_api_token())


@pytest.mark.parametrize("text", ["", "hello", "x" * 21, "x" * 23, "x" * 21 + "!", "x" * 21 + "é", "x" * 22 + "\n"])
def test_looks_like_code_refuses_what_we_never_made(text: str) -> None:
    assert looks_like_code(text) is False


def test_hash_secret_is_sha_256() -> None:
    assert hash_secret("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_deep_link_starts_the_bot_with_the_code() -> None:
    assert deep_link("ouderbrug_bot", "abc_-1") == "https://t.me/ouderbrug_bot?start=abc_-1"
