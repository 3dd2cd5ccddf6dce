"""A whole file: the pairs that are right, each once, and the place and reason of what is wrong."""

from __future__ import annotations

import pytest

from bot.domain.memory_files import PairError, ParsedMemory, check_format, parse_memory
from bot.domain.pairs_csv import write_csv
from bot.errors import BadInput
from messages.exchange.pairs import Pair
from messages.exchange.tmx_writing import write_tmx

COME = Pair("Kom.", "Gel.", "nl", "tr")
GO = Pair("Ga.", "Git.", "nl", "tr")
MACHINE = Pair("Kom.", "Gidin.", "nl", "tr", "machine")

TMX = """\
<tmx version="1.4"><header srclang="*all*"/><body>
<tu><tuv xml:lang="nl"><seg>Kom.</seg></tuv><tuv xml:lang="tr"><seg>Gel.</seg></tuv><tuv xml:lang="pl"><seg/></tuv></tu>
<tu><tuv xml:lang="nl"><seg>Ga.</seg></tuv></tu>
<tu><tuv xml:lang="nl"><seg>Kom.</seg></tuv><tuv xml:lang="tr"><seg>Git.</seg></tuv></tu>
</body></tmx>
"""


def parse(suffix: str, content: bytes) -> ParsedMemory:
    return parse_memory(suffix, content, source_language="nl")


@pytest.mark.parametrize(("suffix", "written"), [(".TMX", write_tmx([COME, GO])), (".csv", write_csv([COME, GO]))])
def test_file_is_read_by_the_end_of_its_name(suffix: str, written: bytes) -> None:
    assert parse(suffix, written) == ParsedMemory(pairs=[GO, COME])


def test_other_files_are_not_taken() -> None:
    with pytest.raises(BadInput, match=r"should end in \.tmx .* or \.csv"):
        check_format(".xlsx")


def test_file_that_cannot_be_read_is_told() -> None:
    with pytest.raises(BadInput, match=r"The file is no TMX: no element found"):
        parse(".tmx", b"")


def test_wrong_units_are_told_by_number_and_language() -> None:
    parsed = parse(".tmx", TMX.encode())

    assert parsed == ParsedMemory(
        pairs=[COME],
        errors=[
            PairError("unit 1, pl, target", "is empty, but must be filled in"),
            PairError("unit 2", "has no translation"),
            PairError("unit 3, tr", "says this sentence otherwise than unit 1, tr; remove one of them"),
        ],
    )
    assert str(parsed.errors[1]) == "unit 2: has no translation"


def test_wrong_lines_are_told_by_number_and_column() -> None:
    lines = ["source,target,source_language,target_language", "Kom.,,nl,tr", "Kom.,Gel.,nl,tr", "Kom. ,Git.,nl,tr"]

    assert parse(".csv", "\n".join(lines).encode()) == ParsedMemory(
        pairs=[COME],
        errors=[
            PairError("line 2, target", "is empty, but must be filled in"),
            PairError("line 4", "says this sentence otherwise than line 3; remove one of them"),
        ],
    )


def test_same_pair_again_counts_once() -> None:
    assert parse(".csv", write_csv([COME, COME])) == ParsedMemory(pairs=[COME])


def test_what_a_machine_said_contradicts_nobody() -> None:
    assert parse(".csv", write_csv([MACHINE, COME])) == ParsedMemory(pairs=[MACHINE, COME])
