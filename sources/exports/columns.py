"""Which column of an export means what: names in six languages and the layouts of known tools.

Headers are compared folded: letter case, accents, blanks and punctuation make no difference,
so that ``Review ID``, ``review_id`` and ``reviewId`` are one name.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final


class Tool(StrEnum):
    """Who wrote the export, as far as its columns betray it."""

    UNKNOWN = "unknown"
    GOODWORD = "goodword"
    OUTSCRAPER = "outscraper"
    YELP = "yelp"
    AMAZON = "amazon"


def _names(text: str) -> tuple[str, ...]:
    return tuple(text.split())


FIELDS: Final = _names(
    "id author author_id author_url rating best worst title text published_at precision "
    "updated_at url kind state reply reply_at lang about source dedupe_key"
)
"""What a column can mean. ``[sources.<name>.columns]`` maps these to headers by hand."""

OWN_FIELDS: Final = _names("owner_sentiment owner_urgency")
"""What only goodword's own export says: where the owner set a reading right."""

EXPORT_COLUMNS: Final = _names(
    "number source id kind author rating best worst title text published_at precision updated_at "
    "url state reply reply_at lang about place sentiment status dedupe_key urgency asks_refund "
    "asks_contact returning delight came_for suspect engine owner_sentiment owner_urgency"
)
"""The columns of ``goodword export``, in their order."""

# The first synonym that is there wins. After the English ones: fi, ru, kk, ro, he.
_SYNONYMS: Final[Mapping[str, str]] = {
    "id": "review_id reviewid id uuid review_uuid external_id comment_id tunniste ид "
    "id_отзыва id_recenzie מזהה",
    "author": "reviewer_name author_name author_title author reviewer_display_name reviewer "
    "customer_name customer consumer_display_name consumer_name user_name username "
    "user_display_name user nickname display_name full_name name "
    "arvostelija kirjoittaja asiakas nimimerkki nimi "
    "автор имя клиент покупатель пользователь рецензент фио имя_автора имя_клиента "
    "аты_жөні аты пайдаланушы тұтынушы есімі "
    "nume nume_client autor client utilizator recenzent "
    "שם שם_הלקוח שם_לקוח שם_הכותב שם_המבקר כותב מבקר לקוח משתמש",
    "rating": "star_rating stars rating review_rating rating_value score overall overall_rating "
    "star_count number_of_stars grade points arvosana tähdet tähtiä pisteet tähtiarvio "
    "оценка рейтинг звезды звёзды балл баллы количество_звезд "
    "баға бағасы жұлдыз жұлдыздар ұпай "
    "notă stele evaluare punctaj calificativ număr_stele "
    "דירוג ציון כוכבים מספר_כוכבים",
    "best": "best best_rating rating_best max_rating rating_scale",
    "worst": "worst worst_rating rating_worst min_rating",
    "title": "title review_title headline summary subject otsikko aihe заголовок тема тақырып "
    "тақырыбы titlu subiect כותרת נושא",
    "text": "text review_text comment review_comment review_body review_content body content "
    "message review feedback description snippet text_text teksti arvostelu palaute kommentti "
    "viesti sisältö arvosteluteksti "
    "текст отзыв текст_отзыва комментарий сообщение содержание "
    "пікір мәтін пікірі түсініктеме пікір_мәтіні "
    "recenzie comentariu mesaj opinie conținut părere textul_recenziei "
    "ביקורת חוות_דעת טקסט תוכן תוכן_הביקורת הערה הודעה",
    "published_at": "published_at create_time created_at created date_created_gmt date_created "
    "review_date published publish_time published_date date_published submitted_at timestamp "
    "review_time datetime date time created_time päivämäärä pvm päiväys luotu julkaistu aika "
    "дата дата_отзыва дата_создания создано опубликовано дата_публикации время "
    "күні күн жарияланған уақыты "
    "dată data data_recenziei data_publicării creat publicat "
    "תאריך תאריך_יצירה תאריך_פרסום תאריך_הביקורת",
    "updated_at": "updated_at update_time updated modified last_modified edited_at date_updated "
    "muokattu päivitetty изменено обновлено дата_изменения жаңартылған actualizat modificat "
    "עודכן",
    "url": "url link review_link review_url permalink href source_url linkki osoite ссылка "
    "сілтеме legătură adresă קישור לינק",
    "reply": "owner_answer reply reply_comment owner_reply owner_response response reply_text "
    "response_text review_reply_comment response_from_owner company_reply_text answer "
    "vastaus omistajan_vastaus ответ ответ_владельца ответ_компании жауап жауабы иесінің_жауабы "
    "răspuns răspunsul_proprietarului תשובה תגובת_הבעלים תגובת_בעל_העסק מענה",
    "reply_at": "owner_answer_timestamp reply_at reply_time reply_date response_date "
    "response_time owner_answer_timestamp_datetime_utc review_reply_update_time answer_date "
    "vastattu vastauspäivä дата_ответа жауап_күні data_răspunsului תאריך_תשובה תאריך_תגובה",
    "lang": "lang language language_code locale review_language kieli язык тіл тілі limbă "
    "limba שפה",
    "about": "about product_name product_title product place_name location_name location branch "
    "business_name outlet store_name tuote toimipiste товар филиал точка тауар филиалы produs "
    "locație filială מוצר סניף",
}

_LAYOUTS: Final[Mapping[Tool, Mapping[str, str]]] = {
    Tool.GOODWORD: {name: name for name in EXPORT_COLUMNS if name in (*FIELDS, *OWN_FIELDS)},
    Tool.OUTSCRAPER: {
        "id": "review_id",
        "author": "author_title",
        "author_id": "author_id",
        "author_url": "author_link",
        "rating": "review_rating",
        "text": "review_text",
        "published_at": "review_timestamp",
        "url": "review_link",
        "reply": "owner_answer",
        "reply_at": "owner_answer_timestamp",
        "about": "name",
    },
    Tool.YELP: {
        "id": "review_id",
        "author_id": "user_id",
        "rating": "stars",
        "text": "text",
        "published_at": "date",
        "about": "business_id",
    },
    Tool.AMAZON: {
        "author": "reviewerName",
        "author_id": "reviewerID",
        "rating": "overall",
        "title": "summary",
        "text": "reviewText",
        "published_at": "unixReviewTime",
        "about": "asin",
    },
}
_NEW_AMAZON: Final = {
    "author_id": "user_id",
    "rating": "rating",
    "title": "title",
    "text": "text",
    "published_at": "timestamp",
    "about": "parent_asin",
}
_MARKS: Final = (
    (Tool.GOODWORD, ("source", "id", "kind", "text", "dedupe_key"), _LAYOUTS[Tool.GOODWORD]),
    (Tool.OUTSCRAPER, ("author_title", "review_rating"), _LAYOUTS[Tool.OUTSCRAPER]),
    (Tool.YELP, ("review_id", "user_id", "business_id", "stars"), _LAYOUTS[Tool.YELP]),
    (Tool.AMAZON, ("reviewerID", "asin", "overall"), _LAYOUTS[Tool.AMAZON]),
    (Tool.UNKNOWN, ("rating", "parent_asin", "user_id", "timestamp"), _NEW_AMAZON),
)


def fold(header: str) -> str:
    """``header`` without case, accents, blanks and punctuation."""
    apart = unicodedata.normalize("NFKD", header.casefold())
    return "".join(letter for letter in apart if letter.isalnum())


_FOLDED: Final = {
    meaning: tuple(dict.fromkeys(map(fold, names.split()))) for meaning, names in _SYNONYMS.items()
}
_VOCABULARY: Final = frozenset(name for names in _FOLDED.values() for name in names)


@dataclass(frozen=True, slots=True)
class Columns:
    """What the columns of one export mean: ``named`` maps a field to the header it has there."""

    tool: Tool = Tool.UNKNOWN
    named: Mapping[str, str] = field(default_factory=dict)

    @property
    def useful(self) -> bool:
        """Whether there is a column of words or of stars, as every export of reviews has."""
        return "text" in self.named or "rating" in self.named


def find_columns(headers: Collection[str], by_hand: Mapping[str, str]) -> Columns:
    """What ``headers`` mean. ``by_hand`` (field to header) wins over what is recognised."""
    there = {fold(header): header for header in reversed(tuple(headers))}
    chosen = {
        meaning: there[fold(name)] for meaning, name in by_hand.items() if fold(name) in there
    }
    for tool, marks, layout in _MARKS:
        if all(mark in headers for mark in marks):
            known = {meaning: name for meaning, name in layout.items() if name in headers}
            return Columns(tool, {**known, **chosen})
    found: dict[str, str] = {}
    taken = set(chosen.values())
    for meaning, names in _FOLDED.items():
        header = next((there[name] for name in names if name in there), None)
        if header is not None and header not in taken:
            found[meaning] = header
            taken.add(header)
    return Columns(Tool.UNKNOWN, {**found, **chosen})


def recognised(headers: Iterable[str]) -> int:
    """How many of ``headers`` are names that exports use: tells the right encoding from others."""
    return sum(fold(header) in _VOCABULARY for header in headers)
