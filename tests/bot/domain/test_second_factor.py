"""The code on a telephone opens once, and paper codes once each."""

from __future__ import annotations

from datetime import timedelta

import pyotp
import pytest

from bot.domain.second_factor import (
    hash_recovery_code,
    matching_step,
    new_recovery_codes,
    new_secret,
    setup_address,
    without_code,
)
from tests.fakes import NOW

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
STEP = int(NOW.timestamp()) // 30


def code_at(seconds: int) -> str:
    return pyotp.TOTP(SECRET).at(NOW + timedelta(seconds=seconds))


@pytest.mark.parametrize(("seconds", "step"), [(0, STEP), (-30, STEP - 1), (30, STEP + 1), (-90, None), (90, None)])
def test_code_of_a_clock_that_is_a_little_off_is_taken(seconds: int, step: int | None) -> None:
    assert matching_step(SECRET, code_at(seconds), now=NOW, last=0) == step


def test_code_opens_once() -> None:
    assert matching_step(SECRET, code_at(0), now=NOW, last=STEP) is None


@pytest.mark.parametrize("code", ["", "12345", "abcdef", "１２３４５６"])
def test_what_is_no_code_opens_nothing(code: str) -> None:
    assert matching_step(SECRET, code, now=NOW, last=0) is None


def test_code_may_be_written_with_a_space() -> None:
    code = code_at(0)

    assert matching_step(SECRET, f"{code[:3]} {code[3:]}", now=NOW, last=0) == STEP


def test_setup_address_names_account_and_school() -> None:
    address = setup_address(SECRET, account="ruth@school.example", school="De Regenboog")

    assert address.startswith("otpauth://totp/Ouderbrug%20De%20Regenboog:ruth%40school.example?secret=" + SECRET)
    assert len(new_secret()) == 32


def test_paper_code_is_spent_whatever_its_capitals_and_spaces() -> None:
    codes = new_recovery_codes()
    stored = [hash_recovery_code(code) for code in codes]

    assert len(set(codes)) == 8
    assert without_code(stored, f" {codes[3].upper()} ") == stored[:3] + stored[4:]
    assert without_code(stored[:3], codes[3]) is None
