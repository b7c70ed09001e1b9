"""The visible signs that a record lacks something: written by a fix on request, and recognised ever after."""

from __future__ import annotations

#: By the BCP 47 tag of the document's language. What is written is one of them; all are recognised.
SUMMARIES = {
    "zh-TW": "（本集尚無摘要）",
    "zh-HK": "（本集尚無摘要）",
    "zh-CN": "（本集尚无摘要）",
    "en": "(No summary yet)",
}
DATES = {"zh-TW": "日期不詳", "zh-HK": "日期不詳", "zh-CN": "日期不详", "en": "date unknown"}
SUMMARY_PLACEHOLDERS = frozenset(SUMMARIES.values())
DATE_PLACEHOLDERS = frozenset(DATES.values())
#: The language of a placeholder and its Chinese script, as an exported record tells them.
SIGNED = {
    SUMMARIES["zh-TW"]: ("zh", "zh-Hant"),
    SUMMARIES["zh-CN"]: ("zh", "zh-Hans"),
    SUMMARIES["en"]: ("en", None),
}


def summary_placeholder(language: str | None, variant: str | None) -> str:
    """The placeholder of an exported record that says it had one: the reverse of `SIGNED`."""
    return next(
        (sign for sign, exported in SIGNED.items() if exported == (language, variant)), SUMMARIES["zh-TW"]
    )
