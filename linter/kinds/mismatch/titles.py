"""The mode `title`: the title, the heading that repeats it, and the title that the metadata give."""

from __future__ import annotations

import functools
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from linter.matching.per_document import PerDocument
from linter.matching.titles import agree, folded, same
from linter.messages.phrases import Phrase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linter.document import Document
    from linter.kinds.mismatch.found import Comparison, Found
    from linter.metadata import Metadata
    from linter.records import Record

#: The smallest share of equal characters from which a heading is the title, written otherwise.
_ALIKE = 0.4


def comparison(metadata: Metadata | None) -> Comparison:
    """Compares titles."""
    return functools.partial(_titles, metadata=metadata)


def _titles(document: Document, record: Record, *, metadata: Metadata | None) -> Iterator[Found]:
    title, heading = record.title, record.heading
    if title is None:
        return
    if heading is not None and _is_other_title(document, heading.value, title.value):
        problem = Phrase("the heading '{heading}' is not the title", heading=heading.value)
        yield heading, problem, title.value
    video = metadata.videos.get(record.video_id.value) if metadata and record.video_id else None
    if video is not None and video.title and not agree(title.value, video.title):
        problem = Phrase("the metadata call the video '{title}'", title=video.title)
        yield title, problem, video.title


def _is_other_title(document: Document, heading: str, title: str) -> bool:
    """Whether a heading is meant as a title, and is not this one; others are the summary's first."""
    if same(heading, title):
        return False
    said, wanted = folded(heading), folded(title)
    if said in _folded_titles(document):
        return True
    return SequenceMatcher(None, said, wanted, autojunk=False).ratio() >= _ALIKE


@PerDocument
def _folded_titles(document: Document) -> frozenset[str]:
    """The titles of all records, as `folded` has them."""
    return frozenset(
        folded(record.title.value) for record in document.records.records if record.title is not None
    )
