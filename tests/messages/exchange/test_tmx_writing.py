"""What we write as TMX, we and other programs read again as it was."""

from __future__ import annotations

from datetime import UTC, datetime
from importlib.metadata import version
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from translate.storage.tmx import tmxfile

from messages.exchange.pairs import Pair, WrongPair, read_pair
from messages.exchange.tmx import read_tmx
from messages.exchange.tmx_writing import write_tmx
from tests.messages.pair_strategy import pairs

MOMENT = datetime(2026, 11, 24, 9, tzinfo=UTC)
TURKISH = Pair("Kom <op> tijd & lach.", "Zamanında gelin.", "nl", "tr", "person", "staff:3", MOMENT)
TIGRINYA = Pair("Kom <op> tijd & lach.", "ብግዜኡ ንዑ።", "nl", "ti", "imported")
ENGLISH = Pair("Come.", "Kom.", "en", "nl", "machine")


def read(content: bytes) -> list[Pair]:
    found = [one for _, one in read_tmx(content, otherwise="nl")]
    return [read_pair(one) for one in found if not isinstance(one, WrongPair)]


def test_translations_of_a_sentence_stand_in_one_unit() -> None:
    assert (
        write_tmx([TURKISH, TIGRINYA]).decode()
        == f"""\
<?xml version='1.0' encoding='utf-8'?>
<tmx version="1.4">
  <header creationtool="Ouderbrug" creationtoolversion="{version("ouderbrug")}" segtype="sentence" o-tmf="Ouderbrug" \
adminlang="en" srclang="nl" datatype="plaintext" />
  <body>
    <tu srclang="nl">
      <tuv xml:lang="nl">
        <seg>Kom &lt;op&gt; tijd &amp; lach.</seg>
      </tuv>
      <tuv xml:lang="tr" changeid="staff:3" changedate="20261124T090000Z">
        <prop type="x-ouderbrug-origin">person</prop>
        <seg>Zamanında gelin.</seg>
      </tuv>
      <tuv xml:lang="ti">
        <prop type="x-ouderbrug-origin">imported</prop>
        <seg>ብግዜኡ ንዑ።</seg>
      </tuv>
    </tu>
  </body>
</tmx>"""
    )


@pytest.mark.parametrize(("written", "language"), [([TURKISH], "nl"), ([TURKISH, ENGLISH], "*all*"), ([], "*all*")])
def test_header_names_the_source_language_where_there_is_one(written: list[Pair], language: str) -> None:
    assert f' srclang="{language}" datatype'.encode() in write_tmx(written)


def test_another_program_reads_what_we_write() -> None:
    store = tmxfile(BytesIO(write_tmx([TURKISH, ENGLISH])))

    assert [(unit.source, unit.target) for unit in store.units] == [
        (ENGLISH.source, ENGLISH.target),
        (TURKISH.source, TURKISH.target),
    ]


def test_we_read_what_another_program_writes() -> None:
    store = tmxfile(sourcelanguage="nl-NL", targetlanguage="tr-TR")
    store.addtranslation("Kom <op> tijd & lach.", "nl-NL", "Zamanında gelin.", "tr-TR")

    assert read(bytes(store)) == [Pair("Kom <op> tijd & lach.", "Zamanında gelin.", "nl", "tr")]


def test_what_xml_cannot_hold_is_left_out() -> None:
    written = write_tmx([Pair("Kom\x00 op\x1b tijd.", "Gel\ufffe\ud800.", "nl", "tr", decided_by="a\x02b")])

    assert read(written) == [Pair("Kom op tijd.", "Gel.", "nl", "tr", decided_by="ab")]


@given(st.lists(pairs(), max_size=5))
def test_what_was_written_is_read(written: list[Pair]) -> None:
    def order(pair: Pair) -> tuple[str, ...]:
        return pair.source_language, pair.source, pair.target_language, pair.target, repr(pair)

    assert sorted(read(write_tmx(written)), key=order) == sorted(written, key=order)
