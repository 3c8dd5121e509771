from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.telegram.auth import CODE_LIFE, Limit, Standing, offered_code, pair, standing
from monitor.store import Store
from tests.fakes.clock import START


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("/start ABCD2345", "ABCD2345"),
        ("/start", None),
        ("/start  whatever it is ", "whatever it is"),
        (" abcd-2345 ", "ABCD2345"),
        ("ABCD 2345", "ABCD2345"),
        ("hello", None),
        ("good evening", None),
        ("goodness", None),
        ("/week", None),
        ("", None),
        (None, None),
    ],
)
def test_only_what_looks_like_a_code_is_a_try_at_the_code(
    text: str | None, code: str | None
) -> None:
    assert offered_code(text) == code


def test_a_code_pairs_one_chat_once(tmp_path: Path) -> None:
    with Store.open(tmp_path / "g.db") as store:
        code = store.chats.code(START, CODE_LIFE)
        assert standing(store, 7) is Standing.STRANGER
        assert pair(store, code, 7, "Olga", START)
        assert standing(store, 7) is Standing.PAIRED
        assert not pair(store, code, 8, "Mallory", START)
        assert standing(store, 8) is Standing.STRANGER


def test_a_code_does_not_outlive_its_half_hour(tmp_path: Path) -> None:
    with Store.open(tmp_path / "g.db") as store:
        code = store.chats.code(START, CODE_LIFE)
        assert not pair(store, code, 7, "Olga", START + CODE_LIFE)


def test_a_chat_that_blocked_us_is_back_once_and_paired_from_then_on(tmp_path: Path) -> None:
    with Store.open(tmp_path / "g.db") as store:
        pair(store, store.chats.code(START, CODE_LIFE), 7, "Olga", START)
        store.chats.block("telegram:7", START)
        assert [standing(store, 7), standing(store, 7)] == [Standing.BACK, Standing.PAIRED]


def test_a_limit_counts_each_chat_and_all_together_by_the_day() -> None:
    limit = Limit(per_chat=1, in_all=3)
    assert [limit.allows(chat, START) for chat in (1, 1, 2, 3, 4)] == [
        True,
        False,
        True,
        True,
        False,
    ]
    assert limit.allows(4, START + timedelta(days=1))
