"""Compiles written rules into rules that run; errors have file, line and reason."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

from linter.chinese.targets import Target
from linter.diagnostics import Severity
from linter.errors import PackError
from linter.kinds import RuleSpec, SpecError, load_kind
from linter.kinds.record import missing
from linter.lazy import lazy_re
from linter.matching import correction
from linter.matching.controls import has_controls
from linter.matching.exceptions import Exceptions
from linter.matching.scopes import places
from linter.matching.spec import Across, Reach, Scope
from linter.matching.summaries import SummaryJudge
from linter.messages.phrases import Locale, Phrase, in_language, names, template
from linter.messages.suggestions import did_you_mean
from linter.packs.checking import in_rule
from linter.packs.rule import Example, Rule, Written
from linter.values import replace

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    import regex

    from linter.document import Document
    from linter.kinds import Compiled, Finder, Match, Options
    from linter.matching.expression_cache import ExpressionCache
    from linter.packs.overrides import RuleSource
    from linter.spans import Span

#: Enclose what the rule must find in an invalid example. Neither appears in seed documents.
_OPEN, _CLOSE = "⟦", "⟧"
#: A brace that encloses more than a name, or nothing, as in Python's format strings.
_NO_NAME = lazy_re(r"\{\w+[^\w}][^}]*\}?|\{\}")
_MARKS = lazy_re(f"[{_OPEN}{_CLOSE}]")


def summary_judge(sources: Iterable[RuleSource], expressions: ExpressionCache) -> SummaryJudge:
    """What judges summaries by the patterns that rules of kind `record` have for those that say nothing.

    Our own patterns are compiled when a summary is first compared with them, which most are too long for.

    Raises:
        PackError: a pattern of the user's is not an expression.
    """
    having = [
        source
        for source in sources
        if source.raw["kind"] == "record" and not missing.LISTS.isdisjoint(source.raw["params"])
    ]

    def patterns() -> dict[str, list[regex.Pattern[str]]]:
        joined: dict[str, list[regex.Pattern[str]]] = {}
        for source in having:
            try:
                for name, compiled in missing.patterns_of(spec_of(source, expressions)).items():
                    joined.setdefault(name, []).append(compiled)
            except SpecError as error:
                raise _spec_error(source, error) from error
        expressions.save()
        return joined

    judge = SummaryJudge(patterns, having[0].id if having else "")
    if any(not source.pack.built_in or len(source.layers) > 1 for source in having):
        _ = judge.patterns
    return judge


def build_rule(
    source: RuleSource, options: Options, expressions: ExpressionCache, *, is_known: bool = False
) -> Rule:
    """Compiles a rule; one that an earlier run has compiled is not checked again.

    Raises:
        PackError: its parameters, its message or an example is wrong.
    """
    raw = source.raw
    _refuse_controls(source, raw.get("fix"), ("fix",))
    spec = spec_of(source, expressions, is_known=is_known)
    kind = load_kind(raw["kind"])
    scopes = raw.get("scope", source.pack.value("defaults", {}).get("scope", ()) if kind.SCOPED else ())
    try:
        if scopes and not kind.SCOPED:
            message = template("rules of kind '{kind}' look at whole records or documents and take no scope")
            raise SpecError(message, "scope", kind=raw["kind"])  # noqa: TRY301 - located below, like the others
        compiled = kind.compile_rule(spec, options)
        exceptions = Exceptions(spec)
        find = _limited(exceptions, compiled, [Scope(name) for name in scopes])
        across = _Excepting(exceptions, compiled.across) if compiled.across is not None else None
    except SpecError as error:
        raise _spec_error(source, error) from error
    if not is_known:
        _check_message(source, raw["message"], compiled.fields)
    path, line = source.locate(("id",))
    seen_alone = {*scopes} <= {Scope.PROSE, Scope.HTML}
    default = source.pack.value("defaults", {}).get("severity", Severity.WARNING)
    examples = functools.cache(lambda: _examples(source, options))
    if not is_known:
        examples()
    return Rule(
        id=source.id,
        severity=Severity(raw.get("severity", default)),
        message=in_language(raw["message"], options.locale),
        find=find,
        pack=source.pack.name,
        written=lambda: Written(raw, examples()),
        path=path,
        line=line,
        locale=options.locale,
        across=across,
        lists=() if is_known else tuple(_lists(spec)),
        needs=compiled.needs,
        of_records=compiled.of_records,
        together=compiled.together,
        reach=compiled.reach if seen_alone and _is_our_own(source) else Reach.DOCUMENT,
    )


def _is_our_own(source: RuleSource) -> bool:
    """Whether a rule is as our packs have it; patterns of others may look at all of a text."""
    conditional = any(not isinstance(exception, str) for exception in source.raw.get("exceptions", ()))
    return source.pack.built_in and len(source.layers) == 1 and not conditional


def _examples(source: RuleSource, options: Options) -> tuple[Example, ...]:
    written = source.raw.get("examples", ())
    return tuple(_example(source, number, example, options) for number, example in enumerate(written))


def _lists(spec: RuleSpec) -> Iterator[tuple[str, int]]:
    """The word lists that a rule's patterns use, including those of definitions, with their lengths."""
    texts = repr([spec.params, spec.definitions])
    for name, words in sorted(spec.words.items()):
        if f"L<{name}>" in texts:
            yield name, len(words)


def spec_of(source: RuleSource, expressions: ExpressionCache, *, is_known: bool = False) -> RuleSpec:
    """What a rule's kind gets to compile the rule.

    Raises:
        PackError: the pack's word lists are wrong.
    """
    pack, raw = source.pack, source.raw
    resources = pack.shared_resources()
    if not is_known:
        _ = resources.lexicon  # an invalid one is an error even if the rule does not use it
    words = {**pack.inherited("words"), **raw.get("words", {})}
    return RuleSpec(
        id=source.id,
        params=raw["params"],
        fix=raw.get("fix"),
        definitions=pack.inherited("definitions"),
        words={name: tuple(listed) for name, listed in words.items()},
        exceptions=tuple(raw.get("exceptions", ())),
        resources=resources,
        pack=pack.name,
        expressions=expressions,
        is_known=is_known,
        read=pack.read,
    )


def _spec_error(source: RuleSource, error: SpecError) -> PackError:
    path, line = source.locate(error.steps)
    if error.file is not None:
        path, line = str(source.pack.path.parent / error.file), error.line or 1
    where = in_rule(source.id, error.steps)
    return PackError("{where}: {reason}", path=path, line=line, where=where, reason=error.phrase)


def _refuse_controls(source: RuleSource, value: object, steps: tuple[str | int, ...]) -> None:
    """Raises if a fix would write a control character."""
    if isinstance(value, str) and has_controls(value):
        raise _spec_error(source, SpecError("control characters are not allowed in a text", *steps))
    if isinstance(value, dict):
        for key, nested in value.items():
            _refuse_controls(source, nested, (*steps, key))


def _check_message(source: RuleSource, message: str | Mapping[str, str], fields: frozenset[str]) -> None:
    if "fix" in source.raw:
        fields |= frozenset(correction.FIELDS)
    for locale in Locale:
        text = in_language(message, locale)
        if (broken := _NO_NAME.search(text)) is not None:
            raise source.error(
                "rule '{rule}': '{part}' in its message is not a name; write only a name, as in {example}",
                "message",
                part=broken.group(),
                example="{match}",
            )
        for name in names(text):
            if name in correction.FIELDS and name not in fields:
                raise source.error(
                    "rule '{rule}': its message names {{name}}, which needs a fix", "message", name=name
                )
            if name not in fields:
                raise source.error(
                    "rule '{rule}': its message names {{name}}{hint}",
                    "message",
                    name=name,
                    hint=did_you_mean(name, fields) or Phrase("; there is nothing to name"),
                )


def _limited(exceptions: Exceptions, compiled: Compiled, scopes: Sequence[Scope]) -> Finder:
    """The finder without the matches outside the scopes or in an exception."""
    sees_tags = Scope.HTML in scopes
    scopes = () if Scope.PROSE in scopes else scopes

    def limited(document: Document) -> Iterator[Match]:
        within = places(document, scopes) if scopes else None
        excepted = exceptions.of(document)

        def keeps(span: Span, about: Span) -> bool:
            return (within is None or within.cover(span)) and (excepted is None or not excepted(about))

        seen = document.with_tags if sees_tags else document
        if compiled.find_kept is not None:
            yield from compiled.find_kept(seen, lambda span: keeps(span, span))
            return
        for match in compiled.find(seen):
            if keeps(match.span, match.about or match.span):
                yield match

    return limited


class _Excepting(Across):
    """Compares documents, without the matches in an exception."""

    def __init__(self, exceptions: Exceptions, across: Across) -> None:
        self._exceptions = exceptions
        self._across = across

    def facts(self, document: Document) -> Sequence[Any]:
        """The facts, which say what is excepted: so they and the paths decide every comparison."""
        facts, excepted = self._across.facts(document), self._exceptions.of(document)
        if excepted is None:
            return facts
        return [replace(fact, excepted=True) if excepted(fact.about) else fact for fact in facts]

    def compare(
        self, documents: Sequence[Document], facts: Sequence[Sequence[Any]]
    ) -> Iterator[tuple[int, Match]]:
        excepted = [{fact.about for fact in known if fact.excepted} for known in facts]
        for index, match in self._across.compare(documents, facts):
            if match.about not in excepted[index]:
                yield index, match


def _example(source: RuleSource, index: int, raw: Mapping[str, Any], options: Options) -> Example:
    path, line = source.example_place(index)
    text: str = raw.get("valid", "")
    spans: tuple[tuple[int, int], ...] = ()
    if ("valid" in raw) == ("invalid" in raw):
        raise source.error("rule '{rule}': an example is either 'invalid' or 'valid'", "examples", index)
    if "invalid" in raw:
        try:
            text, spans = unmark(raw["invalid"])
        except ValueError:
            raise source.error(
                "rule '{rule}': an invalid example marks what is found by {open} and {close}, in pairs",
                "examples",
                index,
                open=_OPEN,
                close=_CLOSE,
            ) from None
    elif _MARKS.search(text):
        raise source.error("rule '{rule}': a valid example must not have marks", "examples", index)
    elif "fixed" in raw:
        raise source.error("rule '{rule}': a valid example must not have 'fixed'", "examples", index)
    return Example(
        text,
        spans,
        raw.get("fixed"),
        path,
        line,
        in_language(raw.get("because", ""), options.locale),
        Target(raw["variant"]) if "variant" in raw else None,
        raw.get("metadata"),
    )


def unmark(marked: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The text without its brackets, and the spans between them (0-based, half-open, in code points).

    Raises:
        ValueError: the brackets do not pair up, or there are none.
    """
    parts: list[str] = []
    spans: list[tuple[int, int]] = []
    opened: int | None = None
    length = done = 0
    for match in _MARKS.finditer(marked):
        part = marked[done : match.start()]
        parts.append(part)
        length += len(part)
        done = match.end()
        if (match.group() == _OPEN) == (opened is not None):
            raise ValueError("the brackets do not pair up")
        if opened is not None:
            spans.append((opened, length))
            opened = None
        else:
            opened = length
    if opened is not None or not spans:
        raise ValueError("the brackets do not pair up, or there are none")
    parts.append(marked[done:])
    return "".join(parts), tuple(spans)


def mark(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """The text with brackets around the spans: the inverse of `unmark`."""
    parts, done = [], 0
    for start, end in spans:
        parts += [text[done:start], _OPEN, text[start:end], _CLOSE]
        done = end
    return "".join([*parts, text[done:]])
