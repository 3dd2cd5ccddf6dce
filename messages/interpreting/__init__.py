"""The careful way of a sentence through an engine: as written, with marks for its facts, then around them."""
