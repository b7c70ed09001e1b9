"""The language of the command line: that of `--locale`, or the environment's."""

from __future__ import annotations

import contextlib
import gettext
import os
from typing import TYPE_CHECKING

from linter.errors import UsageError
from linter.messages.phrases import CATALOGUES, ENVIRONMENT, OWN_VARIABLE, Locale, Phrase

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

#: How environments name the Chinese of regions that write Traditional characters.
_TRADITIONAL = ("zh_tw", "zh_hk", "zh_mo", "zh_hant")
#: gettext's domain for typer's own texts, such as the headings of a help.
_DOMAIN = "messages"
OPTION = "--locale"


def choose_locale(arguments: Sequence[str], environment: Mapping[str, str]) -> Locale:
    """The run's language; it is needed before typer parses anything, since even the help is translated.

    Raises:
        UsageError: `--locale` or SEEDLINT_LOCALE names a language that is not supported.
    """
    own = environment.get(OWN_VARIABLE)
    if own not in list(Locale) and _command(arguments) == "doctor":
        own = None  # the doctor reports it
    for name, value in ((OPTION, _option_value(arguments)), (OWN_VARIABLE, own)):
        if value:
            return _known(name, value)
    found = next((value for name in ENVIRONMENT if (value := environment.get(name))), "")
    traditional = found.replace("-", "_").lower().startswith(_TRADITIONAL)
    return Locale.TAIWAN if traditional else Locale.ENGLISH


def _known(name: str, value: str) -> Locale:
    if value not in list(Locale):
        locales = ", ".join(Locale)
        raise UsageError("{name}: '{value}' is not one of {locales}", name=name, value=value, locales=locales)
    return Locale(value)


def _command(arguments: Sequence[str]) -> str | None:
    """The command: the first argument that is neither an option nor the value of `--locale`."""
    commands = (
        argument
        for previous, argument in zip(("", *arguments), arguments, strict=False)
        if not argument.startswith("-") and previous != OPTION
    )
    return next(commands, None)


def _option_value(arguments: Sequence[str]) -> str | None:
    """The value of `--locale`, before or after the command; typer reports a missing one."""
    for index, argument in enumerate(arguments):
        if argument == "--":
            return None
        if argument == OPTION:
            return arguments[index + 1] if index + 1 < len(arguments) else None
        if argument.startswith(f"{OPTION}="):
            return argument.partition("=")[2]
    return None


@contextlib.contextmanager
def translated_typer(locale: Locale) -> Iterator[None]:
    """Lets gettext find typer's own texts in our catalogue, and restores the process afterwards."""
    folder, language = gettext.bindtextdomain(_DOMAIN), os.environ.get("LANGUAGE")
    gettext.bindtextdomain(_DOMAIN, str(CATALOGUES))
    os.environ["LANGUAGE"] = locale.posix
    try:
        yield
    finally:
        gettext.bindtextdomain(_DOMAIN, folder)
        if language is None:
            os.environ.pop("LANGUAGE", None)
        else:
            os.environ["LANGUAGE"] = language


def paragraphs(text: str | None, locale: Locale) -> str | None:
    """A help text translated, paragraph by paragraph."""
    if not text:
        return text
    parts = (" ".join(part.split()) for part in text.split("\n\n"))
    return "\n\n".join(Phrase(part).text(locale) for part in parts if part)
