"""The story that `ouderbrug demo --story` tells: its chapters in order."""

from __future__ import annotations

from bot.demo import conversation, week
from bot.demo.teller import Chapter

CHAPTERS: tuple[Chapter, ...] = (
    week.enrolment,
    week.memory,
    week.invitation,
    week.answers,
    week.reminder,
    week.tip,
    conversation.idea_tried,
    week.announcement,
    week.question,
    week.reply,
    conversation.question_in_arabic,
    conversation.talk,
    conversation.voice,
    conversation.partial_stop,
    conversation.own_data,
    week.nudge,
    week.report,
)
