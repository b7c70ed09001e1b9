"""Whether a record has a summary, and the visible sign that it has none yet."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from linter.records.record import SummaryStatus

if TYPE_CHECKING:
    from linter.records.record import Record

#: What an unsafe fix writes into an empty record, and what is later recognised as "still to be written".
PLACEHOLDER = "（本集尚無摘要）"

_COMMENT = re.compile(r"<!--.*?-->\s*", re.DOTALL)
_RULE = re.compile(r"(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})(?:[\r\n]\s*|\Z)")
_LAST_COMMENT = re.compile(r"<!--(?:(?!-->).)*-->\Z", re.DOTALL)
#: A rule behind a line of text would underline a heading, so only one behind a blank line is a rule.
_LAST_RULE = re.compile(
    r"(?:\r\n|\r(?!\n)|\n)[ \t]*[\r\n]\s*(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})\Z"
)


def summary_text(record: Record) -> str:
    """What a record's body says, without the comments and rules before and behind it."""
    text = record.body.value
    while match := _COMMENT.match(text) or _RULE.match(text):
        text = text[match.end() :]
    while match := _last(text):
        text = text[: match.start()].rstrip()
    return text


def _last(text: str) -> re.Match[str] | None:
    """The comment or rule that a text ends with; only its last lines are looked at."""
    if text.endswith("-->"):
        return _LAST_COMMENT.search(text, max(text.rfind("<!--"), 0))
    tail = text.rstrip(" \t-*_")
    return _LAST_RULE.search(text, len(tail.rstrip())) if tail != text else None


def summary_status(record: Record) -> SummaryStatus:
    """Whether a record's body says something, nothing, or only the placeholder."""
    said = summary_text(record)
    if not said:
        return SummaryStatus.EMPTY
    return SummaryStatus.PLACEHOLDER if said == PLACEHOLDER else SummaryStatus.PRESENT
