"""Typography of each language: rules with an id, a bad and a good example, and a remedy.

Sources: standards.md § 3.9–3.14 (W3C ALReq and CLReq, UN style guides). The examples of each rule
are its tests. `fix` is None where only a person can tell what is meant.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ..model import Content, Page, Problem

_HAN = r"[\u3400-\u9fff\uf900-\ufaff]"
_ARABIC = r"[\u0620-\u064a]"
# Where text is not prose: addresses of links, marks, words in another language.
_APART = re.compile(
    r"\]\([^)]*\)|\{[:#][^}]*\}|\[\^[\w-]+\]:?|\*[^*\n]+\*(?=\{: lang=)|[\w.+-]+@[\w.-]+\w"
    r"|^#+ |^ *(?:-|\d+\.) "
)

Substitute = str | Callable[[re.Match[str]], str]


@dataclass(frozen=True)
class Rule:
    """One rule: where it holds (no locales: everywhere), what is wrong, and the mechanical remedy."""

    id: str
    locales: str
    pattern: str
    fix: Substitute | None
    message: str
    remedy: str
    bad: str
    good: str

    def holds_in(self, locale: str) -> bool:
        """Return whether the rule is one of this language."""
        return not self.locales or locale in self.locales.split()


def _table(pairs: str) -> Callable[[re.Match[str]], str]:
    table = dict(pair for pair in zip(pairs[::2], pairs[1::2], strict=True))
    return lambda match: "".join(table.get(char, char) for char in match[0])


_FULL = _table(",，;；:：?？!！")

RULES = (
    Rule("space-double", "", r"(?<=\S) {2,}(?=\S)", " ", "Two spaces stand here.", "Write one.",
         "one  two", "one two"),
    Rule("space-tab", "", r"\t", " ", "A tab stands here.", "Write a space.", "one\ttwo", "one two"),
    Rule("space-end", "", r"(?<=\S)(?: | {3,})$", "", "The line ends with a space.",
         "Delete it (two spaces make a line break).", "one ", "one"),
    Rule("space-line", "", r"^\s+$", "", "A line that seems empty holds spaces.", "Delete them.", "  ", ""),
    Rule("ellipsis", "", r"\.{3}", "…", "Three points stand here.", "Write …", "and so on...",
         "and so on…"),
    Rule("dash-double", "", r"(?<=[\w ])--(?=[\w ])", "–", "Two hyphens stand here.", "Write –",
         "one -- two", "one – two"),
    Rule("date-digits", "",
         r"(?<![\d/])(?:\d{4}-\d{2}-\d{2}|\d{1,2}[./]\d{1,2}[./](?:19|20)\d{2})(?![\d/])",
         None, "A date in digits alone reads differently in each country.",
         "Name the month.", "on 06/07/2026", "on 6 July 2026"),
    Rule("apostrophe", "fr en es", r"(?<=\w)'(?=\w)|(?<=s)'(?= )", "’",
         "A straight apostrophe stands here.",
         "Write ’", "l'avenir", "l’avenir"),
    Rule("quotes-straight", "ar zh en fr ru es", r'"', None, "A straight quotation mark stands here.",
         "Write « » in French, Russian and Arabic, “ ” in the others.",
         'the "Dialogue"', "the “Dialogue”"),
    Rule("quotes-guillemets", "fr ru ar", r"[“”„]", None,
         "These are not the quotation marks of the language.",
         "Write « ».", "“диалог”", "«диалог»"),
    Rule("quotes-raised", "zh en es", r"[«»„]", None, "These are not the quotation marks of the language.",
         "Write “ ”.", "«diálogo»", "“diálogo”"),
    Rule("fr-space-before", "fr", r"(?<=[\w)\]»’%])(?=[;!?]|:(?!//))(?<!\d(?=:\d))", " ",
         "A space is missing before ; : ! or ?", "Write a space; the build makes it no-break.",
         "Pourquoi? Voici: oui", "Pourquoi ? Voici : oui"),
    Rule("fr-guillemet-open", "fr", r"«(?=\S)", "« ", "A space is missing after «.", "Write « texte ».",
         "«texte »", "« texte »"),
    Rule("fr-guillemet-close", "fr", r"(?<=\S)»", " »", "A space is missing before ».", "Write « texte ».",
         "« texte»", "« texte »"),
    Rule("fr-no-break", "fr", r"(?<!\d)[\u00a0\u202f]|[\u00a0\u202f](?!\d)", " ",
         "A no-break space stands here.", "Write an ordinary space; the build sets no-break spaces.",
         "Voici\u00a0: oui", "Voici : oui"),
    Rule("fr-capital", "fr", r"\bEtat(?=s?\b)", "État", "The capital lacks its accent.", "Write É.",
         "les Etats Membres", "les États Membres"),
    Rule("ru-dash", "ru", r"(?<= )-(?= )", "–", "A hyphen stands for a dash.", "Write –",
         "Диалог - это", "Диалог – это"),
    Rule("es-opening", "es", r"^[^¿]*\?", None, "The question has no opening mark.", "Write ¿ before it.",
         "Quién participó?", "¿Quién participó?"),
    Rule("es-exclamation", "es", r"^[^¡]*!", None, "The exclamation has no opening mark.",
         "Write ¡ before it.", "Gracias!", "¡Gracias!"),
    Rule("zh-punctuation", "zh", rf"(?<={_HAN})[,;:?!](?!//)|(?<=[”》）])[,;:?!]|[,;:?!](?={_HAN})", _FULL,
         "A half-width mark stands in Chinese text.", "Write ，；：？！", "对话,会议", "对话，会议"),
    Rule("zh-stop", "zh", rf"(?<=[\u3400-\u9fff”》）])\.(?=\s|$|{_HAN})", "。",
         "A half-width full stop stands in Chinese text.", "Write 。", "会议.", "会议。"),
    Rule("zh-brackets", "zh", rf"\((?={_HAN})([^()\n]*)\)", r"（\1）",
         "Half-width brackets stand in Chinese text.", "Write （）", "对话(会议)", "对话（会议）"),
    Rule("zh-space", "zh", rf"(?<={_HAN}) (?=[\w《“*\[])|(?<=[\w》”*\]]) (?={_HAN})", "",
         "A space stands beside a Chinese character.", "Delete it.", "在 2026年 7月", "在2026年7月"),
    Rule("ar-comma", "ar", rf"(?<={_ARABIC})[ ]?[,;?]|[,;?](?= ?{_ARABIC})",
         lambda m: _table(",،;؛?؟")(m).strip(),
         "A Latin mark stands in Arabic text.", "Write ، ؛ ؟", "الحوار, القرار", "الحوار، القرار"),
    Rule("ar-digits", "ar", r"[\u0660-\u0669\u06f0-\u06f9]",
         lambda m: str(int(m[0])), "These digits are not the ones of this site.",
         "Write 0 to 9.", "٢٠٢٦", "2026"),
    Rule("ar-tatweel", "ar", r"\u0640+", "", "A stretched letter (tatweel) stands here.", "Delete it.",
         "الحـوار", "الحوار"),
)  # fmt: skip


def check(content: Content) -> Iterator[Problem]:
    """Yield each place where a page breaks a rule of its language."""
    for page in content.pages.values():
        verbatim = page.meta.status == "as-circulated"
        for number, line in enumerate(page.source.split("\n"), page.body_line):
            # The letters as circulated keep their own marks; the editors' notes do not.
            if verbatim and not line.startswith("[^"):
                continue
            yield from _line(page.path, number, line, page.locale)
        for key in ("title", "nav_title", "description"):
            yield from _line(page.path, page.meta.lines.get(key, 2), getattr(page.meta, key), page.locale)


def _line(path: str, number: int, line: str, locale: str) -> Iterator[Problem]:
    prose = _APART.sub(lambda match: "\ue000" * len(match[0]), line)
    for rule in RULES:
        if rule.holds_in(locale) and re.search(rule.pattern, prose):
            yield Problem(path, number, rule.message, rule.remedy, rule.id)


def fixed(text: str, locale: str) -> str:
    """Return a line with all mechanical remedies applied; twice is the same as once."""
    kept: list[str] = []

    def put_aside(match: re.Match[str]) -> str:
        kept.append(match[0])
        return "\ue000"

    prose = _APART.sub(put_aside, text)
    for rule in RULES:
        if rule.fix is not None and rule.holds_in(locale):
            prose = re.sub(rule.pattern, rule.fix, prose)
    pieces = iter(kept)
    return re.sub("\ue000", lambda _: next(pieces), prose)


def fix(page: Page) -> str:
    """Return the page's Markdown body with all mechanical remedies applied, line by line."""
    verbatim = page.meta.status == "as-circulated"
    return "\n".join(
        line if verbatim and not line.startswith("[^") else fixed(line, page.locale)
        for line in page.source.split("\n")
    )
