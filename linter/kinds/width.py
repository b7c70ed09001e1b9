"""Letters and digits of full width, ＡＩ and ２０２４, which Unicode defines as AI and 2024 in another width.

Runs of `letters` are reported as a whole, with a full-width point between digits. Quotations, titles and
whatever is next to kana or in a Japanese line are not reported: that is how Japanese is written.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import regex

from linter.characters.punctuation import QUOTES, TITLES
from linter.characters.scripts import KANA
from linter.lazy import lazy_re
from linter.matching import schemas
from linter.matching.other_forms import compile_other_forms

if TYPE_CHECKING:
    from collections.abc import Mapping

    from linter.document import Document
    from linter.matching.spec import Compiled, Options, RuleSpec
    from linter.spans import Span

_RANGES = {"upper": "Ａ-Ｚ", "lower": "ａ-ｚ", "digits": "０-９"}
PARAMS = schemas.params(
    ("letters",),
    letters=schemas.several("What is found.", *_RANGES),
    unless_line=schemas.UNLESS_LINE,
)
FIX: Mapping[str, schemas.Schema] = {}
FIX_REQUIRED = ()
FIELDS = {"match": "what was found", "should": "the same in the usual width"}
SCOPED = True
EXTENDS = None
STARTER = """\
  - id: my-rule
    summary: Full-width digits
    why: A search for 2024 does not find them.
    severity: warning
    kind: width
    params:
      letters: [digits]          # upper, lower, digits
      unless_line: ['全形']       # not in a line that has this
    message:
      en: "'{match}' should be '{should}'"
      zh-TW: "「{match}」應該是「{should}」"
    fix:
      applicability: safe
      because: Unicode defines the one as the other
    examples:
      - {invalid: "在⟦２０２４⟧年，成長⟦３．５⟧倍", fixed: "在2024年，成長3.5倍"}
      - {valid: "他寫的是「２０２４」", because: a quotation}
      - {valid: "`２０２４` 是程式碼", because: code is not prose}
"""

_KANA = lazy_re(f"[{KANA}]")
#: Marks of quotations and titles whose two ends differ.
_QUOTES = {opening: closing for opening, closing in {**QUOTES, **TITLES}.items() if opening != closing}
#: How far from a run the quotes around it may be, in code points.
_REACH = 60
#: How near kana must be for a run to be part of the same name, in code points.
_NEAR = 4


def compile_rule(spec: RuleSpec, _options: Options) -> Compiled:
    """A finder for runs of `params.letters`."""
    ranges = "".join(_RANGES[name] for name in spec.params["letters"])
    pattern = regex.compile(rf"[{ranges}]+(?:(?<=[０-９])．(?=[０-９])[{ranges}]+)*")
    return compile_other_forms(spec, pattern, _usual_width, _is_meant)


def _usual_width(run: str) -> str:
    return unicodedata.normalize("NFKC", run)


def _is_meant(document: Document, span: Span) -> bool:
    """Whether a run is quoted, or part of a Japanese name."""
    prose, line = document.prose, document.lines.line_at(span.start)
    before = prose[max(line.start, span.start - _REACH) : span.start]
    after = prose[span.end : min(line.end, span.end + _REACH)]
    if _KANA.search(before[-_NEAR:]) or _KANA.search(after[:_NEAR]):
        return True
    alone = len(span) == 1 and not any(c.isascii() and c.isalnum() for c in before[-1:] + after[:1])
    if (
        alone
        or span.text(prose).strip("ＯＸ") == ""
        or after[:1] in ("．", "％", "＆")
        or before[-1:] in ("．", "％", "＆", "&")
    ):
        return True  # Ｔ恤, ＯＯ公司, １．, １０％: half of it would remain
    return any(
        before.rfind(opening) > before.rfind(closing) and closing in after
        for opening, closing in _QUOTES.items()
    )
