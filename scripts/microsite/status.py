"""Whether a translation matches its original as it is now: computed, never typed."""

import unicodedata
from hashlib import sha256

from .content import Content, Page
from .model import Section


def _hash(page: Page, section: Section) -> str:
    """Return eight digits that change with the text of a section, but not with its white space."""
    meta = page.meta
    # Title and description of a page belong to its section `top`.
    texts = [meta.title, meta.nav_title, meta.description] if section.id == "top" else []
    texts = [section.title, *section.classes, *texts]
    for block in section.blocks:
        texts += [block.kind, block.label, *block.classes, block.text]
    folded = "\n".join(" ".join(unicodedata.normalize("NFC", text).split()) for text in texts)
    return sha256(folded.encode()).hexdigest()[:8]


def hashes(original: Page) -> dict[str, str]:
    """Return the hash of each section of an original, in the order of the page."""
    return {section.id: _hash(original, section) for section in original.sections}


def outdated(content: Content, page: Page) -> list[str]:
    """Return the ids of the sections whose original has changed since they were translated."""
    original, accepted = content.original(page), page.meta.sections
    now = hashes(original) if original else {}
    return [name for name, value in now.items() if accepted.get(name) != value]


def sections_line(original: Page) -> str:
    """Return the front matter line that says a translation matches this original."""
    return f"sections: {{{', '.join(f'{name}: {value}' for name, value in hashes(original).items())}}}"
