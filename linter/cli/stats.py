"""`seedlint stats`: counts what a corpus has and what it lacks."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

from linter.cli.console import Console, echo
from linter.cli.define import Option
from linter.cli.options import Paths, RunOptions, as_paths, check_format
from linter.cli.run_config import resolve
from linter.cli.run_files import reports_of
from linter.jobs.check import find
from linter.jobs.stats import Numbers, Stats, count_files
from linter.messages.phrases import Locale, Phrase, printable_lines
from linter.reporters.json import dump, error_rows
from linter.reporters.text import table
from linter.values import as_dict

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

#: If there are more months than this, the numbers are by year.
_MONTHS = 24


def stats(
    console: Console,
    paths: Paths = None,
    *,
    output_format: Annotated[
        str, Option("--format", metavar="text|json", help="The format of the numbers.")
    ] = "text",
    options: RunOptions,
) -> int:
    """Count records, dates, summaries and findings: by file, by rule, over time.

    Exit status: 0 counted, 2 something could not be counted.
    """
    check_format(output_format, "text", "json")
    config = resolve(options, console)
    found = find(as_paths(paths), config.exclude)
    reports = reports_of(found, config, console)
    counted = count_files(reports, config.rules, found.errors, config.metadata, config.packs[0].judge())
    console.print_errors(counted.errors)
    if output_format == "json":
        dump(_as_json(counted, console.locale), sys.stdout)
    elif counted.files:
        echo(printable_lines("\n\n".join(_tables(counted, console.locale))))
    return 2 if counted.errors else 0


def _as_json(counted: Stats, locale: Locale) -> dict[str, object]:
    """The object by schemas/stats.schema.json."""
    return {
        "version": 1,
        "total": as_dict(counted.total),
        "files": [{"path": path, **as_dict(numbers)} for path, numbers in counted.files.items()],
        "rules": [{"rule": rule, "findings": count} for rule, count in _by_count(counted)],
        "months": [{"month": month, **as_dict(counted.months[month])} for month in sorted(counted.months)],
        "errors": error_rows(counted.errors, locale),
    }


def _by_count(counted: Stats) -> list[tuple[str, int]]:
    return sorted(counted.rules.items(), key=lambda row: (-row[1], row[0]))


def _tables(counted: Stats, locale: Locale) -> list[str]:
    def columns(first: str, rows: Mapping[str, Numbers], *names: str) -> str:
        heads = [Phrase(name).text(locale) for name in (first, *names)]
        cells = [[name, *_cells(numbers, names)] for name, numbers in rows.items()]
        return table(heads, cells, right=range(1, len(heads)))

    shown = {**counted.files}
    if len(shown) > 1:
        shown[Phrase("all").text(locale)] = counted.total
    tables = [columns("file", shown, "records", "dated", "datable", "summarised", "findings")]
    lacks = _lacks(counted.total, locale)
    if lacks:
        tables.append(lacks)
    if counted.rules:
        heads = [Phrase(name).text(locale) for name in ("rule", "findings")]
        tables.append(table(heads, [[rule, str(count)] for rule, count in _by_count(counted)], right=(1,)))
    periods = _periods(counted.months)
    if periods:
        first = "month" if len(counted.months) <= _MONTHS else "year"
        tables.append(columns(first, periods, "records", "summarised"))
    return tables


def _cells(numbers: Numbers, names: Sequence[str]) -> list[str]:
    return [str(getattr(numbers, name)) for name in names]


def _lacks(total: Numbers, locale: Locale) -> str:
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
                "Without a summary: {count} of {records}; marked as such: {known}. Nothing there: {missing}, "
                "placeholders: {placeholder}, error messages: {error}, refusals: {refusal}, "
                "templates: {unfilled}.",
                count=total.unsummarised,
                records=total.records,
                known=total.known_unsummarised,
                missing=total.missing_summaries,
                placeholder=total.placeholder_summaries,
                error=total.error_summaries,
                refusal=total.refusal_summaries,
                unfilled=total.template_summaries,
            )
        )
    return "\n".join(line.text(locale) for line in lines)


def _periods(months: Mapping[str, Numbers]) -> dict[str, Numbers]:
    """The numbers by month, or by year if there are too many months to read."""
    if len(months) <= _MONTHS:
        return {month: months[month] for month in sorted(months)}
    years: dict[str, Numbers] = {}
    for month in sorted(months):
        year = years.setdefault(month[:4], Numbers())
        year += months[month]
    return years
