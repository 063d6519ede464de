"""What search engines read: schema.org data of a page, of the event and of the answers, as JSON-LD."""

from __future__ import annotations

import json
import re
from typing import Any

from markupsafe import Markup

from ..content import Page
from ..model import DIALOGUE, DIALOGUE_SITE
from .context import Site

_UNITED_NATIONS = {"@type": "Organization", "name": "United Nations", "url": "https://www.un.org/"}
_ITU = {
    "@type": "Organization",
    "name": "International Telecommunication Union",
    "url": "https://www.itu.int/",
}
# Who issued each letter, as circulated: a translation is not theirs. Its date is that of the event of
# the same name.
_ISSUERS = {"circular": _ITU, "invitation": _UNITED_NATIONS}
_QUESTION = re.compile(r"<h[23][^>]*>(.*?)</h[23]>(.*?)(?=<h[23]|<section|\Z)", re.DOTALL)
_MARK = re.compile(r"<sup.*?</sup>|<small.*?</small>", re.DOTALL)


def script(site: Site, page: Page, site_url: str, html: str) -> str:
    """Return the JSON of a page with the text `html`, safe inside a script (HTML § 4.12.1.3)."""
    data: list[dict[str, Any]] = [_document(site, page, site_url)]
    if page.name == "index":
        data.append(_event(site, page, site_url))
    if page.meta.template == "questions.html":
        data.append({"@type": "FAQPage", "mainEntity": [*map(_answer, _QUESTION.findall(html))]})
    text = json.dumps(
        {"@context": "https://schema.org", "@graph": data}, ensure_ascii=False, separators=(",", ":")
    )
    return text.replace("<", "\\u003c")


def _answer(found: tuple[str, str]) -> dict[str, Any]:
    question, answer = (Markup(_MARK.sub("", part)).striptags() for part in found)
    return {"@type": "Question", "name": question, "acceptedAnswer": {"@type": "Answer", "text": answer}}


def _document(site: Site, page: Page, site_url: str) -> dict[str, Any]:
    document: dict[str, Any] = {
        "@type": "DigitalDocument" if page.is_letter else "Article",
        "@id": site_url + page.address,
        "name" if page.is_letter else "headline": page.meta.title,
        "description": page.meta.description,
        "inLanguage": site.content.language(page.locale).tag,
    }
    if not page.meta.original and (issuer := _ISSUERS.get(page.name)):
        document |= {"author": issuer, "datePublished": site.event(page.name).start}
    if changed := site.history.changes.get(page.path):
        document["dateModified"] = f"{changed}"
    if original := site.content.original(page):
        return document | {"translationOfWork": {"@id": site_url + original.address}}
    others = [place for language, place in site.versions(page) if language.locale != page.locale]
    return document | {"workTranslation": [{"@id": site_url + place} for place in others]}


def _event(site: Site, page: Page, site_url: str) -> dict[str, Any]:
    """Return the Dialogue: dates without hours, for none are sourced."""
    event, place = site.event(DIALOGUE), site.content.strings[page.locale]["facts"]["place_value"]
    address = {"@type": "PostalAddress", "addressLocality": "Geneva", "addressCountry": "CH"}
    return {
        "@type": "Event",
        "@id": f"{site_url}#{DIALOGUE}",
        "name": page.meta.title,
        "startDate": event.start,
        "endDate": event.end,
        "eventStatus": "https://schema.org/EventScheduled",
        "inLanguage": site.content.language(page.locale).tag,
        "location": {"@type": "Place", "name": place, "address": address},
        "organizer": _UNITED_NATIONS,
        "sameAs": site.source(DIALOGUE_SITE, page.locale).address,
    }
