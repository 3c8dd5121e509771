"""What the owner's corrections tell about how well goodword reads, and what they do not."""

from __future__ import annotations

from monitor.correction import Tally
from monitor.trends.accuracy import measured


def test_where_nothing_was_corrected_nothing_was_measured() -> None:
    assert measured([Tally("en", 500, 0)]) is None
    assert measured([]) is None


def test_all_languages_are_counted_together() -> None:
    accuracy = measured([Tally("en", 31, 1), Tally("fi", 10, 2)])
    assert accuracy is not None
    assert (accuracy.seen, accuracy.corrected, accuracy.telling) == (41, 3, True)
    assert accuracy.weakest == Tally("fi", 10, 2)


def test_of_a_few_nothing_follows() -> None:
    accuracy = measured([Tally("en", 19, 1)])
    assert accuracy is not None
    assert not accuracy.telling


def test_no_language_stands_out_by_chance_or_alone() -> None:
    for tallies in (
        [Tally("en", 41, 3)],  # there is no other
        [Tally("en", 32, 1), Tally("fi", 9, 2)],  # too few were read
        [Tally("en", 31, 2), Tally("fi", 10, 1)],  # one may be a slip
        [Tally("en", 20, 4), Tally("fi", 20, 4)],  # as often as elsewhere
    ):
        accuracy = measured(tallies)
        assert accuracy is not None
        assert accuracy.weakest is None
