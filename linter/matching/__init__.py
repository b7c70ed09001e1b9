"""What all kinds of rules share: specification, regular expressions, time limit, tests of lines."""
