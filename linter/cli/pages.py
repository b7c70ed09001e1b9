"""`seedlint pages`: writes what is generated, the manual and two schemas, or tells what is stale."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from linter.cli.words import complain, say
from linter.messages.phrases import Phrase


def pages(
    folder: Annotated[Path, typer.Argument(help="The checkout whose docs/ and schemas/ are written.")],
    *,
    check: Annotated[bool, typer.Option("--check", help="Write nothing; fail if a page is stale.")] = False,
) -> int:
    """Write the pages of all rules and kinds, and the schemas that are put together from the kinds.

    Exit status: 0 all is as it should be, 1 something is stale.
    """
    from linter.files.writer import write_atomically  # noqa: PLC0415
    from linter.jobs.pages import stale_pages  # noqa: PLC0415 - see linter.cli.options

    stale = stale_pages(folder)
    for path, text in stale:
        if check:
            complain(Phrase("{path} is stale; `make pages` writes it anew", path=path))
        elif text is None:
            path.unlink()
            say("removed {path}", path=path)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(path, text.encode("utf-8"))
            say("wrote {path}", path=path)
    return 1 if check and stale else 0
