"""Translation packages of a school: fetched, judged, tried, installed, compared and removed. Reading is messages'."""
