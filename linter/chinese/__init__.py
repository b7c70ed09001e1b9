"""Chinese text: which variant it is written in, and how to bring it to one without spoiling it."""
