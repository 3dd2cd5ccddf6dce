"""The doctor asks the service that runs here, and the mail server."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import aiohttp
import aiosmtplib
from prometheus_client.parser import text_string_to_metric_families

from bot.config import Settings
from bot.domain.mail import MailServer
from bot.upkeep.findings import Finding, ok, problem, warning

_PATIENCE = 5.0
_LONG = timedelta(minutes=5)
_WHERE = "Say who is, in the settings on the School page or in OUDERBRUG_ALERT_TO."
_LAST_FETCH = "ouderbrug_last_fetch_seconds"


async def check_service(settings: Settings, now: datetime, *, fetches: bool = True) -> Finding:
    """What its own figures say; where web and workers run apart, nobody here knows of the fetching."""
    host, port = settings.bind
    timeout = aiohttp.ClientTimeout(total=_PATIENCE)
    try:
        async with (
            aiohttp.ClientSession(timeout=timeout) as session,
            session.get(f"http://{_reached(host)}:{port}/metrics") as response,
        ):
            figures = await response.text()
    except (aiohttp.ClientError, TimeoutError, ValueError):
        return warning("service", f"Nothing serves at {host}:{port}. Start: ouderbrug run")
    fetched = _last_fetch(figures) if response.ok else 0.0  # it tells them to this machine only
    if fetches and fetched and settings.telegram_mode == "polling":
        ago = now.timestamp() - fetched
        if ago > _LONG.total_seconds():
            return problem("service", f"It runs, and has not reached Telegram for {ago / 60:.0f} minutes.")
        return ok("service", f"It runs, and asked Telegram {ago:.0f} s ago.")
    return ok("service", "It runs.")


def _reached(host: str) -> str:
    """Where it listens everywhere it is also here."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104  # compared, not bound
    return f"[{host}]" if ":" in host else host


def _last_fetch(figures: str) -> float:
    samples = (sample for family in text_string_to_metric_families(figures) for sample in family.samples)
    return next((sample.value for sample in samples if sample.name == _LAST_FETCH), 0.0)


async def check_mail(settings: Settings, alert_to: Sequence[str], *, gone: Sequence[str] = ()) -> Finding:
    """Nobody is called to danger without it; `gone` have left the school."""
    if not alert_to:
        return warning("alerts", f"Nobody is called when words point to danger. {_WHERE}")
    if settings.smtp_url is None:
        return problem("alerts", "OUDERBRUG_SMTP_URL is not set: e-mails that call to danger wait for ever.")
    server = settings.smtp_url
    try:
        await _greet(server)
    except (aiosmtplib.SMTPException, OSError, ValueError) as error:
        told = f"{server.host}:{server.port} does not take us ({type(error).__name__}). See OUDERBRUG_SMTP_URL."
        return problem("alerts", told)
    if gone:
        return warning("alerts", f"Who left the school is still called to danger: {', '.join(gone)}. {_WHERE}")
    return ok("alerts", f"{server.host}:{server.port} takes our mail, to {len(alert_to)} colleagues.")


async def _greet(server: MailServer) -> None:
    """As far as a password goes; no mail is sent."""
    client = aiosmtplib.SMTP(
        hostname=server.host,
        port=server.port,
        username=server.username,
        password=server.password,
        use_tls=server.tls,
        start_tls=server.start_tls,
        timeout=_PATIENCE,
    )
    async with client:
        await client.noop()
