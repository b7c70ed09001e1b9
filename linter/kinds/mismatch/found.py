"""What the modes are given, and what they yield."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from linter.document import Document
    from linter.messages.phrases import Phrase
    from linter.records import Field, Record

#: The field that disagrees, with what it disagrees in words, and what it should agree with.
Found = tuple["Field", "Phrase", str]
#: Compares one record of a document.
Comparison = Callable[["Document", "Record"], Iterator[Found]]
