"""Reads YAML without its surprises: only JSON's scalars, no duplicate keys, no aliases.

PyYAML's own loader takes `no` for False, `12:30` for 750 and `017` for 15, and silently keeps the last of two
equal keys. Here a plain scalar that is not JSON's null, true, false or number is a string.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import yaml

from linter.data.yaml_file import YamlFile
from linter.errors import PackError
from linter.lazy import lazy_re
from linter.messages.phrases import Phrase, template
from linter.spans import Span
from linter.values import Value

if TYPE_CHECKING:
    from linter.errors import LinterError

try:
    from yaml import CSafeLoader as _Loader  # libyaml: six times as fast
except ImportError:  # pragma: no cover - a PyYAML built without libyaml
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]

_INTEGER = lazy_re(r"-?(?:0|[1-9]\d{0,17})")
_NUMBER = lazy_re(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?")
_WORDS: dict[str, object] = {"null": None, "true": True, "false": False}
#: The tags of values that name no tag; any other tag was written in the file and may mean anything.
_TAGS = frozenset(
    f"tag:yaml.org,2002:{name}"
    for name in ("map", "seq", "str", "int", "float", "bool", "null", "timestamp", "merge", "value")
)
_DIRECTIVE = lazy_re(r"(?m)^%(?:TAG|YAML)\b")
#: The line that ends front matter.
_DOCUMENT_END = lazy_re(r"\n(?:---|\.\.\.)[ \t]*\s*\Z")
#: How deeply values may be nested.
DEEPEST = 50
#: How many values one file may have.
MOST_VALUES = 200_000
#: Each level of block maps is indented by at least one space.
_INDENTED = lazy_re(rf"(?m)^ {{{DEEPEST},}}")
#: A text of at most this many characters cannot have too many values.
_SMALL = 100_000


def load_yaml(text: str, path: str, problem: type[LinterError] = PackError) -> YamlFile:
    """Parses one document.

    Args:
        text: the content of the file.
        path: how the user names the file.
        problem: the class of errors to raise.

    Raises:
        LinterError: it is not YAML, is larger or nested deeper than a person writes, or has a duplicate key,
            an alias, a tag or a key that is not text.
    """
    if (directive := _DIRECTIVE.search(text)) is not None:
        start = text.count("\n", 0, directive.start()) + 1
        raise problem("directives (%TAG, %YAML) are not allowed here", path=path, line=start)
    try:
        _refuse_excess(text, path, problem)
        node = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        reason = error.problem or str(error)
        line = mark.line + 1 if mark else None
        if "maximum nesting depth" in reason:  # newer releases of libyaml stop by themselves
            raise _too_deep(path, line, problem) from error
        raise problem(
            "not YAML: {reason}{hint}", path=path, line=line, reason=reason, hint=_hint(reason)
        ) from error
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        character = f"U+{error.character:04X}" if isinstance(error.character, int) else str(error.character)
        raise problem(
            "not YAML: the character {character} is not allowed", path=path, line=line, character=character
        ) from error
    if node is None:
        raise problem("the file is empty", path=path, line=1)
    builder = _Builder(path, problem)
    value = builder.value(node, ())
    return YamlFile(path, text, value, builder.lines)


#: Messages of PyYAML to hints at what the author may have meant.
_HINTS = {
    "mapping values are not allowed": Phrase("; quote a text that has ': ' in it"),
    "found character '\\t'": Phrase("; indent with spaces"),
    "that cannot start any token": Phrase("; quote a text that starts like this"),
    "found unknown escape character": Phrase("; in double quotes \\ starts an escape, single quotes keep it"),
    "found undefined alias": Phrase("; quote a text that starts with *"),
    "expected ',' or ']'": Phrase("; a list that starts with [ ends with ]"),
    "expected ',' or '}'": Phrase("; a map that starts with { ends with }"),
    "expected <block end>": Phrase("; is each level indented by the same number of spaces?"),
    "did not find expected '-' indicator": Phrase("; is each level indented by the same number of spaces?"),
    "did not find expected key": Phrase("; quote a text that starts with {, and close every quote"),
    "found unexpected end of stream": Phrase("; a quote or a bracket is not closed"),
    "but found another document": Phrase("; a file has one pack, without a second ---"),
    "could not find expected ':'": Phrase("; a key is followed by ': '"),
}


def _hint(reason: str) -> Phrase | str:
    return next((hint for message, hint in _HINTS.items() if message in reason), "")


def _refuse_excess(text: str, path: str, problem: type[LinterError]) -> None:
    """Raises if the text is nested deeper, or has more values, than a person writes.

    libyaml's composer has no limit: it allocates half a kilobyte for each value and overflows the stack.
    """
    flat = text.count("[") + text.count("{") + text.count("-") <= DEEPEST and not _INDENTED.search(text)
    if len(text) <= _SMALL and flat and "?" not in text:
        return
    depth = values = 0
    for event in yaml.parse(text, Loader=_Loader):
        line = event.start_mark.line + 1 if event.start_mark else None
        values += isinstance(event, yaml.NodeEvent)
        if values > MOST_VALUES:
            raise problem("more than {limit} values", path=path, line=line, limit=MOST_VALUES)
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > DEEPEST:
                raise _too_deep(path, line, problem)
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _too_deep(path: str, line: int | None, problem: type[LinterError]) -> LinterError:
    return problem("nested more than {limit} levels deep", path=path, line=line, limit=DEEPEST)


class _Builder:
    def __init__(self, path: str, problem: type[LinterError]) -> None:
        self._path = path
        self._problem = problem
        self._seen: set[int] = set()
        self.lines: dict[tuple[str | int, ...], int] = {}

    def value(self, node: yaml.Node, steps: tuple[str | int, ...]) -> object:
        """Builds the Python value of a node and records its line."""
        self.lines[steps] = node.start_mark.line + 1
        if id(node) in self._seen:
            raise self._error(node, "aliases (*name) are not allowed here; write the value twice")
        self._seen.add(id(node))
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node)
        if node.tag not in _TAGS:
            raise self._error(node, "tags ({tag}) are not allowed here", tag=node.tag)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*steps, n)) for n, item in enumerate(node.value)]
        result: dict[str, object] = {}
        for key_node, value_node in node.value:
            key = key_node.value
            if not isinstance(key_node, yaml.ScalarNode):
                raise self._error(key_node, "a key must be a text")
            if key in result:
                first = self.lines[*steps, key]
                message = template("the key '{key}' is given twice, first on line {first}")
                raise self._error(key_node, message, key=key, first=first)
            result[key] = self.value(value_node, (*steps, key))
            self.lines[*steps, key] = key_node.start_mark.line + 1
        return result

    def _scalar(self, node: yaml.ScalarNode) -> object:
        text: str = node.value
        if node.tag not in _TAGS:
            raise self._error(node, "tags ({tag}) are not allowed here", tag=node.tag)
        if node.style:  # quoted or a block: always a string
            return text
        if text in _WORDS:
            return _WORDS[text]
        if _INTEGER.fullmatch(text):
            return int(text)
        number = float(text) if _NUMBER.fullmatch(text) else math.inf
        return number if math.isfinite(number) else text

    def _error(self, node: yaml.Node, reason: str, **fields: object) -> LinterError:
        return self._problem(reason, path=self._path, line=node.start_mark.line + 1, **fields)


class Scalar(Value):
    """A value of a map at the top of a file: its text and its span, in code points."""

    value: str
    span: Span


def top_level(text: str, offset: int) -> dict[str, Scalar | None] | None:
    """The keys of a map at the top of a text, with None for lists, maps and aliases.

    Args:
        text: YAML, perhaps between two lines of hyphens.
        offset: its offset in the document, which is added to the spans.

    Returns:
        None if the text is not YAML or is nested deeper than a person writes; no keys if it is not a map.
    """
    try:
        _refuse_excess(text, "", PackError)
        documents = list(yaml.compose_all(_DOCUMENT_END.sub("", text), Loader=_Loader))
    except (yaml.YAMLError, PackError):
        return None
    if not documents or not isinstance(documents[0], yaml.MappingNode) or documents[0].flow_style:
        return {}

    def scalar(key: yaml.Node, node: yaml.Node) -> Scalar | None:
        is_alias = node.start_mark.index < key.end_mark.index  # its position is that of its anchor
        if is_alias or not isinstance(node, yaml.ScalarNode):
            return None
        value = "" if not node.style and node.value in ("", "~", "null") else node.value
        return Scalar(value, Span(offset + node.start_mark.index, offset + node.end_mark.index))

    pairs = documents[0].value
    return {key.value: scalar(key, value) for key, value in pairs if isinstance(key, yaml.ScalarNode)}
