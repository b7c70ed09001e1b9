"""Examines the language of messages, and the encoding of file names."""

from __future__ import annotations

import locale as system
import sys
from typing import TYPE_CHECKING

from linter.doctor.examination import Examination
from linter.messages.phrases import ENVIRONMENT, OWN_VARIABLE, Locale, Phrase

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from linter.doctor.examination import Surroundings


def examine(surroundings: Surroundings) -> Examination:
    """Compares what the environment asks for with what the system has."""
    environment = surroundings.environment
    name = next((variable for variable in (OWN_VARIABLE, *ENVIRONMENT) if environment.get(variable)), None)
    fact = Phrase("nothing asked for") if name is None else f"{name}={environment[name]}"
    return Examination(fact, tuple(_problems(environment)))


def _problems(environment: Mapping[str, str]) -> Iterator[Phrase]:
    own = environment.get(OWN_VARIABLE)
    if own and own not in list(Locale):
        yield Phrase(
            "SEEDLINT_LOCALE is '{value}'; seedlint supports {locales}", value=own, locales=", ".join(Locale)
        )
    before = system.setlocale(system.LC_CTYPE)
    try:
        system.setlocale(system.LC_CTYPE, "")
    except system.Error:
        values = (environment.get(variable) for variable in ("LC_ALL", "LC_CTYPE", "LANG"))
        value = next(filter(None, values), "")
        yield Phrase(
            "this system has no locale '{value}'; choose one that `locale -a` lists, such as C.UTF-8",
            value=value,
        )
    finally:
        system.setlocale(system.LC_CTYPE, before)
    if sys.getfilesystemencoding() != "utf-8":
        yield Phrase(
            "file names are read as {encoding}; set LC_ALL to a UTF-8 locale such as C.UTF-8",
            encoding=sys.getfilesystemencoding(),
        )
