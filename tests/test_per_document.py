"""A memo of documents computes once for each, and frees what a document releases."""

from __future__ import annotations

import gc
import weakref

from linter.document import Document
from linter.matching.per_document import PerDocument


class Result:
    """Something that can be referred to weakly."""


def test_a_result_is_computed_once_for_each_document() -> None:
    seen: list[str] = []

    @PerDocument
    def memo(document: Document) -> int:
        seen.append(document.text)
        return len(document.text)

    one, two = Document("甲"), Document("乙乙")
    assert [memo(one), memo(two), memo(one), memo(two)] == [1, 2, 1, 2]
    assert seen == ["甲", "乙乙"]


def test_two_memos_of_a_document_are_apart() -> None:
    document = Document("甲乙")
    length, first = (
        PerDocument(lambda document: len(document.text)),
        PerDocument(lambda document: document.text[0]),
    )
    assert (length(document), first(document)) == (2, "甲")


def test_what_is_released_is_freed_and_computed_anew() -> None:
    memo = PerDocument(lambda _document: Result())
    document = Document("甲")
    known = weakref.ref(memo(document))
    assert known() is not None
    document.release()
    gc.collect()
    assert known() is None
    assert memo(document) is memo(document)


def test_the_result_of_a_document_that_is_gone_is_no_answer_for_the_next() -> None:
    memo = PerDocument(lambda document: document.text)
    for number in range(1_000):
        assert memo(Document(str(number))) == str(number)
