"""Rules that find a clause of a foreign language in Latin letters, by its function words.

Only clauses long enough to be sure are looked at; names and terms of a few words never are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from linter.chinese.characters import HAN_RUN
from linter.matching.lines import LineJudge
from linter.matching.quotes import is_quoted
from linter.matching.spec import Compiled, Match
from linter.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from linter.document import Document
    from linter.matching.spec import Options, RuleSpec

_WORD = r"\p{Latin}[\p{Latin}\p{M}'’]*+"
#: Possessive throughout, so that a line of a million letters is read once.
_CLAUSE = regex.compile(rf"(?<![\p{{Latin}}\p{{M}}'’]){_WORD}(?:[ ,;-]++{_WORD})++")
_WORDS = regex.compile(_WORD)


def compile_rule(spec: RuleSpec, _options: Options) -> Compiled:
    """A finder for clauses of at least `params.least_words` words in one of `params.languages`."""
    least: int = spec.params["least_words"]
    share: float = spec.params["share"]
    expected = frozenset(spec.params["expected"])
    languages: Mapping[str, Sequence[str]] = spec.params["languages"]
    function_words = {name: frozenset(words) for name, words in languages.items()}

    def language(words: list[str]) -> str | None:
        """The language with most function words in a clause, if there are enough and English has fewer."""
        counts = {name: [w for w in words if w in known] for name, known in function_words.items()}
        name = max(counts, key=lambda each: len(counts[each]))
        hits = counts[name]
        ours = sum(word in expected for word in words)
        enough = len(set(hits)) > 1 and len(hits) >= share * len(words) and len(hits) > ours
        return name if enough else None

    def find(document: Document) -> Iterator[Match]:
        prose = document.prose
        chinese = LineJudge(document, lambda line: HAN_RUN.search(prose, line.start, line.end) is not None)
        for match in _CLAUSE.finditer(prose):
            words = [word.lower() for word in _WORDS.findall(match.group())]
            if len(words) < least:
                continue
            span = Span(*match.span())
            if not chinese.passes(span.start) or is_quoted(prose, span, chinese.line):
                continue
            name = language(words)
            if name is not None:
                yield Match(span, {"match": match.group(), "language": name})

    return Compiled(find, frozenset(("match", "language")))
