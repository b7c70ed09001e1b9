"""Cleans the records of a data set, for programs and engines that bring their own reading and writing.

A record is any mapping with a text. It is cleaned by itself: what fails is one record, and the result depends
on it alone, not on the batch it came in, its place there, or the machine's load.
"""

from __future__ import annotations

import enum
import functools
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from linter.chinese.targets import Target
from linter.diagnostics import Applicability
from linter.document import Document
from linter.engine import check
from linter.errors import LinterError, UsageError, internal_error
from linter.fixing.fixer import fix
from linter.jobs.choice import Wishes, choose
from linter.jobs.remembered import contents
from linter.messages.phrases import Locale, display, template
from linter.recall.digests import digest, digest_of
from linter.recall.surroundings import PARTS
from linter.values import Value, replace
from linter.versions import dictionary_versions

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pyarrow as pa

    from linter.diagnostics import Diagnostic, Edit
    from linter.jobs.choice import Choice

    Batch = TypeVar("Batch", pa.RecordBatch, pa.Table)

#: The columns that `Cleaner.clean_arrow` adds.
STATUS, FIXED, LEFT, ERROR = ("seedlint_status", "seedlint_fixed", "seedlint_left", "seedlint_error")
#: The suffixes of the files that decide what a result is.
_SOURCES = frozenset((".py", ".yaml", ".tsv", ".txt", ".json", ".po"))


class Status(enum.StrEnum):
    """What became of a record."""

    UNCHANGED = "unchanged"
    """There was nothing to fix."""
    FIXED = "fixed"
    """The text was changed."""
    NO_TEXT = "no-text"
    """The record has no text: no such field, None, or NaN."""
    FAILED = "failed"
    """The text could not be cleaned, and is as it was."""


class Result(Value):
    """A record after cleaning."""

    record: Mapping[str, Any]
    """The record with its text cleaned; all else is as it was."""
    status: Status
    text: str | None = None
    """The text as it is now; None if the record has none."""
    identity: object = None
    """What the record is known by: the value of the field that `identity` names."""
    fixed: tuple[Diagnostic, ...] = ()
    """The findings that were fixed, with their spans in the original text."""
    left: tuple[Diagnostic, ...] = ()
    """The findings that are left, with their spans in the text as it is now."""
    edits: tuple[Edit, ...] = ()
    """What was changed, sorted, with the spans in the original text."""
    errors: tuple[str, ...] = ()
    """Why the record failed, or why a fix was not made, in sentences."""


class Cleaner:
    """Cleans records. Build one in each process: loading rules and tables takes as long as many records.

    It can be pickled, as what built it; the process that gets it needs the same files.

    Args:
        text: the field that has the text, a Markdown document.
        identity: a field by which the record is known; None for none.
        packs: rule packs of your own.
        select: ids of rules or packs; the rules that run by default if empty.
        ignore: ids of rules or packs to leave out.
        variant: the variant of Chinese that is wanted: `zh-TW`, `zh-HK` or `zh-CN`; None for what the
            configuration says, or else Taiwan's.
        config: a configuration file; None for none, wherever the process runs.
        unsafe: whether to apply unsafe fixes, too.
        locale: the language of messages: `en` or `zh-TW`.

    Raises:
        ValueError: the variant or the locale does not exist.
        linter.errors.LinterError: a pack or the configuration is wrong, a name is unknown, or a package with
            dictionaries is missing.
    """

    def __init__(  # noqa: PLR0913 - the options of a run, all by name
        self,
        *,
        text: str = "text",
        identity: str | None = None,
        packs: Iterable[str | Path] = (),
        select: Iterable[str] = (),
        ignore: Iterable[str] = (),
        variant: str | None = None,
        config: str | Path | None = None,
        unsafe: bool = False,
        locale: str = "en",
    ) -> None:
        #: With absolute paths: an engine's process runs elsewhere.
        self._arguments: dict[str, Any] = {
            "text": text,
            "identity": identity,
            "packs": tuple(Path(pack).absolute() for pack in packs),
            "select": tuple(select),
            "ignore": tuple(ignore),
            "variant": variant,
            "config": Path(config).absolute() if config is not None else None,
            "unsafe": unsafe,
            "locale": locale,
        }
        self._text, self._identity = text, identity
        self._least = Applicability.UNSAFE if unsafe else Applicability.SAFE
        self._locale = Locale(locale)
        self._choice = self._chosen()

    def __reduce__(self) -> tuple[Any, ...]:
        return functools.partial(type(self), **self._arguments), ()

    def _chosen(self) -> Choice:
        arguments = self._arguments
        wishes = Wishes(
            arguments["packs"],
            arguments["select"],
            arguments["ignore"],
            Target(arguments["variant"]) if arguments["variant"] is not None else None,
            config=arguments["config"],
            isolated=arguments["config"] is None,
        )
        return choose(wishes, self._locale)

    @functools.cached_property
    def fingerprint(self) -> str:
        """What a result depends on besides the record, as 32 hexadecimal digits.

        The files of the program and those that were read, and the versions of the dictionaries, count by what
        is in them, so that it is the same on every machine.
        """
        choice = self._choice
        parts = (
            _program(),
            sorted((name, version or "") for name, version in dictionary_versions().items()),
            sorted(read for _, read in contents(choice.files)),
            [rule.id for rule in choice.rules],
            choice.options.target.value,
            self._least.value,
            self._text,
            self._locale.value,
        )
        return digest_of(parts).hex()

    def clean_batch(self, records: Iterable[Mapping[str, Any]]) -> list[Result]:
        """Cleans records, in order; each gives one result, whatever it holds."""
        return [self.clean(record) for record in records]

    def clean(self, record: Mapping[str, Any]) -> Result:
        """Cleans one record."""
        text = record.get(self._text)
        identity = record.get(self._identity) if self._identity is not None else None
        if _is_missing(text):
            return Result(dict(record), Status.NO_TEXT, identity=identity)
        if isinstance(text, str):
            result = self._clean_text(text, "" if identity is None else display(str(identity)))
            return replace(result, record={**record, self._text: result.text}, identity=identity)
        message = template("the field '{field}' has a value of type {kind}, not a text")
        error = UsageError(message, field=self._text, kind=type(text).__name__)
        return Result(dict(record), Status.FAILED, None, identity, errors=(error.text(self._locale),))

    def clean_arrow(self, batch: Batch) -> Batch:
        """Cleans the text column of a record batch or a table; nothing else, and no order, changes.

        Four columns are added, or replaced: `seedlint_status`, a status; `seedlint_fixed` and
        `seedlint_left`, lists of the rules of the findings that were fixed and are left; `seedlint_error`,
        why the record failed, or null.

        Raises:
            linter.errors.UsageError: there is no such column, or it has no text.
        """
        import pyarrow as pa  # noqa: PLC0415 - few programs use it

        at = batch.schema.get_field_index(self._text)
        if at < 0:
            names = ", ".join(batch.schema.names)
            raise UsageError("no column '{field}', only: {names}", field=self._text, names=names or "-")
        column, kind = batch.column(at), batch.schema.field(at).type
        if not _has_text(kind):
            message = template("the field '{field}' has a value of type {kind}, not a text")
            raise UsageError(message, field=self._text, kind=str(kind))
        results = self.clean_batch({self._text: value} for value in column.to_pylist())
        if any(result.status is Status.FIXED for result in results):
            texts = pa.array([result.text for result in results], pa.large_string())
            batch = batch.set_column(at, batch.schema.field(at), texts.cast(kind))
        fixed = [[one.rule for one in result.fixed] for result in results]
        left = [[one.rule for one in result.left] for result in results]
        added = {
            STATUS: pa.array([result.status.value for result in results], pa.string()),
            FIXED: pa.array(fixed, pa.list_(pa.string())),
            LEFT: pa.array(left, pa.list_(pa.string())),
            ERROR: pa.array(["; ".join(result.errors) or None for result in results], pa.string()),
        }
        for name, values in added.items():
            there = batch.schema.get_field_index(name)
            batch = (batch.remove_column(there) if there >= 0 else batch).append_column(name, values)
        return batch

    def _clean_text(self, text: str, path: str) -> Result:
        """The result for a text, without its record."""
        try:
            fixed = fix(Document(text, path=path), self._choice.rules, self._least)
        except LinterError as error:
            return self._failed(text, path, error)
        except Exception as error:  # noqa: BLE001 - one record's failure must not end the run
            return self._failed(text, path, internal_error(error, path))
        if fixed.left.errors:  # a rule did not finish, so that the text was only partly checked
            return self._failed(text, path, fixed.left.errors[0])
        new, left_out = fixed.document.text, tuple(error.text(self._locale) for error in fixed.left_out)
        status = Status.UNCHANGED if new == text else Status.FIXED
        return Result({}, status, new, None, fixed.applied, fixed.left.diagnostics, fixed.edits, left_out)

    def _failed(self, text: str, path: str, error: LinterError) -> Result:
        """The result for a text that could not be cleaned: what is found in it all the same."""
        try:
            left = check(Document(text, path=path), self._choice.rules).diagnostics
        except Exception:  # noqa: BLE001 - as above; the first error is the one that is reported
            left = ()
        return Result({}, Status.FAILED, text, None, left=left, errors=(error.text(self._locale),))


def _is_missing(value: object) -> bool:
    """Whether a value is how a package of data says that there is none: None, NaN, NaT, NA."""
    if value is None:
        return True
    try:
        return bool(value != value)  # noqa: PLR0124 - as only NaN and NaT do
    except (TypeError, ValueError):  # the NA of pandas says neither yes nor no
        return type(value).__name__ == "NAType"


def _has_text(kind: pa.DataType) -> bool:
    """Whether the values of a type are texts, or all null."""
    import pyarrow as pa  # noqa: PLC0415 - as above

    types = pa.types
    kind = kind.value_type if types.is_dictionary(kind) else kind
    known = (types.is_string, types.is_large_string, types.is_string_view, types.is_null)
    return any(is_kind(kind) for is_kind in known)


@functools.cache
def _program() -> bytes:
    """The hash of what the program's files have, wherever they are."""
    found = []
    for folder in map(Path, PARTS):
        for path in sorted(folder.rglob("*")):
            if path.suffix in _SOURCES and path.is_file():
                name = f"{folder.name}/{path.relative_to(folder).as_posix()}"
                found.append((name, digest(path.read_bytes())))
    return digest_of(sorted(found))
