"""What is said to people: phrases, suggestions, translations."""
