"""Door 1: parents, through Telegram. Updates become rows, rows are handled, answers become outbox messages."""
