"""A fictional school on one machine: our own service, unchanged, beside a make-believe Telegram."""
