"""What we say: pure functions from facts and a language to the words a parent reads. No database, no network."""
