"""Chinese text: which variant it is written in, and how to convert it to one variant without damaging it."""
