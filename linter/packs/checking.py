"""Validates packs and configurations against their schemas, and words the violations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from linter.errors import PackError
from linter.kinds import kinds, load_kind
from linter.messages.phrases import Joined, Phrase, display, template
from linter.packs import digests
from linter.values import replace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from linter.data.validation import Violation
    from linter.data.yaml_file import YamlFile

#: How many violations are reported in addition to the first.
_MOST_REPORTED = 20


def validate(file: YamlFile, schema: str = "rulepack") -> None:
    """Validates a file against its schema.

    Raises:
        PackError: it violates the schema; the error has every violation with its line.
    """
    digest = digests.digest(schema, file.text)
    if digests.is_valid(digest):
        return
    from linter.data.validation import violations  # noqa: PLC0415 - most runs validate nothing

    found = [
        (file.path, file.line(violation.path), _hinted(file.value, violation))
        for violation in violations(schema, file.value)
    ]
    raise_all(found, lambda steps: _context(file.value, steps))
    digests.add(digest)


def _hinted(value: Any, violation: Violation) -> Violation:  # noqa: ANN401 - any value of YAML
    """The violation with a hint at what the author may have meant."""
    if violation.keyword == "minLength":
        phrase = Phrase("{reason}; an unquoted # starts a comment", reason=violation.phrase)
        return replace(violation, phrase=phrase)
    match violation.path:
        case ("rules", int(index), str(key)) if violation.about_key:
            parent = _parent_of(key, value["rules"][index].get("kind"))
            if parent is not None:
                phrase = Phrase("'{key}' belongs below '{parent}'", key=key, parent=parent)
                return replace(violation, phrase=phrase)
        case ("rules" | "overrides", str(name)) if not violation.about_key:
            hint = template("{reason}; to switch a rule off: ignore: [{name}]")
            return replace(violation, phrase=Phrase(hint, reason=violation.phrase, name=name))
    return violation


def _parent_of(key: str, kind: object) -> str | None:
    """The key below which a rule of this kind has the given key."""
    if kind not in kinds():
        return None
    module = load_kind(str(kind))
    return "params" if key in module.PARAMS["properties"] else "fix" if key in (module.FIX or {}) else None


def raise_all(
    found: Iterable[tuple[str, int, Violation]], context: Callable[[Sequence[str | int]], Phrase | str]
) -> None:
    """Raises one error for all violations, in order of file and line, if there are any.

    Args:
        found: file, line and violation.
        context: describes where the steps of a violation lead.
    """
    phrases: dict[tuple[str, int, str], Phrase] = {}
    for path, line, violation in sorted(found, key=lambda one: (one[0], one[1], _order(one[2].path))):
        steps = violation.path[:-1] if violation.about_key else violation.path
        where = context(steps)
        phrase = (
            Phrase("{where}: {reason}", where=where, reason=violation.phrase) if where else violation.phrase
        )
        phrases.setdefault((path, line, str(phrase)), phrase)
    if not phrases:
        return
    (path, line, _), *others = phrases
    more = [
        Phrase("{place}: {reason}", place=f"{display(key[0])}:{key[1]}", reason=phrases[key])
        for key in others[:_MOST_REPORTED]
    ]
    if len(others) > len(more):
        more.append(Phrase("… and {count} more", count=len(others) - len(more)))
    raise PackError(Joined([phrases[path, line, _], *more], "\n"), path=path, line=line)


def _order(steps: Sequence[str | int]) -> list[tuple[int, str]]:
    """A sort key of steps: list indices by number."""
    return [(step, "") if isinstance(step, int) else (-1, step) for step in steps]


def _context(value: Any, steps: Sequence[str | int]) -> Phrase | str:  # noqa: ANN401 - any value of YAML
    """Where a value is, in words: with the rule's id instead of its number."""
    if len(steps) >= 2 and steps[0] == "rules" and isinstance(steps[1], int):  # noqa: PLR2004 - the list and the index in it
        rule = value["rules"][steps[1]]
        name = rule.get("id") if isinstance(rule, dict) else None
        return in_rule(name if isinstance(name, str) else steps[1] + 1, steps[2:])
    return path_of(steps)


def in_rule(name: str | int, steps: Sequence[str | int]) -> Phrase:
    """Where a value of a rule is, in words.

    Args:
        name: the rule's id, or its 1-based number if it has none.
        steps: the path to the value from the rule down.
    """
    rule = Phrase("rule '{id}'", id=name) if isinstance(name, str) else Phrase("rule {number}", number=name)
    return Joined([rule, path_of(steps)], ", ") if steps else rule


def path_of(steps: Sequence[str | int]) -> str:
    """The steps to a value, as `params.unless[1]`; numbers are 1-based."""
    return "".join(f"[{step + 1}]" if isinstance(step, int) else f".{step}" for step in steps).lstrip(".")
