"""Packs as they are written: read, checked against the schema, and joined with those they extend."""

from __future__ import annotations

import hashlib
import os
import re
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from linter.data.yaml_loader import load_yaml
from linter.errors import PackError
from linter.files import resources
from linter.files.reading import decode, read_data
from linter.matching.pack_resources import PackResources
from linter.matching.spec import SpecError
from linter.messages.phrases import printable, template
from linter.messages.suggestions import did_you_mean
from linter.packs.checking import validate
from linter.packs.lexicons import read_lexicon

if TYPE_CHECKING:
    from collections.abc import Iterable

    from linter.chinese.lexicon import Lexicon
    from linter.chinese.pairs import WordPairs
    from linter.data.yaml_loader import YamlFile

_LEXICON_SUFFIX = "-lexicon"
#: What lines of a pack begin with, and those of other files of YAML seldom do, and not all three.
_SIGNS = (
    re.compile(rb"^schema:", re.MULTILINE),
    re.compile(rb"^name:", re.MULTILINE),
    re.compile(rb"^(?:rules|overrides):", re.MULTILINE),
)
#: Packs that one run may have, those extended included.
MOST_PACKS = 100


@dataclass(slots=True)
class PackSource:
    """One pack as it is written."""

    path: Path
    file: YamlFile
    built_in: bool
    lineage: tuple[PackSource, ...] = ()
    """The packs it builds on, each once, the furthest first."""
    data: bytes = b""
    """The pack's bytes."""
    contents: dict[str, bytes] = field(default_factory=dict)
    """The bytes of the files beside the pack that were read for it, by the names that the pack uses."""
    resources: PackResources = field(init=False)
    """What its own word lists give to the rules that use them."""

    def __post_init__(self) -> None:
        self.resources = PackResources(self._read_lexicon)

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

    def inherited(self, key: str) -> dict[str, Any]:
        """A map that the pack adds to those of the packs it extends; what it says itself wins."""
        packs = (*self.lineage, self)
        return {name: value for pack in packs for name, value in pack.value(key, {}).items()}

    def shared_resources(self) -> PackResources:
        """The resources of the pack whose lexicon this one uses: itself, or the nearest that it extends."""
        nearest = (self, *reversed(self.lineage))
        return next((pack for pack in nearest if "lexicon" in pack.file.value), self).resources

    def _read_lexicon(self) -> Lexicon | WordPairs | None:
        """The pack's own word lists.

        Raises:
            PackError: they cannot be read, or an entry is wrong.
        """
        if "lexicon" not in self.file.value:
            return None
        name: str = self.file.value["lexicon"]
        try:
            text = self.read(name)
        except SpecError as error:
            line = self.file.line(("lexicon",))
            raise PackError(
                "lexicon: {reason}", path=self.file.path, line=line, reason=error.phrase
            ) from error
        return read_lexicon(text, str(self.path.parent / name))

    def read(self, name: str, *steps: str | int) -> str:
        """The text of a file beside the pack.

        Args:
            name: the file's name, as the pack has it.
            steps: where the name stands, for errors.

        Raises:
            SpecError: the file cannot be read, or lies elsewhere: a pack may come from anybody and must not
                read what is not its own.
        """
        path = self.beside(name, *steps)
        try:
            if name not in self.contents:
                self.contents[name] = read_data(path, PackError)
            return decode(self.contents[name], path, PackError)
        except PackError as error:
            raise SpecError("{name}: {reason}", *steps, name=name, reason=error.phrase) from error

    def beside(self, name: str, *steps: str | int) -> Path:
        """The path of a file beside the pack, or below its folder.

        Args:
            name: the file's name, as the pack has it.
            steps: where the name stands, for errors.

        Raises:
            SpecError: it lies elsewhere, be it by way of a link.
        """
        if not name.isprintable():  # neither NUL nor half a surrogate names a file
            raise SpecError("'{name}' is no name of a file", *steps, name=printable(name))
        path = self.path.parent / name
        real = _real(path)
        folders = {_real(self.path.parent), _real(self.path).parent}
        if PurePosixPath(name).is_absolute() or folders.isdisjoint(real.parents):
            raise SpecError("'{name}' does not lie beside the pack", *steps, name=name)
        return path

    @property
    def files(self) -> tuple[Path, ...]:
        """The pack's own file, and those it read beside it."""
        return self.path, *(self.path.parent / name for name in sorted(self.contents))

    def sha256(self) -> str:
        """The hash of the pack and of all it read."""
        digest = hashlib.sha256(self.data)
        for name, data in sorted(self.contents.items()):
            digest.update(b"\0" + name.encode() + b"\0" + data)
        return digest.hexdigest()


def built_in_packs() -> list[Path]:
    """The packs the product ships, in order of their names."""
    return sorted(
        path for path in resources.folder("rules").glob("*.yaml") if not path.stem.endswith(_LEXICON_SUFFIX)
    )


def looks_like_pack(path: Path) -> bool:
    """Whether a file seems to be a pack, right or wrong: one of YAML that says so in its first column.

    Raises:
        PackError: it cannot be read.
    """
    if path.suffix not in (".yaml", ".yml"):
        return False
    data = read_data(path, PackError, most=None)
    return all(sign.search(data) for sign in _SIGNS)


def _real(path: Path) -> Path:
    """Where a path leads; unlike `Path.resolve`, without complaint about a link that leads to itself."""
    return Path(os.path.realpath(path))


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
        real = _real(path)
        if real in self.sources:
            return self.sources[real]
        if len(self.sources) + len(self._open) >= MOST_PACKS:
            raise PackError("more than {limit} packs", path=str(path), limit=MOST_PACKS)
        data = read_data(path, PackError)
        file = load_yaml(decode(data, path, PackError), str(path))
        if not built_in:  # the test command checks ours
            validate(file)
        source = PackSource(path, file, built_in, data=data)
        self._open.append(real)
        bases = [self._base(source, n, name) for n, name in enumerate(source.value("extends", ()))]
        # Each once, for packs may share a base, and that one another: by every way it would double.
        lineage = {id(pack): pack for base in bases for pack in (*base.lineage, base)}
        source.lineage = tuple(lineage.values())
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
        if _real(path) in self._open:
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
