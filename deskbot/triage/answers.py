"""Answers in a form: "Host ID: 50-77B3", or "2) 50-77B3" to the second question that we asked."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache

from deskbot.model.case import Case, Category, Earlier, Finding
from deskbot.model.message import LONGEST_ANSWER
from deskbot.triage.diagnostics import Diagnostic
from deskbot.triage.folding import fold
from deskbot.triage.phrases import Phrases, compile_phrase
from deskbot.triage.questions import every_wording, labels_of
from deskbot.triage.registry import all_diagnostics
from deskbot.triage.requirements import missing_after
from deskbot.triage.sentences import Region, read

_NUMBERED = re.compile(
    r"^\s{0,8}\*{0,2}(?:(?:[qar]|zu|ad|re|punkt|point|punto|ponto|item|question|frage|pregunta|pergunta|answer|antwort"
    r"|respuesta|resposta|r[eé]ponse|n[or]?[.°º]?|(?:to|on|for|regarding|para|pour|al|au|ao|[aà] la|[aà])"
    r"(?=\s?\d{1,2}\s?[:)]))\s?)?[(\[#]?(\d{1,2})\s?"
    r"(?:[)\]]|[.:](?!\d)|[-\u2013/](?=\s))\*{0,2}(?:-(?=\s))?\s{0,4}(?=\S)(.*)$",
    re.IGNORECASE,
)
_LABEL_END = (
    r"(?: (?:of|for|du|de la|de l'|del|do|da|der|des|am|vom|on|at)(?: [\w'-]{1,15}){1,3}(?= ?[:=]))?\s{0,12}"
    r"(?:\([^()]{0,40}\)\s?)?(?:[:=]|\bis\b|\s-\s|\.{2,40}|\s{3}|\|)[\s.|]{0,60}"
)
_EMPTY = re.compile(
    r"^(?:[\s._\-?*<>\[\]()/|x]*|(?:n[/.]? ?a|unknown|none given|tb[dac]|to follow|see (?:above|below)|dunno|no (?:idea"
    r"|clue)"
    r"|(?:i am |i'm )?not (?:sure|known|available|given|applicable|certain)"
    r"|(?:i |we )?(?:really )?(?:do not|don't|dont|cannot|can't|can not) (?:know|tell|say|have (?:it|that|this|one"
    r"|access\b.{0,20}))"
    r"|(?:i |we )?(?:can(?:not|'t| not)|could(?:n't| not)|did(?:n't| not)) find (?:it|that|this|one|any)|not found"
    r"|(?:customer|client|user|he|she|they) (?:does not|doesn't|do not|don't) know|(?:will )?ask (?:the )?customer"
    r"|waiting for (?:the )?(?:customer|client)|you (?:should )?(?:already )?(?:have|know) (?:it|that|this)|look it up"
    r"|(?:das )?finde ich nicht|nicht gefunden|(?:je ne (?:le |la )?trouve pas|pas trouve)"
    r"|no (?:lo |la )?encuentro|no encontrad[oa]|nao (?:o |a )?(?:encontrei|encontro|achei)"
    r"|(?:i |we )?have(?:n't| not) got (?:it|that|one)|later|(?:i'll |i |we )?will (?:send|follow|check|find out|ask)"
    r"|unbekannt|unbek\.?|keine (?:ahnung|angabe)|k\. ?a\.?|entfallt|(?:das )?weis+ (?:ich )?(?:es )?(?:leider )?nicht"
    r"|kann ich nicht sagen|habe ich nicht|nicht bekannt|folgt|wird nachgereicht"
    r"|inconnue?s?|aucune idee|pas connu|je (?:ne )?(?:le |la )?sais pas|je l'ignore|je n'ai pas (?:ca"
    r"|cette info\w*)?|a suivre|a venir"
    r"|(?:yo )?no (?:lo |la )?s[ea]b?e?(?:mos)?|no (?:lo |la )?tengo(?: (?:a mano|ese dato))?|ni idea"
    r"|desconocid[oa]|desconozco|sin datos?|n/?d"
    r"|pendiente|(?:eu )?nao (?:o |a )?(?:sei|sabemos)|nao tenho(?: (?:aqui|essa info\w*))?|nao faco ideia"
    r"|sem info\w*|desconhecid[oa]"
    r"|s/[di]|\(?please fill.{0,40})(?:[ ,.;-]{1,3}(?:yet|sorry|right now|at the moment|now|this|it|leider|noch"
    r"|gerade|ich|desole\w*"
    r"|pour l'instant|por ahora|ahora|todavia|ainda|agora|no momento|i will.{0,40}|will.{0,40}|but.{0,60}|aber.{0,60}"
    r"|mais.{0,60}|pero.{0,60}|mas.{0,60}"
    r"|(?:how|where|which|what|wo|wie|welche\w?|ou|comment|quel\w*|donde|como|cual|onde|qual)\b.{0,60}))*)[\s.,!?]*$"
)
_ASKS_BACK = re.compile(
    r"^[\s\u00bf]*(?:who|what|which|where|how|why|when|is|are|do|does|can|could|should|must|wer|was|welche\w?|wo|wie|warum"
    r"|wieso|wozu|wann|muss|soll|kann|qui|quoi|quel\w*|ou|comment|pourquoi|quand|est-ce|quien|que|cual\w*|donde|como"
    r"|por que|cuando|quem|qual|quais|onde|quando)\b[^.!?\n]{0,80}\?\s*$"
)
"""A question in the place of an answer: "which one?"."""


def answer(case: Case, diagnostic: Diagnostic) -> Finding | None:
    """Return what the writer put beside the diagnostic's label or number, or None."""
    for words, confidence in (
        *_labelled(case, diagnostic),
        *_numbered(case, diagnostic),
        *_only_answer(case, diagnostic),
    ):
        said = words[:LONGEST_ANSWER].strip()
        folded = fold(said)
        value = "" if _EMPTY.match(folded) or _ASKS_BACK.match(folded) else diagnostic.shape(said)
        if value:
            return Finding(diagnostic.key, value, said, confidence)
    return None


def is_empty(words: str) -> bool:
    """Return whether an answer says that nothing is known: "unknown", "n/a"."""
    return len(words) <= LONGEST_ANSWER and _EMPTY.match(fold(words)) is not None


@lru_cache(maxsize=256)
def _label_pattern(labels: tuple[str, ...], start: str) -> re.Pattern[str]:
    joined = "|".join(compile_phrase(label) for label in labels)
    return re.compile(rf"{start}(?P<label>{joined}){_LABEL_END}")


LINE_START = r"^[\s>*•#-]{0,8}(?:(?:\(?\d{1,2}[.)]|\[\s?\S?\s?\])\s{0,4})?\**(?:the |your |our )?"
INLINE_START = r"(?:[,;|/]|\.\s)\s{0,4}(?:the )?"


_MAY_LABEL = re.compile(r"[:=|]|\bis\b|\s-\s|\.\.|\s{3}")


@lru_cache(maxsize=16)
def _with_labels(lines: tuple[tuple[str, Region], ...]) -> tuple[tuple[int, str], ...]:
    """Return the lines, folded and with their place, on which a label can stand."""
    folded = (
        (number, fold(line)) for number, (line, region) in enumerate(lines) if region is not Region.FORWARDED_SIGNATURE
    )
    return tuple((number, line) for number, line in folded if _MAY_LABEL.search(line))


def _labelled(case: Case, diagnostic: Diagnostic) -> list[tuple[str, float]]:
    if not diagnostic.labels:
        return []
    at_start = _label_pattern(labels_of(diagnostic), LINE_START)
    inline = _label_pattern(labels_of(diagnostic), INLINE_START)
    lines = read(case.message).lines
    found: list[tuple[str, float]] = []
    for number, folded in _with_labels(lines):
        line = lines[number][0]
        label = at_start.search(folded)
        if label and diagnostic.key in _named_at_start(folded):
            value = _until_next_label(line[label.end() :])
            found.append((value or _next_line(lines, number), 0.97))
            continue
        label = inline.search(folded)
        if label and ":" in label.group() + "=":
            found.append((_until_next_label(line[label.end() :]), 0.9))
    return found


@lru_cache(maxsize=256)
def _named_at_start(folded: str) -> frozenset[str]:
    """Return the facts whose label begins a line: of several the longest, as "serial of the system" is no "serial"."""
    found: dict[str, int] = {}
    for diagnostic in all_diagnostics():
        label = _label_pattern(labels_of(diagnostic), LINE_START).search(folded) if diagnostic.labels else None
        if label:
            found[diagnostic.key] = label.end("label")
    longest = max(found.values(), default=0)
    return frozenset(key for key, end in found.items() if end == longest)


def names_fact(folded: str) -> frozenset[str]:
    """Return the facts by whose name a line begins, as an answer has it: "users down: no"."""
    return _named_at_start(folded) if _MAY_LABEL.search(folded) else frozenset()


_NEXT_LABEL = re.compile(r"(?:\s{3,40}|[;|]|,\s)\s{0,4}[^\W\d][\w /-]{1,24}\s?[:=]\s")


def _until_next_label(text: str) -> str:
    """Return the value up to another label on the same line."""
    following = _NEXT_LABEL.search(text)
    return (text[: following.start()] if following else text).strip(" |*\t")


def _next_line(lines: tuple[tuple[str, Region], ...], number: int) -> str:
    """Return the line below a label that stands alone, unless it is a label too."""
    below = lines[number + 1][0].strip() if number + 1 < len(lines) else ""
    return "" if below.endswith(":") or re.match(r"[^:]{1,40}:(?:\s|$)", below) or _NUMBERED.match(below) else below


def _numbered(case: Case, diagnostic: Diagnostic) -> list[tuple[str, float]]:
    """Return the answer to the question of that number, or what stands below that question in our own letter."""
    if case.earlier is None:
        return []
    numbered = _numbered_lines(read(case.message).lines)
    below = dict(case.earlier.answered)
    texts = [below[diagnostic.key]] if diagnostic.key in below else []
    texts += [numbered[place] for place in _places(case.earlier, diagnostic.key, numbered)]
    found = (_without_label(text, diagnostic) for text in texts)
    return [(text, 0.93) for text in found if text and not _is_a_release(text, diagnostic)]


_RELEASE_ONLY = re.compile(r"v?\s?\d{1,2}\.\d{1,3}\.\d{1,4}\.?")
_RELEASE_OR_DAY = frozenset({"release", "started_at", "backup", "changed"})


def _is_a_release(text: str, diagnostic: Diagnostic) -> bool:
    """Return whether an answer is a release and nothing else, by its look: whoever wrote it missed the line."""
    return diagnostic.key not in _RELEASE_OR_DAY and _RELEASE_ONLY.fullmatch(fold(text.strip())) is not None


def asked_under(earlier: Earlier, key: str) -> frozenset[int]:
    """Return the numbers under which our letters asked for a fact."""
    return frozenset(one.index(key) + 1 for one in earlier.letters if key in one)


def _places(earlier: Earlier, key: str, numbered: Collection[int]) -> list[int]:
    """Return the numbers under which a message answers for a fact.

    A number is that of the letter which the message answers. One that this letter does not have belongs to the
    newest letter that has it: who answers a short second letter may go on with the numbers of the first.
    """
    keys = {place: next((one[place - 1] for one in earlier.letters if len(one) >= place > 0), "") for place in numbered}
    return sorted(place for place, one in keys.items() if one == key)


def by_number(case: Case) -> tuple[tuple[str, str], ...]:
    """Return what a message answers by number: the fact that was asked for, and the words."""
    if case.earlier is None:
        return ()
    numbered = _numbered_lines(read(case.message).lines)
    return tuple(
        (key, numbered[place])
        for key in sorted({key for letter in case.earlier.letters for key in letter})
        for place in _places(case.earlier, key, numbered)
    )


def in_answers(case: Case, words: str) -> frozenset[str]:
    """Return the facts whose answers, by number or below our question, hold these words."""
    numbered = _NUMBERED.match(words)
    plain = " ".join((numbered[2] if numbered else words).split())
    told = (*by_number(case), *(case.earlier.answered if case.earlier else ()))
    return frozenset(key for key, text in told if plain and plain in " ".join(text.split()))


FEW_WORDS = 12
_NO_ANSWER = re.compile(
    r"^(?:hi|hello|hey|thanks?|thank you|thx|ok(?:ay)?|yes|no|sure|please|any (?:news|update)|hallo|danke|ja|nein"
    r"|bitte|bonjour|merci"
    r"|oui|non|hola|gracias|si|ola|obrigad[oa]|sim|nao|stop|help|hilfe|ayuda|aide|ajuda|what|why|when|who|how|was"
    r"|wann|quand|cuando"
    r"|quando)(?!\w)"
)


def _only_answer(case: Case, diagnostic: Diagnostic) -> list[tuple[str, float]]:
    """Return a message of one short line as the answer to the one question that is open."""
    if case.earlier is None or not case.earlier.asked:
        return []
    asked = missing_after(case.earlier.category, case.earlier.findings)
    alone = len(asked) == 1 or case.message.one_by_one
    if not alone or asked[:1] != (diagnostic.key,):
        return []
    lines = [line.strip() for line, region in read(case.message).lines if region is Region.BODY and line.strip()]
    if (
        len(lines) != 1
        or len(lines[0].split()) > FEW_WORDS
        or lines[0].endswith("?")
        or _NO_ANSWER.match(fold(lines[0]))
    ):
        return []
    if _is_anothers(case, diagnostic):
        return []
    return [(_without_label(lines[0], diagnostic), 0.75)]


_PLAIN = frozenset({"release", "model", "tried"})
"""What is known by its look; a host id, a serial number and a telephone number look alike."""


def _is_anothers(case: Case, diagnostic: Diagnostic) -> bool:
    """Return whether a line that says nothing of a fact plainly gives another: "7.0.2" is no host id."""
    category = case.earlier.category if case.earlier else Category.INCIDENT
    if diagnostic.read(case, category) is not None:
        return False
    others = (one for one in all_diagnostics() if one.key in _PLAIN and one.key != diagnostic.key)
    return any(one.read(case, category) is not None for one in others)


def _numbered_lines(lines: tuple[tuple[str, Region], ...]) -> dict[int, str]:
    """Return answers by their number; lines below a number belong to it until the next, or an empty line."""
    answers: dict[int, str] = {}
    current = 0
    for line, region in lines:
        numbered = _NUMBERED.match(line) if region in (Region.BODY, Region.SIGNATURE) else None
        if numbered:
            for current, text in _in_one_line(int(numbered.group(1)), numbered.group(2).strip()):
                answers.setdefault(current, text)
        elif current and line.strip() and region is Region.BODY and not names_fact(fold(line)):
            answers[current] = f"{answers[current]} {line.strip()}"[:LONGEST_ANSWER]
        else:
            current = 0
    return answers


def _in_one_line(number: int, text: str) -> list[tuple[int, str]]:
    """Return the answers of one line by their numbers: "1) Acme Dental 2) 555-201-0143"."""
    answers: list[tuple[int, str]] = []
    while True:
        following = re.search(rf"[\s,;]\(?{number + 1}\s?(?:\)|[.:](?!\d))\s", text)
        if not following:
            return [*answers, (number, text)]
        answers.append((number, text[: following.start()].strip(" ,;")))
        number, text = number + 1, text[following.end() :].strip()


def _without_label(text: str, diagnostic: Diagnostic) -> str:
    """Return the answer without our own words before it; nothing if those are another question's words."""
    folded = fold(text)
    for other in all_diagnostics():
        label = _label_pattern(labels_of(other), r"^(?:the |your )?").match(folded) if other.labels else None
        if label:
            return text[label.end() :].strip() if other.key == diagnostic.key else ""
    for wording in every_wording(diagnostic):
        if folded.startswith(fold(wording)[:40]):
            return text[len(wording) :].strip(" :-?")
    return text


_NOTHING_DONE = Phrases("nothing; none; not yet; no; nichts; rien; nada; aucun*")


def says_nothing(text: str) -> bool:
    """Return whether an answer says that there is none."""
    found = _NOTHING_DONE.find(fold(text))
    return bool(found) and found.start() == 0
