"""The same screens in a terminal, so that goodword can be tried without a token."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from rich.console import Console
from rich.text import Text

from bot.actions import act
from bot.batch import plan
from bot.commands import COMMANDS
from bot.rendering import chart_preview, to_text
from bot.screens.inbox import first_waiting
from bot.screens.message import Action, Button, Message, Verb
from bot.typed import forget, hear
from monitor.clock import Clock
from monitor.config import Config
from monitor.errors import GoodwordError
from monitor.store import Store
from monitor.trends.week import Week

__all__ = ["DESTINATION", "chat", "to_text", "tour"]

DESTINATION = "console"
"""The terminal's name in the outbox."""

PROMPT = "› "
WELCOME = "Type the number of a button, a command such as /week, or q to leave."
NO_BUTTON = "There is no button {number} here."
NOT_UNDERSTOOD = "I know these commands; q leaves."
OPEN_IT = "Open {url} in your browser."
PICTURE = "The chart as a picture: {path}"
GOODBYE = "Goodbye. goodword goes on watching while it runs."

ALERTS, INBOX = "What goodword tells you", "What waits for an answer: /inbox"
WEEK, DRAFT = "The week: /week", "A draft reply, with its check"
NOTHING_NEW = "Nothing new just now."

_COMMAND = re.compile(r"/(\w+)\s*(.*)", re.DOTALL)
_AT_ONCE = 5000


@dataclass(slots=True)
class Terminal:
    """One conversation: what is shown, and the buttons that can be pressed by number."""

    store: Store
    config: Config
    clock: Clock
    console: Console
    buttons: list[Button] = field(default_factory=list)
    picture: Path | None = None

    def show(self, messages: Sequence[Message]) -> None:
        """Print ``messages``; from now on the numbers mean their buttons."""
        self.buttons = []
        for message in messages:
            self.console.print()
            if message.chart is not None:
                self._show_chart(message.chart)
            self.console.print(to_text(message.html))
            for row in message.buttons:
                self.console.print(self._numbered(row))

    def _numbered(self, row: Sequence[Button]) -> Text:
        line = Text()
        for button in row:
            self.buttons.append(button)
            line.append(f" {len(self.buttons)} ", "reverse").append(f" {button.label}   ")
        return line

    def _show_chart(self, week: Week) -> None:
        self.console.print(chart_preview(week))
        from monitor.trends.chart import draw

        try:
            path = self.picture or _new_picture()
            path.write_bytes(draw(week))
        except OSError:
            return  # a picture that cannot be kept is no reason to lose the words
        self.picture = path
        self.console.print(PICTURE.format(path=path), style="dim", markup=False, soft_wrap=True)

    def deliver(self) -> bool:
        """Show what waits in the outbox for this terminal; False if there is nothing."""
        now = self.clock.now()
        waiting = self.store.alerts.due(DESTINATION, now, limit=_AT_ONCE)
        batches = plan(waiting, self.store, self.config, now)
        if not batches:
            return False
        for batch in batches:
            self.store.alerts.claim(batch.ids)
        self.show([batch.message for batch in batches])
        for batch in batches:
            self.store.alerts.sent(batch.ids, self.clock.now())
        return True

    def greet(self) -> None:
        """Show what waits in the outbox; if there is nothing, say what goodword is."""
        if not self.deliver():
            self.answer("/start")

    def attempt(self, do: Callable[[], object]) -> None:
        """``do`` it; what goes wrong is told, and the talk goes on."""
        try:
            do()
        except GoodwordError as error:
            self.console.print(f"{error.message} {error.hint}", markup=False)

    def answer(self, line: str) -> None:
        """Do what the owner typed: the number of a button, or a command; nothing asks for news."""
        command = _COMMAND.fullmatch(line)
        if not line:
            self.deliver()
        elif line.isascii() and line.isdigit():
            self._press(int(line[:9]))
        elif command is not None:
            self._command(command[1].lower(), command[2].strip())
        else:
            said = hear(line, self.store, self.config, self.clock.now(), DESTINATION)
            if said is None:
                self._command("", "")
            else:
                self.show(said)

    def _command(self, name: str, args: str) -> None:
        """Obey a command; show all of them where there is none of that name."""
        forget(self.store, DESTINATION)
        if name not in COMMANDS:
            self.console.print(NOT_UNDERSTOOD)
            name = "help"
        self.show(COMMANDS[name].run(self.store, self.config, self.clock.now(), args))

    def _press(self, number: int) -> None:
        if not 1 <= number <= len(self.buttons):
            self.console.print(NO_BUTTON.format(number=number))
            return
        button = self.buttons[number - 1]
        if button.action is None:
            self.console.print(OPEN_IT.format(url=button.url), markup=False, soft_wrap=True)
        else:
            self.do(button.action)

    def do(self, action: Action) -> None:
        """What a button asks for. A message put in another's place is simply shown again."""
        outcome = act(action, self.store, self.config, self.clock.now(), DESTINATION)
        if outcome.toast:
            self.console.print(outcome.toast, style="italic", markup=False)
        shown = [outcome.replace] if outcome.replace is not None else []
        if shown or outcome.messages:
            self.show([*shown, *outcome.messages])


def _new_picture() -> Path:
    """A file of our own for the chart; it outlives the talk, so that it can be looked at."""
    handle, name = tempfile.mkstemp(prefix="goodword-week-", suffix=".png")
    os.close(handle)
    return Path(name)


def chat(
    store: Store,
    config: Config,
    clock: Clock,
    *,
    read: Callable[[str], str] = input,
    console: Console | None = None,
) -> None:
    """Talk with the owner until they leave: what waits in the outbox first, then their wishes.

    ``read`` shows a prompt and returns a line; EOFError or KeyboardInterrupt ends the talk.
    """
    terminal = Terminal(store, config, clock, console or Console(highlight=False))
    terminal.attempt(terminal.greet)
    terminal.console.print(f"\n{WELCOME}", style="dim")
    while True:
        try:
            line = read(PROMPT).strip()
        except (EOFError, KeyboardInterrupt):
            break
        if line.lower() in ("q", "quit", "exit", "/quit"):
            break
        terminal.attempt(lambda: terminal.answer(line))  # noqa: B023 - called at once
    terminal.console.print(GOODBYE)


def tour(store: Store, config: Config, clock: Clock, console: Console | None = None) -> None:
    """Show it all unasked, once: the alerts, the inbox, the week, a draft with its check."""
    terminal = Terminal(store, config, clock, console or Console(highlight=False))
    terminal.console.rule(ALERTS)
    if not terminal.deliver():
        terminal.console.print(NOTHING_NEW)
    for heading, name in ((INBOX, "inbox"), (WEEK, "week")):
        terminal.console.rule(heading)
        terminal.show(COMMANDS[name].run(store, config, clock.now(), ""))
    waiting = first_waiting(store, clock.now(), 1)
    if waiting:
        terminal.console.rule(DRAFT)
        terminal.do(Action(Verb.SHOW, waiting[0].number))
        terminal.do(Action(Verb.DRAFT, waiting[0].number, waiting[0].versions))
        if store.drafts.latest(waiting[0].number) is None:
            terminal.do(Action(Verb.WRITE, waiting[0].number, waiting[0].versions))
