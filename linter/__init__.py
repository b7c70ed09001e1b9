"""seedlint: finds, fixes and unifies the marks that language models leave in Chinese/English Markdown."""

from __future__ import annotations

TYPE_CHECKING = False  # as `typing` has it; importing the package stays light
if TYPE_CHECKING:
    from linter.jobs.cleaner import Cleaner, Result, Status

__all__ = ["Cleaner", "Result", "Status", "convert"]
__version__ = "0.1.0"


def convert(text: str, target: str = "zh-TW", *, vocabulary: bool = False) -> str:
    """Brings a Markdown document to one variant of written Chinese.

    Text that is already right stays as it is, and so do code, addresses, tags, maths, front matter and
    Japanese. Without `vocabulary`, only characters change, and the result has as many code points as the
    text. Converting twice equals converting once.

    Args:
        text: one whole document, because the share of Simplified Chinese in all of it is evidence for its
            parts.
        target: `zh-TW`, `zh-HK` or `zh-CN`.
        vocabulary: whether to replace the words of other places as well (軟件 by 軟體).

    Raises:
        ValueError: the target is not one of these.
        linter.errors.FixError: it cannot be proved that only words change; the message names the line.
        linter.errors.LinterError: the dictionaries are not installed.
    """
    from linter.jobs.convert import convert_text  # noqa: PLC0415 - importing the package stays light

    return convert_text(text, target, vocabulary=vocabulary)


def __getattr__(name: str) -> type:
    """The classes of `linter.jobs.cleaner`, which is imported when one is first used."""
    if name in ("Cleaner", "Result", "Status"):
        from linter.jobs import cleaner  # noqa: PLC0415 - importing the package stays light

        found: type = getattr(cleaner, name)
        return found
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
