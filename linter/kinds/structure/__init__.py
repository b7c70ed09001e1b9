"""Markdown that does not say what its author meant, as a parser sees it.

`report` says what is looked for:

- `literal-emphasis`: a pair of `**`, `__` or `*` that shows as it is, because it has punctuation inside and a
  letter outside, as in `**重點。**後面`, or white space inside, as in `** 重點**`. A fix moves the
  punctuation, or the quotes around everything, out of the pair, and removes the white space.
- `unpaired-mark`: a `**` that is the only one of its line to show, or a back-tick that closes nothing. A fix
  removes the `**`.
- `empty-heading`: hashes without a heading.
- `heading-skip`: a heading more than one level below the one before it. Levels start again with every record.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from linter.kinds.structure import empty_heading, heading_skip, literal_emphasis, unpaired_mark
from linter.matching import schemas
from linter.matching.spec import Compiled, SpecError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from linter.matching.spec import Finder, Options, RuleSpec


class _Mode(Protocol):
    """What the file of a mode offers."""

    FIXABLE: bool
    """Whether a rule may have a fix."""

    def finder(self, spec: RuleSpec) -> Finder:
        """Compiles a rule."""


_MODES: Mapping[str, _Mode] = {
    "literal-emphasis": literal_emphasis,
    "unpaired-mark": unpaired_mark,
    "empty-heading": empty_heading,
    "heading-skip": heading_skip,
}

PARAMS = schemas.params(
    ("report",),
    report=schemas.one_of("What to look for.", *_MODES),
)
FIX: Mapping[str, schemas.Schema] = {}
FIX_REQUIRED = ()
FIELDS = {
    "match": "the emphasis, the mark, or the heading",
    "level": "for headings: how many hashes",
    "before": "for `heading-skip`: the hashes of the heading before",
}
SCOPED = True
EXTENDS = None
STARTER = """\
  - id: my-rule
    summary: A heading that skips a level
    why: A table of contents made of the headings has a hole.
    severity: info
    kind: structure
    params:
      report: heading-skip       # or literal-emphasis, unpaired-mark, empty-heading
    message:
      en: "'{match}' is a heading of level {level} after one of level {before}"
      zh-TW: "「{match}」是第 {level} 級標題，前一個是第 {before} 級"
    examples:
      - {invalid: "# 甲\\n\\n⟦### 乙⟧\\n"}
      - {valid: "# 甲\\n\\n## 乙\\n\\n### 丙\\n\\n# 丁\\n"}
      - {valid: "# 甲\\n\\n```\\n### 乙\\n```\\n", because: code has no headings}
"""


def compile_rule(spec: RuleSpec, _options: Options) -> Compiled:
    """A finder for what `params.report` names."""
    mode = _MODES[spec.params["report"]]
    if spec.fix is not None and not mode.FIXABLE:
        raise SpecError("only literal emphasis and unpaired marks can be fixed", "fix")
    return Compiled(mode.finder(spec), frozenset(FIELDS))
