"""The mode `intrusion`: runs of letters of some scripts in Chinese sentences, or anywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from linter.chinese.characters import HAN_RUN
from linter.chinese.language import is_japanese
from linter.document import MARKUP, MARKUP_END, PROTECTED
from linter.kinds.script.glossary import Glossary
from linter.kinds.script.names import is_explained, is_glossed, is_name
from linter.kinds.script.punctuation import Punctuation
from linter.kinds.script.scripts import HAN, LATIN, common_scripts, match_letters, scripts_at, scripts_of
from linter.lazy import lazy_regex
from linter.matching import schemas
from linter.matching.beginnings import matches
from linter.matching.deadline import Deadline
from linter.matching.expressions import compile_all
from linter.matching.lines import LineJudge
from linter.matching.memory import spans_in_lines
from linter.matching.quotes import is_quoted
from linter.matching.spec import SpecError
from linter.messages.phrases import Phrase, template
from linter.messages.suggestions import did_you_mean
from linter.spans import SpanSet

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from linter.document import Document
    from linter.kinds.script.scripts import Scripts
    from linter.matching.spec import Finder, Match, RuleSpec
    from linter.spans import Span

PARAMS = schemas.mode(
    allow=schemas.texts("Instead of `scripts`: the only scripts that may occur."),
    where=schemas.one_of("Where to look; `sentence` if not given.", "sentence", "anywhere"),
    least=schemas.dictionary(
        "For a script, how many of its letters a match needs to count.",
        schemas.whole("Letters.", minimum=1),
    ),
    titles=schemas.texts("What comes before the name of a person or a product: 歌手, 品牌."),
    punctuation=schemas.dictionary("Marks of other scripts, which are found too, to what Chinese writes."),
)

_EAST_ASIAN = lazy_regex(r"[\p{Hiragana}\p{Katakana}\p{Hangul}]")
#: The minimum number of Han characters in a Chinese sentence.
_FEWEST_HAN = 2
#: The maximum number of foreign letters in a Chinese line, for each of its Han characters.
_FOREIGN_PER_HAN = 3
#: How many code points before an entry of a word list its marker or its cell may begin.
_REACH = 40
#: The maximum number of letters of a face.
_FACE = 2
#: What comes before an entry of a word list or a cell of a table, and what comes after it.
_BEFORE_ENTRY = lazy_regex(rf"[\s{MARKUP}{MARKUP_END}{PROTECTED}|／/「（(～〜-]*")
_AFTER_ENTRY = lazy_regex(r"\s*(?:[.!！?？]*[（(／/|]|[.!！?？]+)|\s*$")


def finder(spec: RuleSpec) -> Finder:
    """Finds the intrusions."""
    return _Intrusions(spec).find


class _Intrusions:
    """Finds runs of letters of the given scripts in Chinese lines, or anywhere."""

    def __init__(self, spec: RuleSpec) -> None:
        params = spec.params
        if ("scripts" in params) == ("allow" in params):
            raise SpecError("say which: either 'scripts' or 'allow'", "params")
        self._named = scripts_at(spec, "scripts")
        if "allow" in params:
            allowed = "".join(rf"--\p{{Script={name}}}" for name in scripts_at(spec, "allow"))
            letters = rf"\p{{L}}{allowed}--\p{{Script=Common}}--\p{{Script=Inherited}}"
            joined = rf"(?:[{letters}]|[\p{{M}}々ー])"
        else:
            letters = "".join(rf"\p{{Script={name}}}" for name in self._named)
            shared = "".join(rf"\p{{Script_Extensions={name}}}" for name in self._named)
            joined = rf"(?:[{letters}\p{{M}}々]|[[{shared}]&&[\p{{L}}\p{{M}}]])"
        self._pattern = regex.compile(
            rf"[{letters}]{joined}*(?:[ '’・-][{letters}]{joined}*)*", regex.VERSION1
        )
        self._limited = self._limits(spec)
        self._anywhere = params.get("where") == "anywhere"
        self._rule = spec.id
        self._least: Mapping[str, int] = params.get("least", {})
        self._titles: tuple[str, ...] = tuple(params.get("titles", ()))
        self._punctuation = Punctuation(spec)
        self._ignored = frozenset(params.get("ignore", ()))
        self._unless_line = compile_all(spec, "unless_line")
        self._glossary = Glossary(spec)

    def _limits(self, spec: RuleSpec) -> Scripts:
        """The scripts that the rule finds, or those of them that `least` names."""
        if self._named:
            for name in spec.params.get("least", ()):
                if name not in self._named:
                    hint = did_you_mean(name, self._named)
                    message = template("'{name}' is not among the 'scripts'{hint}")
                    raise SpecError(message, "params", "least", name=name, hint=hint)
            return self._named
        return scripts_at(spec, "least")

    def find(self, document: Document) -> Iterator[Match]:
        prose = document.prose
        chinese = LineJudge(document, lambda line: self._is_chinese(line.text(prose)))
        stays = Deadline(self._rule, document).judge(self._unless_line)
        titles = SpanSet(
            (field.span.start, field.span.end)
            for record in document.records.records
            for field in (record.title, record.heading)
            if field is not None
        )
        for span in spans_in_lines(document, self, self._runs):
            text = span.text(prose)
            if text in self._ignored or self._too_short(text) or stays.passes(span.start):
                continue
            if not self._anywhere and (
                not chinese.passes(span.start) or titles.cover(span) or self._stays(prose, span, chinese.line)
            ):
                continue
            yield match_letters(prose, span, self._scripts(text), self._glossary.fix(document, span))
        for span, what, fix in self._punctuation.find(document):
            if (
                chinese.passes(span.start)
                and not stays.passes(span.start)
                and not titles.cover(span)
                and not is_quoted(prose, span, chinese.line)
            ):
                yield match_letters(prose, span, what, fix)

    def _runs(self, prose: str) -> Iterator[tuple[int, int]]:
        return (match.span() for match in matches(self._pattern, prose))

    def _scripts(self, text: str) -> Phrase:
        if self._named:
            return scripts_of(text, self._named)
        scripts = scripts_of(text, common_scripts())
        return scripts if str(scripts) else Phrase("other letters")

    def _is_chinese(self, line: str) -> bool:
        """Whether a line is Chinese with foreign letters in it, and not the other way round."""
        han = sum(map(len, HAN_RUN.findall(line)))
        letters = sum(len(match.group()) for match in self._pattern.finditer(line))
        return han >= _FEWEST_HAN and letters <= _FOREIGN_PER_HAN * han and not is_japanese(line)

    def _stays(self, prose: str, span: Span, line: Span) -> bool:
        """Whether letters belong where they are in a Chinese sentence."""
        text = span.text(prose)
        around = prose[max(span.start - 1, 0) : span.start] + prose[span.end : span.end + 1]
        knows = self._glossary.knows(text)
        if not HAN.search(around) and ((is_name(prose, span) and not knows) or _is_aside(prose, span, line)):
            return True
        if LATIN.search(around) and not _EAST_ASIAN.search(text):
            return True  # one word of two scripts: for another rule
        if not knows and is_explained(prose, span, self._titles):
            return True
        return is_glossed(prose, span) or is_quoted(prose, span, line)

    def _too_short(self, text: str) -> bool:
        """Whether there are too few letters of each script to count, such as Greek ones in maths."""
        counts = {name: len(pattern.findall(text)) for name, pattern in self._limited.items()}
        if self._named:
            return not any(count >= self._least.get(name, 1) for name, count in counts.items() if count)
        limited = sum(counts.values())
        others = sum(map(str.isalpha, text)) - limited
        return not others and not any(counts[name] >= least for name, least in self._least.items())


def _is_aside(prose: str, span: Span, line: Span) -> bool:
    """Whether letters not next to Han are a face, ヽ(・∀・)ノ, a letter as a topic, or an entry of a list."""
    around = prose[max(span.start - 2, 0) : span.start] + prose[span.end : span.end + 2]
    if len(span) == 1 or (len(span) <= _FACE and not HAN.search(around)):
        return True
    left = max(line.start, span.start - _REACH)
    cell = max(left, prose.rfind("|", left, span.start), prose.rfind("／", left, span.start))
    begins = _BEFORE_ENTRY.fullmatch(prose, cell, span.start) is not None
    return begins and _AFTER_ENTRY.match(prose, span.end, line.end) is not None
