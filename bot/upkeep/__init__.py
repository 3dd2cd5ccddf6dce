"""What keeps a school running: backups, restoring them, and a doctor who says what is wrong."""
