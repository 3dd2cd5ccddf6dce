"""The languages as staff see them: what stands in our catalogues, who read it, and how many parents need it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from messages.approved import approved_in, keep_approved
from messages.phrases import read_catalogue
from messages.standing import list_wordings, standing_of
from messages.wordings import Approval
from tests.bot.web.conftest import ON_SQLITE, Api

EWA = Approval("Ewa Nowak", date(2026, 11, 22))


@ON_SQLITE
async def test_languages_show_what_is_draft(api: Api) -> None:
    items = (await api.get("/languages")).body["items"]

    assert next(item for item in items if item["language"] == "nl") == {
        "language": "nl",
        "name": "Dutch",
        "own_name": "Nederlands",
        "phrases": True,
        "state": "draft",
        "sentences": standing_of("nl").phrases,
        "sentences_reviewed": 0,
        "tips": 96,
        "tips_reviewed": 0,
        "reviewers": [],
        "machine": None,
        "machine_back": None,
        "hold": False,
        "parents": 0,
    }


@ON_SQLITE
async def test_languages_show_what_was_approved_and_by_whom(api: Api, tmp_path: Path) -> None:
    approved = [replace(wording, approval=EWA) for wording in list_wordings("pl")]
    keep_approved(tmp_path, "pl", read_catalogue("pl").plural_forms, approved)

    with approved_in(tmp_path):
        items = (await api.get("/languages")).body["items"]

    polish = next(item for item in items if item["language"] == "pl")
    shown = (polish["state"], polish["sentences_reviewed"], polish["tips_reviewed"], polish["reviewers"])
    assert shown == ("reviewed", polish["sentences"], polish["tips"], ["Ewa Nowak"])
