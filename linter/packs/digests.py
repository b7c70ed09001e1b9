"""Caches which packs and configurations are valid, so that a hook validates each only once.

Importing the validator alone takes a third of the start-up time. The cache has a hash of the schema and of
the text, so a change to either leads to a new validation. If the cache cannot be written, every run
validates.
"""

from __future__ import annotations

from linter.files import cache
from linter.files.resources import folder
from linter.recall import digests as recall_digests

#: How many digests are cached.
_MOST = 500


def digest(schema: str, text: str) -> str:
    """The hash that identifies a text and its schema."""
    definition = (folder("schemas") / f"{schema}.schema.json").read_bytes()
    return recall_digests.digest(definition + b"\0" + text.encode("utf-8")).hex()


def is_valid(hexdigest: str) -> bool:
    """Whether the text with a digest is known to be valid."""
    return hexdigest in _load()


def add(hexdigest: str) -> None:
    """Records that the text with a digest is valid, and drops the oldest digest."""
    cache.store("valid", [*(known for known in _load() if known != hexdigest), hexdigest][-_MOST:])


def _load() -> list[str]:
    cached = cache.load("valid")
    return cached if isinstance(cached, list) else []
