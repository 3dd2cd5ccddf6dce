"""Facts in a sentence: found, put under marks, put back, and looked for in the translation."""
