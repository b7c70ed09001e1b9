"""Sentences for people: written in English where they are made, translated where they are shown."""

from __future__ import annotations

import enum
import functools
import gettext
import os
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

from linter.lazy import lazy_re

if TYPE_CHECKING:
    import re
    from collections.abc import Mapping, Sequence

#: The folder of the translations, as gettext wants it: `<language>/LC_MESSAGES/messages.mo`.
CATALOGUES = Path(__file__).resolve().parent / "locales"
#: The environment variables that choose the language: our own, then the standard ones in order of precedence.
OWN_VARIABLE = "SEEDLINT_LOCALE"
ENVIRONMENT = ("LC_ALL", "LC_MESSAGES", "LANG")
_FIELD = lazy_re(r"\{(\w+)\}")
#: How many templates are kept in parts; a run uses some hundreds.
_MOST_TEMPLATES = 2_000
#: Characters that control a terminal or end a line.
_CONTROLS = lazy_re(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
#: Commands that services for continuous integration obey anywhere on a line of a log.
_COMMAND = lazy_re(r"##(?=(?:vso|teamcity)\[|\[[A-Za-z])")
#: Those that they obey at the beginning of a line.
_FIRST = lazy_re(r"(?m)^(\s*):(?=:[A-Za-z])")

_NOT_PRINTED = frozenset(("Cc", "Cf", "Zl", "Zp"))


class Locale(enum.StrEnum):
    """A language of messages, by its BCP 47 tag."""

    ENGLISH = "en"
    TAIWAN = "zh-TW"

    @property
    def posix(self) -> str:
        """The name that gettext and the environment use."""
        return self.value.replace("-", "_")

    @property
    def between_sentences(self) -> str:
        """The text between two sentences."""
        return "" if self is Locale.TAIWAN else " "


class Phrase:
    """A sentence with `{name}` for each field; the template is English, and the key of its translations.

    Args:
        template: the sentence.
        fields: the values of the names; a phrase among them is translated, too.
    """

    __slots__ = ("fields", "template")

    def __init__(self, template: str, **fields: object) -> None:
        self.template = template
        self.fields: Mapping[str, object] = fields

    def text(self, locale: Locale) -> str:
        """The sentence in a language."""
        # gettext stores its own metadata under the empty text.
        translated = _catalogue(locale).gettext(self.template) if self.template else ""
        return fill(translated, self.fields, locale)

    def __str__(self) -> str:
        return self.text(Locale.ENGLISH)


class Count(Phrase):
    """A number and what it counts: `Count(2, "{count} file", "{count} files")`.

    Args:
        count: the number, which is `{count}` in the templates.
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
    """Phrases, one after the other.

    Args:
        parts: the phrases, or texts that are the same in every language.
        between: the text between them, translated as a template; if empty, the parts are sentences and are
            separated like sentences.
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
    r"""A path as text on one line; control characters and bytes that are not UTF-8 become `\xNN`.

    A name that a log would take for a command is written so that it is not one.
    """
    text = os.fsencode(path).decode("utf-8", "backslashreplace")
    text = _CONTROLS.sub(_escape, text)
    if "##" in text:
        text = _COMMAND.sub(r"#\\x23", text)
    return f"./{text}" if text.lstrip().startswith("::") else text


def _escape(match: re.Match[str]) -> str:
    code = ord(match[0])
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"  # noqa: PLR2004 - two digits


def printable(text: str) -> str:
    """A text that is safe to print: characters that would control a terminal or a log become U+FFFD.

    Control and format characters (categories Cc and Cf), separators of lines, and what begins a command of a
    log may come from documents and from foreign packs.
    """
    if "##" in text:
        text = _COMMAND.sub("#\ufffd", text)
    if text.isprintable():
        return text
    return "".join(
        " " if c == "\t" else c if c == "\n" or unicodedata.category(c) not in _NOT_PRINTED else "\ufffd"
        for c in text
    )


def printable_lines(text: str) -> str:
    """The same for whole lines of output, none of which then begins with a command of a log (`::error`)."""
    return _FIRST.sub("\\1\ufffd", printable(text))


def template(text: str) -> str:
    """Marks a text that becomes the template of a phrase elsewhere, so that it is translated."""
    return text


def names(template: str) -> tuple[str, ...]:
    """The names in braces, in order."""
    return _parts(template)[1::2] if "{" in template else ()


def fill(template: str, fields: Mapping[str, object], locale: Locale = Locale.ENGLISH) -> str:
    """The template with its fields filled in; a name that is not one of them is left as it is."""
    if "{" not in template:
        return template
    filled = list(_parts(template))
    for index in range(1, len(filled), 2):
        name = filled[index]
        filled[index] = shown(fields[name], locale) if name in fields else f"{{{name}}}"
    return "".join(filled)


@functools.lru_cache(_MOST_TEMPLATES)
def _parts(template: str) -> tuple[str, ...]:
    """The parts of a template: the text before a name, the name, the text after it, and so on."""
    return tuple(_FIELD.split(template))


def shown(value: object, locale: Locale) -> str:
    """A value as text in a language."""
    if isinstance(value, Phrase):
        return value.text(locale)
    # To ask a text whether it is a path takes longer than all the rest.
    if not isinstance(value, str) and isinstance(value, os.PathLike):
        return display(value)
    return str(value)


def in_language(text: str | Mapping[str, str], locale: Locale) -> str:
    """A text of a pack in a language; in English if the pack does not have it in that language."""
    return text if isinstance(text, str) else text.get(locale.value) or text[Locale.ENGLISH.value]


@functools.cache
def _catalogue(locale: Locale) -> gettext.NullTranslations:
    if locale is Locale.ENGLISH:
        return gettext.NullTranslations()
    return gettext.translation("messages", CATALOGUES, [locale.posix])
