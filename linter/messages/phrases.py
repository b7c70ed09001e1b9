"""Sentences for people: written in English where they arise, translated where they are shown."""

from __future__ import annotations

import enum
import functools
import gettext
import os
import re
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

#: Where the translations lie, as gettext wants them: `<language>/LC_MESSAGES/messages.mo`.
CATALOGUES = Path(__file__).resolve().parent / "locales"
#: What says which language to speak: our own variable; everybody's, the strongest first.
OWN_VARIABLE = "SEEDLINT_LOCALE"
ENVIRONMENT = ("LC_ALL", "LC_MESSAGES", "LANG")
_FIELD = re.compile(r"\{(\w+)\}")
#: What steers a terminal or ends a line.
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]")


class Locale(enum.StrEnum):
    """A language that the program speaks, by its BCP 47 tag."""

    ENGLISH = "en"
    TAIWAN = "zh-TW"

    @property
    def posix(self) -> str:
        """The name that gettext and the environment use."""
        return self.value.replace("-", "_")

    @property
    def between_sentences(self) -> str:
        """What stands between two sentences."""
        return "" if self is Locale.TAIWAN else " "


class Phrase:
    """A sentence with `{name}` for each of its fields; the template is English and the key of translations.

    Args:
        template: the sentence.
        fields: what the names stand for; a phrase among them is translated, too.
    """

    __slots__ = ("fields", "template")

    def __init__(self, template: str, **fields: object) -> None:
        self.template = template
        self.fields: Mapping[str, object] = fields

    def text(self, locale: Locale) -> str:
        """The sentence in a language."""
        # gettext keeps its own notes under the empty text.
        translated = _catalogue(locale).gettext(self.template) if self.template else ""
        return fill(translated, self.fields, locale)

    def __str__(self) -> str:
        return self.text(Locale.ENGLISH)


class Count(Phrase):
    """A number with what it counts: `Count(2, "{count} file", "{count} files")`.

    Args:
        count: the number, which the templates name `{count}`.
        one: the template for one.
        many: the template for any other number.
    """

    __slots__ = ("count", "many")

    def __init__(self, count: int, one: str, many: str) -> None:
        super().__init__(one, count=count)
        self.count = count
        self.many = many

    def text(self, locale: Locale) -> str:
        """The number in a language."""
        template = _catalogue(locale).ngettext(self.template, self.many, self.count)
        return fill(template, self.fields, locale)


class Joined(Phrase):
    """Phrases one after the other.

    Args:
        parts: the phrases, or texts that are the same in every language.
        between: what stands between them, translated as a template of its own; if empty, they are sentences,
            and stand apart as sentences do.
    """

    __slots__ = ("parts",)

    def __init__(self, parts: Sequence[Phrase | str], between: str = "") -> None:
        super().__init__(between)
        self.parts = parts

    def text(self, locale: Locale) -> str:
        """The parts in a language."""
        between = super().text(locale) or locale.between_sentences
        return between.join(shown(part, locale) for part in self.parts)


def display(path: str | os.PathLike[str]) -> str:
    r"""A path as text on one line; controls and bytes that are no UTF-8 show as `\xNN`."""
    text = os.fsencode(path).decode("utf-8", "backslashreplace")
    return _CONTROLS.sub(lambda match: f"\\x{ord(match[0]):02x}", text)


def printable(text: str) -> str:
    """A text that a terminal shows as it is: what would steer the terminal shows as U+FFFD.

    Control and format characters (categories Cc and Cf) may come from documents and from packs of others.
    """
    if text.isprintable():
        return text
    return "".join(
        " " if c == "\t" else c if c == "\n" or unicodedata.category(c) not in ("Cc", "Cf") else "\ufffd"
        for c in text
    )


def template(text: str) -> str:
    """Marks a text that becomes the template of a phrase elsewhere, so that it is translated, too."""
    return text


def names(template: str) -> list[str]:
    """The names between braces, in order."""
    return _FIELD.findall(template)


def fill(template: str, fields: Mapping[str, object], locale: Locale = Locale.ENGLISH) -> str:
    """The template with its fields put in; a name that is none of them stays as it is written."""
    if "{" not in template:
        return template

    def put_in(match: re.Match[str]) -> str:
        name = match.group(1)
        return shown(fields[name], locale) if name in fields else match.group()

    return _FIELD.sub(put_in, template)


def shown(value: object, locale: Locale) -> str:
    """A value as text in a language."""
    if isinstance(value, os.PathLike):
        return display(value)
    return value.text(locale) if isinstance(value, Phrase) else str(value)


@functools.cache
def _catalogue(locale: Locale) -> gettext.NullTranslations:
    if locale is Locale.ENGLISH:
        return gettext.NullTranslations()
    return gettext.translation("messages", CATALOGUES, [locale.posix])
