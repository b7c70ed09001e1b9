"""A number that a record or a document must keep within limits.

`of` says which number:

- `length`: how many characters the prose has, white space left out.
- `han-share`: how many of the letters are Han characters, from 0 to 1.
- `chinese-share`: the same, but 0 for a text that reads as Japanese or Korean.
- `latin-share`: how many of the letters are Latin.
- `simplified-share`: how many of the Han characters are Simplified ones that no Traditional text has.

Code, addresses, tags and maths do not count. `at_least` leaves out what is too short to judge; an empty
summary has no shares. A finding stands at the record's summary line, or on the document's first line, and
exceptions are compared with the title there, or with that line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from linter.chinese.characters import HAN_RUN, one_sided
from linter.chinese.language import language_and_variant
from linter.matching import schemas
from linter.matching.spec import Compiled, Match, SpecError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from linter.document import Document
    from linter.matching.spec import Options, RuleSpec
    from linter.spans import Span

_LATIN = regex.compile(r"\p{Latin}")
_LETTER = regex.compile(r"[\p{L}--\p{Lm}]", regex.VERSION1)
_NOT_CHINESE = regex.compile(r"[\p{Hiragana}\p{Katakana}\p{Hangul}]")
_MASKED = regex.compile(r"[\s\p{Cn}]+")


def _length(text: str) -> float:
    return len(_MASKED.sub("", text))


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _han(text: str) -> int:
    return sum(map(len, HAN_RUN.findall(text)))


def _han_share(text: str) -> float | None:
    return _share(_han(text), len(_LETTER.findall(text)))


def _chinese_share(text: str) -> float | None:
    if _NOT_CHINESE.search(text) and language_and_variant(text)[0] in ("ja", "ko"):
        return 0.0
    return _han_share(text)


def _latin_share(text: str) -> float | None:
    return _share(len(_LATIN.findall(text)), len(_LETTER.findall(text)))


def _simplified_share(text: str) -> float | None:
    simplified, _ = one_sided().count(text)
    return _share(simplified, _han(text))


_MEASURES: dict[str, Callable[[str], float | None]] = {
    "length": _length,
    "chinese-share": _chinese_share,
    "han-share": _han_share,
    "latin-share": _latin_share,
    "simplified-share": _simplified_share,
}

PARAMS = schemas.params(
    ("of", "per"),
    of=schemas.one_of("Which number.", *_MEASURES),
    per=schemas.one_of("Of what: each record's summary, or the whole document.", "record", "document"),
    min=schemas.number("The least that is right.", minimum=0),
    max=schemas.number("The most that is right.", minimum=0),
    at_least=schemas.whole("What has fewer characters is not judged; 1 if not given.", minimum=1),
)
FIX = None
FIX_REQUIRED = ()
FIELDS = {
    "value": "the number, shares in percent",
    "min": "the least that is right",
    "max": "the most that is right",
    "record": "the record's number",
}
SCOPED = False
STARTER = """\
  - id: my-rule
    summary: A summary that is hardly Chinese
    why: The notes are for readers of Chinese; a summary in English was forgotten or refused.
    severity: warning
    kind: metric
    params:
      of: han-share              # or length, chinese-share, latin-share, simplified-share
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


def compile_rule(spec: RuleSpec, _options: Options) -> Compiled:
    """A finder for records, or documents, whose number lies outside the limits."""
    least, most = spec.params.get("min"), spec.params.get("max")
    if least is None and most is None:
        raise SpecError("a limit is missing: 'min', 'max' or both", "params")
    if least is not None and most is not None and least > most:
        raise SpecError("'min' is greater than 'max'", "params", "min")
    name: str = spec.params["of"]
    for key, limit in (("min", least), ("max", most)):
        if limit is not None and limit > 1 and name != "length":
            raise SpecError("a share lies between 0 and 1: 0.3 is 30 percent", "params", key)
    measure, enough = _MEASURES[name], spec.params.get("at_least", 1)

    def find(document: Document) -> Iterator[Match]:
        for span, text, record, about in _subjects(document, spec.params["per"]):
            value = measure(text)
            if value is None or _length(text) < enough:
                continue
            if (least is not None and value < least) or (most is not None and value > most):
                limits = {"min": _shown(name, least), "max": _shown(name, most)}
                yield Match(span, {"value": _shown(name, value), "record": record, **limits}, about=about)

    return Compiled(find, frozenset(FIELDS))


def _subjects(document: Document, per: str) -> Iterator[tuple[Span, str, str, Span]]:
    """Where a finding would stand, the prose that is measured, the record's number and title."""
    if per == "document":
        first = document.lines.line_span(1)
        yield first, document.prose, "", first
        return
    for record in document.records.records:
        if record.index is not None and record.summary.value:
            said = record.summary.span.text(document.prose)
            yield record.anchor, said, record.index.value, record.about


def _shown(name: str, value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:g}" if name == "length" else f"{value:.1%}".replace(".0%", "%")
