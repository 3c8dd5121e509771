"""Names as they stand in real sentences: found in their own forms, not in their neighbours'."""

from __future__ import annotations

import pytest

from monitor.config import Query
from monitor.match import match, occurs
from monitor.match.forms import forms
from monitor.mention import Item, Kind

FOUND = {
    "fi": [
        ("Prisma", "Prisman kassalla oli jono."),
        ("Prisma", "Kävimme Prismassa eilen."),
        ("Prisma", "Ostin sen Prismasta."),
        ("Prisma", "Mennään Prismaan!"),
        ("Prisma", "Tavataan Prismalla."),
        ("Prisma", "Kiitos Prismalle hyvästä palvelusta."),
        ("Prisma", "Rakastan Prismaa."),
        ("Prisma", "Sain lahjakortin Prismalta."),
        ("Prisma", "Prismakin on auki."),
        ("Prisma", "Prismassakin oli tyhjää."),
        ("Prisma", "PRISMASSA TAAS"),
        ("Prisma", "Prisma-kortti unohtui."),
        ("Lidl", "Lidlissä on halpaa."),
        ("Lidl", "Menen Lidliin."),
        ("Lidl", "Pidän Lidlistä."),
        ("Virtanen", "Leipomo Virtasella on parhaat pullat."),
        ("Virtanen", "Ostin Virtaselta kakun."),
        ("Virtanen", "Virtasesta en pidä."),
        ("Kampus", "Kampuksella oli hyvä lounas."),
        ("Kahvila Ruusu", "Kahvilassa Ruusussa istuimme tunnin."),
        ("Leipomo Aino", "Leipomo Ainon pulla on tuoretta."),
        ("Kotihuone", "Kotihuoneessa soi musiikki."),
        ("Töölö", "Töölössä sataa."),
    ],
    "he": [
        ("פריזמה", "קניתי בפריזמה אתמול"),
        ("פריזמה", "הלכתי לפריזמה"),
        ("פריזמה", "חזרתי מפריזמה"),
        ("פריזמה", "השירות שבפריזמה מצוין"),
        ("פריזמה", "ולפריזמה לא אחזור"),
        ("פריזמה", "כשהפריזמה נפתחה"),
        ("פריזמה", "והפריזמה סגורה"),
        ("פריזמה", "כפריזמה אין"),
        ("פריזמה", "פריזמה היא חנות טובה"),
        ("פריזמה", 'ב"פריזמה" היה תור'),
        ("פריזמה", "ב־פריזמה"),
        ("פריזמה", "בפְּרִיזְמָה"),
        ("בית קפה", "ישבנו בבית קפה נחמד"),
        ("בית קפה", "בית הקפה נסגר"),
        ("Prisma", "קניתי בPrisma"),
        ("Prisma", "קניתי ב-Prisma"),
        ("פריז*", "בפריזאית"),
        ("גן ירק", "קניתי בגן ירק"),
        ("גן ירק", "בגן הירק"),
        ("לחם", "מהלחם הטרי"),
    ],
    "ru": [
        ("Призма", "Был в Призме вчера."),
        ("Призма", "Директор Призмы не ответил."),
        ("Призма", "Обожаю Призму!"),
        ("Призма", "Доволен Призмой."),
        ("Магазин Дом", "В магазине Дом грубят."),
        ("Магазин Дом", "Магазину Дому спасибо."),
        ("Магазин Дом", "Рядом с магазином «Дом»."),
        ("Магазин Дом", "Заказывал в магазине Доме."),
        ("Пятёрочка", "В Пятерочке опять очередь."),
        ("Пятёрочка", "Иду за Пятёрочкой."),
        ("Теремок", "Ели блины в Теремке."),
        ("Теремок", "Теремка рядом нет."),
        ("Белая Дача", "Купил в Белой Даче."),
        ("Белая Дача", "Белую Дачу советую."),
        ("Купец", "У Купца дёшево."),
        ("Домашний Хлеб", "Хлеб из Домашнего Хлеба."),
        ("Сказка", "СКАЗКОЙ довольны все"),
        ("Красный Май", "Красного Мая больше нет."),
        ("Июль", "Ходили в кафе Июле."),
    ],
    "kk": [
        ("Дүкен", "Дүкенге бардым."),
        ("Дүкен", "Дүкенде кезек көп."),
        ("Дүкен", "Дүкеннен нан алдым."),
        ("Дүкен", "Дүкенді ұнаттым."),
        ("Дүкен", "Дүкеннің иесі."),
        ("Дүкен", "Айна дүкенінде."),
        ("Дүкен", "Осы дүкендерде арзан."),
        ("Алма", "Алмаға рахмет."),
        ("Алма", "Алмада бәрі бар."),
        ("Алма", "Алмадан алдым."),
        ("Алма", "Алмамен келістім."),
        ("Базарлық", "Базарлықтан алдым."),
        ("Базарлық", "Ол базарлығын айтты."),
        ("Magnum", "Magnumға бардық."),
        ("Magnum", "Magnum-да арзан."),
        ("Magnum", "Magnumнан алдым."),
    ],
    "ro": [
        ("Magazin Dom", "Am fost la magazinul Dom."),
        ("Magazin Dom", "Patronul magazinului Dom e amabil."),
        ("Magazinul Dom", "Recomand magazinului Dom să angajeze."),
        ("Magazinul Dom", "Un magazin Dom nou."),
        ("Casa Bună", "Echipa Casei Bune. Casa Bună."),
        ("Casa", "Clienții casei sunt mulțumiți."),
        ("Casa", "Casele lor."),
        ("Brutăria Ana", "Pâinea brutăriei Ana."),
        ("Brutăria Ana", "brutaria ana"),
        ("Brutăria Țărancuța", "Brutăria Ţărancuţa e aproape."),
        ("Bistro", "Bistroul e plin."),
        ("Bistro", "Mâncarea bistroului."),
        ("Hotel", "Hotelului îi lipsește parcarea."),
        ("Hotel", "hotelurile lor"),
        ("Lidl", "Lidl-ul din centru."),
        ("Cafenea", "Cafeneaua din colț."),
        ("Cofetărie", "Cofetăria aceea."),
    ],
}
NOT_FOUND = {
    "fi": [
        ("Prisma", "Prismaattinen valo."),
        ("Prisma", "Prismoja on optiikassa."),
        ("Prisma", "Prism on englantia."),
        ("Prisma", "Kaleidoprisma"),
        ("Prisma", "Prismallisuus"),
        ("Prisma", "Prismat ovat kaikkialla."),
        ("Lidl", "Lidlikoira"),
        ("Virtanen", "Virta on poikki."),
        ("Virtanen", "Virtaset muuttivat."),
        ("Aino", "Ainoastaan perjantaisin."),
        ("Aino", "Ainutlaatuista"),
        ("Plane", "The planet turns."),
        ("Apple", "A Java applet."),
        ('"Prisma"', "Kävin Prismassa."),
        ("Kampus", "Kamppi"),
        ("Al", "Aln alla."),
        ("Lumi", "Lumina e slabă."),
        ("Dom", "Domin"),
        ("Ana", "Anan"),
    ],
    "he": [
        ("פריזמה", "פריזמות"),
        ("פריזמה", "הפריז"),
        ("פריזמה", "ספריזמה"),
        ("פריזמה", "אפריזמה"),
        ("פריזמה", "פריזמהב"),
        ('"פריזמה"', "קניתי בפריזמה"),
        ("דום", "אדום"),
        ("דום", "קדום"),
        ("דום", "דומה"),
        ("בית קפה", "בית לקפה"),
        ("בית קפה", "הקפה בבית"),
        ("בית קפה", "בית. קפה"),
        ("Prisma", "בPrismatic"),
        ("רמי", "רמייה"),
        ("ים", "מים"),
        ("גן", "מגן"),
        ("לחם", "להלחם"),
    ],
    "ru": [
        ("Призма", "Призматический бинокль."),
        ("Призма", "Призмочка"),
        ("Призма", "Сюрпризма"),
        ("Дом", "Домик в деревне."),
        ("Дом", "Домашний хлеб."),
        ("Дом", "Пошли домой."),
        ("Дом", "Кондом"),
        ("Дом", "Домен куплен."),
        ("Магазин Дом", "Магазин домашней птицы."),
        ("Магазин Дом", "Дом-магазин"),
        ("Теремок", "Теремковый"),
        ("Белая Дача", "Белая удача"),
        ("Май", "Майка"),
        ("Белая", "Белого цвета."),
        ("Белый", "Белой."),
        ("Чай", "Чаинка"),
        ('"Дом"', "В доме."),
        ("Мир", "Мирный"),
    ],
    "kk": [
        ("Дүкен", "Дүкенші келді."),
        ("Дүкен", "Дүкеншілік"),
        ("Алма", "Алматы қаласы."),
        ("Алма", "Алматыға"),
        ("Алма", "Алмалық"),
        ("Алма", "Алмас"),
        ("Алма", "Жалма"),
        ("Magnum", "Magnumшы"),
        ("Базарлық", "Базаршы"),
        ("Базар", "Базарлық"),
        ("Той", "Тойхана"),
        ('"Дүкен"', "Дүкенде"),
        ("Ай", "Айда"),
    ],
    "ro": [
        ("Dom", "Domnul Popescu"),
        ("Dom", "Domnului"),
        ("Dom", "Random"),
        ("Dom", "Domiciliu"),
        ("Casa", "Casatorie"),
        ("Casa", "Casier"),
        ("Casa", "Acasa"),
        ("Casa", "Casnic"),
        ("Brutăria Ana", "Brutăria Anca"),
        ("Brutăria Ana", "Brutalitate, Ana"),
        ("Hotel", "Hotelier"),
        ("Bistro", "Bistrița"),
        ("Magazinul Dom", "Magazinerul Dom"),
        ("Lidl", "Lidlulușul"),
        ('"Casa"', "Casei"),
    ],
}


def rows(table: dict[str, list[tuple[str, str]]]) -> list[tuple[str, str]]:
    return [row for sentences in table.values() for row in sentences]


@pytest.mark.parametrize(("term", "sentence"), rows(FOUND))
def test_a_name_is_found_in_the_form_its_sentence_asks_for(term: str, sentence: str) -> None:
    assert occurs(term, sentence)


@pytest.mark.parametrize(("term", "sentence"), rows(NOT_FOUND))
def test_another_word_is_not_taken_for_a_name(term: str, sentence: str) -> None:
    assert not occurs(term, sentence)


@pytest.mark.parametrize("language", ["fi", "ru", "kk", "ro"])
def test_each_language_alone_knows_its_own_forms(language: str) -> None:
    missed = [
        (term, sentence)
        for term, sentence in FOUND[language]
        if not match(
            Item("1", Kind.MENTION, text=sentence),
            Query(any=(term,), languages=(language,)),
        ).about_us
    ]
    assert missed == []


def test_a_name_of_three_letters_takes_all_its_endings_once_the_language_is_listed() -> None:
    item = Item("1", Kind.MENTION, text="Domin pulla")
    assert not match(item, Query(any=("Dom",))).about_us
    assert match(item, Query(any=("Dom",), languages=("fi",))).about_us
    assert occurs("Dom", "Domissa")
    assert occurs("Dom", "Domul")
    assert occurs("Dom", "Domға")


def test_with_languages_only_their_endings_are_tried() -> None:
    finnish = Item("1", Kind.MENTION, text="Prismassa")
    assert not match(finnish, Query(any=("Prisma",), languages=("en",))).about_us
    assert match(finnish, Query(any=("Prisma",), languages=("en", "fi"))).about_us


@pytest.mark.parametrize("word", ["ab", "h24", "ъ", "שלום", "東京都", "hä", "été1"])
def test_short_words_numbers_and_other_scripts_have_no_endings(word: str) -> None:
    assert forms(word) == {word}


@pytest.mark.parametrize("word", ["prisma", "virtanen", "дом", "белая", "дүкен", "magazinul"])
def test_there_are_few_enough_forms_to_write_them_out(word: str) -> None:
    assert word in forms(word)
    assert len(forms(word)) < 400
