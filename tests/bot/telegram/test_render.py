from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.screens.message import Action, Button, Message, Verb
from bot.telegram.render import render
from tests.fakes.botapi_text import parse, units


@given(st.text(max_size=40).map(lambda text: text * 200), st.booleans())
@settings(max_examples=60)
def test_whatever_a_message_says_telegram_takes_it(html: str, as_caption: bool) -> None:
    rendered = render(Message(html), as_caption=as_caption)
    limit = 1024 if as_caption else 4096
    assert 1 <= units(parse(rendered.html, "HTML")) <= limit
    assert 1 <= units(rendered.plain) <= limit


def test_good_markup_goes_out_as_it_is() -> None:
    html = "<b>★★</b> <blockquote expandable>Cold &amp; late</blockquote>"
    assert render(Message(html)).html == html


def test_broken_markup_goes_out_as_the_text_it_holds() -> None:
    rendered = render(Message("<b>5 < 6"))
    assert rendered.html == rendered.plain.replace("<", "&lt;") == "5 &lt; 6"


def test_a_message_without_anything_to_read_is_not_refused_as_empty() -> None:
    assert render(Message("<b> </b>")).html == "…"


def test_half_a_character_does_not_stop_a_message() -> None:
    assert render(Message("good \ud83d bread")).html == "good ? bread"


def test_buttons_act_or_open_a_web_page() -> None:
    keyboard = render(
        Message(
            "x",
            (
                (
                    Button("Draft", Action(Verb.DRAFT, 12)),
                    Button("Open", url="https://shop.example"),
                ),
                (
                    Button("Files", url="file:///etc/passwd"),
                    Button("Run", url="javascript:alert(1)"),
                ),
                (Button(" ", Action(Verb.INBOX)),),
            ),
        )
    ).keyboard
    assert keyboard is not None
    assert [[button.text for button in row] for row in keyboard.inline_keyboard] == [
        ["Draft", "Open"]
    ]
    assert keyboard.inline_keyboard[0][0].callback_data == "1:d:12:0"


def test_a_message_whose_buttons_all_fell_away_has_no_keyboard() -> None:
    assert render(Message("x", ((Button("Local", url="http://localhost/x"),),))).keyboard is None
