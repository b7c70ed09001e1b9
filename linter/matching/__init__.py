"""What all kinds of rules share: specification, regular expressions, time limit, the judging of lines."""
