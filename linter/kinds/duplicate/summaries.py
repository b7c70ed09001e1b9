"""The mode `summary`: summaries that are the same, or nearly."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from linter.kinds.duplicate.facts import Comparison, Exact, Index, fact_of
from linter.lazy import lazy_re, lazy_regex
from linter.matching.memory import remembered
from linter.recall.digests import digest
from linter.records import SummaryStatus

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rensa import RMinHash, RMinHashLSH

    from linter.document import Document
    from linter.kinds.duplicate.facts import Fact
    from linter.matching.summaries import SummaryJudge

#: The length of the compared groups of letters and digits. Chinese words have two or three: five are a
#: phrase.
_LENGTH = 5
#: The values of a signature, the bands it is cut into, and the seed. Of pairs of texts with nine tenths in
#: common, all but one in a million share a band; with four fifths, 99 in 100; with half, 9 in 100.
_VALUES, _BANDS, _SEED = 192, 24, 1
#: For one pair in a thousand, the estimate by signatures is off by more than this.
_ERROR = 0.1
_GROUP = lazy_re(f"(?s).{{{_LENGTH}}}")
_LETTERS = lazy_regex(r"[\p{L}\p{N}]+")
#: How many code points of a summary a message shows.
_SHOWN = 20


class Summaries(Comparison):
    """The letters and digits of summaries."""

    def __init__(self, share: float, at_least: int, judge: SummaryJudge) -> None:
        super().__init__()
        self._share = share
        self._at_least = at_least
        self._judge = judge

    def _facts(self, document: Document) -> list[Fact]:
        """The facts of the summaries that are long enough."""
        facts = []
        letters_of = remembered(document, _letters, _letters)
        signature = remembered(document, _signature, _signature)
        for record in document.records.records:
            letters = letters_of(record.summary.span.text(document.prose))
            if record.name is None or len(letters) < self._at_least:
                continue
            if self._judge.status(document, record) is not SummaryStatus.PRESENT:
                continue
            key = digest(letters.encode("utf-8", "surrogatepass")).hex()
            shown = " ".join(record.summary.value[:_SHOWN].split())
            facts.append(fact_of(document, record, key, shown, signature(letters)))
        return facts

    def index(self, documents: Sequence[Document]) -> Index:
        """An index that compares with the texts of the documents."""
        return _Near(documents, self._share)


def _letters(text: str) -> str:
    return "".join(_LETTERS.findall(text)).casefold()


def _parts(letters: str) -> list[str]:
    """All groups of letters, in no particular order; some come again."""
    # To cut the letters into groups, from each of the first ones on, takes less time than a slice for each.
    return [part for start in range(_LENGTH) for part in _GROUP.findall(letters, start)]


def _signature(letters: str) -> RMinHash:
    from rensa import RMinHash  # noqa: PLC0415 - see Summaries

    signature = RMinHash(num_perm=_VALUES, seed=_SEED)
    signature.update(_parts(letters))  # however often each comes: a signature has the least of their hashes
    return signature


class _Near(Index):
    """Summaries by their signatures; repeated ones are not kept, so copies do not cost quadratic time."""

    def __init__(self, documents: Sequence[Document], share: float) -> None:
        self._documents = documents
        self._share = share
        self._kept: list[tuple[int, Fact]] = []
        self._exact = Exact()

    @functools.cached_property
    def _bands(self) -> RMinHashLSH:
        from rensa import RMinHashLSH  # noqa: PLC0415 - see Summaries

        return RMinHashLSH(threshold=self._share, num_perm=_VALUES, num_bands=_BANDS)

    def first(self, document: int, fact: Fact) -> tuple[int, Fact, float] | None:
        same = self._exact.first(document, fact)
        if same is not None:
            return same
        alike = [key for key in sorted(self._bands.query(fact.signature)) if self._may_be_near(fact, key)]
        parts = set(_parts(self._text(document, fact))) if alike else set()
        for key in alike:
            other, first = self._kept[key]
            other_parts = set(_parts(self._text(other, first)))
            share = len(parts & other_parts) / len(parts | other_parts)
            if share >= self._share:
                self._exact.replace(fact.key, other, first)
                return other, first, share
        self._bands.insert(len(self._kept), fact.signature)
        self._kept.append((document, fact))
        return None

    def _may_be_near(self, fact: Fact, key: int) -> bool:
        """Whether two summaries may be nearly the same, by the estimate; others need not be counted."""
        other = self._kept[key][1].signature
        if fact.signature is None or other is None:
            return False
        return bool(fact.signature.jaccard(other) >= self._share - _ERROR)

    def _text(self, document: int, fact: Fact) -> str:
        return _letters(fact.text.text(self._documents[document].prose)) if fact.text is not None else ""
