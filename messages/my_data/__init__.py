"""A parent's copy of everything that is kept: a page to read, and the same for programs (GDPR, articles 15 and 20)."""
