"""What a reply answers."""

from __future__ import annotations

from dataclasses import dataclass

from monitor.draft import Route
from monitor.mention import Item
from monitor.reply import hold
from monitor.reply.stars import COMPLAINT_STARS
from monitor.understand import urgency
from monitor.understand.passage import prepare
from monitor.verdict import Sentiment, Urgency, Verdict

_NEGATIVE = {Sentiment.NEGATIVE, Sentiment.MIXED}
_GRAVE = {Urgency.ALLERGY, Urgency.CHILD_SAFETY, Urgency.INJURY, Urgency.ILLNESS}


@dataclass(frozen=True, slots=True)
class Review:
    """The review a reply is held against.

    ``stars`` is on the scale of one to five, None where none were given. ``about`` is what
    was reviewed, as the site names it. ``negative``: its words were read as a complaint, which
    counts where there are no stars. ``route``: how it is answered, if not as usual.
    """

    stars: float | None
    text: str | None
    author: str | None
    title: str | None = None
    about: str | None = None
    negative: bool = False
    route: Route = Route.DRAFT

    @classmethod
    def of(cls, item: Item, verdict: Verdict | None = None, route: Route | None = None) -> Review:
        """The review inside ``item``, read as ``verdict`` says; ``route`` where it is known."""
        negative = verdict is not None and verdict.sentiment in _NEGATIVE
        if verdict is not None and route is None:
            matter = hold.matter_of(item, verdict)
            route = None if matter is None else matter.route
        said = (item.text, item.author.name, item.title, item.about)
        return cls(item.stars, *said, negative, route or Route.DRAFT)

    @property
    def complaint(self) -> bool:
        """True where the stars say so, or, without stars, the words."""
        return self.negative if self.stars is None else self.stars <= COMPLAINT_STARS

    @property
    def grave(self) -> bool:
        """True where the review tells of harm to somebody, in whatever language."""
        return urgency.read(prepare(self.text or "")).urgency in _GRAVE

    @property
    def words(self) -> str:
        """All that the customer made public: a reply may use it without telling anything new."""
        parts = (self.author, self.title, self.about, self.text)
        return "\n".join(part for part in parts if part)
