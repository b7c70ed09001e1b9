"""Recognises words and languages in Latin letters within Chinese text."""
