"""config.toml read, checked, and complained about in words that help."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.config import from_table
from monitor.config_file import load
from monitor.errors import ConfigError
from monitor.settings import parse_duration
from monitor.shop_words import ShopWords

SHOP = {"shop": {"name": "Dom"}}


def written(folder: Path, text: str) -> Path:
    path = folder / "config.toml"
    path.write_text(text, encoding="utf-8")
    return path


def complaint(table: dict[str, object]) -> str:
    with pytest.raises(ConfigError) as raised:
        from_table(table)
    return raised.value.message


def test_relative_paths_start_at_the_configs_folder(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        '[shop]\nname = "x"\n[store]\npath = "a.db"\n'
        '[sources.old]\ntype = "file"\npath = "b.csv"\n[sources.new]\ntype = "feed"\n',
    )
    config = load(path)
    assert config.store.path == tmp_path / "a.db"
    assert config.sources["old"]["path"] == str(tmp_path / "b.csv")


def test_every_wrong_setting_is_named_at_once() -> None:
    says = complaint({"shop": {"name": "", "timezone": "Mars"}, "alerts": {"horizon": "soon"}})
    assert "shop.name" in says
    assert "shop.timezone" in says
    assert "alerts.horizon" in says


def test_a_setting_that_does_not_exist_is_no_setting_that_is_ignored() -> None:
    assert "no such setting" in complaint({**SHOP, "alerts": {"horizn": "3d"}})


def test_a_source_without_a_type_is_named() -> None:
    assert "[sources.page]" in complaint({**SHOP, "sources": {"page": {"url": "x"}}})


@pytest.mark.parametrize(
    ("content", "says"),
    [(b"[shop", "TOML"), (b"\xff\xfe", "UTF-8")],
)
def test_a_file_that_is_no_toml_is_said_to_be_none(
    tmp_path: Path, content: bytes, says: str
) -> None:
    (tmp_path / "config.toml").write_bytes(content)
    with pytest.raises(ConfigError, match=says):
        load(tmp_path / "config.toml")


def test_a_mark_that_an_editor_puts_before_the_first_line_is_no_mistake(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_bytes(b'\xef\xbb\xbf[shop]\nname = "x"\n')
    assert load(tmp_path / "config.toml").shop.name == "x"


def test_curled_quotes_are_told_to_be_straightened_and_no_others(tmp_path: Path) -> None:
    hints = []
    for line in ("name = “Leipomo Aino”", 'name = "Aino’s”', "name = Aino"):
        (tmp_path / "config.toml").write_text(f"[shop]\n{line}\n", encoding="utf-8")
        with pytest.raises(ConfigError) as caught:
            load(tmp_path / "config.toml")
        hints.append("straight quotes" in caught.value.hint)
    assert hints == [True, False, False]


@pytest.mark.parametrize(
    ("table", "says"),
    [
        ({"shop": {}}, "shop.name: is needed"),
        ({"shop": {"name": "x", "languages": "fi"}}, "shop.languages: write a list"),
        ({"shop": {"name": " "}}, "shop.name: is empty"),
        ({**SHOP, "source": {}}, 'source: no such setting; did you mean "sources"?'),
        ({**SHOP, "alerts": {"query": 1}}, "alerts.query: no such setting"),
        ({"shop": {"name": 7}}, "shop.name: write a text in quotes"),
        ({**SHOP, "sources": {"news": [{"type": "feed"}]}}, "sources.news: write a table"),
        (
            {**SHOP, "telegram": {"token": "1:x", "api_url": "shop"}},
            "telegram.api_url: write a whole address",
        ),
    ],
)
def test_a_mistake_is_told_in_an_owners_words(table: dict[str, object], says: str) -> None:
    assert says in complaint(table)


def test_a_folder_in_place_of_the_file_is_an_error_too(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="Cannot read"):
        load(tmp_path)


class TestSecrets:
    TOKEN = "123456:do-not-show"

    def config(self, token: str) -> object:
        return from_table({**SHOP, "telegram": {"token": token}}).telegram

    def secret(self, token: str) -> str:
        telegram = from_table({**SHOP, "telegram": {"token": token}}).telegram
        assert telegram is not None
        return telegram.token.get_secret_value()

    def test_a_secret_may_stand_in_the_environment_or_in_a_file(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("SHOP_TOKEN", self.TOKEN)
        (tmp_path / "token").write_text(self.TOKEN + "\n")
        assert self.secret("env:SHOP_TOKEN") == self.TOKEN
        assert self.secret(f"file:{tmp_path / 'token'}") == self.TOKEN
        assert self.secret(self.TOKEN) == self.TOKEN

    def test_a_secret_that_cannot_be_fetched_is_named_by_its_reference(
        self, tmp_path: Path
    ) -> None:
        assert "SHOP_TOKEN is not set" in complaint(
            {**SHOP, "telegram": {"token": "env:SHOP_TOKEN"}}
        )
        missing = f"file:{tmp_path / 'none'}"
        assert "cannot read" in complaint({**SHOP, "telegram": {"token": missing}})

    def test_a_secret_shows_in_no_repr_and_in_no_complaint(self) -> None:
        assert "do-not-show" not in repr(from_table({**SHOP, "telegram": {"token": self.TOKEN}}))
        assert "do-not-show" not in complaint({**SHOP, "telegram": {"token": [self.TOKEN]}})

    @pytest.mark.parametrize(
        "beside", ["olga:hush@x.example/", "x.example/hush", "x.example/?t=hush"]
    )
    def test_what_stands_in_an_address_shows_in_no_repr(self, beside: str) -> None:
        url = f"https://{beside}"
        config = from_table(
            {
                **SHOP,
                "telegram": {"token": self.TOKEN, "api_url": url, "webhook_url": url},
                "llm": {"url": url, "model": "m"},
                "sources": {"page": {"type": "schemaorg", "url": url, "password": "hush"}},
            }
        )
        assert "hush" not in f"{config!r} {config}"
        assert "https://x.example" in repr(config)


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("90s", timedelta(seconds=90)),
        ("30m", timedelta(minutes=30)),
        ("6h", timedelta(hours=6)),
        ("14d", timedelta(days=14)),
        ("2w", timedelta(weeks=2)),
    ],
)
def test_time_spans_are_a_number_and_a_unit(text: str, span: timedelta) -> None:
    assert parse_duration(text) == span


@given(st.text(max_size=20) | st.from_regex(r"[0-9]{1,30}[smhdw]", fullmatch=True))
def test_any_text_is_a_span_or_a_complaint(text: str) -> None:
    try:
        span = parse_duration(text)
    except ValueError:
        return
    assert isinstance(span, timedelta)


def test_the_shops_own_words_are_told_to_the_engine() -> None:
    config = from_table(
        {
            "shop": {"name": "Dom", "staff": ["Maija ", "Kalle"]},
            "words": {"product_quality": ["korvapuusti", "Bobby"], "price": ["tarjous*"]},
        }
    )
    assert config.shop_words == ShopWords(
        ("Maija", "Kalle"),
        (("price", ("tarjous*",)), ("product_quality", ("korvapuusti", "Bobby"))),
    )


def test_an_aspect_that_does_not_exist_is_named_beside_those_that_do() -> None:
    says = complaint({**SHOP, "words": {"produkt": ["korvapuusti"]}})
    assert 'words: there is no aspect "produkt"' in says
    assert "product_quality" in says


@pytest.mark.parametrize(
    "table",
    [{"shop": {"name": "Dom", "staff": ["  "]}}, {**SHOP, "words": {"price": [""]}}],
)
def test_a_word_that_is_none_is_refused(table: dict[str, object]) -> None:
    assert "is empty" in complaint(table)


@pytest.mark.parametrize(
    ("engine", "needs"), [("onnx", "model_folder"), ("llm", "[llm]"), ("magic", "'offline'")]
)
def test_an_engine_without_what_it_needs_is_told_what_that_is(engine: str, needs: str) -> None:
    assert needs in complaint({**SHOP, "understand": {"engine": engine}})


def test_drafts_by_a_language_model_need_its_address() -> None:
    assert "[replies] engine" in complaint({**SHOP, "replies": {"engine": "llm"}})
    llm = {"url": "https://llm.example/v1", "model": "small"}
    assert from_table({**SHOP, "llm": llm, "replies": {"engine": "llm"}}).replies.engine == "llm"


def test_the_models_folder_starts_at_the_configs_folder(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        '[shop]\nname = "x"\n[understand]\nengine = "onnx"\nmodel_folder = "xlm"\n',
    )
    assert load(path).understand.model_folder == tmp_path / "xlm"


def test_the_token_of_an_endpoint_is_masked() -> None:
    table = {"url": "https://llm.example/v1", "model": "small", "token": "sk-secret"}
    config = from_table({**SHOP, "llm": table, "understand": {"engine": "llm"}})
    assert "sk-secret" not in repr(config)


@pytest.mark.parametrize("wrong", [[], ["klingon"], ["fi-FI"], [""]])
def test_a_shop_speaks_at_least_one_language_and_names_it_by_its_code(wrong: list[str]) -> None:
    assert "shop.languages" in complaint({"shop": {"name": "Dom", "languages": wrong}})
    config = from_table({"shop": {"name": "Dom", "languages": ["FI", "en"]}})
    assert config.shop.languages == ("fi", "en")
