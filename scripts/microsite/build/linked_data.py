"""What search engines read: schema.org data of a page and of the event, as JSON-LD."""

from __future__ import annotations

import json
from typing import Any

from ..content import Content, Page
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


def script(site: Site, page: Page, site_url: str) -> str:
    """Return the JSON of a page, safe inside a script element (HTML § 4.12.1.3)."""
    data: list[dict[str, Any]] = [_document(site, page, site_url)]
    if page.name == "index":
        data.append(_event(site, page, site_url))
    text = json.dumps(
        {"@context": "https://schema.org", "@graph": data}, ensure_ascii=False, separators=(",", ":")
    )
    return text.replace("<", "\\u003c")


def _document(site: Site, page: Page, site_url: str) -> dict[str, Any]:
    content: Content = site.content
    document: dict[str, Any] = {
        "@type": "DigitalDocument" if page.is_letter else "Article",
        "@id": site_url + page.address,
        "name" if page.is_letter else "headline": page.meta.title,
        "description": page.meta.description,
        "inLanguage": content.language(page.locale).tag,
    }
    if not page.meta.original and (issuer := _ISSUERS.get(page.name)):
        document |= {"author": issuer, "datePublished": site.event(page.name).start}
    if changed := site.history.changes.get(page.path):
        document["dateModified"] = f"{changed}"
    original = content.original(page)
    if original:
        document["translationOfWork"] = {"@id": site_url + original.address}
    else:
        document["workTranslation"] = [
            {"@id": site_url + address}
            for language, address in site.versions(page)
            if language.locale != page.locale
        ]
    return document


def _event(site: Site, page: Page, site_url: str) -> dict[str, Any]:
    """Return the Dialogue: dates without hours, for none are sourced."""
    event = site.event(DIALOGUE)
    strings = site.content.strings[page.locale]
    return {
        "@type": "Event",
        "@id": f"{site_url}#{DIALOGUE}",
        "name": page.meta.title,
        "startDate": event.start,
        "endDate": event.end,
        "eventStatus": "https://schema.org/EventScheduled",
        "inLanguage": site.content.language(page.locale).tag,
        "location": {
            "@type": "Place",
            "name": strings["facts"]["place_value"],
            "address": {"@type": "PostalAddress", "addressLocality": "Geneva", "addressCountry": "CH"},
        },
        "organizer": _UNITED_NATIONS,
        "sameAs": site.source(DIALOGUE_SITE, page.locale)[1],
    }
