"""The user's configuration: which packs and rules run, and what is changed about them."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from linter.chinese.targets import Target
from linter.errors import PackError
from linter.files.excludes import Exclusion
from linter.messages.phrases import Phrase, template
from linter.records.names import FIELDS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from linter.data.yaml_loader import YamlFile
    from linter.packs import RulePack
    from linter.records.names import FieldNames

#: The names under which the file is looked for, the first that is there counts.
NAMES = ("seedlint.yaml", ".seedlint.yaml")


@dataclass(frozen=True, slots=True)
class Config:
    """What a configuration file says; without one, nothing."""

    file: YamlFile | None = None
    packs: tuple[Path, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    variant: Target | None = None
    metadata: Path | None = None
    exclude: Exclusion = field(default_factory=Exclusion)
    baseline: Path | None = None
    fields: FieldNames = field(default_factory=dict)
    """What the fields of records are called, by our names."""


def find_config(folder: Path) -> Path | None:
    """The configuration file of a folder, or of the nearest folder above it in the same repository.

    Outside a repository only the folder itself counts: what lies above may be anybody's.
    """
    places = [folder, *folder.parents]
    top = next((n for n, place in enumerate(places) if (place / ".git").exists()), 0)
    for place in places[: top + 1]:
        for name in NAMES:
            if (place / name).is_file():
                return place / name
    return None


def read_config(path: Path) -> Config:
    """Reads a configuration file.

    Raises:
        PackError: it cannot be read, or something in it is wrong.
    """
    from linter.data.yaml_loader import load_yaml  # noqa: PLC0415
    from linter.files.reading import read_text  # noqa: PLC0415
    from linter.packs.checking import validate  # noqa: PLC0415 - a run without such a file needs none of it
    from linter.packs.source import built_in_packs  # noqa: PLC0415

    file = load_yaml(read_text(path, PackError), str(path))
    validate(file, "config")
    value, folder = file.value, path.parent
    for place, name in enumerate(value.get("packs", ())):
        if not (folder / name).is_file():
            ours = any(name == pack.stem for pack in built_in_packs())
            hint = Phrase("; it is a pack of ours and runs anyway") if ours else ""
            raise _no_file(file, name, hint, "packs", place)
    if "metadata" in value and not (folder / value["metadata"]).is_file():
        raise _no_file(file, value["metadata"], "", "metadata")
    exclude = Exclusion(str(folder), tuple(value.get("exclude", ())))
    wrong = exclude.wrong() if exclude.patterns else None
    if wrong is not None:
        message, line = template("'{pattern}' is no pattern"), file.line(("exclude", wrong))
        raise PackError(message, path=file.path, line=line, pattern=exclude.patterns[wrong])
    return Config(
        file,
        tuple(folder / name for name in value.get("packs", ())),
        tuple(value.get("select", ())),
        tuple(value.get("ignore", ())),
        Target(value["variant"]) if "variant" in value else None,
        folder / value["metadata"] if "metadata" in value else None,
        exclude,
        folder / value["baseline"] if "baseline" in value else None,
        _fields(file),
    )


def check_names(config: Config, packs: Sequence[RulePack]) -> None:
    """Checks that what a configuration selects or ignores is there.

    Raises:
        PackError: a name is none of a rule or a pack.
    """
    from linter.packs import DEFAULT, check_name  # noqa: PLC0415 - see above

    if config.file is None:
        return
    for key, names in (("select", config.select), ("ignore", config.ignore)):
        for place, name in enumerate(names):
            if not (name == DEFAULT and key == "select"):
                others = (DEFAULT,) if key == "select" else ()
                check_name(packs, name, config.file.path, config.file.line((key, place)), others)


def _fields(file: YamlFile) -> FieldNames:
    """What fields are called; no two of them may be called the same.

    Raises:
        PackError: two are.
    """
    fields: FieldNames = file.value.get("fields", {})
    called = {name: fields.get(name, name) for name in FIELDS}
    for name, other in itertools.combinations(FIELDS, 2):
        if called[name] == called[other]:
            steps = ("fields", name if name in fields else other)
            raise PackError(
                "the fields '{name}' and '{other}' are both called '{called}'",
                path=file.path,
                line=file.line(steps),
                name=name,
                other=other,
                called=called[name],
            )
    return fields


def _no_file(file: YamlFile, name: str, hint: Phrase | str, *steps: str | int) -> PackError:
    message = template("there is no file '{name}'{hint}")
    return PackError(message, path=file.path, line=file.line(steps), name=name, hint=hint)
