"""Which language a clause is in, as ELD tells it (Efficient Language Detector, Apache-2.0)."""

from __future__ import annotations

import functools
from typing import Any

#: ISO 639-1 codes of the languages that can be told, with their English names. Malay and Indonesian are one.
LANGUAGES = {
    "ca": "Catalan",
    "cs": "Czech",
    "da": "Danish",
    "de": "German",
    "en": "English",
    "es": "Spanish",
    "et": "Estonian",
    "eu": "Basque",
    "fi": "Finnish",
    "fr": "French",
    "hr": "Croatian",
    "hu": "Hungarian",
    "is": "Icelandic",
    "it": "Italian",
    "lt": "Lithuanian",
    "lv": "Latvian",
    "ms": "Malay",
    "nl": "Dutch",
    "no": "Norwegian",
    "pl": "Polish",
    "pt": "Portuguese",
    "ro": "Romanian",
    "sk": "Slovak",
    "sl": "Slovene",
    "sq": "Albanian",
    "sv": "Swedish",
    "tl": "Tagalog",
    "tr": "Turkish",
    "vi": "Vietnamese",
}


@functools.cache
def _detector() -> Any:  # noqa: ANN401 - the package has no types
    from eld import LanguageDetector  # noqa: PLC0415 - loads its tables: only for clauses that look foreign

    return LanguageDetector()


def scores(text: str) -> dict[str, float]:
    """How much a text looks like each language, by code; around 0.5 is sure, the best need not be first."""
    result: dict[str, float] = _detector().detect(text).scores()
    return result
