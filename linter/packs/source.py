"""Packs as they are written: read, checked against the schema, and joined with those they extend."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from linter import resources
from linter.errors import PackError
from linter.kinds import kinds, load_kind
from linter.matching.spec import SpecError
from linter.packs.stamps import is_known, remember, stamp
from linter.packs.yaml_loader import load_yaml
from linter.phrases import Joined, Phrase, template
from linter.suggestions import did_you_mean
from linter.textfile import read_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from linter.packs.yaml_loader import YamlFile
    from linter.validation import Violation

_LEXICON_SUFFIX = "-lexicon"
#: Packs that one run may have, those extended included.
MOST_PACKS = 100


@dataclass(slots=True)
class PackSource:
    """One pack as it is written."""

    path: Path
    file: YamlFile
    built_in: bool
    bases: tuple[PackSource, ...] = ()
    contents: dict[str, str] = field(default_factory=dict)
    """The files beside the pack that were read for it, by the names that the pack uses."""
    shared: dict[str, object] = field(default_factory=dict)
    """What its rules share while they run."""

    @property
    def name(self) -> str:
        """The pack's name."""
        name: str = self.file.value["name"]
        return name

    @property
    def version(self) -> str:
        """The pack's version."""
        version: str = self.file.value["version"]
        return version

    def value(self, key: str, default: Any) -> Any:  # noqa: ANN401 - any value of YAML
        """What the pack itself says under a key."""
        return self.file.value.get(key, default)

    def lineage(self) -> Iterator[PackSource]:
        """The packs this one builds on, the furthest first, and itself last."""
        for base in self.bases:
            yield from base.lineage()
        yield self

    def inherited(self, key: str) -> dict[str, Any]:
        """A map that the pack adds to those of the packs it extends; what it says itself wins."""
        return {name: value for pack in self.lineage() for name, value in pack.value(key, {}).items()}

    def lexicon_owner(self) -> PackSource | None:
        """The pack whose lexicon this one uses: itself, or the nearest that it extends."""
        return next((pack for pack in reversed(list(self.lineage())) if "lexicon" in pack.file.value), None)

    def read(self, name: str, *steps: str | int) -> str:
        """The text of a file beside the pack.

        Args:
            name: the file's name, as the pack has it.
            steps: where the name stands, for errors.

        Raises:
            SpecError: the file cannot be read, or lies elsewhere: a pack may come from anybody and must not
                read what is not its own.
        """
        if name not in self.contents:
            try:
                self.contents[name] = read_text(self.beside(name, *steps), PackError)
            except PackError as error:
                raise SpecError("{name}: {reason}", *steps, name=name, reason=error.phrase) from error
        return self.contents[name]

    def beside(self, name: str, *steps: str | int) -> Path:
        """The path of a file beside the pack, or below its folder.

        Args:
            name: the file's name, as the pack has it.
            steps: where the name stands, for errors.

        Raises:
            SpecError: it lies elsewhere, be it by way of a link.
        """
        path = self.path.parent / name
        real, folders = path.resolve(), {self.path.parent.resolve(), self.path.resolve().parent}
        if PurePosixPath(name).is_absolute() or folders.isdisjoint(real.parents):
            raise SpecError("'{name}' does not lie beside the pack", *steps, name=name)
        return path

    def sha256(self) -> str:
        """The hash of the pack and of all it read."""
        digest = hashlib.sha256(self.file.text.encode("utf-8"))
        for name, text in sorted(self.contents.items()):
            digest.update(f"\0{name}\0{text}".encode())
        return digest.hexdigest()


def built_in_packs() -> list[Path]:
    """The packs the product ships, in order of their names."""
    return sorted(
        path for path in resources.folder("rules").glob("*.yaml") if not path.stem.endswith(_LEXICON_SUFFIX)
    )


def gather(paths: Iterable[Path]) -> list[PackSource]:
    """The product's packs, then the user's, each behind those that it extends, and each once.

    Raises:
        PackError: a pack cannot be read or breaks the schema, two have one name, or packs extend each other
            in a circle.
    """
    gathering = _Gathering()
    for path in built_in_packs():
        gathering.add(path, built_in=True)
    for path in paths:
        gathering.add(path)
    return list(gathering.sources.values())


class _Gathering:
    def __init__(self) -> None:
        self.sources: dict[Path, PackSource] = {}
        self._names: dict[str, PackSource] = {}
        self._open: list[Path] = []

    def add(self, path: Path, *, built_in: bool = False) -> PackSource:
        """Reads a pack and what it extends, unless it is there already."""
        real = path.resolve()
        if real in self.sources:
            return self.sources[real]
        if len(self.sources) >= MOST_PACKS:
            raise PackError("more than {limit} packs", path=str(path), limit=MOST_PACKS)
        text = read_text(path, PackError)
        file = load_yaml(text, str(path))
        if not built_in:  # the test command checks ours
            validate(file)
        source = PackSource(path, file, built_in)
        self._open.append(real)
        source.bases = tuple(
            self._base(source, n, name) for n, name in enumerate(source.value("extends", ()))
        )
        self._open.pop()
        other = self._names.setdefault(source.name, source)
        if other is not source:
            message = template("a pack of ours is called '{name}'; give this one another name")
            if not other.built_in:
                message = template("the pack in {other} is called '{name}', too; give this one another name")
            line = file.line(("name",))
            raise PackError(message, path=str(path), line=line, name=source.name, other=other.path)
        self.sources[real] = source
        return source

    def _base(self, source: PackSource, place: int, name: str) -> PackSource:
        """A pack that another extends: one that is loaded already, by its name, or a file beside it."""
        line = source.file.line(("extends", place))
        if "/" not in name and not name.endswith((".yaml", ".yml")):
            if name not in self._names:
                raise PackError(
                    "no pack is called '{name}'{hint}",
                    path=str(source.path),
                    line=line,
                    name=name,
                    hint=did_you_mean(name, self._names),
                )
            return self._names[name]
        try:
            path = source.beside(name, "extends", place)
        except SpecError as error:
            raise PackError(
                "{reason}; list it before this one under 'packs' in seedlint.yaml, and extend it by its name",
                path=str(source.path),
                line=line,
                reason=error.phrase,
            ) from error
        if path.resolve() in self._open:
            message = template("this pack extends itself, by way of {name}")
            raise PackError(message, path=str(source.path), line=line, name=name)
        try:
            return self.add(path)
        except PackError as error:
            if error.path != str(path) or error.line is not None:
                raise
            message = template("extends {name}, which {reason}")
            here = str(source.path)
            raise PackError(message, path=here, line=line, name=name, reason=error.phrase) from error


def validate(file: YamlFile, schema: str = "rulepack") -> None:
    """Checks a file against its schema.

    Raises:
        PackError: it breaks the schema; the error names every place, each with its line.
    """
    mark = stamp(schema, file.text)
    if is_known(mark):
        return
    from linter.validation import violations  # noqa: PLC0415 - most runs need none of it

    found = [
        (file.path, file.line(each.path), _hinted(file.value, each))
        for each in violations(schema, file.value)
    ]
    raise_all(found, lambda steps: _context(file.value, steps))
    remember(mark)


def _hinted(value: Any, violation: Violation) -> Violation:  # noqa: ANN401 - any value of YAML
    """The violation with what its author may have meant, where that lies elsewhere in the file."""
    match violation.path:
        case ("rules", int(place), str(key)) if violation.about_key:
            parent = _parent_of(key, value["rules"][place].get("kind"))
            if parent is not None:
                phrase = Phrase("'{key}' belongs below '{parent}'", key=key, parent=parent)
                return replace(violation, phrase=phrase)
        case ("rules" | "overrides", str(name)) if not violation.about_key:
            hint = template("{reason}; to switch a rule off: ignore: [{name}]")
            return replace(violation, phrase=Phrase(hint, reason=violation.phrase, name=name))
    return violation


def _parent_of(key: str, kind: object) -> str | None:
    """The key below which a kind of rules has this one."""
    if kind not in kinds():
        return None
    module = load_kind(str(kind))
    return "params" if key in module.PARAMS["properties"] else "fix" if key in (module.FIX or {}) else None


def raise_all(
    found: Iterable[tuple[str, int, Violation]], context: Callable[[Sequence[str | int]], Phrase | str]
) -> None:
    """Raises one error for all violations, in order of their places, if there are any.

    Args:
        found: file, line and violation.
        context: says in words where the steps of a violation lead.
    """
    told: dict[tuple[str, int, str], Phrase] = {}
    for path, line, each in found:
        steps = each.path[:-1] if each.about_key else each.path
        where = context(steps)
        phrase = Phrase("{where}: {reason}", where=where, reason=each.phrase) if where else each.phrase
        told.setdefault((path, line, str(phrase)), phrase)
    if not told:
        return
    (path, line, _), *others = sorted(told)
    more = [Phrase("{place}: {reason}", place=f"{p}:{n}", reason=told[p, n, s]) for p, n, s in others]
    raise PackError(Joined([told[path, line, _], *more], "\n"), path=path, line=line)


def _context(value: Any, steps: Sequence[str | int]) -> Phrase | str:  # noqa: ANN401 - any value of YAML
    """Where a value stands, in words: the rule's id instead of its number."""
    if len(steps) >= 2 and steps[0] == "rules" and isinstance(steps[1], int):  # noqa: PLR2004 - the list and the place in it
        rule = value["rules"][steps[1]]
        name = rule.get("id") if isinstance(rule, dict) else None
        return in_rule(name if isinstance(name, str) else steps[1] + 1, steps[2:])
    return path_of(steps)


def in_rule(name: str | int, steps: Sequence[str | int]) -> Phrase:
    """Where a value of a rule stands, in words.

    Args:
        name: the rule's id, or its 1-based number where it has none.
        steps: the way to the value from the rule down.
    """
    rule = Phrase("rule '{id}'", id=name) if isinstance(name, str) else Phrase("rule {number}", number=name)
    return Joined([rule, path_of(steps)], ", ") if steps else rule


def path_of(steps: Sequence[str | int]) -> str:
    """The steps to a value, as `params.unless[1]`; numbers are 1-based."""
    return "".join(f"[{step + 1}]" if isinstance(step, int) else f".{step}" for step in steps).lstrip(".")
