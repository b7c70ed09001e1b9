"""The mode `broken`: the block cannot be read as a record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linter.data.conditions import FORBIDDEN
from linter.matching import schemas
from linter.matching.spec import Match

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linter.document import Document
    from linter.matching.spec import Finder, Options, RuleSpec

PARAMS = schemas.mode(field=FORBIDDEN)
FIXABLE: tuple[str, ...] = ()


def finder(_spec: RuleSpec, _options: Options) -> Finder:
    """Finds the broken blocks."""
    return _find


def _find(document: Document) -> Iterator[Match]:
    for block in document.records.broken:
        yield Match(block.span, {"record": "", "problem": block.problem, "match": "", "before": ""})
