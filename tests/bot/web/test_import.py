"""Families come in as a file: whole or not at all, and every wrong row is told by line, column and reason."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from aiohttp import FormData

from bot.deps import Deps
from bot.enums import Role
from tests.bot.web.conftest import ON_SQLITE, Api, problem
from tests.builders import GROUP, make_families, make_row, make_token

HEADING = "child_id,child_first_name,group,parent_id,parent_name,home_language,second_language,relation\n"
AMINA = "K1,Noor,groep 3,P1,Amina,ar,en,mother\n"
PIOTR = "K2,Zosia,groep 3,P2,Piotr Zieliński,Pools,,father\n"
NO_COLUMNS = (
    "Line 1 lacks the column child_id (Leerlingnummer), child_first_name (Roepnaam), group (Groep), "
    "parent_id (Ouder-id), parent_name (Naam ouder), home_language (Thuistaal)."
)
NO_LANGUAGE = "'Orkisch' is not a language that we know; write a code such as tr, or a name such as Turks or Turkish"
DUTCH = """\
Thuistaal;Groep;Leerlingnummer;Roepnaam;Ouder-id;Naam ouder
Türkçe;groep 3;K1;Emre;P1;Ayşe Yıldız
Turks;groep 3;K2;Elif;P1;Ayşe Yıldız
"""


def _imported(**facts: Any) -> dict[str, Any]:
    nothing = {"created": 0, "updated": 0, "unchanged": 0, "missing": [], "errors": [], "unlinked": []}
    return nothing | facts


async def _stored(api: Api) -> list[str]:
    return [item["parent_id"] for item in (await api.get("/families")).body["items"]]


async def test_import_stores_each_row(api: Api) -> None:
    reply = await api.send_csv(HEADING + AMINA + PIOTR)

    assert (reply.status, reply.body) == (200, _imported(created=2))
    assert (await api.get("/families")).body == {
        "items": [
            {
                "parent_id": "P1",
                "name": "Amina",
                "home_language": "ar",
                "children": [{"child_id": "K1", "first_name": "Noor", "group": "groep 3"}],
                "status": "invited",
            },
            {
                "parent_id": "P2",
                "name": "Piotr Zieliński",
                "home_language": "pl",
                "children": [{"child_id": "K2", "first_name": "Zosia", "group": "groep 3"}],
                "status": "invited",
            },
        ],
        "next": None,
    }


async def test_importing_again_updates_and_never_doubles(api: Api) -> None:
    await api.send_csv(HEADING + AMINA + PIOTR)

    again = await api.send_csv(HEADING + AMINA + PIOTR)
    changed = await api.send_csv(HEADING + AMINA.replace("groep 3", "groep 4"))

    assert again.body == _imported(unchanged=2)
    assert changed.body == _imported(updated=1, missing=["P2"])
    assert await _stored(api) == ["P1", "P2"]


async def test_import_lists_a_pair_that_is_gone(api: Api) -> None:
    both = AMINA + PIOTR + AMINA.replace("P1,Amina,ar,en", "P2,Piotr Zieliński,Pools,")
    await api.send_csv(HEADING + both)

    reply = await api.send_csv(HEADING + AMINA + PIOTR)

    assert reply.body == _imported(unchanged=2, unlinked=[{"child_id": "K1", "parent_id": "P2"}])


async def test_dry_run_tells_the_same_and_stores_nothing(api: Api) -> None:
    reply = await api.send_csv(HEADING + AMINA, "?dry_run=true")

    assert (reply.status, reply.body) == (200, _imported(created=1))
    assert await _stored(api) == []


async def test_skipping_bad_rows_stores_the_good_ones(api: Api) -> None:
    reply = await api.send_csv(HEADING + AMINA + "K2,,groep 3,P2,Piotr,pl,,\n", "?skip_bad_rows=true")

    errors = [{"line": 3, "column": "child_first_name", "reason": "is empty, but must be filled in"}]
    assert (reply.status, reply.body) == (200, _imported(created=1, errors=errors))
    assert await _stored(api) == ["P1"]


@ON_SQLITE
@pytest.mark.parametrize(
    "content",
    [
        DUTCH.encode(),
        DUTCH.encode("utf-8-sig"),
        DUTCH.encode("utf-16"),
        "\ufeff".encode("utf-16-be") + DUTCH.encode("utf-16-be"),
        DUTCH.replace(";", "\t").encode(),
        DUTCH.replace("\n", "\r\n").encode(),
        DUTCH.replace("Türkçe", "Turkish").replace("Ayşe Yıldız", "Zoë").encode("cp1252"),
        ("\n" + DUTCH + "\n;;;;;\n").encode(),
    ],
    ids=["utf-8", "with mark", "utf-16-le", "utf-16-be", "tabs", "windows lines", "cp1252", "empty lines"],
)
async def test_import_reads_what_excel_and_school_systems_write(api: Api, content: bytes) -> None:
    reply = await api.send_csv(content)

    assert (reply.status, reply.body) == (200, _imported(created=2))


@ON_SQLITE
@pytest.mark.parametrize("name", ["file", "families", "anything"])
async def test_import_takes_a_form_as_curl_sends_it(api: Api, name: str) -> None:
    form = FormData()
    form.add_field("note", "by hand")
    form.add_field(name, (HEADING + AMINA).encode(), filename="families.csv", content_type="text/csv")

    reply = await api.call("POST", "/families/import", data=form)

    assert (reply.status, reply.body) == (200, _imported(created=1))


FILE = b'--x\r\nContent-Disposition: form-data; name="a"; filename="b"\r\n'
TEXT = b'--x\r\nContent-Disposition: form-data; name="a"\r\n'
END = b"\r\n--x--\r\n"


@ON_SQLITE
@pytest.mark.parametrize(
    ("body", "boundary", "sentence"),
    [
        (b"", "; boundary=x", "The form cannot be read."),
        (b"--x--", "", "The form cannot be read."),
        (b"no form", "; boundary=x", "The form cannot be read."),
        (FILE + b"\r\ncut off", "; boundary=x", "The form cannot be read."),
        (FILE + b"odd header\r\n\r\nhi" + END, "; boundary=x", "The form cannot be read."),
        (TEXT + b"\r\nhi" + END, "; boundary=x", "The form holds no file."),
        (TEXT + b"Content-Type: text/plain; charset=odd\r\n\r\nhi" + END, "; boundary=x", "The form holds no file."),
    ],
    ids=["empty", "no boundary", "no form", "cut off", "odd header", "no file", "odd characters"],
)
async def test_broken_form_is_told(api: Api, body: bytes, boundary: str, sentence: str) -> None:
    headers = {"Content-Type": "multipart/form-data" + boundary}

    reply = await api.call("POST", "/families/import", data=body, headers=headers)

    assert (reply.status, reply.body["title"]) == (400, "Bad input")
    assert reply.body["detail"].startswith(sentence)
    assert "curl -F" in reply.body["detail"]


@ON_SQLITE
@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        ("K2,Zosia,groep 3,P2,Piotr,Orkisch,,", "home_language", NO_LANGUAGE),
        ("K2,Zosia,groep 3,P2,Piotr,pl,Orkisch,", "second_language", NO_LANGUAGE),
        ("K2," + "Z" * 5000 + ",groep 3,P2,Piotr,pl,,", "child_first_name", "has 5000 characters, but at most 200 fit"),
        (",Zosia,groep 3,P2,Piotr,pl,,", "child_id", "is empty, but must be filled in"),
        ("K2,Zo\u0007sia,groep 3,P2,Piotr,pl,,", "child_first_name", "holds a character that cannot be printed"),
        (AMINA.strip(), "child_id, parent_id", "this pair stands in line 2 already; remove one line"),
        ("K1,Nora,groep 3,P2,Piotr,pl,,", "child_id", "'K1' differs from line 2; make both lines alike"),
        ("K2,Zosia,groep 3,P1,Amina,pl,,", "parent_id", "'P1' differs from line 2; make both lines alike"),
        ("K2,Zosia,groep 3,P2,Piotr,pl,,,more", "", "has 9 cells, but the heading has 8: is a quote missing?"),
        ("K2", "child_first_name", "is empty, but must be filled in"),
    ],
    ids=["language", "second", "long", "empty", "bell", "pair", "child", "parent", "cells", "short"],
)  # fmt: skip
async def test_wrong_row_is_named_and_nothing_is_stored(api: Api, row: str, column: str, reason: str) -> None:
    reply = await api.send_csv(HEADING + AMINA + row + "\n")

    assert (reply.status, reply.body["title"]) == (400, "Bad input")
    assert reply.body["errors"][0] == {"line": 3, "column": column, "reason": reason}
    where = f"Line 3, {column}" if column else "Line 3"
    assert reply.body["detail"].startswith(f"Nothing was imported. {where}: {reason}.")
    assert await _stored(api) == []


@ON_SQLITE
@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty. The first line should hold the column names."),
        (b"\n\n", "The file is empty. The first line should hold the column names."),
        (
            HEADING.replace(",home_language", "").encode() + b"K1,Noor,groep 3,P1,Amina,,\n",
            "Line 1 lacks the column home_language (Thuistaal).",
        ),
        (b"name,phone\nAmina,06\n", NO_COLUMNS),
        (
            HEADING.replace("relation", "Groep").encode(),
            "The column 'Groep' is there twice. Remove one of them.",
        ),
        (
            (HEADING + AMINA + PIOTR.replace("Zosia", "Zo\0sia")).encode(),
            "Line 3 holds a NUL character, so it is not a text file. Save it as 'CSV UTF-8'.",
        ),
        (DUTCH.encode("utf-16-le"), "Line 1 holds a NUL character, so it is not a text file. Save it as 'CSV UTF-8'."),
        (DUTCH.encode("utf-16")[:-1], "The file is not readable text. In Excel, save it as 'CSV UTF-8' and try again."),
        (
            HEADING.encode() + b"K1,No\x81r,groep 3,P1,Amina,ar,,\n",
            "The file is not readable text. In Excel, save it as 'CSV UTF-8' and try again.",
        ),
        (HEADING.encode() + b'K1,"' + b"x" * 140_000,
         "Line 2 cannot be read: is a quote missing, or one too many? (field larger than field limit (131072))"),
    ],
    ids=["empty", "blank", "column", "other", "twice", "nul", "utf-16 unmarked", "utf-16 cut", "cp1252", "field"],
)  # fmt: skip
async def test_file_that_is_none_is_told_in_one_sentence(api: Api, content: bytes, sentence: str) -> None:
    reply = await api.send_csv(content)

    assert (reply.status, reply.body) == (400, problem(400, "Bad input", sentence))
    assert await _stored(api) == []


@ON_SQLITE
async def test_file_that_is_too_large_is_told(api: Api) -> None:
    form = FormData()
    form.add_field("file", io.BytesIO(b"x" * 6_000_000), filename="families.csv")

    by_form = await api.call("POST", "/families/import", data=form)
    by_body = await api.call("POST", "/families/import", data=io.BytesIO(b"x" * 6_000_000))

    sentence = "The file has more than the 5242880 bytes that are taken."
    assert (by_form.status, by_form.body) == (413, problem(413, "Too large", sentence))
    assert (by_body.status, by_body.body["detail"]) == (413, "The body is larger than we take.")


async def test_refusal_counts_the_other_errors(api: Api) -> None:
    reply = await api.send_csv(HEADING + ",Noor,groep 3,P1,Amina,ar,,\nK2,,groep 3,P2,Piotr,xx-unknown,,\n")

    assert reply.body["detail"].endswith("child_id: is empty, but must be filled in. And 2 more.")
    assert [(error["line"], error["column"]) for error in reply.body["errors"]] == [
        (2, "child_id"),
        (3, "child_first_name"),
        (3, "home_language"),
    ]


@pytest.mark.parametrize("role", [Role.TEACHER, Role.LIAISON])
async def test_import_is_for_coordinator_and_administrator(
    deps: Deps, as_caller: Callable[[str], Api], role: Role
) -> None:
    async with deps.transaction() as session:
        await make_families(session, make_row("Noor", "Amina", "ar"))
        caller = as_caller(await make_token(session, role=role, groups=(GROUP,)))

    reply = await caller.send_csv(HEADING + AMINA)

    sentence = "Only a coordinator or an administrator imports families."
    assert (reply.status, reply.body) == (403, problem(403, "Not allowed", sentence))
