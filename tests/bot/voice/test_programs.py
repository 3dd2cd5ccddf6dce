from __future__ import annotations

import pytest

from bot.voice.failures import NoSound
from bot.voice.programs import run_program


def test_program_gets_the_text_over_a_pipe_and_not_in_its_arguments() -> None:
    assert run_program(["/bin/cat"], "Noor, ‘ك’") == "Noor, ‘ك’".encode()


def test_program_that_hangs_is_killed() -> None:
    with pytest.raises(NoSound, match="did not end in 0 seconds"):
        run_program(["/bin/sleep", "60"], patience=0.05)


def test_program_that_is_not_there_is_told() -> None:
    with pytest.raises(NoSound, match="cannot be run: no such file or directory"):
        run_program(["/no/such/program"])
