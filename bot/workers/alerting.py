"""Call colleagues to urgent conversations by e-mail: row first, network outside transactions, at least once."""

from __future__ import annotations

import asyncio
import random
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime

import structlog

from bot.actions.alerts import (
    MAX_ATTEMPTS,
    ClaimedAlert,
    claim_alert,
    hasten_alerts,
    record_alert_given_up,
    record_alert_postponed,
    record_alert_sent,
)
from bot.config import Settings
from bot.deps import Deps
from bot.domain.mail import MailServer
from bot.domain.retries import backoff
from bot.metrics import ALERTS
from bot.queries.alerts import any_alert_due
from bot.workers.loops import unless_stopped
from bot.workers.mailing import MailFailed, send_mail
from messages.alert import SUBJECT, compose_alert

log = structlog.get_logger()

#: Seconds that one e-mail may take; less than its lease.
PATIENCE = 20.0


class Alerting:
    """Sends what is due, one after the other; rows wait where no mail server is set."""

    def __init__(self, deps: Deps, stop: asyncio.Event, *, seconds: float = PATIENCE) -> None:
        """Sends nothing until `step` is called; at `stop` what is under way is broken off, and sent again later."""
        self._deps = deps
        self._stop = stop
        self._seconds = seconds
        self._warned = False

    async def step(self) -> bool:
        """One e-mail; False when none is due."""
        async with self._deps.reading() as session:
            due = await any_alert_due(session, now=self._deps.clock.now())
        if not due:
            return False
        server = self._deps.settings.smtp_url
        if server is None:
            self._warn_once()
            return False
        async with self._deps.database.transaction() as session:
            claimed = await claim_alert(session, now=self._deps.clock.now())
        if claimed is not None:
            await self._send(server, claimed)
        return claimed is not None

    async def _send(self, server: MailServer, claimed: ClaimedAlert) -> None:
        mail = make_alert(self._deps.settings, claimed, self._deps.clock.now())
        try:
            ended = await unless_stopped(self._stop, send_mail(server, mail, seconds=self._seconds))
        except MailFailed as failure:
            await self._record_failure(claimed, failure)
            return
        now = self._deps.clock.now()
        async with self._deps.database.transaction() as session:
            if ended:
                await record_alert_sent(session, claimed=claimed, now=now)
                ALERTS.labels("sent").inc()
            else:
                await record_alert_postponed(session, claimed=claimed, until=now, error=None)

    async def _record_failure(self, claimed: ClaimedAlert, failure: MailFailed) -> None:
        now = self._deps.clock.now()
        wait = backoff(claimed.attempts, random.random(), most=MAX_ATTEMPTS)  # noqa: S311  # jitter
        async with self._deps.database.transaction() as session:
            if wait is None or failure.permanent:
                await record_alert_given_up(session, claimed=claimed, error=failure.code, now=now)
                ALERTS.labels("dead").inc()
                log.error("alert given up", error=failure.code)
            else:
                await record_alert_postponed(session, claimed=claimed, until=now + wait, error=failure.code)
                ALERTS.labels("postponed").inc()
                log.warning("alert failed", error=failure.code)

    def _warn_once(self) -> None:
        if not self._warned:
            log.warning("no OUDERBRUG_SMTP_URL: an urgent message waits, and nobody is called by e-mail")
        self._warned = True


def make_alert(settings: Settings, claimed: ClaimedAlert, now: datetime) -> EmailMessage:
    """Its id stays the same when it is sent again, so that a mailbox can see that."""
    host, port = settings.bind
    address = settings.public_url or f"http://{host}:{port}"
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = settings.mail_from, claimed.recipient, SUBJECT
    mail["Date"] = format_datetime(now)
    domain = mail["From"].addresses[0].domain
    mail["Message-ID"] = f"<alert-{claimed.id}-{int(claimed.created_at.timestamp())}@{domain}>"
    mail["Auto-Submitted"] = "auto-generated"  # RFC 3834: no out-of-office answers
    since = claimed.urgent_at.astimezone(settings.timezone)
    mail.set_content(compose_alert(since, f"{address}/inbox/{claimed.thread_id}"))
    return mail


async def recover_alerts(deps: Deps) -> None:
    """At a start with an embedded database."""
    if deps.settings.embedded:
        async with deps.transaction() as session:
            await hasten_alerts(session, now=deps.clock.now())
