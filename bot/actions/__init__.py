"""Use cases: plain functions, session first. They check rights, change state once and leave an audit entry."""
