"""Rule packs: YAML text to compiled rules, with the file, line and reason of each mistake."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, Any

from linter import resources
from linter.chinese.lexicon import LexiconError, parse_lexicon
from linter.diagnostics import Severity
from linter.errors import PackError
from linter.kinds import RuleSpec, SpecError, load_kind
from linter.matching.templates import names
from linter.packs.rule import Example, Rule, RulePack
from linter.packs.yaml_loader import load_yaml
from linter.regions import RegionKind
from linter.textfile import read_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from linter.chinese.lexicon import Lexicon
    from linter.kinds import Options
    from linter.packs.yaml_loader import YamlFile

#: Around what an invalid example's rule must find. Neither appears in seed documents.
_OPEN, _CLOSE = "⟦", "⟧"
_MARKS = re.compile(f"[{_OPEN}{_CLOSE}]")
_LEXICON_SUFFIX = "-lexicon"


def built_in_packs() -> list[Path]:
    """The packs the product ships, in order of their names."""
    return sorted(
        path for path in resources.folder("rules").glob("*.yaml") if not path.stem.endswith(_LEXICON_SUFFIX)
    )


def load_packs(paths: Iterable[Path], options: Options) -> list[RulePack]:
    """Loads the product's packs and then the user's.

    Raises:
        PackError: a pack is wrong, or two rules share an id.
    """
    packs = [load_pack(path, options, trusted=True) for path in built_in_packs()]
    packs += [load_pack(path, options) for path in paths]
    owner: dict[str, RulePack] = {}
    for pack in packs:
        for rule in pack.rules:
            other = owner.setdefault(rule.id, pack)
            if other is not pack:
                raise PackError(f"the rule '{rule.id}' is also in {other.path}", path=pack.path)
    return packs


def load_pack(path: Path, options: Options, *, trusted: bool = False) -> RulePack:
    """Loads one pack.

    Args:
        path: the YAML file.
        options: what the user chose for this run.
        trusted: skips the check against the schema, for packs that the test command has checked.

    Raises:
        PackError: the file cannot be read, or something in it is wrong.
    """
    file = load_yaml(read_text(path, PackError), str(path))
    if not trusted:
        _validate(file)
    pack = _Pack(file, path, options)
    rules = sorted((pack.rule(n) for n in range(len(file.value["rules"]))), key=lambda rule: rule.id)
    for one, two in itertools.pairwise(rules):
        if one.id == two.id:
            raise PackError(f"the rule '{one.id}' stands here twice", path=str(path))
    return RulePack(file.value["name"], str(path), tuple(rules))


def _validate(file: YamlFile) -> None:
    """Raises one error that names every mistake, each with its line."""
    from linter.validation import violations  # noqa: PLC0415 - our own packs need no check at run time

    found = [(file.line(each.path), each) for each in violations("rulepack", file.value)]
    if not found:
        return
    found.sort(key=lambda row: row[0])
    line, first = found[0]
    reason = f"{first.pointer or '/'}: {first.reason}"
    more = [f"{file.path}:{number}: {each.pointer or '/'}: {each.reason}" for number, each in found[1:]]
    raise PackError("\n".join(dict.fromkeys([reason, *more])), path=file.path, line=line)


def load_lexicon(path: Path) -> Lexicon:
    """Loads a file of word lists.

    Raises:
        PackError: the file cannot be read, or an entry is wrong.
    """
    file = load_yaml(read_text(path, PackError), str(path))
    value = file.value
    sections = value.get("sections") if isinstance(value, dict) and value.get("schema") == 1 else None
    if not isinstance(sections, dict) or not all(isinstance(text, str) for text in sections.values()):
        raise PackError("a lexicon has 'schema: 1' and 'sections', each a text", path=str(path), line=1)
    try:
        return parse_lexicon(sections)
    except LexiconError as error:
        section = sections.get(error.section, "")
        # A block of text starts on the line below its key.
        line = file.line(("sections", error.section)) + section.endswith("\n")
        line += section[: section.find(error.entry)].count("\n")
        raise PackError(str(error), path=str(path), line=line) from error


class _Pack:
    """A pack being compiled."""

    def __init__(self, file: YamlFile, path: Path, options: Options) -> None:
        self._file = file
        self._options = options
        value = file.value
        self._name: str = value["name"]
        self._shared: dict[str, object] = {}
        self._definitions: dict[str, str] = value.get("definitions", {})
        self._words = {name: tuple(words) for name, words in value.get("words", {}).items()}
        self._lexicon = load_lexicon(path.parent / value["lexicon"]) if "lexicon" in value else None

    def rule(self, number: int) -> Rule:
        """Compiles the rule at a place in the file."""
        raw: dict[str, Any] = self._file.value["rules"][number]
        steps: tuple[str | int, ...] = ("rules", number)
        spec = RuleSpec(
            id=raw["id"],
            params=raw["params"],
            fix=raw.get("fix"),
            definitions=self._definitions,
            words=self._words,
            lexicon=self._lexicon,
            shared=self._shared,
        )
        kind = load_kind(raw["kind"])
        try:
            compiled = kind.compile_rule(spec, self._options)
        except SpecError as error:
            place = error.key if error.key[:1] == ("fix",) else ("params", *error.key)
            line = self._file.line((*steps, *place))
            raise PackError(f"rule '{spec.id}': {error}", path=self._file.path, line=line) from error
        for name in names(raw["message"]):
            if name not in compiled.fields:
                known = _list(compiled.fields)
                reason = f"rule '{spec.id}': its message names {{{name}}}, but only {known} can be named"
                raise PackError(reason, path=self._file.path, line=self._file.line((*steps, "message")))
        return Rule(
            id=spec.id,
            severity=Severity(raw["severity"]),
            scope=frozenset(RegionKind(name) for name in raw.get("scope", ("prose",))),
            message=raw["message"],
            find=compiled.find,
            examples=tuple(
                self._example(each, (*steps, "examples", n)) for n, each in enumerate(raw["examples"])
            ),
            pack=self._name,
        )

    def _example(self, raw: dict[str, Any], steps: tuple[str | int, ...]) -> Example:
        if "valid" in raw:
            return Example(raw["valid"], (), None, raw.get("variant"))
        try:
            text, spans = unmark(raw["invalid"])
        except ValueError as error:
            raise PackError(str(error), path=self._file.path, line=self._file.line(steps)) from error
        return Example(text, spans, raw.get("fixed"), raw.get("variant"))


def unmark(marked: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The text without its marks, and the spans between them (0-based, half-open, in code points).

    Raises:
        ValueError: the marks do not pair up, or there are none.
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
            raise ValueError(f"an invalid example marks what is found by {_OPEN} and {_CLOSE}, in pairs")
        if opened is not None:
            spans.append((opened, length))
            opened = None
        else:
            opened = length
    if opened is not None or not spans:
        raise ValueError(f"an invalid example marks what is found by {_OPEN} and {_CLOSE}, in pairs")
    parts.append(marked[done:])
    return "".join(parts), tuple(spans)


def _list(fields: Iterable[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in sorted(fields)) or "nothing"


def select_rules(packs: Sequence[RulePack], select: Sequence[str], ignore: Sequence[str]) -> tuple[Rule, ...]:
    """The rules of all packs that a run uses, in order of their ids.

    Args:
        packs: the loaded packs.
        select: rule ids or pack names; none means all.
        ignore: rule ids or pack names to leave out.

    Raises:
        PackError: a name that is neither.
    """
    rules = {rule.id: rule for pack in packs for rule in pack.rules}
    known = {pack.name for pack in packs} | rules.keys()
    for name in (*select, *ignore):
        if name not in known:
            raise PackError(f"no rule or pack is called '{name}'{_did_you_mean(name, known)}")
    return tuple(
        rules[name]
        for name in sorted(rules)
        if (not select or name in select or rules[name].pack in select)
        and name not in ignore
        and rules[name].pack not in ignore
    )


def _did_you_mean(name: str, known: Iterable[str]) -> str:
    import difflib  # noqa: PLC0415 - only for a mistake

    close = difflib.get_close_matches(name, sorted(known), n=1)
    return f"; did you mean '{close[0]}'?" if close else f"; there are {', '.join(sorted(known))}"
