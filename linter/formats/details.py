"""Pages of `<details>` blocks, and Markdown of any other kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linter.document import Document
from linter.errors import ExportError
from linter.records import value_of
from linter.records.names import OWN_NAMES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from linter.formats import Row
    from linter.records.names import FieldNames


def read(data: bytes, path: str, names: FieldNames) -> Document:
    """The document of a file's bytes."""
    return Document.from_bytes(data, path, names)


def parts(data: bytes, path: str, names: FieldNames) -> Iterator[Document]:
    """The document, which is read as a whole."""
    yield read(data, path, names)


def write(rows: Iterator[Row], output: Path, names: FieldNames) -> None:  # noqa: ARG001 - a page names no fields
    """Writes one page in its normal form; each record is read back and must be equal."""
    from linter.files.writer import replacing  # noqa: PLC0415 - reading needs none of it

    with replacing(output) as stream:
        for row in rows:
            text = record_page(row)
            prove(row, text)
            stream.write(text.encode("utf-8"))


def record_page(row: Row) -> str:
    """A record in the normal form of a page, with the blank line that follows it."""
    written = row["date"] or row["date_written"]
    head = f"[{written}] {row['title']}" if written else row["title"]
    heading = f"# {row['heading']}\n\n" if row["heading"] else ""
    return (
        f"<details>\n<summary>{row['index']}. {head}</summary><br>\n\n"
        f"{_media(row['url'], row['thumbnail'])}{heading}{summary_of(row)}\n</details>\n\n"
    )


def summary_of(row: Row) -> str:
    """The summary to write, or what the record had in its place."""
    return str(row["summary_markdown"] or row["summary_written"] or "")


def _media(url: str | None, thumbnail: str | None) -> str:
    picture = f'    <img src="{thumbnail}" \n        alt="[Youtube]" width="200">\n' if thumbnail else ""
    if url:
        return f'<a href="{url}" target="_blank">\n{picture or f"    {url}{chr(10)}"}</a>\n\n'
    return f"<p>\n{picture}</p>\n\n" if picture else ""


def prove(row: Row, text: str, names: FieldNames = OWN_NAMES) -> None:
    """Reads a written record back and compares it.

    Args:
        row: the record that was to be written.
        text: the page, or the notes, that it was written as.
        names: what the fields are called in front matter.

    Raises:
        ExportError: the two differ, because something in the record has another meaning on a page.
    """
    found = Document(text, names=names).records.records
    record = found[0] if len(found) == 1 else None
    wrong: str | None = "summary_markdown"
    if record is not None and record.closed:
        read_again = {
            "index": value_of(record.index),
            "url": value_of(record.link),
            "thumbnail": value_of(record.thumbnail),
            "video_id": value_of(record.video_id),
            "title": value_of(record.title),
            "heading": value_of(record.heading),
            "date": value_of(record.date),
            "summary_markdown": record.summary.value,
        }
        wanted = {
            **{name: row[name] for name in read_again},
            "index": str(row["index"]),
            "date": row["date"] or row["date_written"],
            "summary_markdown": summary_of(row),
        }
        wrong = next((name for name in wanted if read_again[name] != wanted[name]), None)
    if wrong is not None:
        raise ExportError(
            "record {number} cannot be written in this format: its {field} would be read back differently",
            path=row["source"]["path"],
            line=row["source"]["line"],
            number=row["index"],
            field=wrong,
        )
