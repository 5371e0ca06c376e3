"""Which charset some 8-bit text is in that nobody declared. Pure, bounded, and silent where it is not sure.

Each candidate reads the bytes; its characters are then judged by how often writers of its languages use them.
"""

# ruff: noqa: RUF001  (letters of other scripts are what this is about)

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

_SAMPLE = 4096
"""Bytes that are looked at."""
_ENOUGH = 0.55
"""What the characters must be worth on average; 1 is the best."""
_ENOUGH_OF_ONE_BYTE = 0.75
"""The same for charsets of one byte a letter: almost any bytes are some text in them."""
_MARGIN = 0.12
"""By how much a script must be better than Western text, and than the next script."""
_LEAST = 6
"""High bytes below which no other script is taken for Western text."""
_CAPITAL = 0.85
"""What a capital is worth beside a small letter: misread text is full of them."""
_LEAST_LATIN = 2
"""High bytes below which no other Latin alphabet is taken for Western text."""
_BEYOND_ASCII = re.compile(rb"[\x80-\xff]")
_CONTEXT = 100
"""Bytes before the first high one that may belong to its word."""

_TYPOGRAPHY = frozenset("\xa0“”„‚‘’‹›«»–—…•€°§·´©®™­№")

_WESTERN = {
    "de": "äöüßÄÖÜ",
    "fr": "éèàùâêîôûçëïüœÉÈÀÇÊ",
    "es": "áéíóúñü¿¡ÁÉÍÓÚÑªº",
    "pt": "ãõáéíóúâêôçàÃÕÁÉÍÓÚÂÊÔÇªº",
    "it": "àèéìíòùÀÈÉÌÒÙ",
    "nl": "éëïöüèáó",
    "nordic": "åäöæøéÅÄÖÆØ",
    "is": "áéíóúýþæöðÁÉÍÓÚÝÞÆÖÐ",
    "ca": "àçèéíïòóúü·",
    "fi": "äöåšžÄÖÅ",
}
_CENTRAL = {
    "pl": "ąćęłńóśźżĄĆĘŁŃÓŚŹŻ",
    "cs": "áčďéěíňóřšťúůýžÁČĎÉĚÍŇÓŘŠŤÚŮÝŽ",
    "sk": "áäčďéíĺľňóôŕšťúýžÁČĎÉÍĽŇÓŠŤÚÝŽ",
    "hu": "áéíóöőúüűÁÉÍÓÖŐÚÜŰ",
    "ro": "ăâîşţșțĂÂÎŞŢ",
    "hr": "čćžšđČĆŽŠĐ",
}
_BALTIC = {"lt": "ąčęėįšųūžĄČĘĖĮŠŲŪŽ", "lv": "āčēģīķļņšūžĀČĒĢĪĶĻŅŠŪŽ"}
_TURKISH = {"tr": "çğıöşüâîÇĞİÖŞÜ"}

_HIGH = bytes(range(128, 256))
_LEAST_DISTINCT = 3
_MIXED = re.compile(r"[A-Za-z][\u0370-\u0fff]|[\u0370-\u0fff][A-Za-z]")
"""Two scripts in one word."""
# Letters by how often they are written, and what stands in misread text only.
_CYRILLIC = "оеаинтсрвлкмдпуяыьгзбчйіхжшюцщїєэфъёґўђјљњћџѓќѕ"
_GREEK = "ατοιεσνηυςρπκμλίόάέήδγωχύώθφβξζψϊϋΐΰ"
_HEBREW = "יוהלאתרמבשנםחעדקפסגזטכןצךףץ"
_ARABIC = "الينمروتبةعدسفهكقحجشصطخأذىضغزثئإءظ،آؤ؟"
_THAI = "านรอกเง่ม้ยลวัดิทสตีะปบคห์แจพุชขใไูโื็ผำึถธศณซภฟๆษฐญ"
_CYRILLIC_ODD = re.compile(r"\b[ьъыЬЪЫ]|[а-яіїєґ][А-ЯІЇЄҐ]|[аеиоуыэюя]{4}|[бвгджзклмнпрстфхцчшщ]{6}")
_GREEK_ODD = re.compile(r"ς\w|[α-ώ][Α-Ω]|\b[α-ω]{4,99}\b")
_HEBREW_ODD = re.compile(r"[םןךףץ][א-ת]")
_ARABIC_ODD = re.compile(r"[ةى][ا-ي]|\b[ءئؤ]")
_THAI_ODD = re.compile(
    "(?<![\u0e01-\u0e2e\u0e31-\u0e39\u0e47-\u0e4e])[\u0e31\u0e33-\u0e39\u0e47-\u0e4e]|[เแโใไ](?![ก-ฮ])"
)

# The characters that make up half of what is written; the rest of a level-1 set is worth less.
_SIMPLIFIED = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里"
    "如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比"
    "或但质气第向道此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知"
    "较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处话打机网络服务器客户号码请谢您联系报告附件故障坏收邮箱系统登录密码无法使用公司"
)
_TRADITIONAL = frozenset(
    "的一是在不了有和人這中大為上個國我以要他時來用們生到作地於出就分對成會可主發年動同工也能下過子說產種面而方後多定行學法所民得經十三之進著等部度家電力裡"
    "如水化高自二理起小物現實加量都兩體制機當使點從業本去把性好應開它合還因由其些然前外天政四日那社義事平形相全表間樣與關各重新線內數正心反你明看原又麼利比"
    "或但質氣第向道此變條只沒結解問意建月公無系軍很情者最立代想已通並提直題程展五果料員位入常文總次品式活設及管特件長求老頭基資邊流路級少圖山統接知較將組"
    "見計別她手角期根論話打網路服務器客戶號碼請謝您聯絡報告附件故障壞收郵箱系統登錄密碼無法使用公司"
)


@dataclass(frozen=True, slots=True)
class _Candidate:
    codec: str
    judge: Callable[[str, bytes], float]
    width: int = 1
    """High bytes of one character."""


def guess(data: bytes) -> str:
    """Return the codec of 8-bit text that is not UTF-8, empty where it may well be Western."""
    sample = _sample(data)
    high = len(_BEYOND_ASCII.findall(sample))
    if high < _LEAST_LATIN:
        return ""
    western = _value(_WINDOWS, sample, high)
    latin = _best(_LATIN, sample, high)
    if high >= _LEAST and len(set(sample)) - len(set(sample.translate(None, _HIGH))) >= _LEAST_DISTINCT:
        script, value, second = _two_best(_SCRIPTS, sample, high)
        enough = _ENOUGH if script in _WIDE else _ENOUGH_OF_ONE_BYTE
        if value >= enough and value >= second + _MARGIN and value >= max(western, latin[1]) + _MARGIN:
            return script
    return latin[0] if latin[1] >= max(_ENOUGH, western + _MARGIN) else ""


def _sample(data: bytes) -> bytes:
    """Return the words with high bytes, up to the limit and with none cut in two."""
    first = _BEYOND_ASCII.search(data)
    if first is None:
        return b""
    begin = max(0, first.start() - _CONTEXT)
    words: list[bytes] = []
    size = 0
    for word in data[begin : begin + 16 * _SAMPLE].split():
        if word.isascii():
            continue
        if size + len(word) > _SAMPLE:
            words.extend([] if words else [word[:_SAMPLE]])
            break
        words.append(word)
        size += len(word)
    return b" ".join(words)


def _best(candidates: tuple[_Candidate, ...], sample: bytes, high: int) -> tuple[str, float]:
    codec, value, _ = _two_best(candidates, sample, high)
    return codec, value


def _two_best(candidates: tuple[_Candidate, ...], sample: bytes, high: int) -> tuple[str, float, float]:
    """Return the best candidate, what it is worth, and what the next one is worth."""
    valued = sorted(((_value(one, sample, high), one.codec) for one in candidates), reverse=True)
    return valued[0][1], valued[0][0], valued[1][0]


def _value(candidate: _Candidate, sample: bytes, high: int) -> float:
    """Return what the high bytes are worth on average when a candidate reads them; -1 where it cannot."""
    text = _decoded(sample, candidate.codec)
    return -1.0 if text is None else candidate.width * candidate.judge(text, sample) / high


def _decoded(sample: bytes, codec: str) -> str | None:
    """Return the sample as text; a character cut in two at its end is left out."""
    for cut in (0, 1, 2, 3):
        try:
            return sample[: len(sample) - cut].decode(codec)
        except UnicodeDecodeError as error:
            if len(sample) < _SAMPLE or error.start < len(sample) - 4:
                return None
    return None


def _latin(languages: dict[str, str]) -> Callable[[str, bytes], float]:
    """Return a judge that lets the best of some languages speak: its letters count for, all others against."""
    alphabets = [frozenset(letters) for letters in languages.values()]

    def judge(text: str, sample: bytes) -> float:
        del sample
        beyond = [char for char in text if char > "\x7f"]
        known = max(sum(char in alphabet or char in _TYPOGRAPHY for char in beyond) for alphabet in alphabets)
        # A capital behind a small letter, or a sign within a word, is seen in misread text only.
        odd = len(_ODD.findall(text))
        letters = sum(char.isalpha() for char in beyond)
        return known - 1.5 * (len(beyond) - known) - 0.5 * odd if letters else float(known) * 0.9

    return judge


_ODD = re.compile(r"[a-z](?:[^\x00-\x7f\W\d_](?<=[À-ÞŠŽŒĄĆĘŁŃÓŚŹŻČĎĚŇŘŤŮÝĞİŞ])|[¹³¿¡ªº¼½¾±²µ¶£¥¤¦¨¬¯¸×÷])(?=[a-z])")


def _letters(ranked: str, odd: re.Pattern[str]) -> Callable[[str, bytes], float]:
    """Return a judge by how common letters are, with a penalty for each oddity."""
    weights = {char: 1.35 * (1 - rank / len(ranked)) for rank, char in enumerate(ranked)}

    def judge(text: str, sample: bytes) -> float:
        del sample
        value = -1.5 * (len(odd.findall(text)) + len(_MIXED.findall(text)))
        for char in text:
            if char > "\x7f":
                small = char.lower()
                weight = weights.get(small, 0.7 if char in _TYPOGRAPHY else -1.0)
                value += weight if small == char else _CAPITAL * weight
        return value

    return judge


def _chinese(common: frozenset[str], usual: Callable[[str], bool]) -> Callable[[str, bytes], float]:
    """Return a judge by how common characters are."""

    def judge(text: str, sample: bytes) -> float:
        del sample
        value = 0.0
        for char in text:
            if char in common:
                value += 1.3
            elif "\u4e00" <= char <= "\u9fff":
                value += 0.5 if usual(char) else -0.5
            elif char > "\x7f":
                value += 0.8 if char in "，。！？：；、（）“”《》「」…—　" else -0.6
        return value

    return judge


def _level_one(char: str) -> bool:
    return b"\xb0\xa1" <= char.encode("gb18030") <= b"\xd7\xf9"


def _frequent_big5(char: str) -> bool:
    return b"\xa4\x40" <= char.encode("big5", "replace") <= b"\xc6\x7e"


def _japanese(text: str, sample: bytes) -> float:
    """Judge by kana: hardly a Japanese sentence is without."""
    del sample
    kana = sum("\u3041" <= char <= "\u30fe" for char in text)
    value = 0.0
    for char in text:
        if "\u3041" <= char <= "\u30fe":
            value += 1.2
        elif "\u4e00" <= char <= "\u9fff":
            value += 0.8 if kana else 0.3
        elif "\uff61" <= char <= "\uff9f":
            value -= 0.6  # half-width kana: one byte each, and what any misread text becomes
        elif char > "\x7f":
            value += 0.8 if char in "、。「」・ー！？（）　：～" else -0.5
    return value


def _korean(text: str, sample: bytes) -> float:
    del sample
    value = 0.0
    for char in text:
        if "\uac00" <= char <= "\ud7a3":
            usual = b"\xb0\xa1" <= char.encode("cp949") <= b"\xc8\xfe" and char.encode("cp949")[1] > 0xA0  # noqa: PLR2004
            value += 1.0 if usual else -0.5
        elif char > "\x7f":
            value += -0.6
    return value


_WINDOWS = _Candidate("latin-1", lambda text, sample: _western(text.translate(_C1), sample))
_western = _latin(_WESTERN)
_C1 = {octet: bytes([octet]).decode("cp1252", "replace") for octet in range(0x80, 0xA0)}
_LATIN = (
    _Candidate("cp1250", _latin(_CENTRAL)),
    _Candidate("iso8859-2", _latin(_CENTRAL)),
    _Candidate("cp1254", _latin(_TURKISH)),
    _Candidate("cp1257", _latin(_BALTIC)),
)
_SCRIPTS = (
    _Candidate("cp1251", _letters(_CYRILLIC, _CYRILLIC_ODD)),
    _Candidate("koi8-u", _letters(_CYRILLIC, _CYRILLIC_ODD)),
    _Candidate("cp866", _letters(_CYRILLIC, _CYRILLIC_ODD)),
    _Candidate("cp1253", _letters(_GREEK, _GREEK_ODD)),
    _Candidate("cp1255", _letters(_HEBREW, _HEBREW_ODD)),
    _Candidate("cp1256", _letters(_ARABIC, _ARABIC_ODD)),
    _Candidate("cp874", _letters(_THAI, _THAI_ODD)),
    _Candidate("gb18030", _chinese(_SIMPLIFIED, _level_one), 2),
    _Candidate("cp950", _chinese(_TRADITIONAL, _frequent_big5), 2),
    _Candidate("cp932", _japanese, 2),
    _Candidate("euc_jp", _japanese, 2),
    _Candidate("cp949", _korean, 2),
)
_WIDE = frozenset(one.codec for one in _SCRIPTS if one.width > 1)
