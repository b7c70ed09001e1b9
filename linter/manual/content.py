"""The contents of the pages: of a rule, from its pack; of a kind, from its module."""

from __future__ import annotations

import inspect
import json
from typing import TYPE_CHECKING, Any

from linter.kinds import load_kind
from linter.manual.page import Code, Page, Section, Table
from linter.matching import correction, schemas
from linter.messages.phrases import Phrase, in_language, template
from linter.packs.build import mark

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from types import ModuleType

    from linter.messages.phrases import Locale
    from linter.packs import Example, Rule

_WORDS = template("Word lists of this rule only.")
_EXCEPTIONS = template("Texts to leave alone.")
_LIST = template("A word list of the pack that the rule's patterns use.")
#: If a value has more characters than this, only its size is shown.
_LONGEST = 60


class _Writer:
    """Writes in one language."""

    def __init__(self, locale: Locale) -> None:
        self.locale = locale

    def say(self, template: str, **fields: object) -> str:
        return Phrase(template, **fields).text(self.locale)


def rule_page(rule: Rule, locale: Locale) -> Page:
    """The page of a rule, from its pack."""
    writer = _Writer(locale)
    say, fix = writer.say, rule.source.get("fix")
    facts = [
        (say("severity"), say(rule.severity.value)),
        (say("fix"), say(fix["applicability"]) if fix else say("none")),
        (say("kind"), f"`{rule.source['kind']}`"),
        (say("pack"), f"`{rule.pack}`"),
    ]
    if "scope" in rule.source:
        facts.append((say("looks at"), ", ".join(rule.source["scope"])))
    sections = [
        Section(say("Why"), (_flat(rule.text("why", locale)),)),
        Section(say("What it says"), (Code(in_language(rule.source["message"], locale), "text"),)),
        *_fix_section(writer, fix),
        *_example_sections(writer, rule.examples),
        Section(say("Options"), tuple(_options(writer, rule))),
    ]
    head = (say("about"), rule.id)
    return Page(rule.id, (_flat(rule.text("summary", locale)), Table((head, *facts))), tuple(sections))


def _flat(text: str) -> str:
    return " ".join(text.split())


def _fix_section(writer: _Writer, fix: Mapping[str, Any] | None) -> Iterator[Section]:
    if fix is None:
        return
    meaning = {
        "safe": template("Safe: `seedlint fix` applies it."),
        "unsafe": template("Unsafe: only `seedlint fix --unsafe-fixes` applies it."),
        "display": template("Only shown, never applied."),
    }[fix["applicability"]]
    parts = [writer.say(meaning)]
    if "because" in fix:
        because = _flat(in_language(fix["because"], writer.locale))
        parts.append(writer.say("Why: {because}.", because=because))
    yield Section(writer.say("How certain its fix is"), (" ".join(parts),))


def _example_sections(writer: _Writer, examples: Sequence[Example]) -> Iterator[Section]:
    found = [part for example in examples if example.spans for part in _example(writer, example)]
    left = [part for example in examples if not example.spans for part in _example(writer, example)]
    if found:
        yield Section(
            writer.say("Found"),
            (writer.say("Findings are between ⟦ and ⟧; the fixed text comes after →."), *found),
        )
    if left:
        yield Section(writer.say("Left alone"), tuple(left))


def _example(writer: _Writer, example: Example) -> Iterator[str | Code]:
    notes = [example.because] if example.because else []
    if example.variant is not None:
        notes.append(f"--variant {example.variant}")
    if example.dates is not None:
        notes.append(writer.say("with metadata: {metadata}", metadata=json.dumps(dict(example.dates))))
    if notes:
        yield "; ".join(notes) + ":"
    marked, fixed = mark(example.text, example.spans), example.fixed
    if fixed is not None and "\n" not in marked:
        yield Code(f"{marked}\n→ {fixed}", "text")
        return
    yield Code(marked, "text")
    if fixed is not None:
        yield writer.say("becomes")
        yield Code(fixed, "text")


def _options(writer: _Writer, rule: Rule) -> Iterator[str | Code | Table]:
    rows = [
        (f"`{name}`", _shown(writer, value), _described(writer, rule.source["kind"], name))
        for name, value in sorted(rule.source["params"].items())
    ]
    for name, meaning in (("words", _WORDS), ("exceptions", _EXCEPTIONS)):
        if name in rule.source:
            rows.append((f"`{name}`", _shown(writer, rule.source[name]), writer.say(meaning)))
    for name, value in sorted(rule.source.get("fix", {}).items()):
        if name not in ("applicability", "because"):
            described = (load_kind(rule.source["kind"]).FIX or {}).get(name, {}).get("description", "")
            rows.append((f"`fix.{name}`", _shown(writer, value), writer.say(described)))
    for name, count in rule.lists:
        rows.append((f"`words.{name}`", writer.say("{count} of them", count=count), writer.say(_LIST)))
    yield Table(((writer.say("parameter"), writer.say("value"), writer.say("meaning")), *rows))
    yield writer.say("To change the rule, use `seedlint.yaml`:")
    lines = ("rules:", f"  {rule.id}:", "    severity: info", "    exceptions+: [{text}]")
    yield Code("\n".join(lines).format(text=writer.say("a text to leave alone")), "yaml")


def _described(writer: _Writer, kind: str, name: str) -> str:
    described: str = load_kind(kind).PARAMS["properties"].get(name, {}).get("description", "")
    return writer.say(described)


def _shown(writer: _Writer, value: object) -> str:
    """A value, or its size."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    if len(text) <= _LONGEST and "\n" not in text:
        return f"`{text}`"
    if isinstance(value, list | dict):
        return writer.say("{count} of them", count=len(value))
    return writer.say("{count} characters", count=len(text))


def kind_summary(name: str) -> str:
    """What rules of a kind find, in one sentence."""
    return paragraphs(load_kind(name).__doc__ or "")[0]


def kind_page(name: str, locale: Locale) -> Page:
    """The page of a kind, from its module."""
    writer = _Writer(locale)
    kind = load_kind(name)
    opening, *rest = _paragraphs(writer, kind)
    sections = []
    if rest:
        sections.append(Section(writer.say("What it does"), tuple(rest)))
    sections.append(Section(writer.say("Parameters"), (_schema_table(writer, kind.PARAMS),)))
    if kind.FIX:
        fix = {"properties": kind.FIX, "required": kind.FIX_REQUIRED}
        sections.append(Section(writer.say("Fix"), (_schema_table(writer, fix),)))
    elif kind.FIX is not None:
        text = writer.say(
            "Apart from its `applicability` and the reason for it (`because`), a fix has no keys."
        )
        sections.append(Section(writer.say("Fix"), (text,)))
    head = (writer.say("name"), writer.say("meaning"))
    shared = correction.FIELDS if kind.FIX is not None else {}
    named = {**kind.FIELDS, **shared, **kind.FIELDS}  # the kind's own win, and come first
    fields = tuple(
        (f"`{{{field}}}`" if field != "…" else field, writer.say(text)) for field, text in named.items()
    )
    sections.append(Section(writer.say("What its message can name"), (Table((head, *fields)),)))
    sections.append(Section(writer.say("A rule to start from"), (Code(kind.STARTER, "yaml"),)))
    return Page(writer.say("Rules of kind {kind}", kind=f"`{name}`"), (opening,), tuple(sections))


def _paragraphs(writer: _Writer, kind: object) -> list[str | Code]:
    """The docstring of a kind's module: paragraphs, lists, and code that is indented."""
    module: ModuleType = kind  # type: ignore[assignment]  # every kind is a module
    parts: list[str | Code] = []
    for part in paragraphs(module.__doc__ or ""):
        if part.startswith("    "):
            parts.append(Code(inspect.cleandoc(part), "text"))
        else:
            parts.append(writer.say(part))
    return parts


def paragraphs(docstring: str) -> list[str]:
    """The paragraphs of a docstring and the items of its lists, each on one line; indented code as it is."""
    parts = []
    for part in inspect.cleandoc(docstring).split("\n\n"):
        if part.startswith("    "):
            parts.append(part)
        elif part.startswith("- "):
            parts.append("\n".join(_flat(item) for item in _items(part)))
        else:
            parts.append(_flat(part))
    return parts


def _items(part: str) -> list[str]:
    """The items of a list, each as one text."""
    items: list[str] = []
    for line in part.split("\n"):
        if line.startswith("- "):
            items.append(line)
        else:
            items[-1] += f" {line}"
    return items


def _schema_table(writer: _Writer, schema: Mapping[str, Any]) -> Table:
    required = schema.get("required", ())
    rows = [
        (
            f"`{name}`",
            writer.say("yes") if name in required else "",
            _values(writer, property_),
            writer.say(property_.get("description", "")),
        )
        for name, property_ in schema["properties"].items()
    ]
    head = tuple(writer.say(title) for title in ("key", "needed", "value", "meaning"))
    return Table((head, *rows))


def _values(writer: _Writer, schema: Mapping[str, Any]) -> str:
    """What a value may be."""
    if "enum" in schema:
        return ", ".join(f"`{value}`" for value in schema["enum"])
    if "anyOf" in schema:
        return writer.say(" or ").join(_values(writer, option) for option in schema["anyOf"])
    if "properties" in schema:
        return writer.say("a map of {keys}", keys=", ".join(f"`{key}`" for key in schema["properties"]))
    kind: str = "string" if schema == schemas.LANGUAGES else schema.get("type", "")
    names = {
        "array": template("a list"),
        "object": template("a map"),
        "string": template("a text"),
        "integer": template("a whole number"),
        "number": template("a number"),
        "boolean": template("true or false"),
    }
    return writer.say(names.get(kind, kind))
