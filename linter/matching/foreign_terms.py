"""The list of terms that a rule names: `params.terms`, a file in the pack's folder."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from linter.chinese.characters import count_one_sided
from linter.chinese.dictionaries import table
from linter.latin.term_tables import TermsError
from linter.latin.terms import Terms
from linter.matching import schemas
from linter.matching.per_document import PerDocument
from linter.matching.spec import SpecError

if TYPE_CHECKING:
    from linter.document import Document
    from linter.matching.spec import RuleSpec

SCHEMA = schemas.text(
    "A file in the pack's folder with terms. Each line has Chinese terms separated by 、, a tab, their "
    "English words, a tab, and their words in other languages, each separated by commas; "
    "`метод*` includes its inflections."
)

#: How many lists are kept; the rules of a pack share one.
_MOST = 4


def terms_of(spec: RuleSpec) -> Terms:
    """The terms of a rule; none if it names no file.

    Raises:
        SpecError: the file cannot be read, or a line of it is wrong.
    """
    name = spec.params.get("terms")
    if name is None:
        return _parsed("", spec.is_known)
    try:
        return _parsed(spec.read(name, "params", "terms"), spec.is_known)
    except TermsError as error:
        raise SpecError(
            "a line has Chinese terms, English words and words of other languages, separated by tabs",
            "params",
            "terms",
            file=name,
            line=error.line,
        ) from error


@functools.lru_cache(_MOST)
def _parsed(text: str, is_known: bool) -> Terms:  # noqa: FBT001 - a cache knows positions only
    return Terms(text, is_known=is_known)


@PerDocument
def _is_simplified(document: Document) -> bool:
    """Whether a document is written in Simplified characters."""
    simplified, traditional = count_one_sided(document.prose)
    return simplified > traditional


def as_in(document: Document, term: str) -> str:
    """A term in the characters that a document is written in."""
    if not _is_simplified(document):
        return term
    characters = table("TSCharacters")
    return "".join(characters.get(character, (character,))[0] for character in term)
