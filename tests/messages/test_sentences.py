"""Sentences: the pieces that are translated, remembered and approved."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from messages.sentences import sentence_key, split_sentences, with_margins, worth_translating

NO_SURROGATES = st.text(st.characters(exclude_categories=["Cs"]))


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("", []),
        ("Tot dan", ["Tot dan"]),
        ("Tot dan! Komt u ook?", ["Tot dan!", " Komt u ook?"]),
        ("Neem mee:\n- een doos\n- lijm", ["Neem mee:\n", "- een doos\n", "- lijm"]),
        ("Dag.\n\nTot dan!\n", ["Dag.\n\n", "Tot dan!\n"]),
        ("\n\nDag.", ["\n\n", "Dag."]),
        ("Kom a.u.b. om 8.30 uur.", ["Kom a.u.b. om 8.30 uur."]),
        ("Bij evt. vragen: bel bijv. Mr. Bakker. Dag.", ["Bij evt. vragen: bel bijv. Mr. Bakker.", " Dag."]),
        ("Wacht… Echt?! Ja.", ["Wacht…", " Echt?!", " Ja."]),
        ("هل ستأتون؟ نعم.", ["هل ستأتون؟", " نعم."]),
        ("ሰላም። ይምጹ።", ["ሰላም።", " ይምጹ።"]),
        ("你好。再见！", ["你好。", "再见！"]),
        ("Wij bellen u. Tot dan.", ["Wij bellen u.", " Tot dan."]),
        ("Zij zei: “Kom!” Dat was fijn.", ["Zij zei: “Kom!”", " Dat was fijn."]),
        ("Vraag het J. Bakker of dhr. Smit.", ["Vraag het J. Bakker of dhr. Smit."]),
    ],
)
def test_split_sentences_cuts_where_a_reader_would(text: str, pieces: list[str]) -> None:
    assert split_sentences(text) == pieces


@given(st.text())
@example("a.b. c.\n\n!? \n")
def test_split_sentences_loses_nothing(text: str) -> None:
    pieces = split_sentences(text)

    assert "".join(pieces) == text
    assert "" not in pieces


@pytest.mark.parametrize(
    ("piece", "worth"), [("Ja", True), ("好", True), ("08:30 – 10:00", False), ("🎉!", False), ("", False)]
)
def test_worth_translating_is_what_holds_a_word(piece: str, worth: bool) -> None:
    assert worth_translating(piece) is worth


def test_sentence_key_is_the_same_for_what_reads_the_same() -> None:
    keys = {sentence_key(text) for text in ("Dag  Zoë!", " Dag Zoë!\n", unicodedata.normalize("NFD", "Dag Zoë!"))}

    assert len(keys) == 1


def test_sentence_key_tells_words_apart() -> None:
    keys = [sentence_key(text) for text in ("Dag!", "dag!", "Dag", "Da g!", "Dág!")]

    assert len(set(keys)) == len(keys)


def test_sentence_key_stays_what_memories_hold() -> None:
    assert sentence_key("Tot dan!") == "70d5b76b6c9b37bbe35deca209ad3e9ecb11cab40c6ee26a0991107e37a27e6b"


@given(NO_SURROGATES, st.text(min_size=1).filter(lambda text: text == text.strip()))
def test_with_margins_keeps_the_white_space_around_a_piece(piece: str, translated: str) -> None:
    for sentence in filter(worth_translating, split_sentences(piece)):
        said = with_margins(sentence, f"\n {translated} ")

        assert said == sentence.replace(sentence.strip(), translated)
