"""Five hundred Dutch school messages full of what a machine likes to lose; always the same, all of it invented."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import cycle, islice
from random import Random

NAMES = ("Noor", "Ayşe Yıldız", "Juf Ruth", "Piotr", "Selam", "Wen", "Amina El Idrissi", "Roos", "Zoë", "Ana", "Bakker")

#: What stands in a place of a sentence, each with what must be found in the translation.
_FILLINGS = {
    "name": NAMES,
    "time": ("14:30", "8.30", "19:30", "08:05", "14u15", "10:00-12:30"),
    "date": ("12-3", "12/03/2026", "2026-03-12", "31-12-2026"),
    "amount": ("€ 2,50", "€30", "2,50 euro", "€ 1.250,00", "2,-", "$5"),
    "number": ("3", "25", "1.000", "2,5", "112", "2026"),
    "percentage": ("50%", "12,5 %"),
    "group": ("3a", "1/2b", "A4", "covid-19"),
    "link": (
        *("https://school.example/ouder_avond", "www.school.example/a?b=1&c=2"),
        *("http://test.example/", "school.nl/x_y", "https://school.example/vis_(dier)"),
    ),
    "email": ("juf.ruth@school.example", "de_regenboog@school.example", "ict+hulp@school.example"),
    "phone": ("+31 6 12345678", "06-12345678", "088 123 45 67", "+447700900123", "(010) 123 45 67"),
    "token": (
        *("toestemming_2026.pdf", "groep_3", "@juf_ruth", "#lente_feest"),
        *("{naam}", "<naam>", "[X0X]", "{0}", "brief.docx", "a__b", "__"),
    ),
    "quote": ("“De Gruffalo”", '"Kikker is hier"', "‘Rekenen met 3’", "„Samen lezen“", "«Muis»"),
    "emoji": ("🎉", "👨‍👩‍👧", "👍🏽", "🇳🇱", "❤️", "1️⃣", "🏴󠁧󠁢󠁷󠁬󠁳󠁿"),
    "sign": ("½", "→", "№", "✓", "+", "…"),
}

_FRAMES = (
    "{name} komt om {time} naar school.",
    "De ouderavond is op {date} om {time}.",
    "Neem {amount} mee voor de reis van {name}.",
    "Meer leest u op {link}.",
    "Stuur een bericht naar {email} of bel {phone}.",
    "Wij lezen {quote} in groep {group}.",
    "{emoji} Het feest begint om {time} {emoji}",
    "Bel {phone} als {name} ziek is.",
    "Vul {token} in voor {date}.",
    "In de klas zitten {number} kinderen, {percentage} is een meisje.",
    "Kunt u {name} en {name} om {time} ophalen?",
    "Neem mee:\n- {number} appels\n- een boek\n• {amount}\n",
    "Het is {emoji} lente op school {sign} wij gaan naar buiten.",
    "1. Kijk op {link}\n2. Zoek {token}\n\nTot dan! {emoji}",
    "Van {time} tot {time} is {name} in lokaal {group}.",
    "Beste ouders,\n\n{name} is jarig {emoji}\nZij wordt {number} jaar!\n",
    "Schrijf naar {email}, niet naar {email}.",
    "De reis kost {amount} per kind en {amount} per ouder.",
    "Wilt u helpen? Zie {link} {emoji}",
    "Lees {quote} samen met {name}.",
    "Het nummer is {phone}; vraag naar {name}.",
    "Op {date} {sign} geen school.",
    "Download {token} van {link} en mail het.",
    "Morgen {sign} {number} graden, dus een jas mee voor {name}.",
    "({name} neemt {number} boeken mee.)",
)


@dataclass(frozen=True)
class Example:
    """A message, the names in it that are known, and each fact that was put in."""

    text: str
    names: tuple[str, ...]
    facts: tuple[str, ...]


def build(count: int = 500) -> list[Example]:
    """The frames in turn, each time with other fillings."""
    chance = Random(500)
    return [_filled(frame, chance) for frame in islice(cycle(_FRAMES), count)]


def _filled(frame: str, chance: Random) -> Example:
    facts: list[str] = []
    for kind, values in _FILLINGS.items():
        while f"{{{kind}}}" in frame:
            facts.append(chance.choice(values))
            frame = frame.replace(f"{{{kind}}}", facts[-1], 1)
    return Example(frame, tuple(name for name in NAMES if name in frame), tuple(facts))
