"""The expressions of unification: classes of characters."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from linter.characters.scripts import KANA
from linter.chinese.characters import one_of
from linter.chinese.quotations import MARKS
from linter.chinese.targets import Target, changing_to_hong_kong
from linter.lazy import compiled_re

if TYPE_CHECKING:
    import re

    from linter.chinese.lexicon import Lexicon
    from linter.chinese.mainland import Mainland
    from linter.chinese.tables import Tables

#: Traditional-only characters that Simplified text has in a few words: 乾隆, 甚夥, 宫商角徵羽, 蒜薹, 哪吒.
_IN_SIMPLIFIED = frozenset("乾夥徵薹吒")


class Patterns:
    """The expressions of a unifier, compiled when first needed.

    Args:
        lexicon: the word lists.
        tables: the tables of the lexicon.
        target: the variant wanted.
        mainland: what knows the characters that Simplified text should not have.
    """

    def __init__(self, lexicon: Lexicon, tables: Tables, target: Target, mainland: Mainland) -> None:
        self._lexicon = lexicon
        self._tables = tables
        self._target = target
        self._mainland = mainland

    @functools.cached_property
    def candidate(self) -> re.Pattern[str]:
        """A character that may have to change in Traditional text."""
        scan = self._tables.scan
        return compiled_re(one_of(scan.strong | scan.weak | self._elsewhere))

    @functools.cached_property
    def weak(self) -> frozenset[str]:
        """The candidates whose neighbours decide whether they change."""
        return self._tables.scan.weak - self._elsewhere

    @functools.cached_property
    def _elsewhere(self) -> frozenset[str]:
        """The characters of Taiwan that may have another form in the target."""
        if self._target is Target.TAIWAN:
            return frozenset()
        others = self._mainland.strays if self._target is Target.MAINLAND else changing_to_hong_kong()
        return self._tables.gates.traditional | others

    @functools.cached_property
    def simplified(self) -> re.Pattern[str]:
        """A Simplified-only character."""
        return compiled_re(one_of(self._tables.scan.simplified))

    @functools.cached_property
    def traditional(self) -> re.Pattern[str]:
        """A Traditional-only character."""
        return compiled_re(one_of(self._tables.gates.traditional))

    @functools.cached_property
    def evident(self) -> re.Pattern[str]:
        """A Traditional-only character that no Simplified text has."""
        return compiled_re(one_of(self._tables.gates.traditional - _IN_SIMPLIFIED))

    @functools.cached_property
    def special(self) -> re.Pattern[str]:
        """A character that makes it necessary to judge a line run by run: of Japanese, or of `questions`."""
        return compiled_re(f"[{self._special}]")

    @functools.cached_property
    def notable(self) -> re.Pattern[str]:
        """The same, or a mark that is in all lines in which something may be mentioned rather than used."""
        return compiled_re(f"[{self._special}{MARKS}]")

    @functools.cached_property
    def _special(self) -> str:
        questions = self._tables.gates.ambiguous.intersection("".join(self._lexicon.questions))
        japanese = self._lexicon.japanese - self._tables.scan.simplified
        return f"{KANA}{''.join(sorted(japanese | questions))}"
