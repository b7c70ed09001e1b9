"""JSON lines: one record a line, UTF-8."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable


def dump(rows: Iterable[dict[str, Any]]) -> bytes:
    """The rows, each as one line of JSON in the order of its keys."""
    return "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows).encode("utf-8")
