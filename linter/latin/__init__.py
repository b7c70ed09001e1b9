"""Words and languages written in Latin letters, as far as a Chinese text must be told from them."""
