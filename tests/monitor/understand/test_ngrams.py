"""The pieces of a text that the trained model weighs."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.understand import ngrams
from monitor.understand.passage import prepare
from tests.monitor.understand.work import calls


def signs(text: str) -> list[str]:
    return list(ngrams.tokens(prepare(text))[1])


def test_a_word_shows_itself_its_beginning_and_its_end() -> None:
    rude, rudely, crude = (set(ngrams.pieces(word)) for word in ("rude", "rudely", "crude"))
    assert len(rude) == 1 + 5 + 4 + 3 + 2 + 1
    assert rude & rudely
    assert rude & crude
    assert len(rude & rudely) > len(rude & set(ngrams.pieces("lovely")))


def test_words_shorter_than_the_longest_stretch_have_pieces_too() -> None:
    assert all(ngrams.pieces(word) for word in ("", "a", "ei"))


def test_letters_drawn_out_and_digits_are_evened_out() -> None:
    assert ngrams.fold("soooo") == ngrams.fold("sooooooo") == "soo"
    assert ngrams.fold("2.15") == ngrams.fold("4.30") == "0.00"


def test_smiles_of_every_make_count_as_one() -> None:
    for smile in (":)", ";-D", ")))", "<3"):
        assert signs(f"ok {smile}") == [ngrams.GLAD]
    assert signs("ok :(") == signs("ok ((") == [ngrams.SAD]
    assert signs("👍") == ["👍", ngrams.GLAD]
    assert signs("🤢") == ["🤢", ngrams.SAD]


def test_emphasis_is_a_sign() -> None:
    assert signs("again!!!!!") == signs("again!!") == ["!!"]


@given(st.text(max_size=60))
@settings(max_examples=100)
def test_every_piece_has_a_bucket(text: str) -> None:
    words, cues = ngrams.tokens(prepare(text))
    for token in (*words, *cues):
        assert all(0 <= piece < ngrams.BUCKETS for piece in ngrams.pieces(ngrams.fold(token)))


def test_a_longer_word_is_not_read_for_ever() -> None:
    short, long = (
        calls(lambda text: ngrams.pieces(ngrams.fold(text)), "xy" * n) for n in (50, 5000)
    )
    assert long <= short
