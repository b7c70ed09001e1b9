"""Reads YAML without its surprises: only JSON's scalars, no duplicate keys, no aliases.

PyYAML's own loader takes `no` for False, `12:30` for 750 and `017` for 15, and keeps the last of two
equal keys without a word. Here a plain scalar that is not JSON's null, true, false or number is a string.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import yaml

from linter.errors import PackError

if TYPE_CHECKING:
    from collections.abc import Sequence

try:
    from yaml import CSafeLoader as _Loader  # libyaml: six times as fast
except ImportError:  # pragma: no cover - a PyYAML built without libyaml
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]

_INTEGER = re.compile(r"-?(?:0|[1-9]\d{0,17})")
_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?")
_WORDS: dict[str, object] = {"null": None, "true": True, "false": False}
_DEEPEST = 50


@dataclass(frozen=True, slots=True)
class YamlFile:
    """A parsed file: its value, and the 1-based line of every value in it by the steps to it."""

    path: str
    value: Any
    lines: dict[tuple[str | int, ...], int]

    def line(self, steps: Sequence[str | int]) -> int:
        """The line of a value, or of the nearest value around it."""
        for length in range(len(steps), -1, -1):
            line = self.lines.get(tuple(steps[:length]))
            if line is not None:
                return line
        return 1


def load_yaml(text: str, path: str) -> YamlFile:
    """Parses one document.

    Raises:
        PackError: it is not YAML, or uses a duplicate key, an alias, a tag or a key that is no string.
    """
    try:
        _refuse_depth(text, path)
        node = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        reason = error.problem or str(error)
        raise PackError(f"not YAML: {reason}", path=path, line=mark.line + 1 if mark else None) from error
    except yaml.YAMLError as error:
        raise PackError(f"not YAML: {error}", path=path) from error
    if node is None:
        raise PackError("the file is empty", path=path, line=1)
    builder = _Builder(path)
    value = builder.value(node, ())
    return YamlFile(path, value, builder.lines)


def _refuse_depth(text: str, path: str) -> None:
    """Raises where the text nests deeper than a person writes: libyaml's composer knows no limit."""
    if text.count("[") + text.count("{") + text.count("-") <= _DEEPEST and "?" not in text:
        return
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > _DEEPEST:
                line = event.start_mark.line + 1 if event.start_mark else None
                raise PackError(f"nested more than {_DEEPEST} deep", path=path, line=line)
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


class _Builder:
    def __init__(self, path: str) -> None:
        self._path = path
        self._seen: set[int] = set()
        self.lines: dict[tuple[str | int, ...], int] = {}

    def value(self, node: yaml.Node, steps: tuple[str | int, ...]) -> object:
        """Builds the Python value of a node and notes its line."""
        self.lines[steps] = node.start_mark.line + 1
        if id(node) in self._seen:
            raise self._error(node, "aliases (*name) are not allowed here")
        self._seen.add(id(node))
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node)
        if not node.tag.startswith("tag:yaml.org,2002:"):
            raise self._error(node, f"tags ({node.tag}) are not allowed here")
        if isinstance(node, yaml.SequenceNode):
            return [self.value(each, (*steps, n)) for n, each in enumerate(node.value)]
        result: dict[str, object] = {}
        for key_node, value_node in node.value:
            key = key_node.value
            if not isinstance(key_node, yaml.ScalarNode):
                raise self._error(key_node, "a key must be a string")
            if key in result:
                raise self._error(key_node, f"the key '{key}' stands here twice")
            result[key] = self.value(value_node, (*steps, key))
        return result

    def _scalar(self, node: yaml.ScalarNode) -> object:
        text: str = node.value
        if node.tag.startswith("!"):
            raise self._error(node, f"tags ({node.tag}) are not allowed here")
        if node.style:  # quoted or a block: always a string
            return text
        if text in _WORDS:
            return _WORDS[text]
        if _INTEGER.fullmatch(text):
            return int(text)
        return float(text) if _NUMBER.fullmatch(text) else text

    def _error(self, node: yaml.Node, reason: str) -> PackError:
        return PackError(reason, path=self._path, line=node.start_mark.line + 1)
