"""A draft says nothing that only the owner can know, and nothing that a site forbids."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from itertools import islice
from pathlib import Path

import pytest

from monitor.draft import Route
from monitor.facts import Fact, FactKind, Facts
from monitor.reply.compose import compose
from monitor.reply.draft_lines import draft_line
from monitor.reply.phrases import languages
from monitor.reply.platforms import PlatformProfile
from monitor.understand.second_look import Look
from monitor.verdict import Urgency
from tests.monitor.reply.mentions import NOW, SHOP, mention

INPUTS = Path(__file__).parents[2] / "data" / "drafts"
SOME = 5
"""So many labelled reviews of each language are drafted for."""

DEAR = mention("I paid 7.50 euros for a burnt sourdough and waited 45 minutes.", 1)


@pytest.mark.parametrize("code", languages())
def test_every_number_in_a_draft_was_in_the_review_or_told_by_the_owner(code: str) -> None:
    with (INPUTS / f"{code}.jsonl").open(encoding="utf-8") as lines:
        for number, line in enumerate(islice(lines, SOME)):
            asked = json.loads(line)
            draft = draft_line(asked, number, NOW, look=Look.NEVER).text
            told = json.dumps([asked["review"], asked.get("facts")], ensure_ascii=False)
            known = set(re.findall(r"\d+", told))
            assert set(re.findall(r"\d+", draft)) <= known, (asked["id"], draft)


def test_a_sum_of_the_review_is_named_and_left_out_where_the_site_forbids_it() -> None:
    of = mention("7.50 euros, and then 45 minutes.", 1)
    drafts = [compose(of, SHOP, NOW, variant=variant).text for variant in range(4)]
    assert all("7.50 euros" in text for text in drafts)
    strict = PlatformProfile(quotes=False)
    for variant in range(4):
        text = compose(of, SHOP, NOW, variant=variant, rules=strict).text
        assert not re.search(r"\d", text), text


def test_what_a_private_matter_is_about_is_not_named_before_others() -> None:
    words = "They left my prescription on the counter and read out the cream I bought."
    for matter, named in ((Urgency.INJURY, True), (Urgency.PRIVACY, False)):
        of = mention(words, 1, urgency=matter)
        drafts = [compose(of, SHOP, NOW, variant=variant) for variant in range(6)]
        assert {one.route for one in drafts} == {Route.HOLD}
        assert any("cream" in one.text or "counter" in one.text for one in drafts) is named


def test_a_fact_is_told_through_its_last_day_and_only_in_its_language() -> None:
    today = NOW.date()
    locked = mention("The door was locked in opening hours.", 1)

    def told(fact: Fact) -> bool:
        return "9 to 18" in compose(locked, SHOP, NOW, facts=Facts(book=(fact,))).text

    assert told(Fact(FactKind.HOURS, "9 to 18", until=today))
    assert not told(Fact(FactKind.HOURS, "9 to 18", until=today - timedelta(days=1)))
    assert not told(Fact(FactKind.HOURS, "9 to 18", lang="fi"))
