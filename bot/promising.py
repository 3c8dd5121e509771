"""What the buttons under a promise do."""

from __future__ import annotations

from bot.desk import Desk, Outcome
from bot.screens.message import Action
from bot.screens.promise import Step, day_of, later_screen, promise_screen
from bot.screens.promises import promises_screen
from monitor.promise import PromiseState

GONE = "That promise is no longer there. /promises shows all of them."
KEPT = "Well done!"
KEPT_ALREADY = "You have said so already."
DROPPED = "All right, it does not count."
OPEN_AGAIN = "It is open again."
SETTLED = "It is settled already. “Undo” opens it again."
NOTED = "I remind you."


def promises(action: Action, desk: Desk) -> Outcome:
    """Show all of them."""
    del action
    return Outcome((promises_screen(desk.store, desk.config, desk.now),))


def promise(action: Action, desk: Desk) -> Outcome:
    """Kept, later, no promise after all, or simply shown."""
    found = desk.store.promises.get(action.number)
    step = next((each for each in Step if each == action.extra), None)
    if found is None or step is None:
        return Outcome(toast=GONE)
    today = desk.now.astimezone(desk.config.shop.zone).date()
    if step is Step.SHOW:
        return Outcome((promise_screen(found, today),))
    if step is Step.LATER and found.state is PromiseState.OPEN:
        return Outcome(replace=later_screen(found))
    toast = _do(step, found.id, desk)
    now = desk.store.promises.get(found.id) or found
    return Outcome(replace=promise_screen(now, today), toast=toast)


def _do(step: Step, number: int, desk: Desk) -> str:
    states = {
        Step.KEPT: (PromiseState.KEPT, KEPT),
        Step.DROP: (PromiseState.DROPPED, DROPPED),
        Step.OPEN: (PromiseState.OPEN, OPEN_AGAIN),
    }
    if step in states:
        state, said = states[step]
        return said if desk.store.promises.settle(number, state, desk.now) else KEPT_ALREADY
    day = day_of(step, desk.now.astimezone(desk.config.shop.zone).date())
    put_off = day is not None and desk.store.promises.put_off(number, day)
    return NOTED if put_off else SETTLED
