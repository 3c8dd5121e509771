from __future__ import annotations

import pytest

from monitor.reply import scenery
from monitor.reply.points import points_of
from tests.monitor.reply.mentions import mention

PLACES = [
    ("en", "The parcel was under the stool.", "stool", "the stool"),
    ("de", "Das Paket lag unter seinem Hocker.", "Hocker", "den Hocker"),
    ("de", "Das Paket lag auf dem Hocker.", "Hocker", "den Hocker"),
    ("fr", "Le colis était sur la chaise.", "chaise", "la chaise"),
    ("fr", "Le colis était dans l'escalier.", "escalier", "l'escalier"),
    ("es", "El paquete estaba en la silla.", "silla", "la silla"),
    ("ro", "Pachetul era sub scaun.", "scaun", "scaun"),
    ("ru", "Посылка стояла на моём стуле.", "стуле", "о стуле"),
    ("fi", "Paketti oli tuolilla.", "tuolilla", "tuolista"),
    ("kk", "Сәлемдеме үстелде тұрды.", "үстелде", "үстел"),
    ("he", "החבילה הייתה בסלון.", "בסלון", "הסלון"),
]

THINGS = [
    ("en", "The stool was broken.", "stool", "the stool"),
    ("de", "Der Hocker war kaputt.", "Hocker", "den Hocker"),
    ("fr", "La chaise était cassée.", "chaise", "la chaise"),
    ("es", "La silla estaba rota.", "silla", "la silla"),
    ("ro", "Scaun rupt.", "Scaun", "scaun"),
    ("ru", "Сломанный стул.", "стул", "о стуле"),
    ("fi", "Tuoli oli rikki.", "Tuoli", "tuolista"),
    ("kk", "Үстел сынған.", "Үстел", "үстел"),
    ("he", "הבובה נשברה.", "הבובה", "הבובה"),
    ("he", "בובה שבורה.", "בובה", "הבובה"),
    ("sv", "Paketet låg på stolen.", "stolen", "stolen"),
]


@pytest.mark.parametrize(("lang", "text", "word", "name"), PLACES)
def test_where_something_stood_is_a_place(lang: str, text: str, word: str, name: str) -> None:
    assert scenery.placed(text, text.index(word), lang, name)


@pytest.mark.parametrize(("lang", "text", "word", "name"), THINGS)
def test_what_stood_or_broke_is_none(lang: str, text: str, word: str, name: str) -> None:
    assert not scenery.placed(text, text.index(word), lang, name)


def things(text: str, stars: float = 1) -> tuple[str, ...]:
    one = mention(text, stars)
    return points_of(one, one.item.words, "en").things


def test_a_place_where_nothing_went_wrong_is_not_named_beside_enough_else() -> None:
    assert things("The bread was stale. The soup was cold. It stood on a chair.") == (
        "the bread",
        "the soup",
    )


def test_it_is_named_where_there_is_little_else() -> None:
    assert things("The bread was stale. It stood on a chair.") == ("the bread", "the chair")


def test_where_it_went_wrong_is_named_after_what_went_wrong() -> None:
    assert things("On the chair lay stale bread.") == ("the bread", "the chair")


def test_in_praise_a_place_is_named_as_well() -> None:
    assert "the garden" in things("Lovely bread, lovely soup. We sat in the garden.", 5)


def test_a_russian_measure_of_what_was_missing_names_it_no_more_than_a_bare_no() -> None:
    text = "Ни сантиметра мастики."
    assert scenery.missing(text, text.index("мастики"))
