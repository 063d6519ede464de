"""What the search of a language is given to read."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from microsite.build.context import Site
from microsite.build.search import data_files
from microsite.content import Content
from microsite.parse import plain

STATES = {"2026-11-24": "is due in", "2027-05-10": "is planned for", "2027-06-01": "was planned for"}


def read(content: Content, locale: str, name: str = "passages", day: str = "2026-11-24") -> dict[str, Any]:
    """Return the data of a language as built on a day; the passages by address."""
    site = Site(replace(content, today=date.fromisoformat(day)), date(2026, 11, 24))
    data: dict[str, Any] = json.loads(data_files(site, locale)[name][1])
    parts = ((address, part) for address, parts in data.get("pages", ()) for part in parts)
    return data | {f"{address}#{id}".removesuffix("#"): (name, text) for address, (id, name, text) in parts}


def test_markdown_is_read_as_readers_see_it() -> None:
    markdown = "The **[Panel](link:panel)** met in [Мадриде]{lang=ru} :material-map: &amp; `no` more.[^unv]"
    assert plain(markdown) == "The Panel met in Мадриде & no more."


def test_letters_lists_and_events_have_passages_of_their_own(content: Content) -> None:
    data = read(content, "en")
    assert data["circular/#p7"][0] == "Paragraph 7"
    assert "ai.dialogue@itu.int" in data["circular/#p7"][1]
    assert data["timeline/#dialogue-2026"][1] == "6 and 7 July 2026"
    assert data["glossary/#digital-divide"] == ("digital divide", "")
    assert not [address for address in data if address.startswith("search/")]


@pytest.mark.parametrize(("day", "said"), STATES.items())
def test_only_what_holds_today_is_found(content: Content, day: str, said: str) -> None:
    text = read(content, "en", day=day)["outcome/#next"][1]
    assert [words for words in STATES.values() if words in text] == [said]


def test_other_data_have_another_name(content: Content) -> None:
    days = (date(2026, 11, 24), date(2026, 11, 24), date(2027, 6, 1))
    sites = (Site(replace(content, today=day), date(2026, 11, 24)) for day in days)
    assert len({data_files(site, "fr")["passages"][0] for site in sites}) == 2


def test_what_readers_type_otherwise_is_known(content: Content) -> None:
    rare = read(content, "zh", "names")
    assert dict(rare["characters"])["國"] == "国"
    assert any(name[0] == "安东尼奥·古特雷斯" and "António Guterres" in name for name in rare["names"])
    for locale, latin, local in (("ru", "f", "а"), ("ar", "p", "ح")):
        keyboard = read(content, locale, "names")["keyboard"]
        assert (keyboard[latin], keyboard[local]) == (local, latin)
