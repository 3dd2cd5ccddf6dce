"""Templates fill in facts once, and shout when one is missing."""

from __future__ import annotations

import pytest
from jinja2 import UndefinedError

from messages.languages import Language
from messages.letters import Letter
from messages.templating import fill, fill_page
from tests.messages.builders import STARTS, make_reader


def test_fill_takes_facts_as_plain_text() -> None:
    text = fill(
        "reply.txt", Language("en"), shown="<b>1 & 2</b> {{ x }}", asked_by="Ruth", untranslated=None, machine=False
    )

    assert text == "💬 Ruth answers you:\n\n<b>1 & 2</b> {{ x }}"


def test_fill_shouts_when_a_fact_is_missing() -> None:
    with pytest.raises(UndefinedError):
        fill("reply.txt", Language("en"), shown="Ja", asked_by="Ruth")


def test_fill_page_escapes_facts() -> None:
    letter = Letter(make_reader("en", name="<i>Amina</i>"), "3 & 4", "https://t.me/x?start=1&2", "<svg></svg>", STARTS)

    page = fill_page("letter.html", Language("en"), letter=letter, school="'t Hofje", children='"Noor"', beside="")

    assert "<p>Dear &lt;i&gt;Amina&lt;/i&gt;,</p>" in page
    assert "&#39;t Hofje would like to stay in touch with you about &#34;Noor&#34;." in page
    assert '<p class="link">https://t.me/x?start=1&amp;2</p>' in page
    assert "3 &amp; 4 · &lt;i&gt;Amina&lt;/i&gt; · English" in page


def test_fill_page_shouts_when_a_fact_is_missing() -> None:
    with pytest.raises(UndefinedError):
        fill_page("sheets.html", Language("nl"))
