"""The arithmetic of the benchmarks, and that what they start is accepted; nothing is timed here."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT, load_rules, run
from tests.tools.bench.inputs import Inputs, Sizes
from tests.tools.bench.page import PAGE, page
from tests.tools.bench.rows import ROWS, STEPS, Measure, Programs, Row, Step, steps_of
from tests.tools.bench.running import Bench, Reading, Readings
from tests.tools.bench.table import Result, number, results, text_table

TINY = Sizes(page=1_500, most=4_000, line=600, many=3, jobs=4_000)
SEEDLINT = Path("seedlint")
#: The steps that start seedlint; those that follow another start it with the same arguments.
OURS = [name for name, step in STEPS.items() if step.follows is None and not name.endswith(("-peer", "bare"))]


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> Inputs:
    return Inputs(tmp_path_factory.mktemp("inputs"), TINY)


def row(measure: Measure = Measure.CPU) -> Row:
    return Row("a", "a / b", "top", "bottom", 2, 1, "What it means.", measure)


def readings(tops: list[float], bottoms: list[float]) -> Readings:
    """Readings of which each has a time of day and a memory of its own."""
    return Readings(
        len(tops),
        {
            "top": [Reading(value, 10 * value, 100 * value) for value in tops],
            "bottom": [Reading(value, 20 * value, 50 * value) for value in bottoms],
        },
    )


# -- the arithmetic -----------------------------------------------------------------------------


def test_a_ratio_is_the_median_of_those_of_the_rounds() -> None:
    (outcome,) = results([row()], readings([2, 30, 4], [1, 10, 4]), 1)
    assert list(outcome.ratios) == [2, 3, 1]
    assert outcome.ratio == 2
    assert (outcome.top, outcome.bottom) == (4, 4)
    assert outcome.cells() == ("a / b", "2.00", "1.00–3.00", "2", "1", "must", "4.00 / 4.00 s")


def test_wall_time_and_memory() -> None:
    (outcome,) = results([row(Measure.WALL)], readings([2], [1]), 1)
    assert list(outcome.ratios) == [1]
    (outcome,) = results([row(Measure.MEMORY)], readings([2], [1]), 8)
    assert list(outcome.ratios) == [(200 - 50) / 8]
    assert outcome.cells()[-1] == "200 / 50.0 MiB"


@pytest.mark.parametrize(("ratio", "reached"), [(1, "aim"), (1.01, "must"), (2, "must"), (2.01, "no")])
def test_goals(ratio: float, reached: str) -> None:
    assert Result(row(), (ratio,), ratio, 1).reached == reached


def test_what_cannot_be_measured_says_why() -> None:
    one = readings([2], [1])
    one.missing["bottom"] = "it is not installed"
    (outcome,) = results([row()], one, 1)
    assert outcome.cells()[:3] == ("a / b", "not measured", "it is not installed")
    assert "not measured" in text_table([outcome])


@pytest.mark.parametrize(
    ("value", "text"), [(381.4, "381"), (26.44, "26.4"), (1.3, "1.30"), (0.1, "0.10"), (0.00512, "0.0051")]
)
def test_numbers(value: float, text: str) -> None:
    assert number(value) == text


# -- the inputs ---------------------------------------------------------------------------------


def test_inputs_are_the_same_every_time(inputs: Inputs, tmp_path: Path) -> None:
    again = Inputs(tmp_path, TINY)
    for name in ("channel", "mixed", "many", "full_pages"):
        one, two = getattr(inputs, name), getattr(again, name)
        assert [path.read_bytes() for path in sorted(one.iterdir())] == [
            path.read_bytes() for path in sorted(two.iterdir())
        ]
    assert inputs.mixed_text.read_bytes() == again.mixed_text.read_bytes()
    assert len(list(inputs.channel.iterdir())) == 40
    assert len(list(inputs.many.iterdir())) == TINY.many


def test_a_line_has_what_the_lines_have(inputs: Inputs) -> None:
    line, lines = (path.read_text(encoding="utf-8") for path in (inputs.line, inputs.lines))
    assert line.count("\n") == 1
    assert lines.replace("\n", "") + "\n" == line


def test_the_pack_has_rules_whose_words_the_pages_lack(inputs: Inputs) -> None:
    rules = [rule for rule in load_rules(packs=[inputs.rules]) if rule.id.startswith("word-")]
    assert len(rules) == Inputs.ALL_RULES - Inputs.OWN_RULES
    words = set(re.findall("pattern: '(.*)'", inputs.rules.read_text(encoding="utf-8")))
    assert len(words) == len(rules)
    text = "".join(path.read_text(encoding="utf-8") for path in inputs.pages.iterdir())
    assert not [word for word in words if word in text]


def test_a_folder_of_pages_can_take_the_place_of_our_own(tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "a.md").write_text("# 甲\n\n先看定義。\n", encoding="utf-8")
    inputs = Inputs(tmp_path / "inputs", TINY, tmp_path / "corpus")
    assert inputs.seed.read_text(encoding="utf-8").startswith("# 甲")
    for path in inputs.channel.iterdir():
        assert path.read_text(encoding="utf-8") == "# 甲\n\n先看定義。\n"
    with pytest.raises(FileNotFoundError):
        _ = Inputs(tmp_path, TINY, tmp_path / "nothing").seed


# -- the commands -------------------------------------------------------------------------------


def test_each_row_compares_steps() -> None:
    assert len(ROWS) == len({each.key for each in ROWS}) == 14
    assert set(steps_of(ROWS)) == set(STEPS)
    names = list(STEPS)
    for name, step in STEPS.items():
        assert step.follows is None or names.index(step.follows) == names.index(name) - 1
    assert list(steps_of(tuple(each for each in ROWS if each.key == "one-changed"))) == [
        "many",
        "many-again",
        "one-changed",
    ]


@pytest.mark.parametrize("name", OURS)
def test_what_is_started_is_accepted(name: str, inputs: Inputs, capsys: pytest.CaptureFixture[str]) -> None:
    step = STEPS[name]
    programs = Programs(SEEDLINT, Path("python"), Path("autocorrect"), Path("other-python"))
    program, *arguments = step.command(programs, inputs)
    assert program == str(SEEDLINT)
    if step.before is not None:
        step.before(inputs, 1)
    status = run(*arguments)
    said = capsys.readouterr().err
    if (option := re.search(r"No such option: (\S+)", said)) is not None:
        pytest.skip(f"{option[1]} is not there yet")
    assert status in step.statuses, said


def test_rounds(tmp_path: Path, inputs: Inputs) -> None:
    """Each step runs in turn, with a cache that has the tables, or that of the step which it follows."""
    script = tmp_path / "seedlint"
    script.write_text(
        f"#!{sys.executable}\nimport os, sys\n"
        f"open({str(tmp_path / 'log')!r}, 'a').write(sys.argv[1] + ' ' + str(os.path.exists('cache/kept')) + '\\n')\n"
        "folder = os.environ['SEEDLINT_CACHE_DIR']\nos.makedirs(folder, exist_ok=True)\n"
        "if sys.argv[1] == 'first': open(folder + '/kept', 'w')\n"
        "if sys.argv[1] == 'bad': sys.exit('Error: it is broken')\n",
        encoding="utf-8",
    )
    script.chmod(0o755)
    bench = Bench(tmp_path, tmp_path / "tables", Programs(script, Path(sys.executable)), inputs)

    def call(word: str) -> Step:
        return Step(lambda programs, _: [str(programs.seedlint), word], statuses=(0,))

    steps = {
        "first": call("first"),
        "second": Step(call("second").command, follows="first"),
        "other": call("other"),
        "bad": call("bad"),
        "peer": Step(lambda programs, inputs: programs.lint(inputs.seed)),
    }
    done = bench.measure(steps, 2)
    log = (tmp_path / "log").read_text(encoding="utf-8").splitlines()
    assert log[4:] == [
        "first False",
        "second True",
        "other False",
        "bad False",
        "first False",
        "second True",
        "other False",
    ]
    assert {name: len(taken) for name, taken in done.steps.items()} == dict.fromkeys(steps, 2) | {
        "bad": 0,
        "peer": 0,
    }
    assert done.missing == {"bad": "Error: it is broken", "peer": "AutoCorrect is not installed"}
    assert all(taken.cpu > 0 and taken.wall > 0 and taken.memory > 1 for taken in done.steps["first"])
    assert bench.measure({"first": call("first")}, 9, seconds=0).rounds == 1


# -- the page -----------------------------------------------------------------------------------


def test_the_page_has_every_row_with_its_goals() -> None:
    text = PAGE.read_text(encoding="utf-8")
    for each in ROWS:
        (line,) = (line for line in text.splitlines() if line.startswith(f"| {each.title} |"))
        assert [cell.strip() for cell in line.split("|")][4:6] == [f"{each.must:g}", f"{each.aim:g}"]
        assert f"(`{each.key}`): {each.means}\n" in text
    outcomes = [Result(each, missing="-") for each in ROWS]
    assert re.sub(r"^\| .*", "", page(outcomes, 5, "A machine"), flags=re.MULTILINE).count("\n# ") == 3
    assert all((ROOT / path).exists() for path in re.findall(r"`(tests/[\w/.]+)`", text))
