"""Why fixes are not made: errors that name the rules, and the line of their first fix."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from linter.errors import FixError
from linter.fixing.choice import edits_of
from linter.messages.phrases import template

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from linter.diagnostics import Diagnostic
    from linter.document import Document
    from linter.messages.phrases import Phrase


def damage_error(
    document: Document, names: Iterable[str], applied: Sequence[Diagnostic], damage: Phrase
) -> FixError:
    """The fixes of these rules would damage the document."""
    message = template("not fixed, because of {names}: {damage}")
    return _not_fixed(message, document, names, applied, damage=damage)


def oscillation(
    document: Document, names: Iterable[str], applied: Sequence[Diagnostic], texts: Iterable[str]
) -> FixError:
    """The fixes of these rules write by turns what the others replace: the texts."""
    message = template("not fixed: the fixes of {names} undo each other ({what})")
    what = ", ".join(f"'{text}'" for text in texts)
    return _not_fixed(message, document, names, applied, what=what)


def non_convergence(document: Document, names: set[str], applied: Sequence[Diagnostic]) -> FixError:
    """The fixes of these rules find no end."""
    message = template("not fixed: the fixes of {names} keep changing each other's text")
    if len(names) == 1:
        message = template("not fixed: the fixes of {names} would change their own text again")
    return _not_fixed(message, document, names, applied)


def too_much_growth(document: Document, chosen: Sequence[Diagnostic]) -> FixError:
    """The fixes of one pass write too much; names the rule that writes most."""
    growth = Counter[str]()
    for diagnostic in chosen:
        growth[diagnostic.rule] += sum(edit.growth for edit in edits_of(diagnostic))
    name, most = max(sorted(growth.items()), key=lambda item: item[1])
    message = template("not fixed: {names} would write {count} characters into a text of {length}")
    return FixError(message, path=document.path, names=name, count=most, length=len(document.text))


def _not_fixed(
    message: str, document: Document, names: Iterable[str], applied: Sequence[Diagnostic], **fields: object
) -> FixError:
    names = sorted(names)
    starts = [diagnostic.span.start for diagnostic in applied if diagnostic.rule in names]
    line = document.position(min(starts)).line
    return FixError(message, path=document.path, line=line, names=", ".join(names), **fields)
