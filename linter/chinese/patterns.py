"""The expressions of unification: classes of characters, and lines about spelling."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from linter.characters.scripts import KANA
from linter.chinese.characters import one_of
from linter.chinese.targets import Target

if TYPE_CHECKING:
    from linter.chinese.lexicon import Lexicon
    from linter.chinese.tables import Tables


class Patterns:
    """The expressions of a unifier, compiled when first needed.

    Args:
        lexicon: the word lists.
        tables: the tables of the lexicon.
        target: the variant wanted.
    """

    def __init__(self, lexicon: Lexicon, tables: Tables, target: Target) -> None:
        self._lexicon = lexicon
        self._tables = tables
        self._target = target
        #: What opens a quotation or a list.
        self.quote = re.compile('[「『“"《：:]')

    @functools.cached_property
    def candidate(self) -> re.Pattern[str]:
        """A character that may have to change in Traditional text."""
        scan = self._tables.scan
        if self._target is Target.TAIWAN:
            return re.compile(one_of(scan.strong | scan.weak))
        return re.compile(one_of(scan.strong | scan.weak | self._tables.gates.traditional))

    @functools.cached_property
    def weak(self) -> frozenset[str]:
        """The candidates whose neighbours decide whether they change."""
        scan = self._tables.scan
        return scan.weak if self._target is Target.TAIWAN else scan.weak - self._tables.gates.traditional

    @functools.cached_property
    def simplified(self) -> re.Pattern[str]:
        """A Simplified-only character."""
        return re.compile(one_of(self._tables.scan.simplified))

    @functools.cached_property
    def traditional(self) -> re.Pattern[str]:
        """A Traditional-only character."""
        return re.compile(one_of(self._tables.gates.traditional))

    @functools.cached_property
    def special(self) -> re.Pattern[str]:
        """A character that makes it necessary to judge a line run by run: of Japanese, or of `questions`."""
        questions = self._tables.gates.ambiguous.intersection("".join(self._lexicon.questions))
        japanese = self._lexicon.japanese - self._tables.scan.simplified
        return re.compile(f"[{KANA}{''.join(sorted(japanese | questions))}]")

    @functools.cached_property
    def about(self) -> re.Pattern[str]:
        """A line that talks about how something is written."""
        return _about(self._lexicon)


def _about(lexicon: Lexicon) -> re.Pattern[str]:
    """Matches in a line that talks about how something is written."""
    both = (lexicon.about, lexicon.about_quoted)
    words, verbs = ("|".join(map(re.escape, sorted(listed))) or "(?!)" for listed in both)
    quote = '[「『“"《]'
    return re.compile(
        f"(?:{words})(?:字?(?:對照|对照)?[：:]|.{{0,40}}{quote})|{quote}.{{0,40}}(?:{words})|(?:{verbs}){quote}"
    )
