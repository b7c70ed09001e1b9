"""What a record says twice and differently, or differently from the metadata.

`report` says what is compared:

- `title`: the title of the summary line with the heading, and with the metadata's title of the video. A
  heading that resembles neither this nor another title of the document is the summary's own. White space,
  width, case, entities and emphasis do not count; against the metadata, neither do punctuation, what is
  between 【】, and what one of the two has in addition.
- `video`: the video that the link leads to with the one that the thumbnail shows, and with the one that the
  metadata list under the record's number. A list that knows less than half of a document's videos is that of
  another channel and is not asked.
- `date`: the record's date with the metadata's.

A finding is at the field that disagrees; exceptions are compared with the title. Nothing is fixed: only the
author knows which of the two is wrong.
"""

from __future__ import annotations

import functools
import html
import re
import unicodedata
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from linter.matching import schemas
from linter.matching.per_document import PerDocument
from linter.matching.spec import Compiled, Match
from linter.messages.phrases import Phrase
from linter.metadata.days import listed_day
from linter.records import DateStatus, date_status
from linter.records.parts import linked_video, pictured_video

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from linter.document import Document
    from linter.matching.spec import Options, RuleSpec
    from linter.metadata import Metadata
    from linter.records import Field, Record

PARAMS = schemas.params(("report",), report=schemas.one_of("What is compared.", "title", "video", "date"))
FIX = None
FIX_REQUIRED = ()
FIELDS = {
    "record": "the record's number",
    "problem": "what disagrees with what, in words",
    "match": "the field that disagrees",
    "other": "what it should agree with",
}
SCOPED = False
EXTENDS = None
STARTER = """\
  - id: my-rule
    summary: A thumbnail of another video
    why: Whoever clicks the picture expects the video that it shows.
    severity: error
    kind: mismatch
    params:
      report: video              # or title, date
    message:
      en: "record {record}: {problem}"
      zh-TW: "第 {record} 筆：{problem}"
    examples:
      - invalid: |
          <details>
          <summary>1. [2024-01-02] 甲</summary>

          [影片](https://youtu.be/aB3_dE6-hI9) <img src="https://i.ytimg.com/vi/⟦zzzzzzzzzzz⟧/0.jpg">

          文。

          </details>
      - valid: |
          <details>
          <summary>1. [2024-01-02] 甲</summary>

          [影片](https://youtu.be/aB3_dE6-hI9) <img src="https://i.ytimg.com/vi/aB3_dE6-hI9/0.jpg">

          文。

          </details>
      - because: another video that the summary mentions is not the record's
        valid: |
          <details>
          <summary>1. [2024-01-02] 甲</summary>

          [影片](https://youtu.be/aB3_dE6-hI9)

          # 甲

          參考 <https://youtu.be/zzzzzzzzzzz>。

          </details>
"""

_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_EMPHASIS = re.compile(r"(?<![A-Za-z0-9])[*_`]+|[*_`]+(?![A-Za-z0-9])")
_ASIDE = re.compile("【[^】]*】")
#: The smallest share of equal characters from which a heading is the title, written otherwise.
_ALIKE = 0.4
#: The smallest share of a document's videos in a list for the list to be about it.
_LISTED_SHARE = 0.5

_Found = tuple["Field", Phrase, str]


def compile_rule(spec: RuleSpec, options: Options) -> Compiled:
    """A finder for records that contradict themselves or the metadata."""
    metadata = options.metadata
    comparisons: dict[str, Callable[[Document, Record], Iterator[_Found]]] = {
        "title": functools.partial(_titles, metadata=metadata),
        "video": _Videos(metadata),
        "date": functools.partial(_dates, metadata=metadata),
    }
    compare = comparisons[spec.params["report"]]

    def find(document: Document) -> Iterator[Match]:
        for record in document.records.records:
            if record.name is None:
                continue
            for field, problem, other in compare(document, record):
                fields: dict[str, str | Phrase] = {
                    "record": record.name,
                    "problem": problem,
                    "match": field.value,
                    "other": other,
                }
                yield Match(field.span, fields, about=record.about)

    return Compiled(find, frozenset(FIELDS))


def _titles(document: Document, record: Record, *, metadata: Metadata | None) -> Iterator[_Found]:
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
    shown = _EMPHASIS.sub("", _ESCAPED.sub(r"\1", html.unescape(title)))
    shown = "".join(c for c in unicodedata.normalize("NFKC", shown) if unicodedata.category(c) != "Cf")
    return "".join(shown.casefold().split())


def _agree(title: str, listed: str) -> bool:
    """Whether two titles are one, or one is the other with more around it or less within."""
    first, second = (_core(name) for name in (title, listed))
    return not first or not second or first in second or second in first


def _core(title: str) -> str:
    """The letters and digits of a title, without the asides that channels put around theirs."""
    return "".join(filter(str.isalnum, _plain(_ASIDE.sub("", title)))) or _plain(title)


class _Videos:
    """Compares the videos of records."""

    def __init__(self, metadata: Metadata | None) -> None:
        self._metadata = metadata
        self._is_listed = PerDocument(self._count_listed)

    def __call__(self, document: Document, record: Record) -> Iterator[_Found]:
        """The disagreements of one record."""
        linked, pictured = linked_video(record.link), pictured_video(record.thumbnail)
        if linked is not None and pictured is not None and linked.value != pictured.value:
            problem = Phrase(
                "the thumbnail is of {this}, the link leads to {other}",
                this=pictured.value,
                other=linked.value,
            )
            yield pictured, problem, linked.value
        if self._metadata is None or record.index is None or record.video_id is None:
            return
        listed = self._metadata.at(int(record.index.value))
        if listed is None or listed.id == record.video_id.value or not self._is_listed(document):
            return
        problem = Phrase(
            "the video is {this}, the metadata have {other} under this number",
            this=record.video_id.value,
            other=listed.id,
        )
        yield record.video_id, problem, listed.id

    def _count_listed(self, document: Document) -> bool:
        """Whether the metadata know enough of a document's videos to be about it."""
        known = self._metadata.videos if self._metadata is not None else {}
        videos = [record.video_id.value for record in document.records.records if record.video_id is not None]
        return sum(video in known for video in videos) >= _LISTED_SHARE * len(videos)


def _dates(_document: Document, record: Record, *, metadata: Metadata | None) -> Iterator[_Found]:
    listed = listed_day(record, metadata)
    if listed is None or record.date is None or date_status(record) is not DateStatus.KNOWN:
        return
    if listed == record.date.value:
        return
    problem = Phrase("the date is {this}, the metadata have {other}", this=record.date.value, other=listed)
    yield record.date, problem, listed
