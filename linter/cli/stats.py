"""`seedlint stats`: what a corpus has and what it lacks."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from linter.cli.options import (
    ConfigOption,
    EncodingOption,
    Ignore,
    Isolated,
    MetadataOption,
    Packs,
    Paths,
    Select,
    VariantOption,
    as_paths,
    check_format,
    choose,
    print_errors,
)
from linter.cli.words import locale
from linter.messages.phrases import Phrase, printable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from linter.jobs.stats import Numbers, Stats

#: More months than these are shown by year.
_MONTHS = 24


def stats(
    paths: Paths = None,
    *,
    output_format: Annotated[
        str, typer.Option("--format", metavar="text|json", help="How to write the numbers.")
    ] = "text",
    rules: Packs = None,
    select: Select = None,
    ignore: Ignore = None,
    variant: VariantOption = None,
    metadata: MetadataOption = None,
    encoding: EncodingOption = None,
    config: ConfigOption = None,
    isolated: Isolated = False,
) -> int:
    """Count records, dates, summaries and findings: by file, by rule, over time.

    Exit status: 0 counted, 2 something could not be counted.
    """
    from linter.jobs.check import find  # noqa: PLC0415 - see linter.cli.options
    from linter.jobs.stats import count_files  # noqa: PLC0415

    check_format(output_format, "text", "json")
    chosen = choose(
        rules,
        select=select,
        ignore=ignore,
        variant=variant,
        metadata=metadata,
        config=config,
        isolated=isolated,
        encoding=encoding,
    )
    found = find(as_paths(paths), chosen.exclude)
    counted = count_files(found, chosen.rules, chosen.metadata, chosen.names, chosen.encoding)
    print_errors(counted.errors)
    if output_format == "json":
        from linter.reporters.json import dump  # noqa: PLC0415 - see linter.cli.options

        dump(_as_json(counted), sys.stdout)
    elif counted.files:
        typer.echo(printable("\n\n".join(_tables(counted))))
    return 2 if counted.errors else 0


def _as_json(counted: Stats) -> dict[str, object]:
    """The object by schemas/stats.schema.json."""
    from dataclasses import asdict  # noqa: PLC0415

    from linter.reporters.json import error_rows  # noqa: PLC0415

    return {
        "version": 1,
        "total": asdict(counted.total),
        "files": [{"path": path, **asdict(each)} for path, each in counted.files.items()],
        "rules": [{"rule": rule, "findings": count} for rule, count in _by_count(counted)],
        "months": [{"month": month, **asdict(counted.months[month])} for month in sorted(counted.months)],
        "errors": error_rows(counted.errors, locale()),
    }


def _by_count(counted: Stats) -> list[tuple[str, int]]:
    return sorted(counted.rules.items(), key=lambda each: (-each[1], each[0]))


def _tables(counted: Stats) -> list[str]:
    from linter.reporters.text import table  # noqa: PLC0415 - see linter.cli.options

    def columns(first: str, rows: Mapping[str, Numbers], *names: str) -> str:
        heads = [Phrase(name).text(locale()) for name in (first, *names)]
        cells = [[name, *_cells(each, names)] for name, each in rows.items()]
        return table(heads, cells, right=range(1, len(heads)))

    shown = {**counted.files}
    if len(shown) > 1:
        shown[Phrase("all").text(locale())] = counted.total
    tables = [columns("file", shown, "records", "dated", "datable", "summarised", "findings")]
    lacks = _lacks(counted.total)
    if lacks:
        tables.append(lacks)
    if counted.rules:
        heads = [Phrase(name).text(locale()) for name in ("rule", "findings")]
        tables.append(table(heads, [[rule, str(count)] for rule, count in _by_count(counted)], right=(1,)))
    periods = _periods(counted.months)
    if periods:
        first = "month" if len(counted.months) <= _MONTHS else "year"
        tables.append(columns(first, periods, "records", "summarised"))
    return tables


def _cells(numbers: Numbers, names: Sequence[str]) -> list[str]:
    return [str(getattr(numbers, name)) for name in names]


def _lacks(total: Numbers) -> str:
    """What is missing, in sentences."""
    lines = []
    if total.undated:
        lines.append(
            Phrase(
                "Without a date that can be used: {count} of {records}; marked as such: {known}.",
                count=total.undated,
                records=total.records,
                known=total.known_undated,
            )
        )
    if total.unsummarised:
        lines.append(
            Phrase(
                "Without a summary: {count} of {records}; marked as such: {known}.",
                count=total.unsummarised,
                records=total.records,
                known=total.known_unsummarised,
            )
        )
    return "\n".join(line.text(locale()) for line in lines)


def _periods(months: Mapping[str, Numbers]) -> dict[str, Numbers]:
    """The numbers by month, or by year where the months are too many to be read."""
    from linter.jobs.stats import Numbers  # noqa: PLC0415 - see linter.cli.options

    if len(months) <= _MONTHS:
        return {month: months[month] for month in sorted(months)}
    years: dict[str, Numbers] = {}
    for month in sorted(months):
        year = years.setdefault(month[:4], Numbers())
        year += months[month]
    return years
