"""What the linter's ear is taught by, and that its networks learn it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from monitor import encoder
from monitor.reply import ear as hearing
from monitor.reply.rules import moves
from training import ear, encoded, network

REPLIES = sorted((ear.HERE / "replies").glob("*.tsv"))
REMARKS = sorted((ear.HERE / "remarks").glob("*.tsv"))


def test_marks_are_taken_off_and_their_places_kept() -> None:
    reply, stretches = ear.unmarked("Hi. [[denial|It was hot.]] Bye, [[bribe|take a cake]].")
    assert reply == "Hi. It was hot. Bye, take a cake."
    assert [(move, reply[start:end]) for move, start, end in stretches] == [
        ("denial", "It was hot."),
        ("bribe", "take a cake"),
    ]


def test_a_stretch_belongs_to_the_sentence_that_holds_most_of_it_and_our_own_are_fine(
    tmp_path: Path,
) -> None:
    (tmp_path / "replies").mkdir()
    (tmp_path / "replies/en.tsv").write_text(
        "2\tCold soup.\tHi Ann. [[denial|It was hot. We checked]] it. Thanks.\n", encoding="utf-8"
    )
    (tmp_path / "en.toml").write_text(
        'joined = "and"\n[sorry]\nsays = ["(I am|We are) sorry.", "Sorry about {things}."]\n',
        encoding="utf-8",
    )
    told = {row.said: row.moves for row in ear.rows(tmp_path, tmp_path, tmp_path)}
    assert told == {
        "I am sorry.": frozenset(),
        "Hi Ann.": frozenset(),
        "It was hot.": {"denial"},
        "We checked it.": {"denial"},
        "Thanks.": frozenset(),
    }


@pytest.mark.parametrize("file", REPLIES, ids=lambda file: file.stem)
def test_every_labelled_reply_is_well_formed(file: Path) -> None:
    for line in file.read_text(encoding="utf-8").splitlines():
        stars, _, marked = line.split("\t")
        assert stars in {"1", "2", "3", "4", "5"}
        reply, stretches = ear.unmarked(marked)
        assert "[[" not in reply, line
        assert {move for move, *_ in stretches} <= set(moves()), line


@pytest.mark.parametrize("file", REMARKS, ids=lambda file: file.stem)
def test_every_labelled_remark_is_well_formed(file: Path) -> None:
    for line in file.read_text(encoding="utf-8").splitlines():
        move, said = line.split("\t")
        assert move == ear.FINE or move in moves(), line
        assert said.strip(), line


def test_a_light_move_alone_does_no_harm() -> None:
    assert not ear.Row("en", "x", "x", frozenset({"boilerplate"})).harmful
    assert ear.Row("en", "x", "x", frozenset({"boilerplate", "denial"})).harmful


def test_networks_learn_what_no_line_divides_and_are_packed_as_they_were() -> None:
    dice = np.random.default_rng(1)
    seen = dice.normal(size=(2_000, 6)).astype(np.float32)
    apart = seen[:, 0] * seen[:, 1] > 0
    manner = network.Manner(networks=2, inner=128, rounds=25, dropped=0.35)
    labels, worth = network.alike(apart)
    taught = network.teach(seen, labels, worth, manner)
    heard = network.heard(taught, seen)[:, 0]
    assert network.area(heard, apart) > 0.95
    slope = dice.normal(size=(2, 4)).astype(np.float32)
    zeros, ones = np.zeros(6, np.float32), np.ones(6, np.float32)
    blob = network.write(
        taught, {"moves": list("abcd")}, zeros, ones, slope, np.zeros(4, np.float32)
    )
    kept = hearing.read(blob)
    for place, odds in zip(seen[:20], heard[:20], strict=True):
        alone, whole, review = np.split(place, 3)
        assert kept.hear(alone, whole, review).harm == pytest.approx(odds, abs=0.05)
    again = network.teach(seen, labels, worth, manner)
    named = {"moves": list("abcd")}
    assert network.write(again, named, zeros, ones, slope, np.zeros(4, np.float32)) == blob


def test_of_a_reply_to_no_words_the_middle_of_all_reviews_is_taken() -> None:
    dice = np.random.default_rng(1)
    parts = tuple(dice.normal(size=shape).astype(np.float32) for shape in ((6, 4), 4, (4, 1), 1))
    middle, spread = np.arange(6, dtype=np.float32), np.ones(6, np.float32)
    kinds = np.zeros((2, 1), np.float32), np.zeros(1, np.float32)
    kept = hearing.read(network.write([parts], {"moves": ["denial"]}, middle, spread, *kinds))
    alone, whole, review = np.split(middle + 1, 3)
    assert kept.hear(alone, whole, None) == kept.hear(alone, whole, middle[4:])
    assert kept.hear(alone, whole, None) != kept.hear(alone, whole, review)


def test_the_review_stands_beside_the_sentences_that_answer_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(encoder, "place", lambda said: np.array([len(said), 1.0], np.float32))
    monkeypatch.setattr(encoded.sentences, "__defaults__", (tmp_path / "places.npz",))
    rows = [
        ear.Row("en", "No.", "No. Bye!", frozenset(), "Cold soup."),
        ear.Row("en", "Bye!", "No. Bye!", frozenset(), "Closed."),
        ear.Row("en", "Never.", "Never.", frozenset()),
    ]
    with np.errstate(invalid="ignore"):
        even, middle, spread = ear.evened(rows)
    review = even[:, 4] * spread[4] + middle[4]
    assert review.tolist() == pytest.approx([10, 7, 8.5])


def test_a_linear_reading_tells_moves_apart() -> None:
    pytest.importorskip("scipy")
    dice = np.random.default_rng(1)
    seen = dice.normal(size=(600, 5)).astype(np.float32)
    labels = np.argmax(seen[:, :3], axis=1)
    slope, start = ear.kinds(seen, labels, 3)
    assert (np.argmax(seen @ slope + start, axis=1) == labels).mean() > 0.9


def test_what_is_set_aside_has_not_been_heard() -> None:
    dice = np.random.default_rng(1)
    seen = dice.normal(size=(400, 4)).astype(np.float32)
    chance = dice.random(400) > 0.5
    manner = network.Manner(networks=1, inner=128, rounds=25, dropped=0.35)
    odds = network.unheard(seen, *network.alike(chance), [str(at) for at in range(400)], manner)
    assert 0.4 < network.area(odds[:, 0], chance) < 0.6


def test_a_label_that_nobody_looked_at_teaches_nothing() -> None:
    dice = np.random.default_rng(1)
    seen = dice.normal(size=(600, 4)).astype(np.float32)
    labels = np.stack([seen[:, 0] > 0, seen[:, 1] > 0], axis=1).astype(np.float32)
    worth = np.ones_like(labels)
    unlooked = seen[:, 0] > 0
    worth[unlooked, 1] = 0
    manner = network.Manner(networks=1, inner=16, rounds=5, dropped=0.0)
    wrong = labels.copy()
    wrong[unlooked, 1] = 1 - wrong[unlooked, 1]
    for one, other in zip(
        network.teach(seen, labels, worth, manner)[0],
        network.teach(seen, wrong, worth, manner)[0],
        strict=True,
    ):
        assert (one == other).all()


def test_the_area_counts_pairs_in_the_right_order() -> None:
    odds = np.array([0.1, 0.2, 0.3, 0.4], np.float32)
    assert network.area(odds, np.array([False, False, True, True])) == 1.0
    assert network.area(odds, np.array([False, True, False, True])) == 0.75
