"""The address of a mail server, and when a password needs a secret way."""

from __future__ import annotations

import pytest

from bot.domain.mail import MailServer, parse_mail_server


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtp://mail.school.example", MailServer("mail.school.example", 587, tls=False)),
        ("smtp://127.0.0.1:2525/", MailServer("127.0.0.1", 2525, tls=False)),
        ("smtp://[::1]:25", MailServer("::1", 25, tls=False)),
        ("smtps://mail.school.example", MailServer("mail.school.example", 465, tls=True)),
        (
            "smtps://ruth%40school.example:p%3Aw%2F@mail.school.example:4465",
            MailServer("mail.school.example", 4465, tls=True, username="ruth@school.example", password="p:w/"),
        ),
    ],
)
def test_address_names_the_server_and_the_way_in(url: str, server: MailServer) -> None:
    assert parse_mail_server(url) == server


@pytest.mark.parametrize("url", ["", "mail:25", "http://mail", "smtp://", "smtp://mail:99999", "smtp://mail/inbox"])
def test_what_is_no_mail_server_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match=r"smtp://HOST|Port out of range"):
        parse_mail_server(url)


@pytest.mark.parametrize(
    ("url", "asks"),
    [
        ("smtp://ruth:pw@mail.school.example", True),
        ("smtp://mail.school.example", None),
        ("smtp://ruth:pw@localhost", False),
        ("smtps://ruth:pw@mail.school.example", False),
    ],
    ids=["a password needs it", "where it is offered", "this machine", "it is secret already"],
)
def test_password_leaves_this_machine_only_by_a_secret_way(url: str, asks: bool | None) -> None:
    assert parse_mail_server(url).start_tls is asks


def test_server_does_not_show_its_password() -> None:
    assert "pw" not in repr(parse_mail_server("smtp://ruth:pw@mail"))
