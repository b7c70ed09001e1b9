"""Two words for one thing: both in one document, or the word of another variant.

A pack with rules of this kind names a file of word lists, its `lexicon`, or takes it from a pack that it
`extends`: `extends: [consistency]`. `list` is the name of one of the lists of pairs in it.

`report` says what is found:

- `mixed`: a document has words of both sides of a pair. The first word of the rarer side is reported, and the
  word to write is the most frequent one of the other side. If a word of the pair is in `unify`, every word of
  the rarer side is reported, and fixed as the rule says.
- `other`: every word of the side that does not belong to the chosen variant (`--variant`); zh-HK has no side.

Titles of records, text between `《》`, and quotations that are foreign words do not count; nor does the end
of one word with the start of the next (感激|光明 has no 激光), nor a word in another sense (調用 of staff):
it counts only where the text around is about the subject of the list. For `mixed`, what is to be converted
counts as what it becomes, if the pack extends one that converts: 数据 is 數據 then, so that converting mixes
no words that were not reported as mixed. If Simplified is wanted, Simplified lines do not count.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from linter.chinese.pairs import side_of
from linter.chinese.targets import Target
from linter.diagnostics import Applicability, Edit, Fix
from linter.matching import schemas
from linter.matching.chosen_words import certain_words, chosen_words
from linter.matching.per_document import PerDocument
from linter.matching.simplified_lines import is_in_simplified_line
from linter.matching.spec import Compiled, Match, SpecError
from linter.messages.suggestions import did_you_mean
from linter.spans import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from linter.chinese.changes import Change
    from linter.chinese.pairs import Occurrence, PairList, WordPair
    from linter.document import Document
    from linter.matching.spec import Options, RuleSpec

PARAMS = schemas.params(
    ("list", "report"),
    list=schemas.text("The name of a list of pairs in the pack's lexicon."),
    report=schemas.one_of("What to look for.", "mixed", "other"),
    unify=schemas.texts("Words whose pairs are fixed if they are mixed."),
)
FIX: Mapping[str, schemas.Schema] = {}
FIX_REQUIRED = ()
FIELDS = {
    "match": "the word that was found, in the variant wanted",
    "count": "how often the words of its side occur in the document",
    "should": "the word to write instead",
    "others": "how often the words of the other side occur in the document",
}
SCOPED = True
EXTENDS = "consistency"
STARTER = """\
  - id: my-rule
    summary: Words of Taiwan and of the mainland in one document
    why: Readers wonder whether they are two things, and a search finds half of them.
    severity: info
    kind: pairs                  # the pack needs a line `extends: [consistency]` above its rules
    params:
      list: terms                # or variants: spellings that are both right in Taiwan
      report: mixed              # or other: whatever is not a word of the variant wanted
      unify: [網路]              # this pair is fixed if it is mixed
    message:
      en: "'{match}' is here {count} times, '{should}' {others} times"
      zh-TW: "「{match}」出現 {count} 次，「{should}」出現 {others} 次"
    fix: {applicability: safe}
    examples:
      - {invalid: "網絡與網絡，⟦網路⟧", fixed: "網絡與網絡，網絡"}
      - {valid: "只有網絡的文件", because: no other word for it}
      - {valid: "網絡與 `網路`", because: code is not prose}
"""


def compile_rule(spec: RuleSpec, options: Options) -> Compiled:
    """A finder for the words of the list `params.list`."""
    pairs = _list(spec)
    words_of = spec.resources.chosen_words(spec.params["list"])
    unify = _unified(spec, pairs)
    mixed = spec.params["report"] == "mixed"
    wanted = side_of(options.target)

    def plain(document: Document) -> tuple[list[Occurrence], str]:
        return words_of(document), document.prose

    read = _mixed(spec, pairs, options.target) if mixed else plain

    def find(document: Document) -> Iterator[Match]:
        found, prose = read(document)
        is_certain = certain_words(document, prose)
        words = Counter((word.pair, prose[word.start : word.end]) for word in found)
        sides = Counter((word.pair, word.side) for word in found)
        reported: set[WordPair] = set()
        for word in found:
            pair, other = word.pair, 1 - word.side
            count, others = sides[pair, word.side], sides[pair, other]
            applicability, should = spec.applicability, pair.sides[other][0]
            if mixed:
                if others < count or not others or (others == count and word.side == (wanted or 0)):
                    continue
                if unify.isdisjoint(pair.sides[0] + pair.sides[1]):
                    applicability = Applicability.DISPLAY
                    if pair in reported:
                        continue
                reported.add(pair)
                should = max(pair.sides[other], key=lambda candidate: words[pair, candidate])
            elif wanted in (None, word.side) or not word.converts or not is_certain(word):
                continue
            span = Span(word.start, word.end)
            fields = {
                "match": span.text(prose),
                "count": str(count),
                "should": should,
                "others": str(others),
            }
            yield Match(
                span, fields, Fix((Edit(span, should),), applicability) if spec.fix is not None else None
            )

    return Compiled(find, frozenset(FIELDS))


def _unified(spec: RuleSpec, pairs: PairList) -> frozenset[str]:
    """The words whose pairs are fixed."""
    unify: list[str] = spec.params.get("unify", [])
    known = {word for pair in pairs.pairs for side in pair.sides for word in side}
    for index, word in enumerate(unify):
        if word not in known:
            hint = did_you_mean(word, known)
            raise SpecError("no pair has '{word}'{hint}", "params", "unify", index, word=word, hint=hint)
    return frozenset(unify)


def _mixed(
    spec: RuleSpec, pairs: PairList, target: Target
) -> Callable[[Document], tuple[list[Occurrence], str]]:
    """A function that yields the words of pairs with both sides in a document, and the prose they are in.

    The prose is what it is once it is converted, so that it has the words that a check finds after a fix.
    """
    words_of = spec.resources.chosen_words(spec.params["list"])
    changes_of = spec.resources.changes(target) if target is not Target.MAINLAND else None
    converted = spec.resources.shared(f"converted {target}", lambda: _converted(changes_of))

    def read(document: Document) -> tuple[list[Occurrence], str]:
        prose = converted(document)
        is_same = prose is document.prose
        found = words_of(document) if is_same else list(chosen_words(document, pairs, prose))
        if changes_of is None:
            found = [word for word in found if not is_in_simplified_line(document, word.start)]
        sides = {(word.pair, word.side) for word in found}
        contested = (word for word in found if word.pair.mixes and (word.pair, 1 - word.side) in sides)
        return list(filter(certain_words(document, prose, certainly=False), contested)), prose

    return read


def _converted(changes_of: PerDocument[list[Change]] | None) -> PerDocument[str]:
    """The prose of documents as it is once it is converted; the same text if nothing changes."""

    def convert(document: Document) -> str:
        changes = changes_of(document) if changes_of is not None else ()
        parts, done = list[str](), 0
        for change in changes:
            start, end = change.span
            parts += (document.prose[done:start], change.content)
            done = end
        return "".join((*parts, document.prose[done:])) if parts else document.prose

    return PerDocument(convert)


def _list(spec: RuleSpec) -> PairList:
    lists = spec.resources.pairs
    if lists is None:
        raise SpecError(
            "a rule of kind 'pairs' needs a lexicon with pairs, or 'extends: [consistency]'", "kind"
        )
    name: str = spec.params["list"]
    if name not in lists:
        hint = did_you_mean(name, lists)
        raise SpecError("the lexicon has no list '{name}'{hint}", "params", "list", name=name, hint=hint)
    return lists[name]
