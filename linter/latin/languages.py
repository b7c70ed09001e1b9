"""Which language a clause is in, by ELD (Efficient Language Detector, Apache-2.0)."""

from __future__ import annotations

import functools

from linter.latin.ngrams import detector
from linter.messages.phrases import template

#: ISO 639-1 codes of the languages that are detected, with their English names. Malay and Indonesian are one.
LANGUAGES = {
    "ca": template("Catalan"),
    "cs": template("Czech"),
    "da": template("Danish"),
    "de": template("German"),
    "en": template("English"),
    "es": template("Spanish"),
    "et": template("Estonian"),
    "eu": template("Basque"),
    "fi": template("Finnish"),
    "fr": template("French"),
    "hr": template("Croatian"),
    "hu": template("Hungarian"),
    "is": template("Icelandic"),
    "it": template("Italian"),
    "lt": template("Lithuanian"),
    "lv": template("Latvian"),
    "ms": template("Malay"),
    "nl": template("Dutch"),
    "no": template("Norwegian"),
    "pl": template("Polish"),
    "pt": template("Portuguese"),
    "ro": template("Romanian"),
    "sk": template("Slovak"),
    "sl": template("Slovene"),
    "sq": template("Albanian"),
    "sv": template("Swedish"),
    "tl": template("Tagalog"),
    "tr": template("Turkish"),
    "vi": template("Vietnamese"),
}


_detector = functools.cache(detector)


def scores(text: str) -> dict[str, float]:
    """A score for each language that a text may be in, by code, unsorted; around 0.5 is certain."""
    result: dict[str, float] = _detector().detect(text).scores()
    return result
