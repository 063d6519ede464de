"""A small valid project to break on purpose, with the site's own settings, templates and strings."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

from microsite import checks, cli, config
from microsite.content import Content, load
from microsite.model import ROOT_LOCALE, Problem
from microsite.source import Reader

ROOT = Path(__file__).parent.parent
ORIGINAL = "en"
SCAN = "docs/_data/CL-26-22.ru.md"
TODAY = date(2026, 11, 24)
HEADS = {
    "en": ("Dialogue", "The dialogue and its programme.", "Letter", "A letter of one page."),
    "fr": ("Dialogue", "Le dialogue et son programme.", "Lettre", "Une lettre d’une page."),
    "ru": ("Диалог", "Диалог и его программа.", "Письмо", "Письмо на одной странице."),
}
_INDEX = """{} *{}* {} **{}** {}

## {} {{#programme}}

{}

- {}
- {}

/// when | dialogue-2026 upcoming
{}
///

/// when | dialogue-2026 underway
{}
///

/// when | dialogue-2026 ended
{}
///

### {} {{#papers}}

{}

| {} | {} |
| --- | --- |
| {} | 12 |

[^source]: [{}](link:res-79-325).
"""
INDEX = {
    "en": _INDEX.format(
        "The Dialogue took place in Geneva on 6 and 7 July 2026. It was", "open", "to", "all", "States.",
        "Programme", "The two days had two parts:", "Opening", "Discussion, see [the letter](letter.md#p2)",
        "It is still to come.", "It is going on.", "It is over.",
        "Papers", "One resolution was before the meeting.[^source]", "Paper", "Pages", "Draft",
        "United Nations"),
    "fr": _INDEX.format(
        "Le Dialogue a eu lieu à Genève les 6 et 7 juillet 2026. Il était", "ouvert", "à", "tous",
        "les États.", "Programme", "Les deux journées comptaient deux parties :", "Ouverture",
        "Débat, voir [la lettre](letter.md#p2)", "Il reste à venir.", "Il est en cours.", "Il est terminé.",
        "Documents", "Une résolution était soumise à la réunion[^source].", "Document", "Pages", "Projet",
        "Nations Unies"),
    "ru": _INDEX.format(
        "Диалог прошел в Женеве 6 и 7 июля 2026 года. Он был", "открыт", "для", "всех", "государств.",
        "Программа", "Два дня состояли из двух частей:", "Открытие",
        "Обсуждение, см. [письмо](letter.md#p2)", "Он еще предстоит.", "Он идет сейчас.", "Он завершен.",
        "Документы", "На рассмотрении была одна резолюция[^source].", "Документ", "Страниц", "Проект",
        "Организация Объединенных Наций"),
}  # fmt: skip
_LETTER = """{} **CL-1**, {}
{{: .reference }}

{} Palexpo.

{} [info@example.org](mailto:info@example.org).
"""
LETTER = {
    "en": _LETTER.format(
        "Ref.:", "6 and 7 July 2026", "I have the honour to invite you to", "Please write to"),
    "fr": _LETTER.format(
        "Réf. :", "6 et 7 juillet 2026", "J’ai l’honneur de vous inviter à", "Veuillez écrire à"),
    "ru": _LETTER.format(
        "Исх.:", "6 и 7 июля 2026 года", "Имею честь пригласить Вас в", "Просим писать по адресу"),
}  # fmt: skip
_DATES = re.findall(
    r"(?:start|end|date): ([\d-]+)",
    "".join((ROOT / f"docs/_data/{name}.yml").read_text("utf-8") for name in ("events", "dates")),
)
DATA = {
    "events.yml": """- {id: dialogue-2026, start: 2026-07-06, end: 2026-07-07, mark: S, source: [un]}
""",
    "links.yml": """- {id: un, url: "https://docs.un.org/{lang}/A/RES/79/1", name: A/RES/79/1}
- {id: res-79-325, url: "https://docs.un.org/{lang}/A/RES/79/325", name: A/RES/79/325}
- {id: dialogue-site, urls: {en: "https://www.un.org/dialogue"}, name: un.org}
""",
    # The interface texts are those of the site, with its dates.
    "dates.yml": "".join(f"- {{date: {day}, why: strings}}\n" for day in _DATES),
    "names.yml": "[]\n",
    "published.yml": "{}\n",
    "glossary.yml": """- id: palexpo
  forms: {en: Palexpo, fr: Palexpo, ru: Palexpo}
  marks: {en: S, fr: S, ru: S}
  match: {en: [Palexpo], fr: [Palexpo], ru: [Palexpo]}
  avoid: {fr: [Palexpô]}
""",
}
LANGUAGES = tuple(language for language in config.read(Reader(ROOT)).languages if language.locale in INDEX)


@dataclass(frozen=True)
class Project:
    """A project in a folder of its own."""

    root: Path

    def read(self, path: str) -> str:
        return (self.root / path).read_text("utf-8")

    def write(self, path: str, text: str | bytes) -> None:
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text if isinstance(text, bytes) else text.encode())

    def change(self, path: str, old: str, new: str) -> int:
        """Replace a text once. Return the first line that differs."""
        before = self.read(path) if (self.root / path).exists() else ""
        assert old in before, f"{old!r} is not in {path}"
        after = before.replace(old, new, 1)
        self.write(path, after)
        pairs = enumerate(zip(before.split("\n"), after.split("\n"), strict=False), 1)
        return next((number for number, (was, now) in pairs if was != now), after.count("\n") + 1)

    def load(self) -> Content:
        content, problems = load(self.root, TODAY)
        assert problems == []
        return content

    def problems(self, *rules: Callable[[Content], Iterable[Problem]]) -> list[Problem]:
        """Return all that the check says, or what these rules say, in an order of their own."""
        content, problems = load(self.root, TODAY)
        return [*problems, *checks.run(content, problems, (rules,) if rules else checks.STAGES)]

    def accept(self) -> None:
        content = self.load()
        for page in content.pages.values():
            if original := content.original(page):
                cli.write_hashes(self.root, page, original, TODAY)


def page(locale: str, title: str, description: str, status: str, body: str) -> str:
    translation = (
        "" if locale == ORIGINAL else f"original: {ORIGINAL}\ntranslated: {TODAY}\nmethod: machine\n"
    )
    return f"---\ntitle: {title}\ndescription: {description}\nstatus: {status}\n{translation}---\n\n{body}"


def make(root: Path) -> Project:
    """Write the project and accept its translations."""
    project = Project(root)
    settings = (ROOT / "mkdocs.yml").read_text("utf-8")
    settings = re.sub(
        r"^nav:\n(?: .*\n)*", "nav:\n  - index.md\n  - letter.md\n", settings, flags=re.MULTILINE
    )
    kept = (ROOT_LOCALE, *INDEX)
    settings = re.sub(
        r"^( +)- \{locale: (\w+).*\n(?:\1 +[^- ].*\n)*",
        lambda entry: entry[0] if entry[2] in kept else "",
        settings,
        flags=re.MULTILINE,
    )
    # It has a scan of its own.
    own = sha256(LETTER[ORIGINAL].encode()).hexdigest()
    project.write("mkdocs.yml", re.sub("(?<=scan_sha256: ).*", own, settings))
    (root / "overrides").symlink_to(ROOT / "overrides")
    for name in ("docs/xx/index.md", *(f"docs/_data/strings/{locale}.yml" for locale in INDEX)):
        project.write(name, (ROOT / name).read_bytes())
    for name, text in DATA.items():
        project.write(f"docs/_data/{name}", text)
    project.write(SCAN, LETTER[ORIGINAL])
    for locale, (title, description, letter, about) in HEADS.items():
        status = "as-circulated" if locale == ORIGINAL else "unofficial-translation"
        text = page(locale, title, description, "our-summary", INDEX[locale])
        project.write(f"docs/{locale}/index.md", text)
        project.write(f"docs/{locale}/letter.md", page(locale, letter, about, status, LETTER[locale]))
        project.write(f"docs/_data/search/{locale}.yml", "stop: a\nendings: a\nsynonyms: {}\n")
    project.accept()
    return project


def copy(project: Project, root: Path) -> Project:
    """Return a copy of the project to break."""
    shutil.copytree(project.root, root, symlinks=True)
    return Project(root)


def said(problems: list[Problem], path: str, line: int, text: str) -> Problem:
    """Return the problem at a place whose message or remedy has a text. Fails if there is none."""
    found = [p for p in problems if (p.path, p.line) == (path, line) and text in f"{p.message} {p.remedy}"]
    assert found, f"nothing at {path}:{line} says “{text}”, but:\n" + "\n".join(map(str, problems))
    assert all((found[0].message, found[0].remedy))
    return found[0]
