"""What a sighting means; the promises over whole walks are in test_promises.py."""

from __future__ import annotations

from dataclasses import replace

import pytest

from monitor.changes import Change, decide, shrunk
from monitor.known import Known
from monitor.mention import Item, Kind, OwnerReply, State, Status

ITEM = Item("1", Kind.REVIEW, text="The soup was cold.")


def known_of(item: Item, **changes: object) -> Known:
    known = Known(
        7, "site", item.id, item.content_hash, item.side_hash, item.content_hash, item.state,
        Status.OPEN, item.truncated, 1, 0,
    )  # fmt: skip
    return replace(known, **changes)  # type: ignore[arg-type]


def change(item: Item, known: Known | None, elsewhere: Known | None = None) -> Change:
    return decide(item, known, elsewhere).change


def test_what_nobody_knows_is_new() -> None:
    assert change(ITEM, None) is Change.NEW


def test_what_is_as_it_was_is_seen() -> None:
    assert change(ITEM, known_of(ITEM)) is Change.SEEN


@pytest.mark.parametrize(
    "around",
    [
        replace(ITEM, reply=OwnerReply("Sorry!")),
        replace(ITEM, url="https://site.example/1"),
        replace(ITEM, state=State.HIDDEN),
    ],
)
def test_what_changed_around_the_words_is_refreshed(around: Item) -> None:
    assert change(around, known_of(ITEM)) is Change.REFRESHED


def test_other_words_are_an_edit() -> None:
    assert change(replace(ITEM, text="The soup was hot."), known_of(ITEM)) is Change.EDITED


def test_an_edit_that_another_route_has_brought_is_no_second_edit() -> None:
    edited = replace(ITEM, text="The soup was hot.")
    known = known_of(ITEM, current_hash=edited.content_hash)
    assert change(edited, known) is Change.REFRESHED


def test_a_cut_text_after_a_whole_one_changes_no_words() -> None:
    cut = replace(ITEM, text="The soup…", truncated=True)
    assert change(cut, known_of(ITEM)) is Change.SEEN
    assert change(replace(cut, state=State.HIDDEN), known_of(ITEM)) is Change.REFRESHED


def test_a_whole_text_after_a_cut_one_completes_it() -> None:
    cut = replace(ITEM, text="The soup…", truncated=True)
    assert change(ITEM, known_of(cut)) is Change.COMPLETED
    assert change(ITEM, None, known_of(cut)) is Change.COMPLETED


def test_the_same_review_by_another_route_joins() -> None:
    assert change(ITEM, None, known_of(ITEM)) is Change.JOINED


def test_what_was_thought_removed_and_is_listed_again_is_refreshed() -> None:
    assert change(ITEM, known_of(ITEM, state=State.REMOVED)) is Change.REFRESHED


@pytest.mark.parametrize(
    ("seen", "listed", "suspicious"),
    [(0, 3, False), (0, 4, True), (1, 4, True), (2, 4, False), (4, 4, False), (19, 40, True)],
)
def test_under_half_of_a_listing_is_suspicious_unless_it_is_tiny(
    seen: int, listed: int, suspicious: bool
) -> None:
    assert shrunk(seen, listed) is suspicious
