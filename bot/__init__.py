"""To whom, when, through what: everything around the words that `messages` writes."""
