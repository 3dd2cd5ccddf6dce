"""Say what parents want to hear: claimed, spoken outside any transaction, kept; and let voices follow their text."""

from __future__ import annotations

import asyncio

import structlog

from bot.actions.speaking import (
    MAX_ATTEMPTS,
    WantedSpeech,
    claim_speech,
    record_said,
    record_unsaid,
    release_voices,
)
from bot.actions.voices import record_voices
from bot.deps import Deps
from bot.voice.failures import NoSound
from bot.voice.voices import Spoken, Voices
from messages.conversation.voice import no_voice
from messages.languages import Language

log = structlog.get_logger()

#: Seconds between two looks at what is installed.
_LOOK_AGAIN = 5.0


class Speaking:
    """The part of the translating worker that speaks: it tells everyone through the database what it can say."""

    def __init__(self, deps: Deps) -> None:
        """Says nothing yet."""
        self._deps, self._voices = deps, Voices(deps.settings)
        self._known: dict[str, str] | None = None
        self._look_again = 0.0

    async def step(self) -> bool:
        """One text; False when nothing waits."""
        await self._look_around()
        now = self._deps.clock.now()
        async with self._deps.database.transaction() as session:
            released = await release_voices(session, now=now)
            wanted = await claim_speech(session, now=now)
        if released:
            self._deps.bells.sending.ring()
        if wanted is not None:
            await self._handle(wanted)
        return wanted is not None

    async def _look_around(self) -> None:
        """A voice is heard soon after it is installed, and no longer promised when it is removed."""
        moment = asyncio.get_running_loop().time()
        if moment < self._look_again:
            return
        self._look_again = moment + _LOOK_AGAIN
        known = await asyncio.to_thread(self._voices.known)
        if known == self._known:
            return
        async with self._deps.database.transaction() as session:
            await record_voices(session, voices=known)
        self._known = known
        if not known:
            log.warning("nobody speaks: install espeak-ng, or see OUDERBRUG_ESPEAK; recordings can still be heard")

    async def _handle(self, wanted: WantedSpeech) -> None:
        try:
            spoken = await self._say(wanted)
        except NoSound as error:
            await self._give_back(wanted, error)
            return
        async with self._deps.database.transaction() as session:
            await record_said(
                session,
                media_id=wanted.media_id,
                content=spoken.sound.content,
                seconds=spoken.sound.seconds,
                voice=spoken.voice,
                now=self._deps.clock.now(),
            )

    async def _say(self, wanted: WantedSpeech) -> Spoken:
        """Raises NoSound, also for a text with which this process died again and again."""
        if wanted.attempts > MAX_ATTEMPTS:
            raise NoSound("the process ended while it spoke")
        return await asyncio.to_thread(self._voices.say, wanted.language, wanted.text)

    async def _give_back(self, wanted: WantedSpeech, error: NoSound) -> None:
        """Once more, a little later; a language that nobody speaks any more is told at once."""
        async with self._deps.database.transaction() as session:
            await record_unsaid(
                session,
                wanted=wanted,
                error=str(error),
                instead=no_voice(Language(wanted.language)),
                now=self._deps.clock.now(),
                again=wanted.language in (self._known or ()),
            )
