"""Each example of docs/pipelines.md cleans the same texts: some are missing, empty or long; the order counts."""

from __future__ import annotations

import importlib
import importlib.util
import linecache
import re
import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

import pytest

from linter import Cleaner
from tests.conftest import ROOT

pa = pytest.importorskip("pyarrow")

if TYPE_CHECKING:
    from collections.abc import Iterator

#: The packages warn of what is old in themselves.
pytestmark = pytest.mark.filterwarnings("ignore")
PAGE = ROOT / "docs" / "pipelines.md"
EXAMPLE = re.compile(r"^## (?P<name>[^\n]+)\n\n```python\n(?P<code>.*?)^```\n", re.MULTILINE | re.DOTALL)
EXAMPLES = {found["name"]: found["code"] for found in EXAMPLE.finditer(PAGE.read_text(encoding="utf-8"))}
TEXTS = [
    None,
    "",
    "這個在.rl中的結果很好。",
    "這句話沒有要改的地方。",
    "行一\r\n\r\n这個\r\n",
    None,
    "長" * 5_000,
    "",
]
ROWS = [{"n": n, "text": TEXTS[n % len(TEXTS)], "more": [n] if n % 3 else None} for n in range(200)]
EXPECTED = [
    (row["n"], result.text, result.status.value)
    for row, result in zip(ROWS, Cleaner().clean_batch(ROWS), strict=True)
]


def example(name: str, package: str) -> dict[str, Any]:
    """What the example of a section defines, as a module that other processes can be sent."""
    if importlib.util.find_spec(package) is None:
        pytest.skip(f"{package} is not installed; `make engines` installs it")
    module = ModuleType("__main__")
    code, file = EXAMPLES[name], f"<{name}>"
    linecache.cache[file] = (len(code), None, code.splitlines(keepends=True), file)
    exec(compile(code, file, "exec"), vars(module))  # noqa: S102 - the project's own page
    return vars(module)


def table() -> Any:  # noqa: ANN401 - pyarrow has no types
    return pa.Table.from_pylist(
        ROWS, pa.schema([("n", pa.int64()), ("text", pa.string()), ("more", pa.list_(pa.int64()))])
    )


def seen(rows: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    assert all(row["more"] == ROWS[row["n"]]["more"] for row in rows)
    return [(row["n"], row["text"], row["seedlint_status"]) for row in rows]


def test_the_page_has_the_examples() -> None:
    assert list(EXAMPLES) == ["Ray Data", "Hugging Face datasets", "datatrove", "Spark"]


def test_ray(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAY_AUTH_MODE", "disabled")  # it would write to the home folder
    defined = example("Ray Data", "ray")
    ray = defined["ray"]
    ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False)
    try:
        ray.data.DataContext.get_current().execution_options.preserve_order = True
        assert seen(defined["clean_with_ray"](table()).take_all()) == EXPECTED
    finally:
        ray.shutdown()


def test_datasets() -> None:
    defined = example("Hugging Face datasets", "datasets")
    dataset = importlib.import_module("datasets")
    cleaned = defined["clean_with_datasets"](dataset.Dataset(table()))
    assert seen(cleaned.to_list()) == EXPECTED


def test_datatrove() -> None:
    defined = example("datatrove", "datatrove")
    data = importlib.import_module("datatrove.data")
    documents = [data.Document(text=row["text"], id=str(row["n"])) for row in ROWS if row["text"] is not None]
    step = defined["CleanDocuments"]()
    cleaned = [(int(one.id), one.text, one.metadata["seedlint_status"]) for one in step.run(iter(documents))]
    assert cleaned == [row for row in EXPECTED if row[1] is not None]
    assert step.stats["fixed"].total == sum(status == "fixed" for *_, status in cleaned)


@pytest.fixture
def spark(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
    if importlib.util.find_spec("pyspark") is None:
        pytest.skip("pyspark is not installed; `make engines` installs it")
    session = importlib.import_module("pyspark.sql").SparkSession.builder.master("local[2]").getOrCreate()
    yield session
    session.stop()


def test_spark(spark: Any) -> None:  # noqa: ANN401 - without types where it is not installed
    defined = example("Spark", "pyspark")
    rows = [(row["n"], row["text"], row["more"]) for row in ROWS]
    frame = spark.createDataFrame(rows, "n bigint, text string, more array<bigint>")
    assert seen([row.asDict() for row in defined["clean_with_spark"](frame).collect()]) == EXPECTED
