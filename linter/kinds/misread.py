"""Text whose bytes were read in the wrong encoding: UTF-8 or Windows-1252 as Latin-1, and the like.

`è®“` was 讓, `â€™` was ’, the control U+0093 was “, and `<0xE8><0xAE><0x93>` names the bytes of 讓. Where all
bytes are there and give plain text, a fix writes that; where some are missing, the stretch is reported. An
accent before a quotation mark or a dash, as in `café—`, is left alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from linter.characters.misread import misread
from linter.diagnostics import Edit, Fix
from linter.matching import schemas
from linter.matching.quotes import is_cited
from linter.matching.spec import Compiled, Match, Reach
from linter.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from linter.document import Document
    from linter.matching.spec import Options, RuleSpec

PARAMS = schemas.params((), unless_quoted=schemas.UNLESS_QUOTED)
FIX: Mapping[str, schemas.Schema] = {}
FIX_REQUIRED = ()
FIELDS = {"match": "what was found"}
SCOPED = True
EXTENDS = None
STARTER = """\
  - id: my-rule
    summary: Text read in the wrong encoding
    why: Nobody can read it, and a search finds nothing in it.
    severity: error
    kind: misread
    params:
      unless_quoted: true        # not in quotation marks, and not alone in round brackets
    message:
      en: "{correction}: its bytes were read in the wrong encoding"
      zh-TW: "{correction}：當初讀錯了編碼"
    fix:
      applicability: unsafe
      because: another encoding may have been meant
    examples:
      - {invalid: "⟦è®“⟧模型學習", fixed: "讓模型學習"}
      - {valid: "café—“bar” 與「è®“」", because: accents and a quotation}
      - {valid: "`è®“` 是程式碼", because: code is not prose}
"""


def compile_rule(spec: RuleSpec, _options: Options) -> Compiled:
    """A finder for stretches whose bytes were read in the wrong encoding."""
    unless_quoted = bool(spec.params.get("unless_quoted"))

    def find(document: Document) -> Iterator[Match]:
        prose = document.prose
        for start, end, should in misread(prose):
            span = Span(start, end)
            if unless_quoted and is_cited(document, span):
                continue
            edits = (Edit(span, should),) if should is not None and spec.fix is not None else ()
            yield Match(span, {"match": span.text(prose)}, Fix(edits, spec.applicability) if edits else None)

    return Compiled(find, frozenset(FIELDS), reach=Reach.BLOCK)
