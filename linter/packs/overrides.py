"""Changes to rules: by packs that extend others, and by the user's configuration.

A key of the change replaces the rule's; followed by `+`, it adds to a list or map; followed by `-`, it
removes from one. `params`, `fix`, `words` and `message` are changed key by key.
"""

from __future__ import annotations

import copy
import json
from typing import TYPE_CHECKING, Any

from linter.errors import PackError
from linter.messages.phrases import Phrase, template
from linter.messages.suggestions import did_you_mean
from linter.packs import digests
from linter.packs.checking import in_rule, raise_all
from linter.values import Struct, Value, field

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from linter.data.yaml_file import YamlFile
    from linter.packs.source import PackSource

#: What is changed key by key, not as a whole.
_MAPS = frozenset(("params", "fix", "words", "message"))


class Layer(Value):
    """One of the places where a rule is written: a file, and the steps to the rule in it."""

    file: YamlFile
    prefix: tuple[str | int, ...]

    def find(self, steps: Sequence[str | int]) -> tuple[int, int]:
        """How many of the steps lead to a value in this layer, and its line."""
        at = self.prefix
        for count, step in enumerate(steps):
            known = [name for name in (step, f"{step}+", f"{step}-") if (*at, name) in self.file.lines]
            if not known:
                return count, self.file.line(at)
            at = (*at, known[0])
        return len(steps), self.file.line(at)


class RuleSource(Struct):
    """A rule as it is written, with its changes."""

    pack: PackSource
    raw: dict[str, Any]
    layers: list[Layer] = field(default_factory=list)
    places: dict[str, tuple[str, int]] = field(default_factory=dict)
    """File and line of each example, by its text, because changes may move it in the list."""

    @property
    def id(self) -> str:
        """The rule's id."""
        name: str = self.raw["id"]
        return name

    def locate(self, steps: Sequence[str | int]) -> tuple[str, int]:
        """The file and line of a value: in the last of the layers that have most of its steps."""
        best = max(reversed(self.layers), key=lambda layer: layer.find(steps)[0])
        return best.file.path, best.find(steps)[1]

    def note_examples(self, layer: Layer, examples: Iterable[Mapping[str, Any]], key: str) -> None:
        """Records the lines of the examples under a key of a layer."""
        for number, example in enumerate(examples):
            line = layer.file.line((*layer.prefix, key, number))
            self.places.setdefault(str(_name(example)), (layer.file.path, line))

    def example_place(self, number: int) -> tuple[str, int]:
        """The file and line of an example, by its 0-based index in the current list."""
        name = str(_name(self.raw["examples"][number]))
        return self.places.get(name) or self.locate(("examples", number))

    def error(self, phrase: str, *steps: str | int, **fields: object) -> PackError:
        """An error about a value of the rule."""
        path, line = self.locate(steps)
        return PackError(phrase, path=path, line=line, rule=self.id, **fields)


def apply_overrides(
    rules: Mapping[str, RuleSource], file: YamlFile, key: str, reach: Iterable[str]
) -> set[str]:
    """Applies the changes that a file has under a key.

    Args:
        rules: all rules by their ids; the named ones are changed.
        file: a pack or a configuration file.
        key: the key whose value maps rule ids to changes.
        reach: the ids that the file may name.

    Returns:
        The ids of the rules that were changed.

    Raises:
        PackError: an id is not within reach, or something to be removed is missing.
    """
    known = set(reach)
    changes: Mapping[str, Mapping[str, Any]] = file.value.get(key, {})
    for name, change in changes.items():
        if name not in known:
            raise _out_of_reach(rules, file, key, name, known)
        rule = rules[name]
        layer = Layer(file, (key, name))
        rule.raw = _with_words(rule, change.get("words", {}), layer)
        rule.raw = _changed(rule.raw, change, layer, name, ())
        rule.layers.append(layer)
        for key_ in ("examples", "examples+"):
            rule.note_examples(layer, change.get(key_, ()), key_)
    return set(changes)


def _with_words(rule: RuleSource, changed: Collection[str], layer: Layer) -> dict[str, Any]:
    """The rule with its own copies of the word lists that are to be changed for it alone."""
    known = {**rule.pack.inherited("words"), **rule.raw.get("words", {})}
    names = [key.rstrip("+-") for key in changed]
    for key, name in zip(changed, names, strict=True):
        if name not in known and key != name:
            reason = template("no word list is called '{name}'{hint}")
            raise _error(layer, rule.id, ("words", key), reason, name=name, hint=did_you_mean(name, known))
    if not names:
        return rule.raw
    return {**rule.raw, "words": {**rule.raw.get("words", {}), **{n: known[n] for n in names if n in known}}}


def _out_of_reach(
    rules: Mapping[str, RuleSource], file: YamlFile, key: str, name: str, known: set[str]
) -> PackError:
    line = file.line((key, name))
    if name in rules:
        owner = rules[name].pack
        return PackError(
            "{key}: the rule '{name}' belongs to {pack}, which this pack does not extend",
            path=file.path,
            line=line,
            key=key,
            name=name,
            pack=owner.name if owner.built_in else owner.path,
        )
    hint = did_you_mean(name, known)
    return PackError(
        "{key}: no rule is called '{name}'{hint}", path=file.path, line=line, key=key, name=name, hint=hint
    )


def check_changed(rules: Iterable[RuleSource]) -> None:
    """Validates changed rules against the schema.

    Raises:
        PackError: a change made a rule violate it.
    """
    for rule in rules:
        pack = {"schema": 1, "name": "changed", "version": "0.0.0", "rules": [rule.raw]}
        digest = digests.digest("rulepack", _key(pack))
        if digests.is_valid(digest):
            continue
        from linter.data.validation import violations  # noqa: PLC0415 - most runs validate nothing

        found = [(violation.path[2:], violation) for violation in violations("rulepack", pack)]
        raise_all(
            [(*rule.locate(steps), violation) for steps, violation in found],
            lambda steps, name=rule.id: in_rule(name, steps[2:]),  # type: ignore[misc]  # a default that binds
        )
        digests.add(digest)


def _changed(
    base: Mapping[str, Any], change: Mapping[str, Any], layer: Layer, rule: str, steps: tuple[str, ...]
) -> dict[str, Any]:
    result = dict(base)
    for key, value in change.items():
        name, sign = (key[:-1], key[-1]) if key[-1:] in ("+", "-") else (key, "")
        where = (*steps, key)
        old = result.get(name)
        if sign == "+":
            result[name] = _added(old, value, layer, rule, where)
        elif sign == "-":
            result[name] = _taken(old, value, layer, rule, where)
        elif not steps and name in _MAPS and isinstance(value, dict) and isinstance(old, dict):
            result[name] = _changed(old, value, layer, rule, where)
        elif not steps and name in _MAPS and isinstance(value, dict) and old is None:
            result[name] = _changed({}, value, layer, rule, where)
        else:
            result[name] = copy.deepcopy(value)
    return result


def _added(old: object, value: object, layer: Layer, rule: str, steps: tuple[str, ...]) -> object:
    if isinstance(value, dict) and isinstance(old, dict | None):
        return {**(old or {}), **value}
    if isinstance(value, list) and isinstance(old, list | None):
        known = {_key(item) for item in old or []}
        return [*(old or []), *(item for item in value if _key(item) not in known)]
    raise _error(layer, rule, steps, "nothing can be added here: only one of the two values is a list or map")


def _taken(old: object, value: object, layer: Layer, rule: str, steps: tuple[str, ...]) -> object:
    if old is None:
        raise _error(layer, rule, steps, "the rule has no such list or map to remove from")
    if not isinstance(value, list) or not isinstance(old, list | dict):
        raise _error(layer, rule, steps, "only a list of texts can be removed from a list or map")
    known = {_key(_name(item)) for item in old}
    for name in value:
        if _key(name) not in known:
            hint = did_you_mean(str(name), (other for other in map(_name, old) if isinstance(other, str)))
            raise _error(
                layer,
                rule,
                steps,
                "'{name}' cannot be removed, because it is not there{hint}",
                name=name,
                hint=hint,
            )
    if isinstance(old, dict):
        return {key: item for key, item in old.items() if key not in set(value)}
    taken = {_key(name) for name in value}
    return [item for item in old if _key(_name(item)) not in taken]


def _key(item: object) -> str:
    """A key that only equal items share, so that lists of many thousand items can be compared."""
    return json.dumps(item, sort_keys=True)


def _name(item: object) -> object:
    """What identifies an item of a list: itself, or the text of an example or exception."""
    if isinstance(item, dict):
        return next((item[key] for key in ("invalid", "valid", "text") if key in item), None)
    return item


def _error(layer: Layer, rule: str, steps: tuple[str, ...], message: str, **fields: object) -> PackError:
    line = layer.file.line((*layer.prefix, *steps))
    return PackError(
        "{where}: {reason}",
        path=layer.file.path,
        line=line,
        where=in_rule(rule, steps),
        reason=Phrase(message, **fields),
    )
