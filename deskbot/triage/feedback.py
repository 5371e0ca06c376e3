"""What a reseller says of our help: whether the advice solved it, and how they rate a ticket that is closed. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from deskbot.model.message import Inbound
from deskbot.triage.folding import compose, fold
from deskbot.triage.news import thanks
from deskbot.triage.phrases import Phrases
from deskbot.triage.sentences import Reading, Region, read
from deskbot.triage.symptoms import failures_below
from deskbot.triage.telling import tells_something
from deskbot.triage.tense import once_again, over, past, returned, service_is_back

LONGEST_WORDS = 500
FEW_WORDS = 25
"""More words than this are more than thanks."""
_GREETING = re.compile(
    r"^\s{0,4}(?:hi|hello|hey|dear|good (?:morning|day|afternoon|evening)|hola|buen[oa]s(?: (?:dias|tardes|noches))?"
    r"|bonjour|bonsoir|salut|hallo|guten (?:tag|morgen|abend)|moin|servus|ola|oi|bom dia|boa (?:tarde|noite)"
    r"|thanks?(?: you)?|danke|merci|gracias|obrigad[oa])\b(?:\s[^\W\d_][\w.'-]{0,30}){0,3}\s?[,.:!]{1,3}\s{0,4}"
)
_NUMBER = re.compile(r"^\s{0,4}\(?(\d{1,2})\s?[.):\]-]\s{0,4}(?=[^\W\d])")
_QUESTION = re.compile(r"^[^?\n]{0,60}\b(?:solv|resolv|resuel|resol[ou]|gelost)\w{0,8}\b[^?\n]{0,20}\?\s{0,4}")
"""Our own question, which some repeat before the answer."""
_YES = re.compile(
    r"^(?:yes|yep|yeah|yup|yes sir|jawohl|ja|jep|oui|sim|si(?=\s?(?:$|[,.!;:)-]|gracias|funciono|funciona"
    r"|se (?:resolvio|soluciono)|quedo|ya|eso|con eso|lo)))\b"
)
_ONLY_YES = re.compile(
    r"(?:[\s,.!;:()-]{0,6}(?:thanks?|thank you|many thanks|thx|cheers|danke\w*|vielen dank|merci|gracias"
    r"|muchas gracias"
    r"|obrigad[oa]|great|perfect\w*|super|top|all good|all fine|sir|it did|that did(?: it)?|it does|hat es"
    r"|hat geklappt"
    r"|(?:it )?is(?: (?:now|solved))?|for us|here(?: too| as well)?|too|ist (?:es|sie)|passt|bei uns(?: auch)?|auch"
    r"|alles (?:gut|ok|bestens|in ordnung)|c'est (?:bon|le cas)|elle l'est|chez nous(?: aussi)?|aussi|tout est bon"
    r"|lo est[ao]|asi es|todo bien|para nosotros(?: tambien)?|aqui(?: tambem| tambien)?|tambien|tambem|esta"
    r"|tudo (?:bem|certo)"
    r"))*"
    r"[\s,.!;:()-]{0,6}"
)
"""What may stand behind a yes that means nothing else."""
_THANKS = r"(?:thanks?(?: you)?|many thanks|thx|cheers|danke\w*|vielen dank|merci|gracias|obrigad[oa])"
_AS_GOOD_AS_YES = re.compile(
    rf"(?:(?:great|perfekt|perfect\w*|super|top|parfait|perfeito|ok(?:ay)?|brilliant|{_THANKS})[\s,.!]{{1,4}})?"
    r"(?:affirmative|spot on|y|yess+|all (?:good|sorted)(?: now)?|it did|sorted|fixed|solved|resolved"
    r"|problem (?:solved|gone)"
    r"|(?:(?:the )?(?:issue|problem) (?:is |has been )?(?:now )?(?:solved|fixed|resolved|gone))|works like a charm"
    r"|(?:it |that )?worked(?: a treat| perfectly| fine)?|that was it|(?:it |it's )?(?:works|working)(?: now"
    r"| again| fine)?"
    r"|(?:that|this|it|step \d{1,2}) (?:did (?:it|the (?:trick|job))|(?:fixed|solved|sorted) it|was it)"
    r"|did the trick|(?:es |das )?hat geklappt|(?:es )?(?:lauft|klappt)(?: jetzt| wieder)?"
    r"|das war(?:'s| es)|(?:ist )?(?:gelost|behoben|erledigt)|(?:es )?(?:funktioniert|geht) (?:jetzt|wieder)"
    r"|passt(?= jetzt)"
    r"|c'est (?:bon|regle|resolu|repare)|regle|resolu|(?:tout |ca )(?:re)?(?:marche|fonctionne)|ca a marche"
    r"|(?:ya )?(?:quedo|funciono|funciona)|(?:ya esta )?(?:resuelto|solucionado|arreglado)"
    r"|(?:ja )?(?:deu certo|funcionou)|(?:foi )?resolvido|resolveu|tudo certo)"
    rf"(?:[\s,.!]{{1,4}}(?:now|jetzt|maintenant|ahora|agora|{_THANKS}))?[\s,.!]{{0,4}}"
    r"|(?:\U0001f44d[\U0001f3fb-\U0001f3ff]?|\u2705|\u2714\ufe0f?)[\s,.!]{0,4}"
)
"""A whole line that says yes without the word."""
_AS_GOOD_AS_NO = re.compile(
    r"(?:(?:sorry|unfortunately|sadly|leider|malheureusement|lamentablemente|desgraciadamente|infelizmente"
    r"|hi \w{1,20})"
    r"[\s,.!]{1,3})?(?:n|negative|no|not|nein|nicht|non|nao"
    r"|(?:it |that |this |the steps )?(?:did not|didn't|didnt|does not|doesn't|has not|hasn't)"
    r"(?: (?:really|quite))?(?: (?:help|helped|work|worked|solve it|solved it|fix it|fixed it))?"
    r"|no (?:dice|go|joy|luck|change|success|effect|difference|improvement)|nothing changed|no change at all"
    r"|(?:it is |it's )?(?:not|never) (?:solved|fixed|resolved|helped|working)|(?:issue"
    r"|problem) (?:is )?not (?:solved|fixed|resolved)"
    r"|(?:it is |it's )?(?:still )?(?:the )?same(?: (?:issue|problem|thing|trouble|fault|as before))?"
    r"|still (?:the same|there|not working)"
    r"|(?:the )?(?:issue|problem|trouble|fault) (?:still )?(?:persists|remains|is still there)"
    r"|(?:hat |das hat |es hat )?(?:leider )?(?:nicht|nichts) (?:geholfen|gebracht|gelost|behoben)"
    r"|kein(?:e)? (?:erfolg|anderung|besserung)"
    r"|(?:hilft|geht|funktioniert)(?: immer noch| leider| weiterhin)? nicht|(?:immer noch "
    r"|weiterhin )(?:dasselbe|das gleiche)"
    r"|(?:das )?problem besteht(?: weiterhin| noch| immer noch)?"
    r"|(?:ce n'est )?(?:toujours )?pas (?:resolu|regle|mieux)|toujours (?:rien|pareil|pas|le meme probleme)"
    r"|ca ne (?:marche|fonctionne) (?:toujours )?pas|le probleme (?:persiste|demeure|est toujours la)"
    r"|(?:no |todavia no |aun no )(?:ha )?(?:funciona|funciono|funcionado|resuelto|se resolvio|ayudo)|tampoco"
    r"|sin cambios?"
    r"|sigue (?:igual|sin funcionar|fallando)|el problema (?:persiste|sigue|continua)"
    r"|(?:ainda )?nao (?:funcionou|funciona|resolveu|ajudou|adiantou)|continua (?:igual|na mesma)"
    r"|o problema (?:persiste|continua)"
    r")[\s,.!]{0,4}"
    r"|(?:\U0001f44e[\U0001f3fb-\U0001f3ff]?|\u274c|\u2718)[\s,.!]{0,4}"
)
"""A whole line that says no without beginning with the word."""
_SOLVING = Phrases(
    """
    solved; fixed; resolved; sorted; works; working; worked; helped; cleared; did the trick; that was it;
    back (up|to normal); gelost; behoben; erledigt; geholfen; (geht|lauft|klappt|funktioniert) (jetzt|wieder|nun);
    resolu; regle; (ca|tout) (marche|remarche); fonctionne; aide; resuelt[oa]; solucionad[oa]; arreglad[oa]; funciona*;
    funciono; quedo; resolvid[oa]; resolveu; ajudou; deu certo; funcionou; se (resolvio|soluciono); eso era; con eso
    """
)
_NO = re.compile(
    r"^(?:nope|nah|nein|nee|noe|nao|non|no(?=\s?(?:$|[,.!;:-]|(?:it|that|this|they|still|same|not|nothing|the"
    r"|we|i|sorry|did"
    r"|didn't|unfortunately|change|luck|effect|difference|improvement|joy|help|se|lo|sigue|todavia|funciona"
    r"|funciono|resolvio"
    r"|ha|ayudo|hubo|esta)\b)))\b(?! (?:problem|worries|need|more))"
)
_BUT = re.compile(
    r"\?|\b(?:but|aber|allerdings|mais|pero|mas|porem|sin embargo|however|only|nur|seulement|solo|so que)\b"
)
_OPEN = Phrases(
    """
    (not|isn't|wasn't|hasn't|haven't|never) (\\w+ )?(solved|fixed|resolved|working|helped|over|gone|better);
    (not|didn't|doesn't|hasn't|won't) (solve|fix|resolve|help|work); still
    (not|no|nothing|broken|down|happening|happens|the same|there|fail*|drop*|doesn't); (same|the)
    (problem|issue|fault|trouble) (again|still|persists|remains|is back|came back|returned|continues); (is|came|has
    come|it's) back; happen(ed|s|ing) again; re-?open*; wieder (auf(machen)?|(er)?offnen); r(e|e-)?ouvr*; reabr*;
    doesn't work; does not work; nicht
    (gelost|behoben|geholfen|erledigt|besser); (immer )?noch (nicht|immer|das gleiche|da); wieder (da|aufgetreten);
    funktioniert … nicht; geht … nicht; pas (resolu|regle|marche|mieux|fonctionne*); toujours (pas|la|le meme|en
    panne); (ne|n') … (fonctionne|marche) (toujours |plus )?pas; revenu; recommence; no (esta |se |lo |ha |quedo
    )*(resuel*|resolvi*|solucion*|funciona*|arregl*|ayud*); sigue (sin|igual|fallando|mal|pasando); volvio (a|el)?;
    otra vez; todavia no; nao (esta |foi |se )*(resolv*|solucion*|funciona*|adiant*|ajud*|melhor*); continua
    (sem|igual|com|o mesmo|na mesma); voltou a*; ainda nao; de novo
    """
)
_NAMED = {
    word: number
    for number, words in enumerate(
        (
            "zero null cero",
            "one eins un uno um",
            "two zwei deux dos dois",
            "three drei trois tres",
            "four vier quatre cuatro quatro",
            "five funf cinq cinco",
            "six sechs seis",
            "seven sieben sept siete sete",
            "eight acht huit ocho oito",
            "nine neun neuf nueve nove",
            "ten zehn dix diez dez",
        )
    )
    for word in words.split()
}
_AMOUNT = rf"(?:10|\d|{'|'.join(sorted(_NAMED, key=len, reverse=True))})"
_GIVEN = (
    r"(?:an?|une?|uma?|eine?|(?:i'd|i would) (?:say|give (?:it|you|that))(?: a)?|je dirais|ich (?:sage|gebe)|diria)"
)
"""What some write before the number: it makes it no surer."""
_TEN = frozenset({"10", "ten", "zehn", "dix", "diez", "dez"})
_SCALE = re.compile(
    r"^\s{0,4}(?P<label>\(?(?:rating|rate|score|stars?|bewertung|note|nota|calificacion|puntuacion|avaliacao)\)?"
    rf"\s?[:=]?\s?)?(?:{_GIVEN}\s)?(?P<amount>{_AMOUNT})"
    r"(?P<scale>\s?(?:(?:/|out of|of|von|sur|de)\s?(?P<most>5|10|five|ten|funf|zehn"
    r"|cinq|dix|cinco|diez|dez)|stars?|sterne|etoiles?|estrellas?|estrelas?|\*))?"
    r"(?![\w/])[\s.,;:!)-]{0,6}"
)
_APART = re.compile(rf"^\s{{0,4}}{_AMOUNT}\s?[,;:!-]\s")
"""The number stands for itself: "5, quick help"."""
_AT_THE_END = re.compile(
    r"(?:[^\W\d_][\w'.-]{0,20} ){0,2}[^\W\d_][\w'-]{0,20}\s?[,;:!-]\s?"
    r"(?P<amount>[1-5]|(?:[06-9]|10)(?=\s?(?:/|out|of|von|sur|de)))"
    r"(?:\s?(?:/|out of|of|von|sur|de)\s?(?P<most>5|10))?[\s.!]{0,4}"
)
"""All that was written, three words at the most, ends with it: "meh, 3"."""
MOST_POINTS = 5
_STARS = re.compile(r"^\s{0,4}([\u2605\u2b50*]{1,5})[\u2606\ufe0f]{0,5}(?![\w*])[\s.,;:!-]{0,6}")


@dataclass(frozen=True, slots=True)
class Rating:
    """How a reseller rates a ticket that is closed."""

    points: int | None
    """1 … 5; None for words of thanks without a number, and for a number of another scale, which the words keep."""
    words: str
    open_again: str
    """The words that say that it is not solved after all; empty where nothing does."""


def yes_or_no(message: Inbound, asked: int) -> bool | None:
    """Return whether the advice solved it, as the first line says, or the last one alone; None where neither does.

    Args:
        message: an answer to a letter with advice.
        asked: how many numbered questions our letters had; an answer under such a number belongs to that question.
    """
    lines = [line.strip() for line in fold(compose(message.reply)).split("\n") if line.strip()]
    while lines and (greeting := _GREETING.match(lines[0])):
        lines[0] = lines[0][greeting.end() :]
        if lines[0]:
            break
        lines.pop(0)
    if not lines:
        return None
    lines[0] = _QUESTION.sub("", lines[0], count=1)
    said = _said(lines[0], asked)
    if said is None and len(lines) > 1 and not _NUMBER.match(lines[-1]) and len(lines[-1].split()) <= 6:  # noqa: PLR2004
        said = _said(lines[-1], asked)
    if said and (tells_trouble(message) or _BUT.search(lines[0]) or _OPEN.within("\n".join(lines))):
        return None
    return said


def _said(line: str, asked: int) -> bool | None:
    """Return what one line says."""
    numbered = _NUMBER.match(line)
    rest = line[numbered.end() :] if numbered else line
    if numbered is None and _AS_GOOD_AS_YES.fullmatch(rest):
        return True
    if numbered is None and _AS_GOOD_AS_NO.fullmatch(rest):
        return False
    yes = _YES.match(rest)
    if yes and not _ONLY_YES.fullmatch(rest[yes.end() :]) and not _SOLVING.within(rest):
        return None  # "yes, all users" answers a question, and "yes, please call me" none
    said = True if yes else False if _NO.match(rest) else None
    if said is False and _SOLVING.within(rest) and not _OPEN.within(rest):
        return None  # "no, it's fixed now"
    if said is None or numbered is None or int(numbered[1]) > asked:
        return said
    # "2) no" answers the second question; "2) no, still no audio" can be no answer to any of them.
    return False if not said and _OPEN.within(rest) else None


def not_solved(message: Inbound) -> str:
    """Return the sentence that says of a trouble which counted as over that it is not; of others it says nothing."""
    reading = read(message)
    told = [one for one in reading.told if one.region is Region.BODY and not past(one) and not service_is_back(one)]
    back = (one for one in told if returned(one) or once_again(one) or (_OPEN.within(one.folded) and not over(one)))
    said = next((one.text for one in back), "")
    if said or thanks(reading) or any(over(one) or service_is_back(one) for one in reading.told):
        return said
    return "no" if yes_or_no(message, 0) is False else ""


def tells_trouble(message: Inbound) -> bool:
    """Return whether the message itself tells of a failure that is not over."""
    return bool(_trouble(read(message)))


def _trouble(reading: Reading) -> str:
    return next((one.text for one in failures_below(reading) if not past(one)), "")


def rating_of(message: Inbound) -> Rating | None:
    """Return the rating that a message gives on its first line, None where it gives none.

    A number before other words is a rating where these tell of no trouble, and ask for nothing.
    """
    text = compose(message.reply).strip()
    first, _, below = text.partition("\n")
    folded = fold(first)
    scale, stars = _SCALE.match(folded), _STARS.match(first)
    found = stars or scale
    if "?" in text:
        return None
    labelled = scale is not None and scale["label"]  # "Rating: 3"
    if not labelled and (behind := _at_the_end(message, text)):
        return behind
    if found is None:
        return _thanked(message, text)
    words = " ".join(f"{first[found.end() :]} {below}".split())[:LONGEST_WORDS]
    open_again = _open_again(message)
    explicit = stars is not None or bool(scale and (scale["scale"] or scale["label"] or _APART.match(folded)))
    points = len(stars[1]) if stars else _points(scale) if scale else None
    if points is None and (not scale or scale["scale"]):
        return None  # "7/5"
    if not explicit and words and not open_again and ((scale and not _is_plain(scale)) or tells_something(message)):
        return None
    said_open = _OPEN.find(folded[found.end() :]) if scale else None
    tells = _trouble(read(message)) if said_open else open_again
    if not explicit and tells and not (said_open and said_open.start() < 3):  # noqa: PLR2004
        # "5 phones are dead" counts phones, as "3 phones are affected again" does; "1 not solved" rates.
        return None
    if points is None:
        words = " ".join(text.split())[:LONGEST_WORDS]
    return Rating(points, words, open_again)


def begins_with_number(words: str) -> bool:
    """Return whether words begin with a number, in digits or not, as a rating does."""
    return bool(_SCALE.match(fold(words)))


def _is_plain(scale: re.Match[str]) -> bool:
    """Return whether a number is one that we asked for, in digits: before other words nothing else rates."""
    return scale["amount"] in ("1", "2", "3", "4", "5")


def _points(scale: re.Match[str]) -> int | None:
    """Return the points of 5 that a number stands for; None where nobody can tell which scale it is of."""
    amount = scale["amount"]
    number = int(amount) if amount.isdigit() else _NAMED[amount]
    if scale["most"] in _TEN:
        return max(1, (number + 1) // 2)
    return max(1, number) if number <= MOST_POINTS else None


def only_thanks(message: Inbound) -> bool:
    """Return whether a message does nothing but thank, or rate."""
    found = rating_of(message)
    return found is not None and not found.open_again


def plain_thanks(message: Inbound) -> str:
    """Return the words of a message that thanks and does nothing else; empty where it says or sends anything more."""
    found = rating_of(message)
    if found is None or found.points is not None or found.open_again or not thanks(read(message)):
        return ""
    more = _BUT.search(fold(message.reply)) or not_solved(message) or any(not one.inline for one in message.attachments)
    return "" if more else found.words


def _at_the_end(message: Inbound, text: str) -> Rating | None:
    """Return the rating behind a word or two."""
    found = _AT_THE_END.fullmatch(fold(text))
    points = _points(found) if found else None
    if found is None or points is None:
        return None
    open_again = _open_again(message)
    if tells_something(message) and not open_again:
        return None
    return Rating(points, text[: found.start("amount")].rstrip(" ,;:!-"), open_again)


def _thanked(message: Inbound, text: str) -> Rating | None:
    """Return a few words of thanks, which open nothing again."""
    few = len(text.split()) <= FEW_WORDS
    if not few or not thanks(read(message)) or tells_something(message) or _open_again(message):
        return None
    return Rating(None, " ".join(text.split())[:LONGEST_WORDS], "")


def _open_again(message: Inbound) -> str:
    """Return the sentence that says that the trouble goes on."""
    reading = read(message)
    trouble = _trouble(reading)
    if trouble:
        return trouble
    told = (one for one in reading.told if one.region is Region.BODY)
    return next((one.text for one in told if _OPEN.within(one.folded) or once_again(one)), "")
