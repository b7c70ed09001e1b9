"""Packs as they are written: read, validated, and joined with those that they extend."""

from __future__ import annotations

import os
import re
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from linter.errors import PackError, unquoted
from linter.files import resources
from linter.files.reading import decode, read_data
from linter.lazy import lazy_re
from linter.matching.pack_resources import PackResources
from linter.matching.spec import SpecError
from linter.messages.phrases import printable, template
from linter.messages.suggestions import did_you_mean
from linter.packs.checking import validate
from linter.packs.lexicons import read_lexicon
from linter.packs.parsed import parse
from linter.values import Struct, field

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from linter.chinese.lexicon import Lexicon
    from linter.chinese.pairs import WordPairs
    from linter.data.yaml_file import YamlFile

_LEXICON_SUFFIX = "-lexicon"
#: Line beginnings that all packs have; other YAML files rarely have all three.
_SIGNS = (
    lazy_re(rb"^schema:", re.MULTILINE),
    lazy_re(rb"^name:", re.MULTILINE),
    lazy_re(rb"^(?:rules|overrides):", re.MULTILINE),
)
#: Keys of which a pack has at least one, even if it is not valid.
_KEYS = lazy_re(rb"schema|rules|overrides|extends")
#: How many packs one run may have, including those that are extended.
MOST_PACKS = 100


class PackSource(Struct):
    """One pack as it is written."""

    path: Path
    file: YamlFile
    built_in: bool
    lineage: tuple[PackSource, ...] = ()
    """The packs that it extends, directly or indirectly, each once, the most distant first."""
    data: bytes = b""
    """The pack's bytes."""
    contents: dict[str, bytes] = field(default_factory=dict)
    """The bytes of the files in the pack's folder that were read for it, by their names in the pack."""
    resources: PackResources = field(init=False)
    """What its own word lists provide to the rules that use them."""

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
        """The pack's own value of a key."""
        return self.file.value.get(key, default)

    def inherited(self, key: str) -> dict[str, Any]:
        """A map of the pack, merged with those of the packs it extends; the pack's own values win."""
        packs = (*self.lineage, self)
        return {name: value for pack in packs for name, value in pack.value(key, {}).items()}

    def shared_resources(self) -> PackResources:
        """The resources of the pack whose lexicon is used: this one, or the nearest that it extends."""
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
        """The text of a file in the pack's folder or below it.

        Args:
            name: the file's name, as the pack has it.
            steps: the path to the name, for errors.

        Raises:
            SpecError: the file cannot be read, or is elsewhere: a pack may come from anybody, and must not
                read other files.
        """
        path = self.path_of(name, *steps)
        try:
            if name not in self.contents:
                self.contents[name] = read_data(path, PackError)
            return decode(self.contents[name], path, PackError)
        except PackError as error:
            raise SpecError("{name}: {reason}", *steps, name=name, reason=error.phrase) from error

    def path_of(self, name: str, *steps: str | int) -> Path:
        """The path of a file in the pack's folder or below it.

        Args:
            name: the file's name, as the pack has it.
            steps: the path to the name, for errors.

        Raises:
            SpecError: it is elsewhere, perhaps because of a symbolic link.
        """
        if not name.isprintable():  # a file name cannot have NUL or half a surrogate
            raise SpecError("'{name}' is not a file name", *steps, name=printable(name))
        path = self.path.parent / name
        real = _real(path)
        folders = {_real(self.path.parent), _real(self.path).parent}
        if PurePosixPath(name).is_absolute() or folders.isdisjoint(real.parents):
            raise SpecError("'{name}' is not in the pack's folder", *steps, name=name)
        return path

    @property
    def files(self) -> tuple[Path, ...]:
        """The pack's own file, and the others that it read."""
        return self.path, *(self.path.parent / name for name in sorted(self.contents))

    def read_files(self) -> Iterator[tuple[Path, bytes]]:
        """The files that were read for the pack, with their bytes."""
        yield self.path, self.data
        for name, data in self.contents.items():
            yield self.path.parent / name, data

    def sha256(self) -> str:
        """The hash of the pack and of all files that were read for it."""
        import hashlib  # noqa: PLC0415 - it loads OpenSSL, for what few reports have

        digest = hashlib.sha256(self.data)
        for name, data in sorted(self.contents.items()):
            digest.update(b"\0" + name.encode() + b"\0" + data)
        return digest.hexdigest()


def built_in_packs() -> list[Path]:
    """The built-in packs, in order of their names."""
    return sorted(
        path for path in resources.folder("rules").glob("*.yaml") if not path.stem.endswith(_LEXICON_SUFFIX)
    )


def looks_like_pack(path: Path) -> bool:
    """Whether a file seems to be a pack, valid or not: YAML with the keys of a pack in its first column.

    Raises:
        PackError: it cannot be read.
    """
    if path.suffix not in (".yaml", ".yml"):
        return False
    data = read_data(path, PackError, most=None)
    return all(sign.search(data) for sign in _SIGNS)


def _real(path: Path) -> Path:
    """The real path; unlike `Path.resolve`, without an error for a link that leads to itself."""
    return Path(os.path.realpath(path))


def gather(paths: Iterable[Path]) -> list[PackSource]:
    """The built-in packs, then the user's; each once, and after those that it extends.

    Raises:
        PackError: a pack cannot be read or violates the schema, two have the same name, or packs extend each
            other in a cycle.
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
        """Reads a pack and what it extends, unless it has been read."""
        real = _real(path)
        if real in self.sources:
            return self.sources[real]
        if len(self.sources) + len(self._open) >= MOST_PACKS:
            raise PackError("more than {limit} packs", path=str(path), limit=MOST_PACKS)
        data = read_data(path, PackError)
        try:
            file = parse(decode(data, path, PackError), str(path))
            if not built_in:  # `seedlint test` validates the built-in ones
                validate(file)
        except PackError as error:
            if _KEYS.search(data) is None:  # any file may be named, and a log may be public
                raise unquoted(error) from None
            raise
        source = PackSource(path, file, built_in, data=data)
        self._open.append(real)
        bases = [self._base(source, n, name) for n, name in enumerate(source.value("extends", ()))]
        # Each once: packs may share bases, whose number would otherwise double with every level.
        lineage = {id(pack): pack for base in bases for pack in (*base.lineage, base)}
        source.lineage = tuple(lineage.values())
        source.resources.bases = tuple(pack.resources for pack in reversed(source.lineage))
        self._open.pop()
        other = self._names.setdefault(source.name, source)
        if other is not source:
            message = template("'{name}' is the name of a built-in pack; give this one another name")
            if not other.built_in:
                message = template("the pack in {other} is called '{name}', too; give this one another name")
            line = file.line(("name",))
            raise PackError(message, path=str(path), line=line, name=source.name, other=other.path)
        self.sources[real] = source
        return source

    def _base(self, source: PackSource, index: int, name: str) -> PackSource:
        """A pack that another extends: one that is loaded, by its name, or a file in the same folder."""
        line = source.file.line(("extends", index))
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
            path = source.path_of(name, "extends", index)
        except SpecError as error:
            raise PackError(
                "{reason}; list it before this one under 'packs' in seedlint.yaml, and extend it by its name",
                path=str(source.path),
                line=line,
                reason=error.phrase,
            ) from error
        if _real(path) in self._open:
            message = template("this pack extends itself, through {name}")
            raise PackError(message, path=str(source.path), line=line, name=name)
        try:
            return self.add(path)
        except PackError as error:
            if error.path != str(path) or error.line is not None:
                raise
            message = template("extends {name}, which {reason}")
            here = str(source.path)
            raise PackError(message, path=here, line=line, name=name, reason=error.phrase) from error
