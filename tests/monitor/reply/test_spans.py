from __future__ import annotations

import pytest

from monitor.reply.spans import blank_names, blank_quotations


@pytest.mark.parametrize(
    "text",
    [
        'He said "read the sign" to you, which was wrong.',
        "He said “read the sign” to you, which was wrong.",
        "He said „read the sign“ to you, which was wrong.",
        "He said «read the sign» to you, which was wrong.",
    ],
)
def test_quotations_are_blanked_in_place(text: str) -> None:
    blanked = blank_quotations(text)
    assert len(blanked) == len(text)
    assert "read" not in blanked
    assert blanked.startswith("He said ")


def test_a_reply_that_is_one_quotation_is_left_alone() -> None:
    assert blank_quotations('"You lie, all of you."') == '"You lie, all of you."'


def test_names_become_spaces_and_other_words_stay() -> None:
    assert blank_names("Will you, Will", "Will", None) == "     you,     "
    assert blank_names("Old Fool bar", None, "Old Fool\nx") == "         bar"
    assert blank_names("You lie", "you lie", None) == "You lie"
