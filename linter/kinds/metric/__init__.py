"""A number that must be within limits for each record or document.

`report` says which number:

- `length`: the number of characters of the prose, without white space.
- `han-share`: the share of the letters that are Han characters, from 0 to 1.
- `chinese-share`: the same, but 0 for a text that reads as Japanese or Korean.
- `latin-share`: the share of the letters that are Latin.
- `simplified-share`: the share of the Han characters that are Simplified and that no Traditional text has.

Code, addresses, tags and maths do not count. `at_least` excludes texts that are too short to judge; a
summary that is missing, or says nothing, is not measured. A finding is at the record's `<summary>` line, or
on the document's first line; exceptions are compared with the record's title, or with that first line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from linter.kinds.metric import chinese_share, han_share, latin_share, length, simplified_share
from linter.matching import schemas
from linter.matching.spec import Compiled, Match, Reach, SpecError
from linter.records import SummaryStatus

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from linter.document import Document
    from linter.matching.spec import Options, RuleSpec
    from linter.matching.summaries import SummaryJudge
    from linter.spans import Span


class _Mode(Protocol):
    """What the file of a mode offers."""

    def measure(self, text: str) -> float | None:
        """The number, or None for a text that has none; `text` is prose with the rest masked."""


_MODES: Mapping[str, _Mode] = {
    "length": length,
    "chinese-share": chinese_share,
    "han-share": han_share,
    "latin-share": latin_share,
    "simplified-share": simplified_share,
}
#: The modes with a number that theirs is not less than, found in a part of the time.
_LOWEST = {"chinese-share": chinese_share.lowest, "han-share": han_share.lowest}

PARAMS = schemas.params(
    ("report", "per"),
    report=schemas.one_of("The number to measure.", *_MODES),
    per=schemas.one_of(
        "What to measure: each record's summary, or the whole document.", "record", "document"
    ),
    min=schemas.number("The minimum.", minimum=0),
    max=schemas.number("The maximum.", minimum=0),
    at_least=schemas.whole("Texts with fewer characters are not judged; 1 if not given.", minimum=1),
)
FIX = None
FIX_REQUIRED = ()
FIELDS = {
    "value": "the number, shares in percent",
    "min": "the minimum",
    "max": "the maximum",
    "record": "the record's number",
}
SCOPED = False
EXTENDS = None
STARTER = """\
  - id: my-rule
    summary: A summary that is hardly Chinese
    why: The notes are for readers of Chinese; a summary in English was forgotten or refused.
    severity: warning
    kind: metric
    params:
      report: han-share          # or length, chinese-share, latin-share, simplified-share
      per: record                # or document
      min: 0.3                   # and max
      at_least: 20               # shorter summaries are not judged
    message:
      en: "record {record}: only {value} of the letters are Chinese (at least {min})"
      zh-TW: "第 {record} 筆：中文字只占 {value}（至少 {min}）"
    examples:
      - invalid: |
          <details>
          ⟦<summary>⟧1. [2024-01-02] 甲</summary>

          This lecture is about attention.

          </details>
      - valid: |
          <details>
          <summary>1. [2024-01-02] 甲</summary>

          這一講說明注意力機制（attention）的原理與它在翻譯裡的用途。

          </details>
      - because: code does not count
        valid: |
          <details>
          <summary>1. [2024-01-02] 甲</summary>

          ```
          print('attention is all you need')
          ```

          </details>
"""


def compile_rule(spec: RuleSpec, options: Options) -> Compiled:
    """A finder for records, or documents, whose number is outside the limits."""
    least, most = spec.params.get("min"), spec.params.get("max")
    if least is None and most is None:
        raise SpecError("a limit is missing: 'min', 'max' or both", "params")
    if least is not None and most is not None and least > most:
        raise SpecError("'min' is greater than 'max'", "params", "min")
    name: str = spec.params["report"]
    for key, limit in (("min", least), ("max", most)):
        if limit is not None and limit > 1 and name != "length":
            raise SpecError("a share is between 0 and 1: 0.3 is 30 percent", "params", key)
    mode, lowest, enough = _MODES[name], _LOWEST.get(name), spec.params.get("at_least", 1)

    def find(document: Document) -> Iterator[Match]:
        for span, text, record, about in _subjects(document, spec.params["per"], options.summaries):
            if least is not None and most is None and lowest is not None and lowest(text) >= least:
                continue  # as most are
            value = mode.measure(text)
            if value is None or length.measure(text) < enough:
                continue
            if (least is not None and value < least) or (most is not None and value > most):
                limits = {"min": _shown(name, least), "max": _shown(name, most)}
                yield Match(span, {"value": _shown(name, value), "record": record, **limits}, about=about)

    of_records = spec.params["per"] == "record"
    reach = Reach.RECORD if of_records else Reach.DOCUMENT
    return Compiled(find, frozenset(FIELDS), reach=reach, of_records=of_records)


def _subjects(document: Document, per: str, summaries: SummaryJudge) -> Iterator[tuple[Span, str, str, Span]]:
    """The span of a finding, the prose to measure, the record's number, and the span of its title."""
    if per == "document":
        first = document.lines.line_span(1)
        yield first, document.prose, "", first
        return
    for record in document.records.records:
        if record.index is not None and summaries.status(document, record) is SummaryStatus.PRESENT:
            text = record.summary.span.text(document.prose)
            yield record.anchor, text, record.index.value, record.about


def _shown(name: str, value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:g}" if name == "length" else f"{value:.1%}".replace(".0%", "%")
