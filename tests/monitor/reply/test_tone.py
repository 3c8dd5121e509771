from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.draft import Severity
from monitor.reply import rules
from monitor.reply.compose import must_be_rewritten
from monitor.reply.review import Review
from monitor.reply.tone import lint

REVIEW = Review(
    stars=1,
    text="We waited an hour for a lukewarm lasagne and the waiter was rude to my mother.",
    author="Karen Fool",
)


def moves(reply: str, review: Review = REVIEW, lang: str = "en") -> set[str]:
    return {finding.move for finding in lint(reply, lang=lang, review=review)}


DEFENSIVE = [
    ("denial", "That did not happen in our restaurant."),
    ("denial", "What you claim is simply untrue, we reject it."),
    ("denial", "Our lasagne is always served hot."),
    ("denial", "It is completely impossible for a plate to leave our kitchen like that."),
    ("denial", "We have no record of any such evening."),
    ("blame_customer", "You should have told us while you were still at the table."),
    ("blame_customer", "Had you booked a table, nobody would have kept you."),
    ("blame_customer", "Next time read the board by the door, it explains the evening rush."),
    (
        "blame_customer",
        "A call beforehand would help, and it is your own responsibility to make it.",
    ),
    ("excuse", "There is nothing we can do about the kitchen on a Friday."),
    ("excuse", "The oven broke down, two cooks were off sick and the supplier came late."),
    ("minimise", "An hour is not that long on a Saturday."),
    ("minimise", "It was only a few minutes, one star for that seems rather harsh."),
    ("counter_accusation", "You were never a customer here, so this is a fake review."),
    ("counter_accusation", "We know that this was written by a competitor."),
    ("sarcasm", "Oh dear, how could we possibly serve an ordinary lasagne to royalty?"),
    ("sarcasm", "Congratulations on your career as a food critic."),
    ("insult", "People like you make this job miserable."),
    ("insult", "You are a very unpleasant person and we remember you."),
    ("legal_threat", "Our lawyer will be in touch about this defamation."),
    ("legal_threat", "Take it back or we will see you in court."),
    ("policy_hiding", "Our policy is that meals are not refundable, no exceptions."),
    ("nobody_else", "You are the first guest to complain about our waiter."),
    ("nobody_else", "All our other guests love the lasagne."),
    ("nonapology", "We are sorry if you felt that the evening was long."),
    ("nonapology", "We regret any inconvenience."),
    ("demand_review_change", "Please change your rating now that you know the reason."),
    ("demand_review_change", "We would be grateful if you could remove this review."),
    ("overpromise", "I am sorry. I promise that this will never happen again."),
    ("overpromise", "We guarantee that every single plate will be hot from now on."),
    ("bribe", "Come back for a free dessert, and we hope for a better review."),
    ("bribe", "We will give you 20% off in exchange for more stars."),
    ("personal_data", "Room 214 was paid with a card ending in 4431 by your husband."),
    ("personal_data", "Our cameras show you at table six."),
    ("shouting", "WE DO OUR BEST EVERY EVENING."),
    ("shouting", "We were full that evening!!!"),
    ("placeholder", "Dear [Guest Name], thank you for writing."),
    ("placeholder", "Dear {{name}}, thank you."),
    ("boilerplate", "Dear valued guest, your feedback is very important to us."),
    ("ignores_point", "Thank you for your kind words! We hope that you enjoyed your stay."),
    ("rhetorical_question", "What did you expect on a Saturday night?"),
    ("rhetorical_question", "Why didn't you say so at the table?"),
    ("corporate_speak", "The matter has been escalated to the relevant stakeholders."),
    ("go_elsewhere", "If you want it faster you can eat elsewhere."),
    ("go_elsewhere", "There are plenty of other restaurants for people in a hurry."),
    ("guilt_trip", "My family depends on this restaurant, and reviews like this destroy us."),
    ("staff_blame", "The waiter was fired the next morning."),
    ("staff_blame", "That was the new trainee's fault. She has received a written warning."),
    ("liability_admission", "It was our negligence, and our insurance will pay."),
    ("upsell", "Try our new summer menu and our special offers!"),
    ("sarcasm", "Poor thing, we hope that you have recovered 🙄"),
]


@pytest.mark.parametrize(("move", "reply"), DEFENSIVE)
def test_a_defensive_move_is_noticed(move: str, reply: str) -> None:
    assert move in moves(reply)


CALM = [
    "I am sorry, and thank you for telling us. An hour is too long, and I have spoken to the team.",
    "You should have been served within minutes, and your mother deserved a smile. That is on us.",
    "It was not your fault at all. We should have told you that the oven was broken.",
    "You are right, and we should have said so. Please call me at the restaurant and ask for Lea.",
    'Nobody should hear "you should have booked" from us, and I apologise for it.',
    "You were told that you should have booked. That was wrong, and I am sorry.",
    "We would never ask you to change your review. I would like to hear what happened, though.",
    "Two cooks were off sick, but that is our problem and not yours. I am sorry that you waited.",
    "I am sorry about the lasagne. Would you tell me which evening it was? I will look into it.",
    "Our policy on late tables was too strict, and we have changed it. I am sorry about the wait.",
    "I could not find that evening in our book. Could you tell me the day, so that I can check?",
    "I understand why you were angry. We had one waiter for twelve tables, which was our mistake.",
    "Thank you for the plain words. The lasagne goes back on the slow oven, as of today. Sorry!",
    "I'm sorry that we kept you and your mother waiting. I'd like to talk to you.",
    "Thank you, Karen. Your mother was right to be upset, and I apologise to her as well.",
]


CALM += [
    "I am sorry, the oysters were on ice for too long. If you need help, please call me.",
    "We will correct the text on the board and review your comments with the waiter. Sorry.",
    "We are learning to listen better, Karen. Please tell me more about your order 2 weeks ago.",
    "The trash stood next to your table, and that was our mistake. Anything you need, call me.",
]


@pytest.mark.parametrize("reply", CALM)
def test_a_calm_answer_to_a_complaint_passes(reply: str) -> None:
    assert not must_be_rewritten(lint(reply, lang="en", review=REVIEW))


WARM = [
    "Thank you, Karen! The whole kitchen is beaming.",
    "So glad you enjoyed it!! See you next week.",
    "What a lovely note. Your lasagne will be waiting.",
    "Thanks a million, and a free refill on rainy days is a house rule. See you!",
    "We only use butter, and it shows. Thank you!",
]


@pytest.mark.parametrize("reply", WARM)
def test_a_warm_answer_to_praise_passes(reply: str) -> None:
    praise = Review(stars=5, text="Best lasagne in town!", author="Karen Fool")
    assert not must_be_rewritten(lint(reply, lang="en", review=praise))


def test_the_names_of_reviewer_and_shop_are_no_insult() -> None:
    reply = "I am sorry, Karen. Please call us so that we can talk.\n\nThe Old Fool, bar"
    assert not lint(reply, lang="en", review=REVIEW, profile="The Old Fool, bar")


def test_a_negation_right_behind_makes_a_move_harmless_where_it_stands_there() -> None:
    assert "blame_customer" in moves("Кінә сізде, басқа ешкімде.", lang="kk")
    assert "blame_customer" not in moves("Кінә сізде емес, бізде.", lang="kk")


def test_a_name_set_off_by_commas_does_not_hide_a_move() -> None:
    assert "nonapology" in moves("I am sorry, Karen, if you felt that way.")


def test_a_great_deal_is_much_and_no_offer() -> None:
    told = "I am sorry about the cold lasagne, that was our mistake. {} I will call you tomorrow."
    assert not moves(told.format("It means a great deal to us that you wrote."))
    assert "upsell" in moves(told.format("Have a look at our great deals."))


def test_words_copied_from_the_review_are_the_customers_own() -> None:
    review = Review(1, "The guy told me you should have read the sign. Awful.", "Ann")
    said = "That he answered you should have read the sign is not how we want to speak. I am sorry."
    assert not must_be_rewritten(lint(said, lang="en", review=review))


def test_a_reply_that_is_one_long_quotation_is_not_excused_by_its_quotes() -> None:
    assert "counter_accusation" in moves('"You are lying, and everybody here knows it."')


def test_a_span_is_an_offset_into_the_reply_as_given() -> None:
    reply = "Hello. “Quoted.” We’re sorry if you felt hurt."
    (finding,) = lint(reply, lang="en", review=Review(None, "Meh", None))
    assert reply[finding.start : finding.end] == "We’re sorry if you felt hurt."
    assert (finding.move, finding.severity) == ("nonapology", Severity.FIX)


def test_two_matches_in_one_sentence_are_one_finding() -> None:
    reply = "Hello Karen, terms and conditions apply, no exceptions."
    (found,) = [one for one in lint(reply, lang="en", review=REVIEW) if one.move == "policy_hiding"]
    assert reply[found.start : found.end] == "terms and conditions apply, no exceptions."


def test_a_second_finding_of_a_move_gets_another_rewrite() -> None:
    reply = "You should have asked. You should have read the sign."
    one, other = (one for one in lint(reply, lang="en", review=REVIEW))
    assert one.rewrite != other.rewrite


def test_rewrites_put_in_their_places_leave_a_calm_reply() -> None:
    reply = "Thank you, Karen. You should have told us. We are sorry if it was cold. Bye, Al"
    for finding in reversed(lint(reply, lang="en", review=REVIEW)):
        reply = f"{reply[: finding.start]}{finding.rewrite}{reply[finding.end :]}"
    assert not must_be_rewritten(lint(reply, lang="en", review=REVIEW))
    assert reply.startswith("Thank you, Karen. We should have made that clearer. ")


def test_what_needs_no_language_is_noticed_in_every_language() -> None:
    assert moves("KIITOS PALAUTTEESTASI TERVETULOA [nimi]", lang="xx") == {
        "shouting",
        "placeholder",
    }


FOREIGN = [
    ("fi", "denial", "Tämä ei pidä paikkaansa."),
    ("fi", "blame_customer", "Olisit voinut lukea ohjeet ennen käyttöä."),
    ("fi", "nonapology", "Olen pahoillani, jos sinusta tuntui pahalta."),
    ("fi", "demand_review_change", "Poista arvostelusi, kiitos."),
    ("he", "blame_customer", "זו אשמתך, היית צריך לקרוא את ההוראות."),
    ("he", "nonapology", "אנחנו מצטערים אם נפגעת."),
    ("he", "legal_threat", "עורך הדין שלנו יפנה אליך."),
    ("kk", "blame_customer", "Өзіңіз кінәлісіз."),
    ("kk", "legal_threat", "Сізді сотқа береміз."),
    ("kk", "demand_review_change", "Пікіріңізді өшіріңіз."),
    ("ro", "denial", "Nu este adevărat ce spuneți."),
    ("ro", "counter_accusation", "Recenzia este falsă."),
    ("ro", "nonapology", "Ne cerem scuze dacă v-ați supărat."),
    ("ru", "denial", "Это неправда."),
    ("ru", "blame_customer", "Вы сами виноваты."),
    ("ru", "legal_threat", "Мы подадим на вас в суд."),
    ("ru", "overpromise", "Гарантируем, что такого больше никогда не повторится."),
]


@pytest.mark.parametrize(("lang", "move", "reply"), FOREIGN)
def test_the_gravest_moves_are_noticed_in_each_language(lang: str, move: str, reply: str) -> None:
    assert move in moves(reply, lang=lang)


FOREIGN_CALM = [
    ("fi", "Olen pahoillani, että jouduit odottamaan. Virhe oli meidän. Soittaisitko minulle?"),
    ("he", "סליחה על ההמתנה, זו טעות שלנו. נשמח לשמוע עוד בטלפון של החנות."),
    ("kk", "Күттіргеніміз үшін кешірім сұраймыз, бұл біздің қателігіміз. Бізге хабарласыңызшы."),
    ("ro", "Ne pare rău că ați așteptat, este greșeala noastră. Vă rugăm să ne sunați."),
    ("ru", "Простите за ожидание, это наша ошибка, а не ваша вина. Позвоните нам, пожалуйста."),
]


@pytest.mark.parametrize(("lang", "reply"), FOREIGN_CALM)
def test_a_calm_answer_passes_in_each_language(lang: str, reply: str) -> None:
    assert not must_be_rewritten(lint(reply, lang=lang, review=REVIEW))


@settings(max_examples=60, deadline=None)
@given(
    st.text(max_size=300),
    st.sampled_from(["en", "xx", *rules.languages()]),
    st.none() | st.floats(1, 5),
    st.none() | st.text(max_size=60),
    st.none() | st.text(max_size=40),
)
def test_any_reply_to_any_review_gives_spans_inside_the_reply(
    reply: str, lang: str, stars: float | None, text: str | None, author: str | None
) -> None:
    for finding in lint(reply, lang=lang, review=Review(stars, text, author), profile=author):
        assert 0 <= finding.start < finding.end <= len(reply)


WEAK = "It is a matter of planning ahead, and nobody forced you to come at noon."


def test_a_hint_counts_where_nothing_else_is_done_well() -> None:
    assert "blame_customer" in moves(WEAK)


def test_a_hint_gives_way_to_a_reply_that_owns_and_acts() -> None:
    said = f"{WEAK} I understand your anger. Please call me, and I will look into it."
    assert not moves(said)


def test_two_hints_outweigh_one_good_move() -> None:
    assert {"blame_customer", "minimise"} <= moves(
        f"Please call me. {WEAK} Most people never notice the wait."
    )


def test_what_is_owed_to_someone_hurt_is_not_said_in_public() -> None:
    hurt = Review(1, "I slipped on the wet floor and broke my wrist.", "Ann")
    said = "I am sorry to hear it. That was entirely our own fault, we will pay the hospital."
    assert "liability_admission" in moves(said, hurt)
    assert "liability_admission" not in moves("I am sorry. That was entirely our own fault.")


@pytest.mark.timeout(60)
def test_a_text_of_any_length_without_full_stops_is_read_to_its_end() -> None:
    assert "wall_of_text" in moves("you were told about the thing and " * 3_200)


def test_a_greeting_stays_outside_of_what_is_rewritten() -> None:
    reply = "Dear Karen, we are sorry, but Saturday is our busiest day."
    (found,) = lint(reply, lang="en", review=REVIEW)
    assert reply[found.start : found.end] == "we are sorry, but Saturday is our busiest day."
