"""What is known about videos besides the page, in whatever format it comes."""

from __future__ import annotations

import csv
import io
import json
import time
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.errors import MetadataError
from linter.metadata import FORMATS, Metadata, Video, from_dates, read_metadata
from linter.metadata.known import merged
from linter.values import replace
from tests.conftest import SEEDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    Write = Callable[[str, str | bytes], Path]

CSV = "idx,id,title,url,date\n7,aB3_dE6-hI9,甲,https://a.example/,2024-05-06\n8,zzzzzzzzzzz,,,unknown\n"
INFO: list[dict[str, Any]] = [
    {
        "_type": "video",
        "id": "aB3_dE6-hI9",
        "title": "甲",
        "webpage_url": "https://a.example/",
        "url": "https://b.example/",
        "playlist_index": 7,
        "upload_date": "20240506",
        "formats": [{"id": 1}],
    },
    {"_type": "url", "id": "zzzzzzzzzzz", "title": None, "upload_date": None, "playlist_index": 8},
]
YAML = """\
aB3_dE6-hI9: {date: 2024-05-06, title: 甲, url: "https://a.example/", index: 7}
zzzzzzzzzzz: {index: 8, date: unknown}
"""
EXPECTED = [
    Video("aB3_dE6-hI9", "2024-05-06", "甲", "https://a.example/", 7, 0),
    Video("zzzzzzzzzzz", None, None, None, 8, 0),
]


def without_lines(metadata: Metadata) -> list[Video]:
    assert list(metadata.videos) == [video.id for video in metadata.videos.values()]
    return [replace(video, line=0) for video in metadata.videos.values()]


def lines(metadata: Metadata) -> list[int]:
    return [video.line for video in metadata.videos.values()]


def json_lines(infos: Sequence[object]) -> str:
    return "".join(f"{json.dumps(info)}\n" for info in infos)


# -- formats ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("v.csv", CSV, [2, 3]),
        ("v.CSV", CSV, [2, 3]),
        ("v.csv", CSV.replace("\n", "\r\n"), [2, 3]),
        ("v.csv", CSV.replace("\n", "\r"), [2, 3]),
        ("v.csv", b"\xef\xbb\xbf" + CSV.encode(), [2, 3]),
        ("v.csv", "\n" + CSV + "\n,,,,\n  \n", [3, 4]),
        ("v.csv", CSV.replace("idx,id", " Index , ID "), [2, 3]),
        ("v.csv", CSV.replace("url,date", "url,date,note").replace("05-06", "05-06,x"), [2, 3]),
        ("v.csv", CSV.replace("甲", '"甲\n"'), [2, 4]),
        ("v.txt", CSV, [2, 3]),
        ("v", '"idx","id","title","url","date"' + CSV[21:], [2, 3]),
        ("v.json", json.dumps(INFO), [1, 1]),
        ("v.json", json.dumps(INFO, indent=1), [2, 16]),
        ("v.json", json.dumps(INFO, indent=1).replace("\n", "\r\n"), [2, 16]),
        ("v.json", b"\xef\xbb\xbf" + json.dumps(INFO).encode(), [1, 1]),
        ("v.json", json_lines(INFO), [1, 2]),
        ("v.jsonl", json_lines(INFO), [1, 2]),
        ("v.ndjson", json_lines(INFO).replace("\n", "\r\n\r\n"), [1, 3]),
        ("v.jsonl", "\n" + json_lines([INFO[:1], None, [], INFO[1]]), [2, 5]),
        ("v.info.json", json.dumps({"_type": "playlist", "id": "PL", "entries": INFO}), [1, 1]),
        ("v.json", json_lines([{"_type": "playlist", "id": "PL"}, *INFO]), [2, 3]),
        ("v.json", json.dumps({"id": "UC", "entries": [{"entries": INFO[:1]}, None, INFO[1]]}), [1, 1]),
        ("v.json", json.dumps([{"entries": None}, {"entries": INFO}], indent=0), [5, 5]),
        ("v.txt", json.dumps(INFO), [1, 1]),
        ("v.list", " \n" + json_lines(INFO), [2, 3]),
        ("v.yaml", YAML, [1, 2]),
        ("v.yml", "# ours\n" + YAML, [2, 3]),
        ("v.yml", YAML.replace("\n", "\r\n"), [1, 2]),
        ("v", YAML, [1, 2]),
        ("v.txt", b"\xef\xbb\xbf# id, date\n" + YAML.encode(), [2, 3]),
    ],
)
def test_every_format_says_the_same(
    write: Write, name: str, content: str | bytes, expected: list[int]
) -> None:
    path = write(name, content)
    metadata = read_metadata(path)
    assert metadata.path == str(path)
    assert without_lines(metadata) == EXPECTED
    assert lines(metadata) == expected
    assert metadata.dates == {"aB3_dE6-hI9": "2024-05-06"}


@pytest.mark.parametrize(
    ("info", "expected"),
    [
        ({"upload_date": "20240506", "release_date": "20240507"}, "2024-05-06"),
        ({"upload_date": None, "release_date": "20240507", "timestamp": 0}, "2024-05-07"),
        ({"timestamp": 0}, "1970-01-01"),
        ({"timestamp": 86_399.999_999_9}, "1970-01-01"),
        ({"timestamp": 86_400}, "1970-01-02"),
        ({"timestamp": -1}, "1969-12-31"),
        ({"upload_date": "", "timestamp": None}, None),
        ({}, None),
    ],
)
def test_the_dates_of_info_json(write: Write, info: dict[str, object], expected: str | None) -> None:
    metadata = read_metadata(write("v.json", json.dumps({"id": "x"} | info)))
    assert metadata.videos["x"].date == expected


@pytest.mark.parametrize(
    ("info", "expected"),
    [
        ({"webpage_url": "a", "url": "b", "original_url": "c"}, "a"),
        ({"webpage_url": None, "url": "b", "original_url": "c"}, "b"),
        ({"url": " ", "original_url": "c"}, "c"),
        ({}, None),
    ],
)
def test_the_address_of_info_json(write: Write, info: dict[str, object], expected: str | None) -> None:
    assert read_metadata(write("v.json", json.dumps({"id": "x"} | info))).videos["x"].url == expected


def test_what_is_not_read_may_be_anything(write: Write) -> None:
    twice = f'{{"id": 1, "id": "x", "n": {"9" * 10_000}, "e": 1e999, "note": "\\ud83d"}}'
    assert list(read_metadata(write("v.json", twice)).videos) == ["x"]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2024-05-06", "2024-05-06"),
        ("'2024-05-06'", "2024-05-06"),
        ("null", None),
        ("Unknown", None),
        ("", None),
        ("{}", None),
        ("{date: null}", None),
        ("{date: 2024-05-06}", "2024-05-06"),
    ],
)
def test_the_dates_of_yaml(write: Write, value: str, expected: str | None) -> None:
    assert read_metadata(write("v.yaml", f"1234: {value}")).videos["1234"].date == expected


def test_a_list_may_be_empty(write: Write) -> None:
    for name, content in (("v.csv", "id,date\n"), ("v.json", "[ ]"), ("w.json", "null"), ("v.yaml", "{}")):
        assert read_metadata(write(name, content)) == Metadata(str(write(name, content)), {})


def test_the_formats_have_their_own_extensions() -> None:
    suffixes = [suffix for known in FORMATS.values() for suffix in known]
    assert len(set(suffixes)) == len(suffixes)


def test_our_own_list() -> None:
    metadata = read_metadata(SEEDS / "video_list.csv")
    assert len(metadata.dates) == 54
    assert "unknown" not in metadata.dates.values()


def test_ten_thousand_rows_take_less_than_a_second(write: Write) -> None:
    rows = "".join(f'{n},v{n:010},"a, {n}",https://a.example/{n},2024-05-06\n' for n in range(10_000))
    path = write("v.csv", "idx,id,title,url,date\n" + rows)
    started = time.process_time()
    metadata = read_metadata(path)
    assert len(metadata.dates) == 10_000
    assert all(metadata.between(id_) for id_ in metadata.videos)
    assert time.process_time() - started < 1


# -- mistakes -----------------------------------------------------------------------------------

DEEP = "[" * 100_000
PLAYLISTS = '{"entries":[' * 5000 + "]}" * 5000


@pytest.mark.parametrize(
    ("name", "content", "line", "reason"),
    [
        ("v.csv", "", 1, "the file is empty"),
        ("v.csv", "\n \n", 1, "the file is empty"),
        ("v.csv", "idx,title\nx,y\n", 1, "no column 'id', only: idx, title"),
        ("v.csv", "\nid,title\nx,y\n", 2, "no column 'date', only: id, title"),
        ("v.csv", "id,date\nx,2024-02-30\n", 2, "video x: '2024-02-30' is neither a date"),
        ("v.csv", "id,date\nx,20240203\n", 2, r"neither a date \(YYYY-MM-DD\) nor 'unknown'"),
        ("v.csv", "id,date\nx,２０２４-01-01\n", 2, "neither a date"),
        ("v.csv", 'id,date,title\nx,,"a\nb"\ny,no,"a\nb"\n', 4, "neither a date"),
        ("v.csv", "id,date\nx,2024-02-03\nx,2024-02-04\n", 3, "two dates: 2024-02-03 and 2024-02-04"),
        ("v.csv", "id,date\n,2024-02-03\n", 2, "without a video id"),
        ("v.csv", "date,id\n2024-02-03\n", 2, "without a video id"),
        ("v.csv", "id,date\nx y,2024-02-03\n", 2, "'x y' is not a video id"),
        ("v.csv", 'id,date\n"x,2024-02-03\ny,\n', 2, "not CSV"),
        ("v.csv", 'id,date\ny,\n"x"y,\n', 3, "not CSV"),
        ("v.csv", "id,date,idx\nx,,1.5\n", 2, "'idx' must be a whole number, 0 or more, not '1.5'"),
        ("v.csv", f"id,date,index\nx,,{'9' * 5000}\n", 2, "'index' must be a whole number"),
        ("v.csv", b"id,date\n\xff,2024-01-01\n", 2, "not UTF-8"),
        ("v.csv", json.dumps(INFO), 1, "not CSV|no column 'id'"),
        ("v.json", "", 1, "the file is empty"),
        ("v.json", CSV, 1, "not valid JSON: Expecting value"),
        (
            "v.json",
            '[\n{"id": "x"},\n{"id": }]',
            3,
            r"not valid JSON: Expecting value \(character 8 of the line\)",
        ),
        ("v.json", '[{"id": "x"},\n', 2, "not valid JSON: Expecting value"),
        ("v.json", '[{"id": "x"}\n', 2, "not valid JSON: Expecting ',' delimiter"),
        ("v.json", '{"id": "x"}\n]', 2, "not valid JSON: Expecting value"),
        ("v.json", '{"id": "x"} {}', 1, r"there is more after the value \(character 13 of the line\)"),
        ("v.json", '[\n{"id": "x", "n": NaN}]', 2, "NaN is not a number in JSON"),
        ("v.json", '{"id": "x", "n": -Infinity}', 1, "-Infinity is not a number in JSON"),
        ("v.json", "[\n" + DEEP, 2, "nested too deep"),
        ("v.json", PLAYLISTS, 1, "nested too deep"),
        ("v.json", json_lines(["x"]), 1, "must be a map, not 'x'"),
        ("v.json", "[1,\n[]]", 1, "must be a map, not 1"),
        ("v.json", "[null,\n[]]", 2, "must be a map, not a list"),
        ("v.json", '{"entries": {}}', 1, "'entries' must be a list, not a map"),
        ("v.json", "[{}]", 1, "a video without an 'id'"),
        ("v.json", '{"id": " "}', 1, "a video without an 'id'"),
        ("v.json", '{"id": 5}', 1, "'id' must be a text, not 5"),
        ("v.json", '{"id": "a\\nb"}', 1, "not a video id"),
        ("v.json", '{"id": "\\ud83d"}', 1, "'id' contains U\\+D83D"),
        ("v.json", '{"id": "x", "title": "\\udc00"}', 1, "video x: 'title' contains U\\+DC00"),
        ("v.json", '{"id": "x", "title": ["a"]}', 1, "'title' must be a text, not a list"),
        ("v.json", '{"id": "x", "url": {}}', 1, "'url' must be a text, not a map"),
        ("v.json", '{"id": "x", "playlist_index": true}', 1, "must be a whole number, 0 or more, not true"),
        ("v.json", '{"id": "x", "playlist_index": -1}', 1, "must be a whole number, 0 or more, not -1"),
        ("v.json", '{"id": "x", "upload_date": 20240506}', 1, "'upload_date' must be a text"),
        ("v.json", '{"id": "x", "upload_date": "2024-05-06"}', 1, r"not a calendar day \(YYYYMMDD\)"),
        ("v.json", '{"id": "x", "upload_date": "20240230"}', 1, "'upload_date' is '20240230'"),
        ("v.json", '{"id": "x", "release_date": "２０２４0203"}', 1, "'release_date' is"),
        ("v.json", '{"id": "x", "timestamp": "1"}', 1, "'timestamp' must be a number, not '1'"),
        ("v.json", '{"id": "x", "timestamp": false}', 1, "'timestamp' must be a number, not false"),
        ("v.json", '{"id": "x", "timestamp": 1e999}', 1, "outside the years 1 to 9999"),
        ("v.json", '{"id": "x", "timestamp": 999999999999}', 1, "outside the years"),
        ("v.json", f'{{"id": "x", "timestamp": -{"9" * 5000}}}', 1, "outside the years"),
        ("v.jsonl", json_lines([*INFO, {**INFO[0], "upload_date": "20240507"}]), 3, "two dates"),
        ("v.yaml", "", 1, "the file is empty"),
        ("v.yaml", "a: ]", 1, "not YAML"),
        ("v.yaml", CSV, 1, "must be a map from video ids to dates, not 'idx,id"),
        ("v.yaml", "\n- x\n", 2, "must be a map from video ids to dates, not a list"),
        ("v.yaml", "a: null\nb: 2024-02-30\n", 2, "video b: '2024-02-30' is neither a date"),
        ("v.yaml", "b: 20240203\n", 1, "'20240203' is neither a date"),
        ("v.yaml", "b:\n- 2024-02-03\n", 1, "'date' must be a text, not a list"),
        ("v.yaml", "b:\n  index: 1\n  date: true\n", 3, "'true' is neither a date"),
        ("v.yaml", "b:\n  index: one\n", 2, "'index' must be a whole number, 0 or more, not 'one'"),
        ("v.yaml", "b:\n  title: 1984\n", 2, "'title' must be a text, not 1984"),
        ("v.yaml", "b:\n  dat: 2024-02-03\n", 2, "unknown key 'dat'; did you mean 'date'?"),
        ("v.yaml", "a: null\n'': null\n", 2, "a video without an 'id'"),
        ("v.yaml", "a: null\nb c: null\n", 2, "'b c' is not a video id"),
        ("v.yaml", "a: null\na: null\n", 2, "is given twice"),
        ("v.yaml", "a: null\n' a': 2024-02-03\n'a ': 2024-02-04\n", 3, "two dates"),
    ],
)
def test_mistakes_are_named(write: Write, name: str, content: str | bytes, line: int, reason: str) -> None:
    path = write(name, content)
    with pytest.raises(MetadataError, match=reason) as caught:
        read_metadata(path)
    assert (caught.value.path, caught.value.line) == (str(path), line)
    str(caught.value).encode()
    assert len(str(caught.value)) - len(str(path)) < 250


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    for path, reason in ((tmp_path, "is not a file"), (tmp_path / "no.csv", "cannot be read")):
        with pytest.raises(MetadataError, match=reason) as caught:
            read_metadata(path)
        assert (caught.value.path, caught.value.line) == (str(path), None)


# -- one video more than once -------------------------------------------------------------------


def test_what_is_said_first_wins(write: Write) -> None:
    path = write(
        "v.csv",
        "idx,id,title,url,date\n,x,,,unknown\n3,x,甲,,2024-05-06\n,y,,,\n4,x,乙,u,2024-05-06\n5,x,,,\n",
    )
    metadata = read_metadata(path)
    assert list(metadata.videos.values()) == [
        Video("x", "2024-05-06", "甲", "u", 3, 2),
        Video("y", None, None, None, None, 4),
    ]


# -- what can be asked --------------------------------------------------------------------------


def listed(*videos: tuple[str, int | None, str | None]) -> Metadata:
    """Metadata of videos by id, number and day of May."""

    def made() -> Iterator[Video]:
        for line, (id_, index, day) in enumerate(videos, 1):
            yield Video(id_, f"2024-05-{day}" if day else None, None, None, index, line)

    return merged(made(), "v.csv")


def test_a_video_by_its_number() -> None:
    metadata = listed(("a", 1, "01"), ("b", 2, None), ("c", 2, None), ("d", None, None), ("e", 0, None))
    found = {n: video.id for n in range(5) if (video := metadata.at(n)) is not None}
    assert found == {0: "e", 1: "a"}
    assert listed(("a", 2, None), ("b", 2, None), ("c", 2, None)).at(2) is None


def days(metadata: Metadata, id_: str) -> tuple[str, ...]:
    return tuple(day[-2:] if day is not None else "" for day in metadata.between(id_))


def test_neighbours_in_the_order_of_numbers() -> None:
    metadata = listed(("c", 30, "03"), ("x", 20, None), ("y", 25, None), ("a", 10, "01"), ("z", 40, None))
    assert days(metadata, "x") == ("01", "03")
    assert days(metadata, "y") == ("01", "03")
    assert days(metadata, "a") == ("", "03")
    assert days(metadata, "c") == ("01", "")
    assert days(metadata, "z") == ("03", "")


def test_neighbours_of_equal_numbers_are_in_the_order_of_the_list() -> None:
    metadata = listed(("c", 2, "03"), ("x", 2, None), ("d", 2, "04"), ("b", 1, "02"), ("e", 3, "05"))
    assert days(metadata, "x") == ("03", "04")
    assert days(metadata, "c") == ("02", "04")
    assert days(metadata, "d") == ("03", "05")


def test_neighbours_in_the_order_of_a_list_without_numbers() -> None:
    for number in (None, 1):
        metadata = listed(("a", number, "09"), ("x", None, None), ("b", None, "08"))
        assert days(metadata, "x") == ("08", "09")


def test_a_list_may_start_with_the_newest() -> None:
    metadata = listed(("c", None, "05"), ("b", None, "04"), ("x", None, None))
    assert days(metadata, "x") == ("", "04")
    assert days(listed(("x", 1, None), ("c", 2, "05"), ("b", 3, "04")), "x") == ("05", "")


def test_neighbours_where_nothing_is_known() -> None:
    metadata = listed(("a", 1, None), ("b", 2, None))
    assert metadata.between("a") == (None, None)
    assert metadata.between("nowhere") == (None, None)
    assert listed().between("a") == (None, None)
    assert days(listed(("a", 1, "01")), "a") == ("", "")


def test_metadata_of_dates() -> None:
    dates = {"x": "2024-05-06", "y": "2024-05-08"}
    metadata = from_dates(dates)
    assert metadata.dates == dates
    assert metadata.path == ""
    assert metadata.between("x") == (None, "2024-05-08")
    assert lines(metadata) == [1, 2]
    assert metadata == from_dates(dict(dates))


def test_metadata_do_not_change(write: Write) -> None:
    metadata = read_metadata(write("v.csv", CSV))
    for mapping in (metadata.videos, metadata.dates, from_dates({"x": "2024-05-06"}).videos):
        with pytest.raises(TypeError):
            mapping["x"] = None  # type: ignore[index]


# -- the formats against each other -------------------------------------------------------------

TEXTS = st.none() | st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1)
VIDEOS = st.lists(
    st.builds(
        Video,
        st.text("abcXYZ019_-", min_size=1, max_size=11),
        st.none() | st.dates().map(str),
        TEXTS,
        TEXTS,
        st.none() | st.integers(0, 10**18 - 1),
        st.just(0),
    ),
    unique_by=lambda video: video.id,
    max_size=8,
)


def as_csv(videos: Sequence[Video]) -> str:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(("id", "date", "title", "url", "idx"))
    writer.writerows(
        (video.id, video.date or "unknown", video.title, video.url, video.index) for video in videos
    )
    return stream.getvalue()


def as_json(videos: Sequence[Video]) -> str:
    return json.dumps(
        [
            {
                "id": video.id,
                "upload_date": video.date and video.date.replace("-", ""),
                "title": video.title,
                "webpage_url": video.url,
                "playlist_index": video.index,
            }
            for video in videos
        ]
    )


def as_yaml(videos: Sequence[Video]) -> str:
    written = ["{}\n"] if not videos else []
    for video in videos:
        written.append(f"{quoted(video.id)}:\n  date: {video.date or 'unknown'}\n")
        written += [f"  {key}: {quoted(text)}\n" for key in ("title", "url") if (text := getattr(video, key))]
        written += [f"  index: {video.index}\n"] if video.index is not None else []
    return "".join(written)


def quoted(text: str) -> str:
    """A text as YAML, whatever is in it."""
    return '"' + "".join(f"\\U{ord(character):08X}" for character in text) + '"'


@given(VIDEOS)
def test_the_formats_agree(tmp_path_factory: pytest.TempPathFactory, videos: list[Video]) -> None:
    folder = tmp_path_factory.mktemp("formats")
    expected = [
        replace(video, title=(video.title or "").strip() or None, url=(video.url or "").strip() or None)
        for video in videos
    ]
    for name, made in (("v.csv", as_csv), ("v.json", as_json), ("v.yaml", as_yaml)):
        (folder / name).write_bytes(made(videos).encode())
        assert without_lines(read_metadata(folder / name)) == expected, name


def test_a_long_cell_that_nobody_reads(write: Write) -> None:
    long = "x" * 200_000
    metadata = read_metadata(write("v.csv", f"id,date,description\naB3_dE6-hI9,2024-01-02,{long}\n"))
    assert metadata.dates == {"aB3_dE6-hI9": "2024-01-02"}


def test_reading_a_list_leaves_the_process_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id,date\naB3_dE6-hI9,2024-13-01\naB3_dE6-hI9,2024-01-02\n")
    limit = csv.field_size_limit()
    with pytest.raises(MetadataError) as error:
        read_metadata(tmp_path / "a.csv")
    assert (csv.field_size_limit(), error.value.line) == (limit, 2)
