"""Examines the built-in rule packs, as they were installed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linter.doctor.examination import Examination
from linter.errors import LinterError
from linter.kinds import Options
from linter.messages.phrases import Count, Phrase
from linter.packs import load_packs
from linter.versions import listed, pack_versions

if TYPE_CHECKING:
    from linter.doctor.examination import Surroundings


def examine(_surroundings: Surroundings) -> Examination:
    """Reads and compiles the packs."""
    try:
        packs = load_packs((), Options())
        fact = Phrase(
            "{rules} in {packs}",
            rules=Count(sum(len(pack.rules) for pack in packs), "{count} rule", "{count} rules"),
            packs=listed(pack_versions()),
        )
    except LinterError as error:
        return Examination("–", (error,))
    except FileNotFoundError:
        return Examination("–", (Phrase("files of seedlint are missing; reinstall it"),))
    return Examination(fact)
