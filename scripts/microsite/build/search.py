"""What the search of one language reads, as JSON. `overrides/assets/search.js` folds and finds words."""

import json
from collections.abc import Iterator
from hashlib import sha256

from opencc import OpenCC

from ..content import Page
from ..parse import plain
from ..schema import SAID
from .context import Site

LISTS = ("stop", "beginnings", "endings")  # of each, the script tries the longest first
_HAN = [chr(code) for code in range(0x4E00, 0xA000)]


def data_files(site: Site, locale: str) -> dict[str, tuple[str, bytes]]:
    """Return name and content of the files of a language's search: `passages`, and the rarer `names`."""
    content, rules = site.content, site.content.search[locale]
    latin, local = map(str.split, rules.keyboard)
    synonyms = [(said, *others) for said, others in rules.synonyms.items()]
    synonyms += [(term.forms[locale], *also) for term in content.terms if (also := term.also.get(locale))]
    passages = {
        **{key: sorted(getattr(rules, key).split(), key=len, reverse=True) for key in LISTS},
        "particles": rules.particles,
        "synonyms": synonyms,
        "pages": [
            (page.address.removeprefix(f"{locale}/"), list(_passages(site, page)))
            for (language, _), page in content.pages.items()
            if language == locale and page.meta.template != "search.html"
        ],
    }
    named = (term for term in content.terms if not term.id.startswith(SAID))
    names = {
        "names": [(one.forms[locale], *sorted({*one.forms.values()})) for one in named],
        "keyboard": dict(zip(latin + local, local + latin, strict=True)),
        "characters": _traditional(json.dumps(passages, ensure_ascii=False)) if locale == "zh" else [],
    }
    files = {}
    for name, data, charset in (("passages", passages, rules.charset), ("names", names, "utf-8")):
        text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
        # Compressed, one byte a letter is less to load than UTF-8; what a charset lacks is escaped.
        lacking = {
            ord(sign): json.dumps(sign)[1:-1] for sign in {*text} if not sign.encode(charset, "ignore")
        }
        body = text.translate(lacking).encode(charset)
        # With its hash, a page that a browser kept for some minutes never meets other data.
        files[name] = (f"assets/{name}.{locale}.{sha256(body).hexdigest()[:8]}.json", body)
    return files


def _traditional(text: str) -> list[tuple[str, str]]:
    """Return the traditional forms of the characters of a text, each with its simplified one."""
    simplified = OpenCC("t2s").convert("\n".join(_HAN)).split("\n")
    return [(old, new) for old, new in zip(_HAN, simplified, strict=True) if old != new and new in text]


def _passages(site: Site, page: Page) -> Iterator[tuple[str, str, str]]:
    """Yield id, name and text of each part with an address. Sections are named by the page's list."""
    strings = site.content.strings[page.locale]
    for section in page.sections:
        # What it says today, without paragraphs that are passages of their own.
        shown = [b for b in site.shown(section) if b.number is None and b.kind != "footnote"]
        text = " ".join(plain(block.text) for block in shown)
        if section.id == "top":
            yield "", page.meta.title, text or page.meta.description
        elif section.title:
            yield section.id, "", text
        for block in (one for one in section.blocks if one.number is not None):
            heading = strings["search"]["paragraph"].format(n=block.number)
            yield f"p{block.number}", heading, plain(block.text)
    if page.meta.template == "timeline.html":
        for one in site.events:
            yield one.id, strings["events"][one.id], site.dates(page.locale, one.start, one.end)
    if page.meta.template == "glossary.html":
        yield from ((term.id, term.forms[page.locale], "") for term in site.content.terms if term.listed)
