"""The records of a page: whether fields are there, have the right form, and are in order.

`report` says what is looked for:

- `missing`: the record does not have the field. A date `unknown` counts as missing, and so does a summary
  that says nothing: without words, code or pictures; only headings, links or the title again; or only what
  the patterns of `placeholder`, `template`, `error` and `refusal` match. These patterns of all rules together
  also decide the `summary_status` of exports and `stats`.
- `invalid`: the date is not a calendar day (YYYY-MM-DD), or is in the future.
- `placeholder`: instead of the date, or the summary, there is only a placeholder that a fix has written.
- `malformed`: the field is there, but `pattern` does not match all of it.
- `disorder`: the field comes before the field that it should come `after`; or, without `after`, the index or
  the date is not after (with `order: descending`, before) that of the record above. With `by: index`, dates
  are first sorted by number; the smallest set of dates without which the others are in order is reported, or
  nothing if it is more than a quarter of all dates.
- `gap`: numbers are missing between two records of a page on which most numbers follow each other.
- `fenced`: the summary is a code block that contains Markdown, with little or nothing outside. A fix removes
  its two fences.
- `broken`: the block cannot be read as a record: no closing tag, no numbered summary, tags with attributes.

A fix of a missing date, or of its placeholder, writes the date that the metadata give for the record's video.
If they give none, an unsafe fix writes a placeholder for a missing date, and one for a missing summary;
`language` chooses the language of the placeholder, by default that of the run's variant. A fix of an invalid
date rewrites a day in another notation (2024/1/2) as YYYY-MM-DD.

Exceptions are compared with the title. On a page, index, date and title are in the `<summary>` line, `N.
[YYYY-MM-DD] title`; the link and the thumbnail come before the first heading, and either gives the video's
id; that heading is the record's if it repeats the title, or if it is of level one with nothing but links
before it; all that follows is the summary. A page without a numbered `<details>` block has no records, and
nothing is reported. Notes have the fields in their front matter, data files in the fields of their rows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from linter.kinds.record import broken, disorder, fenced, gap, invalid, malformed, missing, placeholder
from linter.matching import schemas
from linter.matching.spec import Compiled, SpecError
from linter.records import FIELD_NAMES
from linter.records.placeholders import SUMMARIES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from linter.matching.spec import Finder, Options, RuleSpec


class _Mode(Protocol):
    """What the file of a mode offers."""

    PARAMS: schemas.Schema
    """Its parameters."""
    FIXABLE: tuple[str, ...]
    """The fields for which a rule may have a fix."""

    def finder(self, spec: RuleSpec, options: Options) -> Finder:
        """Compiles a rule.

        Raises:
            SpecError: the parameters do not fit.
        """


_MODES: Mapping[str, _Mode] = {
    "missing": missing,
    "invalid": invalid,
    "placeholder": placeholder,
    "malformed": malformed,
    "disorder": disorder,
    "gap": gap,
    "fenced": fenced,
    "broken": broken,
}
PARAMS = schemas.params_by_mode(
    schemas.one_of("What to look for.", *_MODES),
    {name: mode.PARAMS for name, mode in _MODES.items()},
    field=schemas.one_of("The field in question; not for `broken`.", *FIELD_NAMES),
)
FIX: Mapping[str, schemas.Schema] = {
    "language": schemas.one_of("The language of the placeholder.", *SUMMARIES)
}
FIX_REQUIRED = ()
FIELDS = {
    "record": "the record's number",
    "problem": "what is wrong, in words",
    "match": "the field's text",
    "before": "for `disorder`: the field of the record above, or the field that should come first",
}
SCOPED = False
EXTENDS = None
STARTER = """\
  - id: my-rule
    summary: A title that does not name its lecture
    why: Titles that start with the lecture's number can be sorted and cited.
    severity: warning
    kind: record
    params:
      report: malformed          # or missing, invalid, placeholder, disorder, gap, fenced, broken
      field: title
      pattern: '第\\d+講 .+'       # must match the whole field
    message:
      en: "record {record}: the title '{match}' does not start with 第N講"
      zh-TW: "第 {record} 筆：標題「{match}」沒有以「第N講」開頭"
    examples:
      - invalid: |
          <details>
          ⟦<summary>⟧1. [2024-01-02] 注意力機制</summary>

          文。

          </details>
      - valid: |
          <details>
          <summary>1. [2024-01-02] 第3講 注意力機制</summary>

          文。

          </details>
      - because: a record in code is only shown
        valid: |
          ```
          <details>
          <summary>1. [2024-01-02] 注意力機制</summary>
          </details>
          ```
"""


def compile_rule(spec: RuleSpec, options: Options) -> Compiled:
    """A finder for what `params.report` names."""
    mode = _MODES[spec.params["report"]]
    if spec.fix is not None and spec.params.get("field") not in mode.FIXABLE:
        raise SpecError("only a date, and a missing or fenced summary, can be fixed", "fix")
    return Compiled(mode.finder(spec, options), frozenset(FIELDS), of_records=True)
