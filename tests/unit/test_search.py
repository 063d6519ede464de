"""What the search of a language is given to read."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from microsite.build.context import Site
from microsite.build.search import data_files, plain
from microsite.model import Content

Passages = dict[str, tuple[str, str]]
STATES = {"2026-01-01": "will take place", "2026-07-06": "under way", "2026-11-24": "took place"}


def read(content: Content, locale: str, day: str = "2026-11-24") -> tuple[dict[str, Any], Passages]:
    """Return the data of a language as built on a day, and heading and text by address."""
    site = Site(content, date.fromisoformat(day), date(2026, 11, 24), "OWNER/REPOSITORY")
    data = json.loads(data_files(site, locale)["passages"][1])
    parts = ((address, part) for address, _, parts in data["pages"] for part in parts)
    return data, {
        f"{address}#{id}".removesuffix("#"): (heading, text) for address, (id, heading, text) in parts
    }


def test_markdown_is_read_as_readers_see_it() -> None:
    markdown = (
        "The **[Panel](link:panel)** met in [Мадриде]{lang=ru} :material-map: *once* &amp; `no` more.[^unv]"
    )
    assert plain(markdown) == "The Panel met in Мадриде once & no more."


def test_letters_lists_and_events_have_passages_of_their_own(content: Content) -> None:
    _, passages = read(content, "en")
    assert passages["circular/#p7"][0] == "Paragraph 7"
    assert "ai.dialogue@itu.int" in passages["circular/#p7"][1]
    assert passages["timeline/#panel-madrid"] == ("The Panel meets in Madrid", "22 to 24 April 2026")
    assert passages["glossary/#digital-divide"] == ("digital divide", "")
    assert not [address for address in passages if address.startswith("search/")]


@pytest.mark.parametrize(("day", "said"), STATES.items())
def test_only_what_holds_today_is_found(content: Content, day: str, said: str) -> None:
    _, passages = read(content, "en", day)
    assert [words for words in STATES.values() if words in passages[""][1]] == [said]
    assert ("#outcome" in passages) == (day > "2026-07-07")


def test_other_data_have_another_name(content: Content) -> None:
    site, later = (Site(content, day, day, "O/R") for day in (date(2026, 1, 1), date(2026, 11, 24)))
    names = {data_files(one, "fr")["passages"][0] for one in (site, site, later)}
    assert len(names) == 2


def test_what_readers_type_otherwise_is_known(content: Content) -> None:
    site = Site(content, date(2026, 11, 24), date(2026, 11, 24), "OWNER/REPOSITORY")
    rare = json.loads(data_files(site, "zh")["names"][1])
    assert dict(rare["characters"])["國"] == "国"
    assert any(name[0] == "安东尼奥·古特雷斯" and "António Guterres" in name for name in rare["names"])
    for locale, latin, local in (("ru", "f", "а"), ("ar", "p", "ح")):
        keyboard = read(content, locale)[0]["keyboard"]
        assert (keyboard[latin], keyboard[local]) == (local, latin)
