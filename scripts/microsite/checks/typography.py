"""Typography of each language: rules with an id, a bad and a good example, and a remedy.

Sources: standards.md § 3.9–3.14 (W3C ALReq and CLReq, UN style guides). The examples of each rule
are its tests. `fix` is None where only a person can tell what is meant.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ..content import Content, Page
from ..model import TEXT_KEYS, Problem
from ..parse import MARKS

_HAN = r"[\u3400-\u9fff\uf900-\ufaff]"
_ARABIC = r"[\u0620-\u064a]"
# Where text is not prose: addresses of links, marks, words in another language.
_APART = re.compile(
    rf"\[\^[\w-]+\]:|{MARKS.pattern}|\[[^\[\]\n]+\](?=\{{lang=)"
    r"|(?<![\w.+-])[\w.+-]+@[\w.-]+\w|^#+ |^ *(?:-|\d+\.) "
)


def _is_traditional(char: str) -> bool:
    """Return whether only the character set of traditional Chinese (Big5) has a character."""

    def stands_in(charset: str) -> bool:
        return bool(char.encode(charset, "ignore"))

    return stands_in("big5") and not stands_in("gb2312")


_TRADITIONAL = f"[{''.join(filter(_is_traditional, map(chr, range(0x3400, 0xA000))))}]"
_STAND_IN = "\ue000"
_SPACES = "[\u00a0\u2000-\u200a\u202f\u3000]"
_PAIRS = ("()", "（）", "«»", "“”", "《》")
# Keys of `_data` whose texts are not set as prose.
_NO_PROSE = re.compile(r"\.(?:avoid|match|sources)\.")

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
    Rule("space-end", "", rf"(?<=[^\s{_STAND_IN}])(?: | {{3,}})$", "", "The line ends with a space.",
         "Delete it (two spaces make a line break).", "one ", "one"),
    Rule("space-odd", "ar zh en ru es", rf"(?<!\d){_SPACES}|{_SPACES}(?!\d)", " ",
         "A space of an unusual kind stands here.", "Write an ordinary space.", "one\u00a0two", "one two"),
    Rule("space-before", "ar en ru es", r"(?<=\w) +(?=[,;:!?،؛؟](?!\S)|\.(?!\S))", "",
         "A space stands before a mark.", "Delete it.", "one , two .", "one, two."),
    Rule("fr-space-comma", "fr", r"(?<=\w) +(?=[,.](?!\S))", "",
         "A space stands before a comma or full stop.", "Delete it.", "un , deux .", "un, deux."),
    Rule("space-after", "en fr ru es", r"(?<=[^\W\d_]{2}[,;])(?=[^\W\d_]{2})", " ",
         "A space is missing after a comma.", "Write one.", "one,two", "one, two"),
    Rule("space-sentence", "en fr ru es", r"[a-zà-ÿа-я]{2}[.!?](?!Ru\b)[A-ZÀ-ÞА-Я][a-zà-ÿа-я]",
         None, "A space is missing between two sentences.", "Write one.",
         "the end.The start", "the end. The start"),
    Rule("mark-double", "", r"([,;:،؛，。；：、！？])\1+|(?<!\.)\.\.(?!\.)", lambda m: m[0][0],
         "The same mark stands twice.", "Write one.", "one,, two", "one, two"),
    Rule("word-double", "en", r"\b(?!(?:had|that)\b)(\w{2,}) \1\b", r"\1", "The same word stands twice.",
         "Delete one.", "of the the year", "of the year"),
    Rule("digits", "", r"(?![0-9])\d", lambda m: str(int(m[0])),
         "These digits are not the ones of this site.", "Write 0 to 9.", "٢٠２６", "2026"),
    Rule("ellipsis", "", r"\.{3}", "…", "Three points stand here.", "Write …", "and so on...",
         "and so on…"),
    Rule("dash-double", "", r"(?<=[\w ])--(?=[\w ])", "–", "Two hyphens stand here.", "Write –",
         "one -- two", "one – two"),
    Rule("fr-first", "fr", r"\b1(?= (?:janv|févr|mars|avr|mai|juin|juil|août|sept|oct|nov|déc))", "1er",
         "The first of a month is an ordinal.", "Write 1er.", "le 1 juillet 2026", "le 1er juillet 2026"),
    Rule("date-digits", "",
         r"(?<![\d/])(?:\d{4}-\d{2}-\d{2}|\d{1,2}[./]\d{1,2}[./](?:19|20)\d{2})(?![\d/])",
         None, "A date in digits alone reads differently in each country.",
         "Name the month.", "on 06/07/2026", "on 6 July 2026"),
    Rule("apostrophe", "fr en es", r"(?<=\w)'(?=\w)|(?<=s)'(?= )", "’",
         "A straight apostrophe stands here.",
         "Write ’", "l'avenir", "l’avenir"),
    Rule("quotes-straight", "", r'"', None, "A straight quotation mark stands here.",
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
    Rule("zh-simplified", "zh", _TRADITIONAL, None, "A traditional character stands here.",
         "Write the simplified one.", "對話", "对话"),
    Rule("ar-comma", "ar", rf"(?<={_ARABIC})[ ]?[,;?]|[,;?](?= ?{_ARABIC})",
         lambda m: _table(",،;؛?؟")(m).strip(),
         "A Latin mark stands in Arabic text.", "Write ، ؛ ؟", "الحوار, القرار", "الحوار، القرار"),
    Rule("ar-tatweel", "ar", r"\u0640+", "", "A stretched letter (tatweel) stands here.", "Delete it.",
         "الحـوار", "الحوار"),
)  # fmt: skip


def check(content: Content) -> Iterator[Problem]:
    """Yield each place where a page or a text of the shared data breaks a rule of its language."""
    for page in content.pages.values():
        for number, line in enumerate(page.source.split("\n"), page.body_line):
            if not _is_verbatim(page, line):
                yield from _line(page.path, number, line, page.locale)
        for key in TEXT_KEYS:
            # Persons write their names as they do.
            if key != "reviewed_by" and (text := getattr(page.meta, key)):
                yield from _line(page.path, page.meta.lines[key], text, page.locale)
        for section in page.sections:
            for block in section.blocks:
                if missing := next(
                    (p for p in _PAIRS if block.text.count(p[0]) != block.text.count(p[1])), ""
                ):
                    message = f"One of a pair {missing[0]} {missing[1]} is missing in this text."
                    yield Problem(page.path, block.line, message, "Open and close each.", "pairs")
    for entry in content.texts:
        if entry.locale and not _NO_PROSE.search(entry.key):
            yield from _line(entry.path, entry.line, entry.text.strip(), entry.locale)


def _is_verbatim(page: Page, line: str) -> bool:
    """Return whether a line keeps its own marks: in a letter as circulated, all but the editors' notes."""
    return page.meta.status == "as-circulated" and not line.startswith("[^")


def _line(path: str, number: int, line: str, locale: str) -> Iterator[Problem]:
    prose = _APART.sub(lambda match: _STAND_IN * len(match[0]), line)
    for rule in RULES:
        if rule.holds_in(locale) and re.search(rule.pattern, prose):
            yield Problem(path, number, rule.message, rule.remedy, rule.id)


def fixed(text: str, locale: str) -> str:
    """Return a line with all mechanical remedies applied; twice is the same as once."""
    kept = [match[0] for match in _APART.finditer(text)]
    prose = unicodedata.normalize("NFC", _APART.sub(_STAND_IN, text))
    if prose.count(_STAND_IN) != len(kept):
        return text
    # One remedy can make the place for another; a third round never found more.
    for rule in RULES * 3:
        if rule.fix is not None and rule.holds_in(locale):
            prose = re.sub(rule.pattern, rule.fix, prose)
    pieces = iter(kept)
    return re.sub(_STAND_IN, lambda _: next(pieces), prose)


def fix(page: Page) -> str:
    """Return the page's Markdown body with all mechanical remedies applied, line by line."""
    return "\n".join(
        line if _is_verbatim(page, line) else fixed(line, page.locale) for line in page.source.split("\n")
    )
