"""Words and languages written in Latin letters, as far as they must be distinguished from Chinese text."""
