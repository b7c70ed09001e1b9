"""The mode `title`: the title, the heading that repeats it, and the title that the metadata give."""

from __future__ import annotations

import functools
import html
import re
import unicodedata
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from linter.matching.per_document import PerDocument
from linter.messages.phrases import Phrase
from linter.regions import plain_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linter.document import Document
    from linter.kinds.mismatch.found import Comparison, Found
    from linter.metadata import Metadata
    from linter.records import Record

_ASIDE = re.compile("【[^】]*】")
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
    if video is not None and video.title and not _agree(title.value, video.title):
        problem = Phrase("the metadata call the video '{title}'", title=video.title)
        yield title, problem, video.title


def _is_other_title(document: Document, heading: str, title: str) -> bool:
    """Whether a heading is meant as a title, and is not this one; others are the summary's first."""
    said, wanted = _plain(heading), _plain(title)
    if said == wanted:
        return False
    if said in _plain_titles(document):
        return True
    return SequenceMatcher(None, said, wanted, autojunk=False).ratio() >= _ALIKE


@PerDocument
def _plain_titles(document: Document) -> frozenset[str]:
    """The titles of all records, as `_plain` has them."""
    return frozenset(
        _plain(record.title.value) for record in document.records.records if record.title is not None
    )


def _plain(title: str) -> str:
    """A title as readers see it, in lower case and half width, without white space."""
    shown = plain_text(html.unescape(title))
    shown = "".join(c for c in unicodedata.normalize("NFKC", shown) if unicodedata.category(c) != "Cf")
    return "".join(shown.casefold().split())


def _agree(title: str, listed: str) -> bool:
    """Whether two titles are one, or one is the other with more around it or less within."""
    first, second = (_core(name) for name in (title, listed))
    return not first or not second or first in second or second in first


def _core(title: str) -> str:
    """The letters and digits of a title, without the asides that channels put around theirs."""
    return "".join(filter(str.isalnum, _plain(_ASIDE.sub("", title)))) or _plain(title)
