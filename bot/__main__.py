"""`python -m bot` is `ouderbrug`."""

import sys

from bot.cli import main

sys.exit(main())
