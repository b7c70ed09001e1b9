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

import functools
import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import regex

from linter.matching import schemas
from linter.matching.per_document import PerDocument
from linter.matching.spec import Across, Compiled, Match
from linter.messages.phrases import Phrase, display
from linter.records import SummaryStatus, summary_status

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rensa import RMinHash, RMinHashLSH

    from linter.document import Document
    from linter.matching.spec import Options, RuleSpec
    from linter.records import Record
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

#: Letters and digits in a row that are compared. Chinese words have two or three: five are a phrase.
_LENGTH = 5
#: Values of a signature, and the bands it is cut into: of pairs of texts that have nine tenths in common, all
#: but one in a million share a band, of those with four fifths 99 in 100, of those with half 9 in 100.
_VALUES, _BANDS, _SEED = 192, 24, 1
#: An estimate by signatures is off by more than this for one pair in a thousand.
_ERROR = 0.1
_LETTERS = regex.compile(r"[\p{L}\p{N}]+")
#: Code points of a summary that a message shows.
_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Fact:
    """What is remembered of a record until the other documents are read; spans count in its document."""

    key: str
    record: str
    anchor: Span
    about: Span
    line: int
    shown: str
    signature: RMinHash | None = None
    text: Span | None = None
    """Where the summary is, so that it need not be kept."""


def compile_rule(spec: RuleSpec, _options: Options) -> Compiled:
    """A finder for records that repeat an earlier one."""
    report: str = spec.params["report"]
    sort = (
        _Summaries(spec.params.get("share", 0.8), spec.params.get("at_least", 50))
        if report == "summary"
        else _Values(report)
    )

    def find(document: Document) -> Iterator[Match]:
        for _, match in _matches([document], [sort.facts(document)], sort):
            yield match

    return Compiled(find, frozenset(FIELDS), _Across(sort) if report != "index" else None)


class _Across(Across):
    """Finds what another file repeats; what one file repeats is found without it."""

    def __init__(self, sort: _Sort) -> None:
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
    documents: Sequence[Document], facts: Sequence[Sequence[Fact]], sort: _Sort
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


class _Sort:
    """One sort of thing to compare."""

    def __init__(self) -> None:
        #: What is remembered of a document; both finders of a rule ask for it.
        self.facts = PerDocument(self._facts)

    def _facts(self, document: Document) -> list[Fact]:
        """What is compared, of every record that has it."""
        raise NotImplementedError

    def index(self, documents: Sequence[Document]) -> _Index:
        """An index with nothing in it."""
        raise NotImplementedError


class _Index:
    """The records seen so far."""

    def first(self, place: int, fact: Fact) -> tuple[int, Fact, float] | None:
        """The first record that this one repeats, with the place of its document and the share in common.

        One that repeats none is remembered.
        """
        raise NotImplementedError


class _Values(_Sort):
    """A field whose value distinguishes records."""

    def __init__(self, field: str) -> None:
        super().__init__()
        self._field = field

    def _facts(self, document: Document) -> list[Fact]:
        facts = []
        for record in document.records.records:
            field = getattr(record, self._field)
            if record.name is not None and field is not None:
                value = field.value.lstrip("0") if self._field == "index" else field.value
                facts.append(_fact(document, record, value, field.value))
        return facts

    def index(self, documents: Sequence[Document]) -> _Index:  # noqa: ARG002 - summaries need them
        return _Exact()


def _fact(
    document: Document, record: Record, key: str, shown: str, signature: RMinHash | None = None
) -> Fact:
    return Fact(
        key,
        record.name or "",
        record.anchor,
        record.about,
        document.position(record.anchor.start).line,
        shown,
        signature,
        record.summary.span if signature is not None else None,
    )


class _Exact(_Index):
    def __init__(self) -> None:
        self._seen: dict[str, tuple[int, Fact]] = {}

    def first(self, place: int, fact: Fact) -> tuple[int, Fact, float] | None:
        other, first = self._seen.setdefault(fact.key, (place, fact))
        return None if first is fact else (other, first, 1.0)

    def replace(self, key: str, place: int, fact: Fact) -> None:
        """Makes a record the first of all with a key."""
        self._seen[key] = (place, fact)


class _Summaries(_Sort):
    """The letters and digits of summaries."""

    def __init__(self, share: float, at_least: int) -> None:
        super().__init__()
        self._share = share
        self._at_least = at_least

    def _facts(self, document: Document) -> list[Fact]:
        facts = []
        for record in document.records.records:
            if record.name is None or summary_status(record) is not SummaryStatus.PRESENT:
                continue
            letters = _letters(record.summary.span.text(document.prose))
            if len(letters) < self._at_least:
                continue
            key = hashlib.blake2b(letters.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
            shown = " ".join(record.summary.value[:_SHOWN].split())
            facts.append(_fact(document, record, key, shown, _signature(letters)))
        return facts

    def index(self, documents: Sequence[Document]) -> _Index:
        return _Near(documents, self._share)


def _letters(text: str) -> str:
    return "".join(_LETTERS.findall(text)).casefold()


def _parts(letters: str) -> set[str]:
    return {letters[at : at + _LENGTH] for at in range(len(letters) - _LENGTH + 1)}


def _signature(letters: str) -> RMinHash:
    from rensa import RMinHash  # noqa: PLC0415 - see _Summaries

    signature = RMinHash(num_perm=_VALUES, seed=_SEED)
    signature.update(sorted(_parts(letters)))
    return signature


class _Near(_Index):
    """Summaries by their signatures; those that repeat one are not kept, so copies cost no square."""

    def __init__(self, documents: Sequence[Document], share: float) -> None:
        self._documents = documents
        self._share = share
        self._kept: list[tuple[int, Fact]] = []
        self._exact = _Exact()

    @functools.cached_property
    def _bands(self) -> RMinHashLSH:
        from rensa import RMinHashLSH  # noqa: PLC0415 - see _Summaries

        return RMinHashLSH(threshold=self._share, num_perm=_VALUES, num_bands=_BANDS)

    def first(self, place: int, fact: Fact) -> tuple[int, Fact, float] | None:
        same = self._exact.first(place, fact)
        if same is not None:
            return same
        alike = [key for key in sorted(self._bands.query(fact.signature)) if self._may_be_near(fact, key)]
        parts = _parts(self._text(place, fact)) if alike else set()
        for key in alike:
            other, first = self._kept[key]
            theirs = _parts(self._text(other, first))
            share = len(parts & theirs) / len(parts | theirs)
            if share >= self._share:
                self._exact.replace(fact.key, other, first)
                return other, first, share
        self._bands.insert(len(self._kept), fact.signature)
        self._kept.append((place, fact))
        return None

    def _may_be_near(self, fact: Fact, key: int) -> bool:
        """Whether the estimate leaves it possible: what it rules out need not be counted."""
        other = self._kept[key][1].signature
        if fact.signature is None or other is None:
            return False
        return bool(fact.signature.jaccard(other) >= self._share - _ERROR)

    def _text(self, place: int, fact: Fact) -> str:
        return _letters(fact.text.text(self._documents[place].prose)) if fact.text is not None else ""
