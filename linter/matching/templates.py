"""Texts of packs in which `{name}` stands for something a rule found."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_FIELD = re.compile(r"\{(\w+)\}")


def names(template: str) -> list[str]:
    """The names between braces, in order."""
    return _FIELD.findall(template)


def fill(template: str, values: Mapping[str, str]) -> str:
    """The template with the values put in; a name without a value leaves nothing."""
    return _FIELD.sub(lambda field: values.get(field.group(1), ""), template)
