"""Characters that look like others and are defined by Unicode as those: ⼈ is 人, the ligature ﬁ is fi.

They come from copied PDF files, whose fonts have one shape for both. A radical counts only next to a
character of a word: alone, in a list of radicals, or before 部 or 旁, it is meant. Quotations and Japanese
lines are not reported.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from linter.characters.equivalents import GROUPS, equivalent
from linter.characters.scripts import HAN, KANA
from linter.lazy import lazy_re
from linter.matching import schemas
from linter.matching.other_forms import compile_other_forms
from linter.matching.quotes import is_cited

if TYPE_CHECKING:
    from collections.abc import Mapping

    from linter.document import Document
    from linter.matching.spec import Compiled, Options, RuleSpec
    from linter.spans import Span

PARAMS = schemas.params(
    ("characters",),
    characters=schemas.several("What is found.", *GROUPS),
    unless_line=schemas.UNLESS_LINE,
)
FIX: Mapping[str, schemas.Schema] = {}
FIX_REQUIRED = ()
FIELDS = {"match": "what was found", "should": "the characters that Unicode defines them as"}
SCOPED = True
EXTENDS = None
STARTER = """\
  - id: my-rule
    summary: Radicals in place of characters
    why: A search for 人工 does not find ⼈⼯.
    severity: warning
    kind: equivalent
    params:
      characters: [kangxi-radicals, ligatures]  # radicals-supplement, compatibility-ideographs
      unless_line: ['部首']                      # not in a line that has this
    message:
      en: "'{match}' should be '{should}'"
      zh-TW: "「{match}」應該是「{should}」"
    fix:
      applicability: safe
      because: Unicode defines the one as the other
    examples:
      - {invalid: "⟦⼈⼯⟧智慧的 de⟦ﬁ⟧nition", fixed: "人工智慧的 definition"}
      - {valid: "⼈、⼝、⼟與⼈部", because: radicals}
      - {valid: "`⼈⼯` 是程式碼", because: code is not prose}
"""

_RADICAL = lazy_re("[\u2e80-\u2fd5]")
_HAN = lazy_re(f"[{HAN}]")
_KANA = lazy_re(f"[{KANA}]")
#: What separates the radicals of a list, and what follows the name of one.
_LISTED = lazy_re(r"[\s、，,/／|･・=＝:：\ufdd1]*")
_NAMED = lazy_re("部(?![分門件位署落])|旁(?![邊人白])|字[旁頭底邊]|偏旁")


def compile_rule(spec: RuleSpec, _options: Options) -> Compiled:
    """A finder for runs of `params.characters`."""
    pattern = re.compile(f"[{''.join(GROUPS[name] for name in spec.params['characters'])}]+")
    return compile_other_forms(spec, pattern, equivalent, _is_meant)


def _is_meant(document: Document, span: Span) -> bool:
    """Whether a radical is spoken of, a character is part of a Japanese name, or either is quoted."""
    return _is_named(document.prose, span) or is_cited(document, span)


def _is_named(prose: str, span: Span) -> bool:
    """Whether a radical is spoken of, or a character is part of a Japanese name."""
    before, after = prose[span.start - 1 : span.start], prose[span.end : span.end + 1]
    if _KANA.match(before) or _KANA.match(after):
        return True
    if not _RADICAL.match(prose, span.start):
        return False
    if _NAMED.match(prose, span.end) or not (_HAN.match(before) or _HAN.match(after)):
        return True
    following = _LISTED.match(prose, span.end)
    if following is not None and following.end() > span.end and _RADICAL.match(prose, following.end()):
        return len(span) == 1
    leading = prose[max(span.start - 3, 0) : span.start]
    rest = leading.rstrip(" 、，,/／･・")
    return len(span) == 1 and rest != leading and _RADICAL.match(rest[-1:]) is not None
