"""The placeholders for what a record lacks: written by a fix on request, and recognised from then on."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from linter.records.record import Record

#: By the BCP 47 tag of the document's language. One of them is written; all are recognised.
SUMMARIES = {
    "zh-TW": "（本集尚無摘要）",
    "zh-HK": "（本集尚無摘要）",
    "zh-CN": "（本集尚无摘要）",
    "en": "(No summary yet)",
}
DATES = {"zh-TW": "日期不詳", "zh-HK": "日期不詳", "zh-CN": "日期不详", "en": "date unknown"}
SUMMARY_PLACEHOLDERS = frozenset(SUMMARIES.values())
DATE_PLACEHOLDERS = frozenset(DATES.values())
#: The language of a placeholder and its Chinese script, as exported records give them.
SIGNED = {
    SUMMARIES["zh-TW"]: ("zh", "zh-Hant"),
    SUMMARIES["zh-CN"]: ("zh", "zh-Hans"),
    SUMMARIES["en"]: ("en", None),
}


def summary_placeholder(language: str | None, variant: str | None) -> str:
    """The placeholder of an exported record whose status says that it had one: the inverse of `SIGNED`."""
    return next(
        (sign for sign, exported in SIGNED.items() if exported == (language, variant)), SUMMARIES["zh-TW"]
    )


def is_marked(record: Record) -> bool:
    """Whether a record has one of our placeholders in place of a summary."""
    return record.summary.value in SUMMARY_PLACEHOLDERS
