"""Counts what a check does to pages: `python -m tests.tools.counting PAGE...` prints a line of JSON for each.

Counts do not depend on the machine, as seconds do. Nothing in seedlint counts for this: its expressions are
wrapped when they are compiled, and the interpreter reports every call of an expression's method.
"""

from __future__ import annotations

import importlib
import json
import re
import sys
import tracemalloc
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import regex

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from types import FrameType

_PATTERNS = (re.Pattern, regex.Pattern)
_READING = frozenset(("search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split"))
#: They keep what an engine compiles, in a form that a wrapped expression does not have.
_KEEP = {
    "regex": frozenset(("linter.matching.expression_cache", "linter.lazy")),
    "re": frozenset(("linter.lazy",)),
    "regex._regex": frozenset(("linter.lazy",)),
}


@dataclass(slots=True)
class Counts:
    """What a check of a page does.

    `searches` are calls of methods of expressions for each thousand characters; `passes` the
    characters that these read, divided by those of the page; `seen` the share of the searches that `passes`
    knows about; `memory` the bytes at the peak for each character; `findings` how much there was to find.
    """

    searches: float = 0.0
    passes: float = 0.0
    seen: float = 0.0
    memory: float = 0.0
    findings: int = 0


class _Reader:
    """An expression that counts the characters that it reads."""

    calls = 0
    characters = 0

    def __init__(self, pattern: Any) -> None:  # noqa: ANN401 - of either engine
        self._pattern = pattern

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever a pattern has
        value = getattr(self._pattern, name)
        if name in _READING:
            value = self._counting(name, value)
        setattr(self, name, value)
        return value

    def _counting(self, name: str, method: Callable[..., Any]) -> Callable[..., Any]:
        inserts = name in ("sub", "subn")  # what is inserted comes before the text, and a number after it

        def call(*arguments: Any, **named: Any) -> Any:  # noqa: ANN401 - as the method
            result = method(*arguments, **named)
            text = arguments[1 if inserts else 0]
            positions = () if inserts or name == "split" else arguments[1:]
            start, end = _range(len(text), *positions[:2], **named)
            if name in ("match", "fullmatch"):  # they look at one place
                end = result.end() if result is not None else start
            elif name == "search" and result is not None:
                end = result.end()
            _Reader.calls += 1
            _Reader.characters += max(0, end - start)
            return result

        return call


def _range(
    length: int,
    pos: int | None = None,
    endpos: int | None = None,
    **_: Any,  # noqa: ANN401 - other arguments of methods
) -> tuple[int, int]:
    """The part of a text of this length that a method reads."""
    return min(pos or 0, length), length if endpos is None else min(endpos, length)


def _wrap(module: Any) -> None:  # noqa: ANN401 - modules have no type of their own here
    """Makes a module return expressions that count, where seedlint asks for them."""
    compile_, kept = module.compile, _KEEP.get(module.__name__, frozenset())

    def compile_counting(*arguments: Any, **named: Any) -> Any:  # noqa: ANN401 - as the module's
        made = compile_(*arguments, **named)
        caller = str(sys._getframe(1).f_globals["__name__"])  # noqa: SLF001 - who asks decides
        return _Reader(made) if caller.startswith("linter.") and caller not in kept else made

    module.compile = compile_counting


def main(pages: Sequence[str]) -> None:
    """Prints the counts of each page, after what only the first check does is done."""
    for module in (re, regex, sys.modules["regex._regex"]):
        _wrap(module)
    store = vars(importlib.import_module("linter.lazy"))["_STORE"]
    compile_ = store.compile
    store.compile = lambda *arguments: _Reader(compile_(*arguments))
    # Only now, because modules compile when they are imported.
    document = importlib.import_module("linter.document").Document
    check = importlib.import_module("linter.engine").check
    options = importlib.import_module("linter.kinds").Options()
    packs = importlib.import_module("linter.packs")
    rules = packs.select_rules(packs.load_packs((), options), (), ())
    texts = [Path(page).read_text(encoding="utf-8") for page in pages]

    def checked(text: str) -> int:
        result = check(document(text), rules)
        assert not result.errors, [each.phrase.fields for each in result.errors]
        return len(result.diagnostics)

    checked(texts[0])
    for text in texts:
        sys.stdout.write(f"{json.dumps(asdict(_count(checked, text)))}\n")


def _count(checked: Callable[[str], int], text: str) -> Counts:
    counts = Counts()
    _Reader.calls = _Reader.characters = 0

    def called(_: FrameType, event: str, function: Any) -> None:  # noqa: ANN401 - as the interpreter passes it
        if event == "c_call" and isinstance(getattr(function, "__self__", None), _PATTERNS):
            counts.searches += function.__name__ in _READING

    sys.setprofile(called)
    counts.findings = checked(text)
    sys.setprofile(None)
    counts.passes = _Reader.characters / len(text)
    counts.seen = _Reader.calls / counts.searches
    counts.searches *= 1000 / len(text)
    tracemalloc.start()
    checked(text)
    counts.memory = tracemalloc.get_traced_memory()[1] / len(text)
    tracemalloc.stop()
    return counts


if __name__ == "__main__":
    main(sys.argv[1:])
