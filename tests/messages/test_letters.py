"""The printed letter: the only way to the bot, so code and words must be right on paper."""

from __future__ import annotations

import re
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from messages.languages import Language
from messages.letters import Letter, qr_picture, render_cards, render_letter, render_letters
from messages.phrases import phrases_in
from tests.messages.builders import CODE, STARTS, make_reader

LINK = f"https://t.me/ouderbrug_bot?start={CODE}"

DUTCH = """\
<article lang="nl" dir="ltr">
<h1>Berichten van school, in uw eigen taal</h1>
<p>Beste Amina,</p>
<p>De Regenboog wil graag contact met u houden over Noor en Omar. U krijgt uitnodigingen, herinneringen en ideeën \
voor thuis op uw telefoon, in de app Telegram. Het kost niets.</p>
<section class="scan">
<svg>code</svg>
<ol>
<li>Scan deze code met de camera van uw telefoon.</li>
<li>Telegram gaat open. Tik op Start.</li>
<li>Lees wat we bewaren en kies ja.</li>
</ol>
</section>
<p>Deze code is alleen voor u. De code werkt één keer, tot dinsdag 8 december.</p>
<p>Heeft u geen Telegram? Of wilt u hulp? Kom naar de juf of meester. Dan doen we het samen.</p>
<p class="link">https://t.me/ouderbrug_bot?start=AmInA-0123_456789abcde</p>
<footer dir="ltr">groep 3 · Amina · Nederlands</footer>
</article>"""

ENGLISH = """\
<article lang="en" dir="ltr">
<h1>Messages from school, in your own language</h1>
<p>Dear Amina,</p>
<p>De Regenboog would like to stay in touch with you about Noor and Omar. You get invitations, reminders and ideas \
for home on your telephone, in the app Telegram. It costs nothing.</p>
<section class="scan">
<svg>code</svg>
<ol>
<li>Scan this code with the camera of your telephone.</li>
<li>Telegram opens. Tap Start.</li>
<li>Read what we keep, and choose yes.</li>
</ol>
</section>
<p>This code is only for you. It works once, until Tuesday 8 December.</p>
<p>Do you not have Telegram, or do you want help? Come to the teacher. Then we will do it together.</p>
<p class="link">https://t.me/ouderbrug_bot?start=AmInA-0123_456789abcde</p>
<footer dir="ltr">groep 3 · Amina · English</footer>
</article>"""


@pytest.mark.parametrize(("tag", "sheet"), [("nl", DUTCH), ("en", ENGLISH)])
def test_letter_reads_as_reviewed(tag: str, sheet: str) -> None:
    page = render_letter(_letter(tag), school="De Regenboog")

    assert _sheets(page) == [sheet]


def test_letter_in_arabic_runs_right_to_left_and_keeps_names_whole() -> None:
    page = render_letter(_letter("ar"), school="De Regenboog")

    assert '<article lang="ar" dir="rtl">' in page
    assert "\u2068De Regenboog\u2069" in page
    assert "\u2068Noor\u2069 و\u2068Omar\u2069" in page


def test_letter_stands_alone_without_anything_from_elsewhere() -> None:
    page = render_letter(_letter("nl"), school="De Regenboog")

    assert re.findall(r"<script|<link|<img|@import|url\(|\son\w+=|\ssrc=", page) == []


def test_letters_are_a_sheet_each_in_the_language_of_each() -> None:
    page = render_letters([_letter("en"), _letter("nl")], school="De Regenboog")

    assert _sheets(page) == [ENGLISH, DUTCH]
    assert '<html lang="en">' in page


def test_letter_shows_names_as_text_never_as_page() -> None:
    letter = Letter(
        make_reader("nl", name="<script>x</script>", children=('"><img>',)), "3&4", LINK, "<svg>code</svg>", STARTS
    )

    page = render_letter(letter, school="<b>De Regenboog</b>")

    assert [tag for tag in ("<script", "<img", "<b>") if tag in page] == []
    assert "&lt;script&gt;x&lt;/script&gt;" in page
    assert "3&amp;4" in page


def test_qr_picture_is_a_sharp_square_that_scales() -> None:
    picture = ET.fromstring(qr_picture(LINK))

    _, _, width, height = picture.attrib["viewBox"].split()
    assert (picture.tag, width) == ("svg", height)
    assert not {"width", "height"} & picture.attrib.keys()


def test_qr_picture_is_another_for_another_parent() -> None:
    assert qr_picture(LINK) != qr_picture(LINK + "x")


def test_card_holds_the_code_and_two_steps_each_in_the_own_language() -> None:
    letters = [_letter("nl"), _letter("ar")]

    page = render_cards(letters)

    assert re.findall(r'<article lang="(\w+)" dir="(\w+)">', page) == [("nl", "ltr"), ("ar", "rtl")]
    assert "<li>Scan deze code met de camera van uw telefoon.</li>\n<li>Telegram gaat open. Tik op Start.</li>" in page
    assert page.count("<svg>code</svg>") == 2
    assert LINK not in page  # it is in the code; on a card nobody types it


def test_letter_and_card_in_a_language_that_is_hardly_read_say_it_beside_in_one_that_is() -> None:
    letter = replace(_letter("rif"), beside=Language("ar"))

    page, card = render_letter(letter, school="De Regenboog"), render_cards([letter])

    arabic = phrases_in("ar")
    scan = "Scan this code with the camera of your telephone."
    whole = "Do you not have Telegram, or do you want help? Come to the teacher. Then we will do it together."
    assert '<section class="beside" lang="ar" dir="rtl">' in page
    assert [arabic.say(scan) in page, arabic.say(whole) in page, phrases_in("rif").say(scan) in page] == [True] * 3
    assert '<p class="beside" lang="ar" dir="rtl">' in card
    assert arabic.say(scan) in card
    assert "beside" not in re.sub("<style>.*</style>", "", render_letter(_letter("ar"), school="x"), flags=re.DOTALL)


def _letter(tag: str) -> Letter:
    return Letter(make_reader(tag, children=("Noor", "Omar")), "groep 3", LINK, "<svg>code</svg>", STARTS)


def _sheets(page: str) -> list[str]:
    return re.findall(r"<article.*?</article>", page, re.DOTALL)
