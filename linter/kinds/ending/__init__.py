"""Summaries that were cut off, because a model ran out of tokens or the end was not copied.

`report` says what is looked for:

- `sentence`: the last line stops in mid-sentence: with a mark or a word that cannot end a sentence, or within
  brackets that nothing closes; or it is the only one of four or more paragraphs without a full stop.
- `list`: the last line is an empty item, announces something that does not follow, is a heading with nothing
  below it, or opens bold text, code or a formula and does not close it.
- `fence`: a code block, a block of maths or a comment is never closed, which hides the records after it from
  readers of the page.

A signature such as `[model=…]`, comments and thematic breaks may follow the last line. Table rows, code,
addresses and footnotes are not judged; a comma or a colon at the end is accepted if the line above ends with
it, too. A record has at most one finding: at the opening line of what is not closed, or at the end of the
last line. Exceptions are compared with the title.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from linter.kinds.ending import fence, lists, sentence
from linter.kinds.ending.endings import Ending, Reader
from linter.matching import schemas
from linter.matching.deadline import Deadline
from linter.matching.spec import Compiled, Match, Reach
from linter.records import SummaryStatus, is_marked

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from linter.document import Document
    from linter.kinds.ending.endings import Judge
    from linter.matching.spec import Options, RuleSpec
    from linter.matching.summaries import SummaryJudge
    from linter.messages.phrases import Phrase


class _Mode(Protocol):
    """What the file of a mode offers."""

    PARAMS: schemas.Schema
    """Its parameters."""

    def judge(self, spec: RuleSpec) -> Judge:
        """Compiles a rule.

        Raises:
            SpecError: the parameters do not fit.
        """


#: If several modes have a finding, the first one counts.
_MODES: Mapping[str, _Mode] = {"fence": fence, "list": lists, "sentence": sentence}

#: An error message, say, was not cut off; a heading or a label with nothing below it may have been.
_JUDGED = (SummaryStatus.PRESENT, SummaryStatus.MISSING)

PARAMS = schemas.params(
    report=schemas.several("What to look for; all if not given.", *_MODES),
    **{name: schema for mode in _MODES.values() for name, schema in mode.PARAMS["properties"].items()},
)
FIX = None
FIX_REQUIRED = ()
FIELDS = {
    "record": "the record's number",
    "problem": "why it looks cut off, in words",
    "match": "the end of the last line, or the line that opens what is not closed",
}
SCOPED = False
EXTENDS = None
STARTER = """\
  - id: my-rule
    summary: A summary that stops in mid-sentence
    why: The model ran out of tokens; what it left out has to be asked for again.
    severity: warning
    kind: ending
    params:
      report: [sentence, list]   # and fence; all if not given
      unfinished: ['(?:以及|因為)$']   # words that no sentence ends with
    message:
      en: "record {record} was cut off: {problem}"
      zh-TW: "第 {record} 筆被截斷：{problem}"
    examples:
      - invalid: |
          <details>
          <summary>1. [2024-01-02] 甲</summary>

          ⟦這一講說明注意力機制，以及⟧

          </details>
      - valid: |
          <details>
          <summary>1. [2024-01-02] 甲</summary>

          - 注意力機制
          - 位置編碼

          </details>
      - because: code may end with anything
        valid: |
          <details>
          <summary>1. [2024-01-02] 甲</summary>

          ```
          f(1,
          ```

          </details>
"""


def compile_rule(spec: RuleSpec, options: Options) -> Compiled:
    """A finder for the summaries that look cut off."""
    judges = {name: mode.judge(spec) for name, mode in _MODES.items()}
    chosen = [judges[name] for name in _MODES if name in spec.params.get("report", _MODES)]

    def find(document: Document) -> Iterator[Match]:
        return _find(document, chosen, spec.id, options.summaries)

    return Compiled(find, frozenset(FIELDS), reach=Reach.RECORD, of_records=True)


def _find(document: Document, judges: Sequence[Judge], rule: str, summaries: SummaryJudge) -> Iterator[Match]:
    reader: Reader | None = None
    for record in document.records.records:
        if record.name is None or is_marked(record):
            continue
        reader = reader or Reader(document, Deadline(rule, document))
        ending = Ending(reader, record)
        finding = next((found for judge in judges if (found := judge(ending)) is not None), None)
        if finding is not None and summaries.status(document, record) in _JUDGED:
            span, problem = finding
            fields: dict[str, str | Phrase] = {
                "record": record.name,
                "problem": problem,
                "match": span.text(document.text),
            }
            yield Match(span, fields, about=record.about)
