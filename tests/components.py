"""A page with everything that authors may write, as the build would make it."""

import re
from dataclasses import replace
from pathlib import Path

import yaml
from markdown import Markdown

from microsite import config
from microsite.build import style
from microsite.build.context import Site
from microsite.build.page import EMOJI, PageText
from microsite.parse import Authoring
from microsite.source import Reader

ROOT = Path(__file__).parent.parent
OWN = ROOT / "overrides/assets/site.css"
COMPONENTS = yaml.safe_load(Path(__file__).with_name("components.yml").read_text("utf-8"))


def rendered(shown: Site, locale: str, text: str) -> str:
    """Return the HTML of a text as the build makes it on the page About of a language."""
    extension = PageText()
    page = replace(shown.content.pages[locale, "about"], name="dialogue")
    extension.page, extension.site = page, shown
    markdown = Markdown(
        extensions=[*config.read(Reader(ROOT)).extensions, Authoring(), extension],
        extension_configs={"pymdownx.emoji": EMOJI},
    )
    return markdown.convert(text)


def page(site: Path, shown: Site, locale: str) -> str:
    """Return the page About of a built site with all components for its text, and with their style."""
    whole = (site / locale / "about/index.html").read_text("utf-8")
    bare = re.sub(r"(?s)<style>.*?</style>|<meta http-equiv[^>]*>|<script src[^>]*></script>", "", whole)
    before, article, behind = re.split('<div id="begin" class="md-typeset">|</article>', bare)
    assert article
    text = rendered(shown, locale, COMPONENTS["text"])
    html = f'{before}<div class="md-typeset">{text}</div></article>{behind}'
    return html.replace("</head>", f"<style>{style.Style(OWN).sheet(html)}</style></head>")
