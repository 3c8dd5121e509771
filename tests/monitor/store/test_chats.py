"""Who may talk to the bot."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from monitor.store import Store
from monitor.store.chats import TRIES
from tests.monitor.store.samples import HOUR, NOW

OWNER, STRANGER = "telegram:1", "telegram:666"
TEN_MINUTES = timedelta(minutes=10)


def pair(store: Store, destination: str = OWNER) -> None:
    assert store.chats.pair(store.chats.code(NOW, TEN_MINUTES), destination, "Anna", NOW)


def test_the_code_admits_a_chat_once(store: Store) -> None:
    code = store.chats.code(NOW, TEN_MINUTES)
    assert not store.chats.known(OWNER)
    assert store.chats.pair(code, OWNER, "Anna", NOW)
    assert store.chats.known(OWNER)
    assert store.chats.destinations() == [OWNER]
    assert not store.chats.pair(code, STRANGER, "Eve", NOW)
    assert not store.chats.known(STRANGER)


def test_case_spaces_and_hyphens_in_the_code_do_not_matter(store: Store) -> None:
    code = store.chats.code(NOW, TEN_MINUTES)
    assert store.chats.pair(f" {code[:4].lower()}-{code[4:]} ", OWNER, "Anna", NOW)


def test_a_code_dies_after_its_time(store: Store) -> None:
    code = store.chats.code(NOW, TEN_MINUTES)
    assert not store.chats.pair(code, OWNER, "Anna", NOW + TEN_MINUTES)


def test_a_code_made_by_a_clock_since_put_back_does_not_live_until_its_time_comes_again(
    store: Store,
) -> None:
    code = store.chats.code(NOW + timedelta(days=365), TEN_MINUTES)
    assert not store.chats.pair(code, STRANGER, "Eve", NOW)


def test_a_code_survives_a_small_correction_of_the_clock(store: Store) -> None:
    code = store.chats.code(NOW)
    assert store.chats.pair(code, OWNER, "Anna", NOW - TEN_MINUTES)


def test_a_newer_code_kills_the_older_one(store: Store) -> None:
    older, newer = store.chats.code(NOW), store.chats.code(NOW)
    assert not store.chats.pair(older, OWNER, "Anna", NOW)
    assert store.chats.pair(newer, OWNER, "Anna", NOW)


def guess(store: Store, destination: str = STRANGER, times: int = TRIES) -> None:
    for _ in range(times):
        assert not store.chats.pair("WRONG", destination, "Eve", NOW)


def test_after_five_wrong_tries_the_right_code_admits_that_chat_no_more(store: Store) -> None:
    code = store.chats.code(NOW, TEN_MINUTES)
    guess(store)
    assert not store.chats.pair(code, STRANGER, "Eve", NOW)
    assert not store.chats.known(STRANGER)


def test_no_stranger_can_use_up_the_owners_code(store: Store) -> None:
    code = store.chats.code(NOW, TEN_MINUTES)
    for stranger in range(20):
        guess(store, f"telegram:{stranger + 600}", TRIES + 1)
    assert store.chats.pair(code, OWNER, "Anna", NOW)


def test_an_owner_who_mistyped_the_code_too_often_needs_a_new_one(store: Store) -> None:
    code = store.chats.code(NOW, TEN_MINUTES)
    guess(store, OWNER)
    assert not store.chats.pair(code, OWNER, "Anna", NOW)
    assert store.chats.pair(store.chats.code(NOW, TEN_MINUTES), OWNER, "Anna", NOW)


def test_what_was_tried_lasts_as_long_as_the_code_and_no_longer(path: Path) -> None:
    with Store.open(path) as store:
        code = store.chats.code(NOW, TEN_MINUTES)
        guess(store)
    with Store.open(path) as store:
        assert not store.chats.pair(code, STRANGER, "Eve", NOW)
        assert store.chats.pair(code, OWNER, "Anna", NOW)
        assert store.chats.pair(store.chats.code(NOW), STRANGER, "Eve", NOW)


def test_fewer_wrong_tries_do_not_kill_the_code(store: Store) -> None:
    code = store.chats.code(NOW, TEN_MINUTES)
    for wrong in ("", "\ud800", "x" * 100_000, "ÄÖ"):
        assert not store.chats.pair(wrong, STRANGER, "Eve", NOW)
    assert store.chats.pair(code, OWNER, "Anna", NOW)


def test_without_a_code_nobody_is_admitted(store: Store) -> None:
    assert not store.chats.pair("", STRANGER, "Eve", NOW)


def test_two_codes_are_never_alike(store: Store) -> None:
    assert len({store.chats.code(NOW) for _ in range(20)}) == 20


def test_the_code_itself_is_never_stored(path: Path) -> None:
    with Store.open(path) as store:
        code = store.chats.code(NOW)
    assert code.encode() not in path.read_bytes()


def test_a_blocked_chat_is_known_but_gets_nothing(store: Store) -> None:
    pair(store)
    store.chats.block(OWNER, NOW)
    store.chats.block(OWNER, NOW + HOUR)
    assert store.chats.known(OWNER)
    assert store.chats.destinations() == []
    assert [chat.blocked_at for chat in store.chats.all()] == [NOW]
    store.chats.unblock(OWNER)
    assert store.chats.destinations() == [OWNER]


def test_pairing_again_unblocks_and_takes_the_new_title(store: Store) -> None:
    pair(store)
    store.chats.block(OWNER, NOW)
    assert store.chats.pair(store.chats.code(NOW), OWNER, "Anna \ud800", NOW + HOUR / 2)
    (chat,) = store.chats.all()
    assert (chat.title, chat.blocked_at, chat.paired_at) == ("Anna \ufffd", None, NOW)


def test_a_forgotten_chat_is_a_stranger_again(store: Store) -> None:
    pair(store)
    store.chats.forget(OWNER)
    assert not store.chats.known(OWNER)
    assert store.chats.all() == []


def test_a_chat_shows_nothing_of_itself_in_a_log(store: Store) -> None:
    pair(store)
    (chat,) = store.chats.all()
    assert "telegram:1" not in repr(chat)
    assert "Anna" not in repr(chat)
