"""Remembers which packs and configurations follow their schema, so that a hook checks each only once.

Importing the validator alone takes a third of a start. What is remembered is a hash of the schema and of the
text: a change to either is looked at anew. Without a place to write, every run looks.
"""

from __future__ import annotations

from linter.files import cache
from linter.files.resources import folder

#: How many texts are remembered.
_MOST = 500


def stamp(schema: str, text: str) -> str:
    """The hash under which a text that follows a schema is remembered."""
    import hashlib  # noqa: PLC0415 - only for packs that are not ours

    rules = (folder("schemas") / f"{schema}.schema.json").read_bytes()
    return hashlib.sha256(rules + b"\0" + text.encode("utf-8")).hexdigest()


def is_known(mark: str) -> bool:
    """Whether a hash is remembered."""
    return mark in _read()


def remember(mark: str) -> None:
    """Remembers a hash, and forgets the oldest."""
    cache.keep("valid", [*(each for each in _read() if each != mark), mark][-_MOST:])


def _read() -> list[str]:
    marks = cache.load("valid")
    return marks if isinstance(marks, list) else []
