"""The generated files of a checkout: the manual, and the schemas that are made from the kinds."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

from linter.errors import UsageError, os_reason
from linter.files.discovery import is_page
from linter.files.regular import read_regular
from linter.kinds import Options, kinds
from linter.manual import Page, Section, Table, kind_page, kind_summary, render_markdown, rule_page
from linter.messages.phrases import Locale
from linter.packs import load_packs
from linter.packs.schema import config_schema, rulepack_schema

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_NOTE = "<!-- Made by `make pages` from the packs and the kinds; do not edit. -->\n\n"
#: What identifies our schemas.
_SCHEMA = '"$id": "urn:seedlint:schema:'


def stale_pages(root: Path) -> list[tuple[Path, str | None]]:
    """The generated files that are stale, each with its new text, or None if it must go."""
    wanted = dict(_wanted(root))
    made = (path for name in ("rules", "kinds") for path in (root / "docs" / name).glob("*.md"))
    there = {path for path in made if is_page(path) and _is_generated(_text(path))}
    stale: list[tuple[Path, str | None]] = [
        (path, text)
        for path, text in wanted.items()
        if not os.path.lexists(path) or path.is_symlink() or _text(path) != text
    ]
    return sorted([*stale, *((path, None) for path in there - wanted.keys())])


def refuse_foreign(path: Path) -> None:
    """Refuses to replace a file that has the name of a generated one, but was not generated.

    Raises:
        UsageError: it is such a one.
    """
    if os.path.lexists(path) and not _is_generated(_text(path)):
        raise UsageError("was not made by `seedlint pages`; move it elsewhere", path=str(path))


def _text(path: Path) -> str:
    """The text of a file.

    Raises:
        UsageError: it cannot be read, or is a link.
    """
    try:
        return read_regular(path, follow=False).decode("utf-8", "replace")
    except OSError as error:
        raise UsageError("cannot be read: {reason}", path=str(path), reason=os_reason(error)) from error


def _is_generated(text: str) -> bool:
    """Whether a text is a generated page or schema; an empty one may be replaced, too."""
    return not text.strip() or text.startswith(_NOTE) or _SCHEMA in text


def _wanted(root: Path) -> Iterator[tuple[Path, str]]:
    for name, schema in (("rulepack", rulepack_schema()), ("config", config_schema())):
        text = json.dumps(schema, ensure_ascii=False, indent=2)
        yield root / "schemas" / f"{name}.schema.json", f"{text}\n"
    rules = [rule for pack in load_packs((), Options()) for rule in pack.rules]
    docs = root / "docs"
    for rule in rules:
        yield docs / "rules" / f"{rule.id}.md", _NOTE + render_markdown(rule_page(rule, Locale.ENGLISH))
    for name in kinds():
        yield docs / "kinds" / f"{name}.md", _NOTE + render_markdown(kind_page(name, Locale.ENGLISH))
    rows = [
        (f"[{rule.id}]({rule.id}.md)", rule.severity.value, rule.applicability or "–", rule.text("summary"))
        for rule in sorted(rules, key=lambda rule: rule.id)
    ]
    table = Table((("rule", "severity", "fix", "finds"), *rows))
    kind_table = Table(
        (("kind", "finds"), *((f"[{name}](../kinds/{name}.md)", kind_summary(name)) for name in kinds()))
    )
    index = Page("Rules", (table,), (Section("Kinds", ("What a rule can be made of:", kind_table)),))
    yield docs / "rules" / "README.md", _NOTE + render_markdown(index)
