"""Classes of fields do what those of `dataclasses` do."""

import functools
import pickle
from dataclasses import dataclass
from dataclasses import field as dataclass_field

import pytest

from linter.values import MISSING, Struct, Value, as_dict, field, fields, replace


class Point(Value):
    """A point."""

    x: int
    y: int = 0
    names: tuple[str, ...] = ()
    note: str = field(default="", compare=False)

    @functools.cached_property
    def distance(self) -> int:
        return abs(self.x) + abs(self.y)


@dataclass(frozen=True)
class Peer:
    x: int
    y: int = 0
    names: tuple[str, ...] = ()
    note: str = dataclass_field(default="", compare=False)


class Bag(Struct):
    items: list[int] = field(default_factory=list)
    total: int = field(init=False)

    def __post_init__(self) -> None:
        self.total = sum(self.items)


class Alone(Value, identity=True):
    x: int


class Empty(Value):
    pass


@pytest.mark.parametrize("made", [Point(1), Point(1, 2), Point(x=1, y=2), Point(1, names=("a",), note="n")])
def test_a_value_is_like_that_of_a_dataclass(made: Point) -> None:
    peer = Peer(**as_dict(made))
    assert repr(made) == repr(peer).replace("Peer", "Point")
    assert (made == Point(1), hash(made) == hash(Point(1))) == (peer == Peer(1), hash(peer) == hash(Peer(1)))
    assert as_dict(replace(made, y=7)) == vars(peer) | {"y": 7}
    assert pickle.loads(pickle.dumps(made)) == made  # noqa: S301 - our own


@pytest.mark.parametrize(("given", "named"), [((), {}), ((1,), {"x": 1}), ((1,), {"z": 1}), ((1,) * 5, {})])
def test_a_value_refuses_what_a_dataclass_refuses(given: tuple[int, ...], named: dict[str, int]) -> None:
    for kind in (Point, Peer):
        with pytest.raises(TypeError):
            kind(*given, **named)  # type: ignore[arg-type]


def test_fields_that_do_not_count_make_no_difference() -> None:
    assert Point(1, note="a") == Point(1, note="b")
    assert Point(1) != Peer(1)
    with pytest.raises(TypeError):
        replace(Point(1), z=1)


def test_a_value_remembers_what_it_computed() -> None:
    point = Point(1, -2)
    assert (point.distance, vars(point)) == (3, {"distance": 3})
    assert not hasattr(Bag(), "__dict__")


def test_a_struct_changes_and_has_no_hash() -> None:
    bag = Bag([1, 2])
    assert (bag.total, Bag().items is not Bag().items) == (3, True)
    bag.items = [5]
    assert bag != Bag([1, 2])
    with pytest.raises(TypeError):
        hash(bag)


def test_a_value_that_equals_only_itself() -> None:
    one = Alone(1)
    assert one == one  # noqa: PLR0124 - that is the question
    assert (one == Alone(1), len({one, Alone(1)})) == (False, 2)


def test_what_the_fields_say() -> None:
    assert [(one.name, one.default) for one in fields(Point)][:2] == [("x", MISSING), ("y", 0)]
    assert (Empty() == Empty(), hash(Empty()) == hash(Empty()), repr(Empty())) == (True, True, "Empty()")
    match Point(3, 4):
        case Point(x, y):
            assert (x, y) == (3, 4)
