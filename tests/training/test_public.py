from __future__ import annotations

import numpy as np
import pytest

from training import public
from training.corpus import DataSet
from training.public import Text


def data(name: str, good: int, bad: int) -> DataSet:
    rows = [(f"{name} good {at}", 2) for at in range(good)]
    rows += [(f"{name} bad {at}", 0) for at in range(bad)]
    return DataSet(name, name.partition(".")[0], tuple(rows))


def test_each_label_comes_as_often_and_sets_by_the_root_of_their_size() -> None:
    large, small = data("fi.large", 800, 100), data("fi.small", 50, 50)
    found = list(public.share([large, small], 80))
    of_large = [each for each in found if "large" in each.text]
    assert (len(of_large), len(found)) == (60, 80)
    assert sum(each.label == 0 for each in of_large) == 30


def test_the_same_texts_are_chosen_whatever_else_there_is_and_in_any_order() -> None:
    few = data("fi.x", 40, 40)
    back = DataSet(few.name, few.lang, few.rows[::-1])
    assert {*public.share([few], 20)} == {*public.share([back], 20)}
    assert {*public.share([few], 10)} < {*public.share([few], 20)}


def test_languages_of_known_shops_bring_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(public, "MOST", 20)
    monkeypatch.setattr(public, "ELSE", 4)
    found = public.chosen([data("sw.x", 30, 30), data("fi.x", 30, 30)], ["fi"])
    assert [each.lang for each in found] == ["fi"] * 20 + ["sw"] * 4


def test_the_labels_of_a_language_count_alike_and_more_texts_more_but_not_by_as_much() -> None:
    texts = [Text("fi", "a", 0), Text("fi", "b", 0), Text("fi", "c", 0), Text("fi", "d", 2)]
    counts = public.worth([*texts, Text("sw", "e", 2), Text("sw", "f", 0)])
    assert counts.mean() == pytest.approx(1.0)
    assert counts[:3].sum() == pytest.approx(counts[3])
    assert 1 < counts[:4].sum() / counts[4:].sum() < 2
    assert counts.dtype == np.float32


def test_own_sentences_tell_a_customer_from_others_and_nothing_of_feeling() -> None:
    texts = [Text("fi", "a", 0), Text("fi", "b", 2), Text("fi", "c", 1)]
    columns, counts = public.labelled(texts, [Text("fi", "d", 2)])
    assert columns[:3].tolist() == [[1, 0, 0], [0, 1, 0], [0, 0, 0]]
    assert columns[3, 2] == 1
    assert counts[3, :2].tolist() == [0, 0]
    assert counts[3, 2] == pytest.approx(counts[:3, 2].sum())
    assert (counts[:3] > 0).all()
