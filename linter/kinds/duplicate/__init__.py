"""Two records that are one: the same number, the same video, or the same summary.

`report` says what is compared:

- `index`: the number; only within a file, since every channel counts from 1.
- `video_id`: the video, within a file and across the files of a run.
- `summary`: the text, within a file and across. Letters and digits count, in any case, in groups of five that
  follow each other; two texts are nearly the same if at least `share` of all the groups in them are in both.
  Texts shorter than `at_least` characters are not compared.

The later of two records is reported, by the path of the file and the position in it; it names the first.
Exceptions are compared with the title of the later one. How alike texts are is estimated first by MinHash
signatures that are sorted into bands (Broder 1997; Leskovec, Rajaraman and Ullman, Mining of Massive
Datasets, chapter 3), and counted for those that share a band, so the time grows with the number of records,
not with its square.
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
    from linter.kinds.duplicate.facts import Fact, Sort
    from linter.matching.spec import Options, RuleSpec
    from linter.spans import Span

PARAMS = schemas.params_by_mode(
    schemas.one_of("What is compared.", "index", "video_id", "summary"),
    {
        "index": schemas.mode(),
        "video_id": schemas.mode(),
        "summary": schemas.mode(
            share=schemas.number(
                "For summaries: from which share on two are nearly the same; 0.8 if not given.",
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
    "other": "the record that was there first, in words, with its file if it is another one",
    "match": "the number, the video's id, or the start of the summary",
    "share": "how much of the two summaries is the same, in percent",
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


def compile_rule(spec: RuleSpec, _options: Options) -> Compiled:
    """A finder for records that repeat an earlier one."""
    report: str = spec.params["report"]
    sort = (
        Summaries(spec.params.get("share", 0.8), spec.params.get("at_least", 50))
        if report == "summary"
        else Values(report)
    )

    def find(document: Document) -> Iterator[Match]:
        for _, match in _matches([document], [sort.facts(document)], sort):
            yield match

    return Compiled(find, frozenset(FIELDS), _Across(sort) if report != "index" else None)


class _Across(Across):
    """Finds what another file repeats; what one file repeats is found without it."""

    def __init__(self, sort: Sort) -> None:
        self._sort = sort

    def facts(self, document: Document) -> Sequence[Fact]:
        """What is to be remembered of a document."""
        return self._sort.facts(document)

    def compare(
        self, documents: Sequence[Document], facts: Sequence[Sequence[Fact]]
    ) -> Iterator[tuple[int, Match]]:
        """The later ones of records that are in two documents."""
        within: dict[int, set[Span]] = {}
        for place, match in _matches(documents, facts, self._sort):
            if place not in within:
                again = _matches([documents[place]], [facts[place]], self._sort)
                within[place] = {found.span for _, found in again}
            if match.span not in within[place]:
                yield place, match


def _matches(
    documents: Sequence[Document], facts: Sequence[Sequence[Fact]], sort: Sort
) -> Iterator[tuple[int, Match]]:
    """The records that repeat an earlier one, each with the index of its document."""
    before = sort.index(documents)
    for place, of_document in enumerate(facts):
        for fact in of_document:
            found = before.first(place, fact)
            if found is None:
                continue
            other, first, share = found
            shown = f"{display(documents[other].path)}:{first.line}"
            name = Phrase("record {number}", number=first.record)
            if other != place:
                name = Phrase("record {number} ({place})", number=first.record, place=shown)
            fields: dict[str, str | Phrase] = {
                "record": fact.record,
                "other": name,
                "match": fact.shown,
                "share": f"{share:.0%}",
            }
            yield place, Match(fact.anchor, fields, about=fact.about)
