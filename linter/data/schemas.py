"""The JSON Schemas that seedlint ships."""

from __future__ import annotations

import json
from typing import Any

from linter.files import resources


def schema_names() -> list[str]:
    """The names of the schemas that seedlint ships."""
    return sorted(path.name.partition(".")[0] for path in resources.folder("schemas").glob("*.schema.json"))


def load_schema(name: str) -> dict[str, Any]:
    """The schema `schemas/<name>.schema.json`."""
    path = resources.folder("schemas") / f"{name}.schema.json"
    schema: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return schema
