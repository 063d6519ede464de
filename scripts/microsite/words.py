"""The words of a text as the search index takes them, by language.

Words are cut and reduced before Pagefind sees them, because its stemmers fall short of raw text in
several languages. `overrides/assets/search.js` treats a query alike; it gets RULES and
SYNONYMS with the index.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Any

# For each language, in the syntax that Python and JavaScript share and without accents (but for the
# signs in _SIGNS): words that say nothing alone; what is replaced in a word, in this order; and the
# other forms in which a word is also searched, where a page has them.
RULES: dict[str, dict[str, Any]] = {
    # Pagefind's Arabic stemmer leaves many particles on a word and takes letters of the word for
    # others, so that it is not used; these are the articles and endings of Larkey's light stemming.
    "ar": {
        "stop": (
            "الى او ان اي اين التي الذي ثم ذلك على عن غير في قد كان كانت كم كما كيف لا ما متى مع من"
            " هذا هذه هل هم هو هي يكون"
        ),
        "replace": [
            ["ا?\u064bا?$", ""],
            ["^[وف]?(?:[بك]?ال|لل)(?=...)", ""],
            ["ى$", "ي"],
            ["(?<=...)(?:ات|ان|ون|ين|ها|هما?|كم|نا|ي?[هة]|ي)$", ""],
        ],
        "stemmed": False,
        # Particles written in one word with what follows, taken off where that is a word of the site.
        "particles": "وفبلك",
        # Broken plurals to their singulars, then singulars to their plurals, on stems.
        "forms": [
            ["^[وفبلك](?=...)", ""],
            ["^ا(..)ا(.)$", "$1$2"],
            ["^ا(..)اء$", "$1و"],
            ["^(..)(.)اء$", "$1ي$2"],
            ["^(.)و(.)اء$", "$1يي$2"],
            ["^(..)[وا](.)$", "$1$2"],
            ["^(..)اي(.)$", "$1ي$2"],
            ["^(..)اي(.)$", "$1ا$2"],
            ["^(..)ا(.)ي(.)$", "$1$2و$3"],
            ["^(..)ا(.)ي(.)$", "$1$2ي$3"],
            ["^(..)ا(.)ي(.)$", "$1$2ا$3"],
            ["^(..)ا(..)$", "$1$2"],
            ["^(.)وا(..)$", "$1ا$2"],
            ["^ا(..)(.)$", "$1ا$2"],
            ["^(..)(.)$", "$1ي$2"],
            ["^(..)(.)$", "ا$1ا$2"],
            ["^(..)(.)$", "$1و$2"],
            ["^(..)و$", "ا$1اء"],
            ["^(..)ي(.)$", "$1$2اء"],
            ["^(..)ي(.)$", "$1اي$2"],
            ["^(.)يي(.)$", "$1و$2اء"],
            ["^(..)ا(.)$", "$1اي$2"],
            ["^(..)(.)[ويا](.)$", "$1ا$2ي$3"],
            ["^(..)(..)$", "$1ا$2"],
            ["^(.)ا(..)$", "$1وا$2"],
            ["^(..)ا(.)$", "ا$1$2"],
            ["^(..)ات$", "$1ة"],
            ["^(..)ة$", "$1ات"],
        ],
    },
    "en": {
        "stop": (
            "an and are as at be been by do does for from had has have how in is it its not of on or"
            " that the this to was were what when where which who why with"
        ),
    },
    # Without accents, the stemmers take some endings for others.
    "fr": {
        "stop": (
            "au aux ce ces cette combien comment dans de des du elle en est et ete il ils la le les"
            " leur ne non ont ou par pas pour pourquoi qu quand que quel quelle quelles quels qui quoi"
            " se ses son sa sont sur une"
        ),
        "forms": [["ees?$", "e"], ["(?<=e)$", "e"], ["(?<=e)s$", "es"], ["s$", ""]],
    },
    "ru": {
        "stop": (
            "был была были было быть во где для до есть за из или как когда кто на не об от по почему"
            " при сколько со то что это"
        ),
        # Pagefind takes the sign off й before it stems, so that no ending in й is known to it any
        # more. The endings in м are cut at the same place.
        "replace": [["(?<=[еоиы])и\u0306$", "м"]],
        # Nouns that end as verbs do, and those with a fleeting vowel.
        "forms": [
            ["(?<=..с)(?:и|ью|ем|ям|ями|ях)$", "ь"],
            ["(?<=...)(?:ами|ах|ов|ам|ом|[аеиоуыя])?$", ""],
            ["(?<=...)(?:ами|ах|ов|ам|ом|[аеиоуыя])?$", "а"],
            ["([^аеиоуыэюя])([кмнл])(?:ами|ах|ам|ом|[аеиоуы])$", "$1о$2"],
            ["([^аеиоуыэюя])([кмнл])(?:ами|ах|ам|ом|[аеиоуы])$", "$1е$2"],
            ["(?<=..)[ое]([кмнлц])$", "$1"],
        ],
    },
    "es": {
        "stop": (
            "al como con cual cuando cuantas cuantos de del donde el en es fue fueron ha han hay la"
            " las lo los no para por porque que quien quienes se ser son su sus una"
        ),
        "forms": [["es$", ""], ["s$", ""], ["(?<=[aeo])$", "s"]],
    },
}

# Particles that Arabic writes to a word.
_WRITTEN_TO = "(?:[وفبلك]|و?(?:ب?ال|لل))?"

# What readers type and no page says, by language: the words of the pages, and a pattern for each word
# or phrase that stands for them. In the syntax of RULES, small letters, without accents; a pattern
# matches whole words, but in Chinese any characters.
SYNONYMS: dict[str, dict[str, str]] = {
    "ar": {
        "تسجيل": f"{_WRITTEN_TO}(?:فيديو(?:هات)?|بث(?: مباشر)?|مقطع(?: مصور)?|مقاطع(?: مصور[ةه])?)",
        "باب التسجيل": f"ا\u0654?سجل|نسجل|{_WRITTEN_TO}(?:اخر موعد|موعد (?:ال)?نهاي\u0654?ي)",
        "البريد الإلكتروني": f"{_WRITTEN_TO}ا\u0655?يميل(?:ات)?",
        "للاتصال": f"رقم (?:ال)?هاتف|{_WRITTEN_TO}تلفون",
        "الخصوصية": f"(?:حماي[ةه]|سري[ةه]) البيانات|{_WRITTEN_TO}بيانات (?:ال)?شخصي[ةه]",
        "ملفات تعريف ارتباط": f"{_WRITTEN_TO}كوكيز?",
        "رخصة": f"{_WRITTEN_TO}(?:ترخيص|تراخيص|ملكي[ةه] (?:ال)?فكري[ةه])|حقوق (?:ال)?طبع",
        "تكاليف": f"{_WRITTEN_TO}(?:تكلف[ةه]|تمويل|رعاي[ةه]|تبرع(?:ات)?|ميزاني[ةه]|رسوم)",
        "الأطفال": f"{_WRITTEN_TO}(?:قاصر|مراهق)(?:ين|ون)?",
        "المجتمع المدني": f"{_WRITTEN_TO}منظم(?:ات|[ةه]) غير (?:ال)?حكومي[ةه]",
        "قارئ الشاشة": f"{_WRITTEN_TO}(?:مكفوف(?:ين|ون)?|كفيف|ضعاف البصر)",
        "إمكانية الوصول": f"{_WRITTEN_TO}(?:ا\u0655?عاق[ةه]|معاق(?:ين|ون)?)",
        "رسالة معممة": f"{_WRITTEN_TO}تعميم(?:ات)?",
        "امرأة": f"{_WRITTEN_TO}مرا\u0654?[ةه]",
        "مقبل": f"{_WRITTEN_TO}قادم[ةه]?",
    },
    "zh": {
        "录像": "视频|录制|影像|直播|回放|重播|网播",
        "注册": "报名|登记",
        "电子邮件": "(?:电子)?邮箱|电邮|e-?mail",
        "联系人": "联系(?:方式|我们)|电话(?:号码)?",
        "隐私": "个人(?:信息|数据|资料)|(?:数据|信息)保护",
        "权利": "版权|著作权|知识产权",
        "费用": "[赞资]助|捐[款赠助]|经费|资金|预算|收费",
        "儿童": "未成年人?|青少年|孩子",
        "报告错误": "纠错|勘误|错别字|错字|笔误",
        "可持续发展目标": "sdgs?",
        "民间社会": "非政府组织|ngos?",
        "屏幕阅读器": "读屏(?:软件)?|盲人|视障(?:人士|者)?",
        "机器翻译": "机翻|机译|自动翻译",
        "共同主席": "联[席合]主席",
        "无障碍": "残[疾障](?:人士?)?",
        "举办": "[主承]办方?|组织者",
        "地点": "在?(?:哪里|哪儿|何处)",
        "日期": "什么时[候间]|何时|几号",
        " ": "怎[么样]|请问|下载",
    },
    "en": {
        "recording": (
            "(?:live ?)?stream(?:s|ing)?|videos?|web ?casts?|watch(?:ing)?(?: it)? (?:online|live)|footage"
        ),
        "registration": "register(?:ed|ing)?|sign(?:ed|ing)?[- ]up|enrol(?:l?ed|l?ing|l?ment)?",
        "e-mail": "emails?",
        "contact": "(?:tele)?phone numbers?",
        "privacy": "gdpr|data protection|personal data|track(?:ing|ers?)",
        "licence": "licenses?|copyrights?",
        "costs": "fund(?:s|ing)?|financ(?:e|ing)|sponsor(?:s|ing|ship)?|donat(?:e|ions?)|fees?|budgets?",
        "children": "kids?|minors|teenagers?",
        "error": "mistakes?|bugs?|typos?",
        "Sustainable Development Goals": "sdgs?",
        "civil society": "ngos?|non-?governmental(?: organi[sz]ations?)?",
        "screen reader": "blind(?:ness)?|visually impaired|braille",
        "accessibility": "disab(?:led|ility|ilities)|handicap(?:ped)?",
        "open source": "free ?software",
        "co-chairs": "chair(?:persons?|m[ae]n|wom[ae]n)",
    },
    "fr": {
        "enregistrement": "videos?|web ?diffusions?|rediffusions?|retransmissions?|replay|en direct",
        "inscription": "inscri(?:re|te?s?|vez)|s.enregistrer",
        "courriel": "(?:e-?)?mails?|adresses? electroniques?",
        "contact": "numeros? de telephone|coordonnees",
        "vie privée": "rgpd|donnees personnelles|protection des donnees|confidentialite",
        "cookies": "temoins(?: de connexion)?|traceurs?",
        "licence": "copyright|droits? d.auteurs?|propriete intellectuelle|libres? de droits?",
        "impression": "imprimer|imprimable|version papier",
        "frais": "financ(?:er|ements?)|couts?|parrain(?:er|ages?)|sponsors?|dons?|budgets?|prix",
        "enfants": "enfance|mineure?s?|adolescente?s?",
        "erreur": "bogues?|bugs?|coquilles?",
        "objectifs de développement durable": "odd",
        "société civile": "ongs?|organisations? non gouvernementales?",
        "lecteur d’écran": "(?:non-?|mal)voyante?s?|aveugles?|braille",
        "accessibilité": "handicap(?:s|ee?s?)?",
        "code source ouvert": "logiciels? libres?|open ?source",
        "agenda": "calendriers?",
    },
    "ru": {
        "запись": "видео(?:трансляци[а-я]+|ролик[а-я]*)?|(?:онлаи\u0306н-?)?трансляци[а-я]+|стрим[а-я]*",
        "регистрация": "(?:за)?регистрир[а-я]+|записаться",
        "почта": "e-?mails?|(?:е-?|и)меи\u0306л[а-я]*",
        "конфиденциальность": "персональн[а-я]+ данн[а-я]+|приватност[а-я]+|защит[аы] данных",
        "cookie": "кук(?:и|ов|ам|ах)",
        "лицензии": "копираи\u0306т[а-я]*",
        "печати": "распечат[а-я]+",
        "расходов": "спонсор[а-я]*|финансирован[а-я]+|стоимост[а-я]+|бюджет[а-я]*",
        "детей": "несовершеннолетн[а-я]+|подростк[а-я]+|ребен[а-я]+",
        "ошибке": "опечат[а-я]+",
        "цели устойчивого развития": "цур",
        "гражданское общество": "н[кп]о|неправительственн[а-я]+",
        "экранного доступа": "незряч[а-я]+|слабовидящ[а-я]+|слеп[а-я]+",
        "доступности": "инвалид[а-я]*",
        "цифровой разрыв": "цифров[а-я]+ неравенств[а-я]+",
        "невоенных": "военн[а-я]+",
    },
    "es": {
        "grabación": (
            "videos?|webcasts?|(?:re)?transmision(?:es)?|streaming|en (?:vivo|directo)|graba(?:r|d[ao]s?)"
        ),
        "inscripción": "inscri(?:birse|birme|bir|t[ao]s?)|registr(?:os?|ar(?:se|me)?)",
        "correo": "e-?mails?",
        "contacto": "numeros? de telefono",
        "privacidad": "rgpd|proteccion de datos|datos personales|confidencialidad",
        "licencia": "copyright|derechos? de autor|propiedad intelectual",
        "gastos": "financia(?:r|cion|miento)|patrocin(?:ar|ios?|ador(?:es)?)|cost[eo]s?|presupuestos?",
        "infancia": "nin[ao]s?|menores|infantil(?:es)?|adolescentes?",
        "error": "erratas?|fallos?",
        "Objetivos de Desarrollo Sostenible": "ods",
        "sociedad civil": "ongs?|organizaci(?:on|ones) no gubernamental(?:es)?",
        "lector de pantalla": "cieg[ao]s?|invidentes?|(?:con )?discapacidad visual|braille",
        "accesibilidad": "discapacidad(?:es)?|discapacitad[ao]s?",
        "código abierto": "software libre|open ?source",
        "Palexpo": "sedes?|recinto",
    },
}

_HAN = "\u3400-\u9fff\uf900-\ufaff"
_MARKS = "\u0300-\u036f\u0640\u064b-\u065f\u0670"
_WORD = re.compile(f"[{_HAN}]|(?:[^\\W_{_HAN}]|[{_MARKS}])+")
# The breve of й, and hamza and the accusative's sign of Arabic: the rules above tell words apart by them.
_SIGNS = "\u0306\u064b\u0654\u0655"
_ACCENT = re.compile(f"(?![{_SIGNS}])[{_MARKS}]")
_DIGITS = {
    ord(sign): str(value) for signs in ("٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹") for value, sign in enumerate(signs)
}
_SIGN = re.compile(f"[{_SIGNS}]")


def words(text: str) -> list[str]:
    """Return the words of a text as they stand; each Chinese character is one."""
    return _WORD.findall(text)


def plain(text: str) -> str:
    """Return a text in small letters and European digits, without accents."""
    return _ACCENT.sub("", unicodedata.normalize("NFKD", text.lower())).translate(_DIGITS)


def synonyms(locale: str, text: str) -> list[tuple[str, str]]:
    """Return pattern and replacement of each synonym that serves where `text` is all that the pages say.

    A word that a page comes to use is none any more, and words of no page are of no help.
    """
    letter = f"(?:(?![{_HAN}])[^\\W\\d_])"
    known, written = {key(word, locale) for word in words(text)}, plain(text)
    return [
        (asked, said)
        for said, asked in SYNONYMS.get(locale, {}).items()
        if {key(word, locale) for word in words(said)} <= known
        and not re.search(f"(?<!{letter})(?:{asked})(?!{letter})", written)
    ]


@cache
def key(word: str, locale: str) -> str:
    """Return the form of a word that is indexed, or an empty text for a word that is not."""
    rules = RULES.get(locale, {})
    word = plain(word)
    if _SIGN.sub("", word) in rules.get("stop", "").split() or re.fullmatch(rf"[^\W\d{_HAN}]", word):
        return ""
    for pattern, replacement in rules.get("replace", ()):
        word = re.sub(pattern, replacement, word)
    return _SIGN.sub("", word)
