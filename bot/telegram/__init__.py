"""Door 1: parents, through Telegram. Updates become rows, rows are handled, answers become outbox messages."""

import os
import warnings

os.environ.setdefault("PTB_TIMEDELTA", "1")  # the library's new way to say durations; the old one warns

# We fetch updates raw on purpose: one that the library cannot parse must not block those behind it.
warnings.filterwarnings("ignore", message="Please use 'Bot.getUpdates'")
