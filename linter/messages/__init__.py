"""Messages for people: phrases, suggestions, translations."""
