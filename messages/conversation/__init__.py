"""What we say beside invitations: answers to questions, talks, ideas, voice, calendar, good news, choices."""
