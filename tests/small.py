"""A small valid project to break on purpose, made of the real `mkdocs.yml`, templates and strings."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import yaml
from mkdocs.utils.yaml import get_yaml_loader

from microsite import checks, edit
from microsite.content import load
from microsite.model import Content, Problem
from microsite.registry import read_registry

ROOT = Path(__file__).parent.parent
ORIGINAL = "en"
HEADS = {
    "en": ("Dialogue", "The dialogue and its programme.", "Letter", "A letter of one page."),
    "fr": ("Dialogue", "Le dialogue et son programme.", "Lettre", "Une lettre d’une page."),
    "ru": ("Диалог", "Диалог и его программа.", "Письмо", "Письмо на одной странице."),
}
INDEX = {
    "en": """The Dialogue took place in Geneva on 6 and 7 July 2026. It was *open* to **all** States.

## Programme {#programme}

The two days had two parts:

- Opening
- Discussion, see [the letter](letter.md#p2)

### Papers {#papers}

One resolution was before the meeting.[^source]

| Paper | Pages |
| --- | --- |
| Draft | 12 |

[^source]: [United Nations](https://docs.un.org/en/A/RES/79/325).
""",
    "fr": """Le Dialogue a eu lieu à Genève les 6 et 7 juillet 2026. Il était *ouvert* à **tous** les États.

## Programme {#programme}

Les deux journées comptaient deux parties :

- Ouverture
- Débat, voir [la lettre](letter.md#p2)

### Documents {#papers}

Une résolution était soumise à la réunion[^source].

| Document | Pages |
| --- | --- |
| Projet | 12 |

[^source]: [Nations Unies](https://docs.un.org/fr/A/RES/79/325).
""",
    "ru": """Диалог прошел в Женеве 6 и 7 июля 2026 года. Он был *открыт* для **всех** государств.

## Программа {#programme}

Два дня состояли из двух частей:

- Открытие
- Обсуждение, см. [письмо](letter.md#p2)

### Документы {#papers}

На рассмотрении была одна резолюция[^source].

| Документ | Страниц |
| --- | --- |
| Проект | 12 |

[^source]: [Организация Объединенных Наций](https://docs.un.org/ru/A/RES/79/325).
""",
}
LETTER = {
    "en": """Ref.: **CL-1**, 6 and 7 July 2026
{: .reference }

I have the honour to invite you to Palexpo.

Please write to [info@example.org](mailto:info@example.org).
""",
    "fr": """Réf. : **CL-1**, 6 et 7 juillet 2026
{: .reference }

J’ai l’honneur de vous inviter à Palexpo.

Veuillez écrire à [info@example.org](mailto:info@example.org).
""",
    "ru": """Исх.: **CL-1**, 6 и 7 июля 2026 года
{: .reference }

Имею честь пригласить Вас в Palexpo.

Просим писать по адресу [info@example.org](mailto:info@example.org).
""",
}
DATA = {
    "events.yml": """- {id: dialogue-2026, start: 2026-07-06, end: 2026-07-07,
   mark: S, source: [letter, un]}
""",
    "links.yml": """- {id: un, url: "https://docs.un.org/{lang}/A/RES/79/1", name: A/RES/79/1}
- {id: res-79-325, url: "https://docs.un.org/{lang}/A/RES/79/325", name: A/RES/79/325}
- {id: dialogue-site, lang: en, url: "https://www.un.org/dialogue", name: un.org}
""",
    # The interface texts are those of the site, with its dates.
    "dates.yml": """- {date: 2026-02-26, why: the interface texts name it}
- {date: 2026-04-23, why: the interface texts name it}
- {date: 2026-07-06, why: the interface texts name it}
""",
    "names.yml": "[]\n",
    "published.yml": "{}\n",
    "glossary.yml": """- id: palexpo
  forms: {en: Palexpo, fr: Palexpo, ru: Palexpo}
  marks: {en: S, fr: S, ru: S}
  match: {en: [Palexpo], fr: [Palexpo], ru: [Palexpo]}
  avoid: {fr: [Palexpô]}
""",
}
LANGUAGES = tuple(language for language in read_registry(ROOT)[0] if language.locale in INDEX)


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
        """Replace a text that stands there. Return the first line that differs."""
        before = self.read(path) if (self.root / path).exists() else ""
        assert old in before, f"{old!r} is not in {path}"
        after = before.replace(old, new, 1)
        self.write(path, after)
        pairs = enumerate(zip(before.split("\n"), after.split("\n"), strict=False), 1)
        return next((number for number, (was, now) in pairs if was != now), after.count("\n") + 1)

    def load(self) -> Content:
        content, problems = load(self.root)
        assert problems == []
        return content

    def problems(self) -> list[Problem]:
        """Return all that the check says."""
        content, problems = load(self.root)
        return problems or list(checks.run(content))

    def accept(self) -> None:
        content = self.load()
        for page in content.pages.values():
            if original := content.original(page):
                edit.accept(self.root, page, original)


def page(locale: str, title: str, description: str, status: str, body: str) -> str:
    translation = (
        "" if locale == ORIGINAL else f"original: {ORIGINAL}\ntranslated: 2026-11-24\nmethod: machine\n"
    )
    return f"---\ntitle: {title}\ndescription: {description}\nstatus: {status}\n{translation}---\n\n{body}"


def make(root: Path) -> Project:
    """Write the project and accept its translations."""
    project = Project(root)
    config = yaml.load((ROOT / "mkdocs.yml").read_text("utf-8"), Loader=get_yaml_loader())
    kept = [language.locale for language in LANGUAGES]
    for plugin in config["plugins"]:
        for name, options in plugin.items() if isinstance(plugin, dict) else ():
            if name == "i18n":
                options["languages"] = [
                    entry for entry in options["languages"] if entry["locale"] in ["xx", *kept]
                ]
    config["nav"] = ["index.md", "letter.md"]
    project.write("mkdocs.yml", yaml.safe_dump(config, allow_unicode=True))
    (root / "overrides").symlink_to(ROOT / "overrides")
    project.write("docs/xx/index.md", (ROOT / "docs/xx/index.md").read_bytes())
    for name, text in DATA.items():
        project.write(f"docs/_data/{name}", text)
    project.write(checks.source.PATH, LETTER[ORIGINAL])
    for locale in kept:
        title, description, letter, about = HEADS[locale]
        status = "as-circulated" if locale == ORIGINAL else "unofficial-translation"
        project.write(
            f"docs/{locale}/index.md", page(locale, title, description, "our-summary", INDEX[locale])
        )
        project.write(f"docs/{locale}/letter.md", page(locale, letter, about, status, LETTER[locale]))
        for path in (f"docs/_data/strings/{locale}.yml", f"docs/_data/search/{locale}.yml"):
            project.write(path, (ROOT / path).read_bytes())
    project.accept()
    return project


def copy(project: Project, root: Path) -> Project:
    """Return a copy of the project to break."""
    shutil.copytree(project.root, root, symlinks=True)
    return Project(root)


def said(problems: list[Problem], path: str, line: int, text: str) -> Problem:
    """Return the problem at a place whose message or remedy holds a text. Fails when there is none."""
    found = [p for p in problems if (p.path, p.line) == (path, line) and text in f"{p.message} {p.remedy}"]
    assert found, f"nothing at {path}:{line} says “{text}”, but:\n" + "\n".join(map(str, problems))
    assert found[0].message
    assert found[0].remedy
    return found[0]
