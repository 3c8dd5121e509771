"""The naive linter that goodword's is held against: twenty-two keyword rules and a length rule.

What somebody would write in an hour: a handful of words a move, in English, anywhere in the
reply, whatever stands around them. It knows no other language, as such lists mostly do.
"""

from __future__ import annotations

import re

MOST_WORDS = 130

WORDS: dict[str, str] = {
    "denial": r"did not happen|didn't happen|impossible|not true|untrue|your version",
    "blame_customer": r"you should have|your fault|if you had|next time (read|check|ask)",
    "excuse": r"nothing we could do|short-staffed|understaffed|busy|supplier|due to",
    "minimise": r"\bonly\b|\bjust\b|\bhardly\b|exaggerat|not that bad",
    "counter_accusation": r"\blying\b|\bliar\b|fake review|competitor|\btroll\b",
    "sarcasm": r"\boh no\b|congratulations|\bbravo\b",
    "insult": r"people like you|\bidiot|\bstupid\b|\bpathetic\b",
    "legal_threat": r"lawyer|solicitor|legal action|defam|libel",
    "policy_hiding": r"our policy|terms and conditions|no exceptions|no refunds",
    "nobody_else": r"first to complain|nobody else|other customers|other guests|everyone else",
    "nonapology": r"sorry if|sorry you feel|sorry, but|any inconvenience",
    "demand_review_change": r"(change|edit|remove|delete|update) your (review|rating)",
    "overpromise": r"never (happen )?again|guarantee|100 ?%|\bevery single\b",
    "bribe": r"discount|voucher|coupon|free .{0,60}(review|star)",
    "personal_data": r"order number|cctv|camera|your address|room \d",
    "boilerplate": r"valued customer|your feedback is important|\[name\]",
    "rhetorical_question": r"what did you expect|are we supposed to",
    "corporate_speak": r"stakeholder|has been (logged|escalated|forwarded)",
    "go_elsewhere": r"elsewhere|another shop",
    "guilt_trip": r"livelihood|small business|work so hard",
    "staff_blame": r"\bfired\b|new employee|trainee|disciplin",
    "liability_admission": r"negligence|our insurance|liab",
}
RULES = {move: re.compile(words, re.IGNORECASE) for move, words in WORDS.items()}


def moves(reply: str) -> set[str]:
    """The moves that the keywords see in ``reply``."""
    found = {move for move, rule in RULES.items() if rule.search(reply)}
    return found | ({"wall_of_text"} if len(reply.split()) > MOST_WORDS else set())
