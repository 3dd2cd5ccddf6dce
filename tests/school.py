"""A fictional school of any size, always the same for the same seed."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Iterator

from bot.domain.csv_rows import COLUMNS

_FIRST_NAMES = ("Noor", "Sami", "Zosia", "Liya", "Emre", "Danylo", "Ayaan", "Sem", "Chloe", "Ming", "Daria", "Jayden")
_LAST_NAMES = ("Haddad", "Zieliński", "Tesfay", "Yıldız", "Kravets", "Warsame", "de Wit", "Mensah", "Li", "Karimi")
_LANGUAGES = ("nl", "nl", "nl", "ar", "pl", "tr", "uk", "ti", "so", "en", "fa", "pap")
_GROUPS = tuple(f"groep {number}{letter}" for number in range(1, 9) for letter in "ab")


def make_school(parents: int, *, seed: int = 1) -> bytes:
    """A CSV with exactly so many parents, siblings and second guardians among them."""
    sheet = io.StringIO()
    writer = csv.writer(sheet)
    writer.writerow(COLUMNS)
    writer.writerows(_rows(parents, random.Random(seed)))
    return sheet.getvalue().encode()


def _rows(parents: int, chance: random.Random) -> Iterator[list[str]]:
    made = child = 0
    while made < parents:
        family = chance.choice(_LAST_NAMES)
        guardians = [
            (f"P{made + place:05}", f"{chance.choice(_FIRST_NAMES)} {family}", chance.choice(_LANGUAGES))
            for place in range(min(chance.choice((1, 1, 2)), parents - made))
        ]
        made += len(guardians)
        for _ in range(chance.choice((1, 1, 1, 2))):
            child += 1
            first_name, group = chance.choice(_FIRST_NAMES), chance.choice(_GROUPS)
            for key, name, language in guardians:
                yield [f"K{child:05}", first_name, group, key, name, language, "", ""]
