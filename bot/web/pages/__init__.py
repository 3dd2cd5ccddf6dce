"""Staff pages: rendered here, of use without script, in Dutch and English."""
