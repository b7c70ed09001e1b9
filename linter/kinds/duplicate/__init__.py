"""Two records that are the same: they share their number, their video or their summary.

`report` says what is compared:

- `index`: the number; only within a file, since each channel counts from 1.
- `video_id`: the video, within a file and across the files of a run.
- `summary`: the text, within a file and across the files of a run. Texts are compared by all groups of five
  consecutive letters or digits, regardless of case; two are nearly the same if at least `share` of all their
  groups are in both. Texts shorter than `at_least` characters are not compared.

Of two records, the later one is reported, in the order of paths and of positions in a file; the message names
the first. Exceptions are compared with the title of the later one. The similarity of texts is first estimated
by MinHash signatures that are cut into bands (Broder 1997; Leskovec, Rajaraman and Ullman, Mining of Massive
Datasets, chapter 3), and counted only for those that share a band, so the time grows with the number of
records, not with its square.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from linter.kinds.duplicate.summaries import Summaries
from linter.kinds.duplicate.values import Values
from linter.matching import schemas
from linter.matching.spec import Across, Compiled, Match
from linter.messages.phrases import Phrase, display

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from linter.document import Document
    from linter.kinds.duplicate.facts import Comparison, Fact
    from linter.matching.spec import Options, RuleSpec
    from linter.spans import Span

PARAMS = schemas.params_by_mode(
    schemas.one_of("What is compared.", "index", "video_id", "summary"),
    {
        "index": schemas.mode(),
        "video_id": schemas.mode(),
        "summary": schemas.mode(
            share=schemas.number(
                "For summaries: the share in common from which two are nearly the same; 0.8 if not given.",
                minimum=0.5,
                maximum=1,
            ),
            at_least=schemas.whole(
                "For summaries: shorter ones are not compared; 50 if not given.", minimum=5
            ),
        ),
    },
)
FIX = None
FIX_REQUIRED = ()
FIELDS = {
    "record": "the record's number",
    "other": "the first record, in words, with its file if that is another one",
    "match": "the number, the video's id, or the start of the summary",
    "share": "the share of the two summaries that is the same, in percent",
}
SCOPED = False
EXTENDS = None
STARTER = """\
  - id: my-rule
    summary: The same summary twice
    why: One of the two records has lost its own summary.
    severity: warning
    kind: duplicate
    params:
      report: summary            # or index, video_id
      share: 0.8                 # for summaries: the share that must be the same
      at_least: 20               # for summaries: shorter ones are not compared
    message:
      en: "record {record} has the summary of {other} ({share} the same)"
      zh-TW: "第 {record} 筆的摘要與{other}相同（{share}）"
    examples:
      - invalid: |
          <details>
          <summary>1. [2024-01-02] 甲</summary>

          這一講說明注意力機制的原理，以及它在機器翻譯裡的用途。

          </details>

          <details>
          ⟦<summary>⟧2. [2024-01-03] 乙</summary>

          這一講說明注意力機制的原理，以及它在機器翻譯裡的用途！

          </details>
      - valid: |
          <details>
          <summary>1. [2024-01-02] 甲</summary>

          這一講說明注意力機制的原理，以及它在機器翻譯裡的用途。

          </details>

          <details>
          <summary>2. [2024-01-03] 乙</summary>

          這一講從最小平方法談到正則化，並說明為什麼需要驗證集。

          </details>
      - because: code does not count
        valid: |
          <details>
          <summary>1. [2024-01-02] 甲</summary>

          ```
          print('attention is all you need', attention)
          ```

          </details>

          <details>
          <summary>2. [2024-01-03] 乙</summary>

          ```
          print('attention is all you need', attention)
          ```

          </details>
"""


def compile_rule(spec: RuleSpec, options: Options) -> Compiled:
    """A finder for records that repeat an earlier one."""
    report: str = spec.params["report"]
    comparison = (
        Summaries(spec.params.get("share", 0.8), spec.params.get("at_least", 50), options.summaries)
        if report == "summary"
        else Values(report)
    )

    def find(document: Document) -> Iterator[Match]:
        for _, match in _matches([document], [comparison.facts(document)], comparison):
            yield match

    return Compiled(
        find, frozenset(FIELDS), _Across(comparison) if report != "index" else None, of_records=True
    )


class _Across(Across):
    """Finds records that another file repeats; those that one file repeats are found without it."""

    def __init__(self, comparison: Comparison) -> None:
        self._comparison = comparison

    def facts(self, document: Document) -> Sequence[Fact]:
        """What is remembered about a document."""
        return self._comparison.facts(document)

    def compare(
        self, documents: Sequence[Document], facts: Sequence[Sequence[Fact]]
    ) -> Iterator[tuple[int, Match]]:
        """The later ones of records that occur in two documents."""
        within: dict[int, set[Span]] = {}
        for index, match in _matches(documents, facts, self._comparison):
            if index not in within:
                again = _matches([documents[index]], [facts[index]], self._comparison)
                within[index] = {found.span for _, found in again}
            if match.span not in within[index]:
                yield index, match


def _matches(
    documents: Sequence[Document], facts: Sequence[Sequence[Fact]], comparison: Comparison
) -> Iterator[tuple[int, Match]]:
    """The records that repeat an earlier one, each with the index of its document."""
    before = comparison.index(documents)
    for index, of_document in enumerate(facts):
        for fact in of_document:
            found = before.first(index, fact)
            if found is None:
                continue
            other, first, share = found
            shown = f"{display(documents[other].path)}:{first.line}"
            name = Phrase("record {number}", number=first.record)
            if other != index:
                name = Phrase("record {number} ({place})", number=first.record, place=shown)
            fields: dict[str, str | Phrase] = {
                "record": fact.record,
                "other": name,
                "match": fact.shown,
                "share": f"{share:.0%}",
            }
            yield index, Match(fact.anchor, fields, about=fact.about)
