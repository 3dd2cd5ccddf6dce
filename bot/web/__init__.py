"""Door 2: staff and other programs, through the JSON API; the staff pages will stand beside it."""
