"""Hashes: 16 bytes of BLAKE2b."""

from __future__ import annotations

import marshal

try:  # hashlib loads OpenSSL, which takes a third of the time of a bare start
    from _blake2 import blake2b
except ImportError:
    from hashlib import blake2b

TYPE_CHECKING = False  # as `typing` has it, which takes a third of the time of a bare start
if TYPE_CHECKING:
    from typing import Any

SIZE = 16


def digest(data: bytes) -> bytes:
    """The hash of some bytes."""
    return blake2b(data, digest_size=SIZE).digest()


def digest_of(value: Any) -> bytes:  # noqa: ANN401 - whatever marshal takes
    """The hash of a value of Python's own types, which must not contain sets.

    Version 2 of the format: later ones write an object differently that is used elsewhere, too.
    """
    return digest(marshal.dumps(value, 2))
