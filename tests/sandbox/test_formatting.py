"""HTML and Markdown become text with entities, or Telegram's complaint."""

from typing import Any

import pytest

from bot.sandbox.errors import ApiError
from bot.sandbox.formatting import message_text


def entity(kind: str, offset: int, length: int, **more: str) -> dict[str, Any]:
    return {"type": kind, "offset": offset, "length": length, **more}


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("<b>a</b>", "a", [entity("bold", 0, 1)]),
        ("<B>a</B >", "a", [entity("bold", 0, 1)]),
        ("😀<i>x</i>", "😀x", [entity("italic", 2, 1)]),
        ("<b>a<i>b</i></b>", "ab", [entity("bold", 0, 2), entity("italic", 1, 1)]),
        ("  <b> a </b> ", "a", [entity("bold", 0, 1)]),
        ("<b></b>a", "a", []),
        ("&lt;b&gt; &amp; &#x1F600; &nbsp;", "<b> & 😀 &nbsp;", []),
        (
            '<a href="https://a.example/?x=1&amp;y=2">q</a>',
            "q",
            [entity("text_link", 0, 1, url="https://a.example/?x=1&y=2")],
        ),
        ('<a href="nowhere">q</a>', "q", []),
        ("<u>a</u><s>b</s>", "ab", [entity("underline", 0, 1), entity("strikethrough", 1, 1)]),
        ('<span class="tg-spoiler">a</span>', "a", [entity("spoiler", 0, 1)]),
        ('<pre><code class="language-python">a</code></pre>', "a", [entity("pre", 0, 1, language="python")]),
        ("<code>a</code>", "a", [entity("code", 0, 1)]),
        ("<blockquote expandable>a</blockquote>", "a", [entity("expandable_blockquote", 0, 1)]),
        (
            "zie https://a.example/x. Of /help",
            "zie https://a.example/x. Of /help",
            [entity("url", 4, 19), entity("bot_command", 28, 5)],
        ),
        ("ja/nee", "ja/nee", []),
        ("<code>/help</code>", "/help", [entity("code", 0, 5)]),
    ],
)
def test_html_becomes_entities(source: str, text: str, entities: list[dict[str, Any]]) -> None:
    formatted = message_text(source, "HTML", None)

    assert (formatted.text, formatted.entities) == (text, entities)


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("3 < 5", 'Unsupported start tag "" at byte offset 2'),
        ("é<br>", 'Unsupported start tag "br" at byte offset 2'),
        ("<b>a", 'Can\'t find end tag corresponding to start tag "b"'),
        ("a</b>", "Unexpected end tag at byte offset 1"),
        ("<b>a</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("a<", "Unclosed start tag at byte offset 1"),
        ("<b>a</b", "Unclosed end tag at byte offset 4"),
        ('<a href="x', "Unclosed start tag at byte offset 0"),
        ("<span>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ],
)
def test_wrong_html_is_refused(source: str, why: str) -> None:
    with pytest.raises(ApiError) as refusal:
        message_text(source, "html", None)

    assert refusal.value.description == f"Bad Request: can't parse entities: {why}"


@pytest.mark.parametrize(
    ("mode", "source", "text", "entities"),
    [
        (
            "MarkdownV2",
            "*a* _b_ __c__",
            "a b c",
            [entity("bold", 0, 1), entity("italic", 2, 1), entity("underline", 4, 1)],
        ),
        ("MarkdownV2", r"1\. \*", "1. *", []),
        ("MarkdownV2", "`a.b`", "a.b", [entity("code", 0, 3)]),
        ("MarkdownV2", "[a](https://a.example)", "a", [entity("text_link", 0, 1, url="https://a.example")]),
        (
            "Markdown",
            "*a*. [b](https://b.example)",
            "a. b",
            [entity("bold", 0, 1), entity("text_link", 3, 1, url="https://b.example")],
        ),
    ],
)
def test_markdown_becomes_entities(mode: str, source: str, text: str, entities: list[dict[str, Any]]) -> None:
    formatted = message_text(source, mode, None)

    assert (formatted.text, formatted.entities) == (text, entities)


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("1. een", "Character '.' is reserved and must be escaped with the preceding '\\'"),
        ("é *a", "Can't find end of Bold entity at byte offset 3"),
    ],
)
def test_wrong_markdown_is_refused(source: str, why: str) -> None:
    with pytest.raises(ApiError) as refusal:
        message_text(source, "MarkdownV2", None)

    assert refusal.value.description == f"Bad Request: can't parse entities: {why}"


def test_given_entities_are_kept() -> None:
    formatted = message_text(" a", "", [entity("bold", 1, 1)])

    assert (formatted.text, formatted.entities) == ("a", [entity("bold", 0, 1)])
