"""Words that leave and come back: translation memories, and sentences for reviewers."""
