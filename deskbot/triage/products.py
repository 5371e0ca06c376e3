"""The vendor's systems, as resellers write them; and which of several the trouble is with."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection
from functools import lru_cache
from itertools import islice

from deskbot.triage.folding import fold, spelled
from deskbot.triage.phrases import Phrases
from deskbot.triage.sentences import Reading, Region, Sentence

MODEL = re.compile(
    r"(?<![\w-])(?:ucx[ -]?(?:20|50|250|450|1000|3000g?)\b|ucx[ -](?:vm|cloud|virtual|aws|on aws)\b"
    r"|galaxy[ -]?(?:250|3000g?|mini|express|expand)\b|(?:virtual|vmware|aws|azure|cloud|hosted) ucx\b"
    r"|ucx (?:als|as|on|in|en|sur|auf|sous|unter|em|na|is|runs on|running on) (?:a |an |une? |um |uma |einer? "
    r"|einem )?(?:(?:old|new|alte[nr]|neue[nr]|same|their) )?(?:virtual\w{0,10}"
    r"|virtuell\w{0,3}|machine virtuelle|maquina virtual|vm|vmware|aws|azure|hyper-?v|esxi|cloud|kvm|proxmox)\b)"
)
FAMILY = re.compile(r"(?<![\w-])(?:ucx|galaxy|pbx|centralita|anlage|tk-anlage)(?![\w-])")

MOST = 40
"""Mentions in one sentence that are weighed; nobody writes more, and a hostile mail gains nothing."""

_UNTROUBLED = Phrases(
    r"""
    leave (it|that|this|them); (perfectly|quite|all) (happy|fine|ok|okay|well);
    (is|are|runs?|works?|working|running|behaves) (just |all |perfectly |quite |absolutely )?(fine|ok|okay|happy|clean
      |good|well|normally|perfect*); not (the one|affected|this one|that one|about|involved);
    no (trouble|problem|issue)* (there|at|with); no trouble; no such thing; unaffected; not affected;
    other (site|office|system|one|store|shop|branch|building|location|box|clinic|plant|school|house|hotel|customer);
    the old (one|box); used to have; replaced; mix (them|it|those|these) up; for (reference|comparison) only;
    nothing to do with; (is|ist|lauft|lauft dort) (fehlerfrei|ohne probleme|nicht betroffen|einwandfrei|gut|normal);
    (lauft|funktioniert|arbeitet) (\w+ )?(fehlerfrei|ohne probleme|einwandfrei|gut|normal|tadellos); nicht betroffen;
    ander\w+ (anlage|standort|filiale|system|haus|werk);
    aucun (probleme|souci); (fonctionne|marche|tourne|va) (tres |parfaitement )?(bien|normalement); pas concerne*;
    autre (site|systeme|magasin|agence|serveur|batiment);
    sin (problemas?|novedad); (funciona|anda|va|trabaja) (muy |perfectamente )?(bien|normal*);
    otr[oa] (sede|sucursal|sistema|tienda|central|oficina|sitio|local);
    sem problemas?; (funciona|roda|ta|esta) (tudo )?(bem|normal*|ok);
    outr[oa] (filial|unidade|sistema|loja|central|sede)
    """
)
_TROUBLED = Phrases(
    """
    the one (giving|with|in trouble|that|i mean|in question|at fault); giving (me|us|them) (grief|trouble|problems);
    (the|this|our|my|their) (problem|trouble|fault|issue|question) (is|one); in trouble; affected; betroffen*;
    concerne*; afectad*; afetad*; that's the; this (is|one is); im writing about; i'm writing about; it is about;
    this (ticket|mail|case) is (about|for); (only|just) (with|at|in|on) [a-z]+; es geht um; nur (in|bei|am|mit)
    [a-z]+;
    il s'agit (de|du); seulement (a|chez|sur|avec) [a-z]+; se trata de; (solo|solamente) (en|con) [a-z]+;
    trata-se d[eoa]; (so|somente|apenas) (em|na|no|com) [a-z]+; the bad one; the broken one; the faulty one
    """
)
_CLAUSE = re.compile(
    r";|\b(?:while|whereas|but|wahrend|aber|mientras|pero|tandis que|mais|enquanto|mas)\b"
    r"|\b(?:the other|the second|otr[oa]|outr[oa]|l'autre|die andere|der andere)\b"
    r"|,? (?:and|und|et|y|e) (?=(?:one|another|a|an|the|ein\w{0,2}|der|die|das|un|une|le|la|el|o|um|uma)\b)"
)
"""Where a sentence turns from one system to another."""
_WORD = re.compile(r"[^\W\d_]+")
_PLACE = re.compile(r"(?<![^\W\d_])[^\W\d_a-z][^\W\d_]{3,30}")


def _clause(folded: str, start: int) -> str:
    """Return the part of the sentence that holds a position."""
    turns = _turns(folded)
    at = bisect_right(turns, start)
    return folded[turns[at - 1] if at else 0 : turns[at] if at < len(turns) else len(folded)]


@lru_cache(maxsize=256)
def _turns(folded: str) -> tuple[int, ...]:
    return tuple(turn.start() for turn in _CLAUSE.finditer(folded))


@lru_cache(maxsize=256)
def _says(folded: str) -> int:
    return 2 * _TROUBLED.within(folded) - 2 * _UNTROUBLED.within(folded)


def untroubled(folded: str) -> bool:
    """Return whether the words speak of a system that is well, or not meant."""
    return _says(folded) < 0


def places_in_trouble(reading: Reading) -> frozenset[str]:
    """Return the capitalised words of the subject and of sentences that say where the trouble is."""
    told = [
        sentence
        for sentence in reading.told
        if sentence.region is Region.SUBJECT
        or (_TROUBLED.within(sentence.folded) and not MODEL.search(sentence.folded))
    ]
    return frozenset(fold(word) for sentence in told for word in _PLACE.findall(sentence.text))


def trouble_weight(sentence: Sentence, start: int = 0, places: frozenset[str] = frozenset()) -> int:
    """Return how far what stands at `start` is the system in trouble (negative: another one)."""
    clause = _clause(sentence.folded, start)
    return _says(clause) + bool(places and places.intersection(_WORD.findall(clause)))


REACH = 30
"""Characters before a model in which it may be ruled out."""
_RULED_OUT = re.compile(
    r"(?:\bnot|n't|\bkeine?\w?|\bnicht|\bpas|\binstead of|\brather than|\bstatt|\bau lieu|\ben vez|\bno es|\bnao e"
    r"|\bem vez)(?: (?:an?|the|une?|uma?|ein\w{0,2}|die|der|das|le|la|el|o|de|d'une?))?\s{1,3}$"
)
"""What stands before a model that the system is not: "not a UCX50 but a UCX250"."""


def models(reading: Reading) -> list[tuple[int, str, Sentence]]:
    """Return every model named, with a weight: the system in trouble weighs most."""
    named: list[tuple[int, str, Sentence]] = []
    places = places_in_trouble(reading)
    for sentence in reading.sentences:
        named += [
            (
                trouble_weight(sentence, found.start(), places),
                sentence.text[found.start() : found.end()],
                sentence,
            )
            for found in islice(MODEL.finditer(sentence.folded), MOST)
            if not _RULED_OUT.search(sentence.folded, max(0, found.start() - REACH), found.start())
        ]
    return named


_APPLIANCE = re.compile(r"(ucx|galaxy)(\d+|mini|express|expand)g?")
_SOLD_AS_UCX = frozenset({"250", "3000"})
"""What is sold under both names: a Galaxy 250 is a UCX250."""
_VIRTUAL = "virtual"


def kind_of(text: str) -> str:
    """Return the one type of system that a text names, spelled in one way; empty where it names none, or several.

    Virtual machines are one type, wherever they run.
    """
    kinds = {_kind(spelled(found.group())) for found in islice(MODEL.finditer(fold(text)), MOST)}
    return kinds.pop() if len(kinds) == 1 else ""


def _kind(named: str) -> str:
    found = _APPLIANCE.fullmatch(named)
    if found is None:
        return _VIRTUAL
    family, number = found.groups()
    return f"ucx{number}" if number in _SOLD_AS_UCX else f"{family}{number}"


def is_none_of(model: str, products: Collection[str]) -> bool:
    """Return whether a system of a known type is certainly none of these products.

    No products mean every system. One that is no type of system (a module, a family) may stand at any of them.
    """
    runs, meant = kind_of(model), {kind_of(one) for one in products}
    return bool(runs and meant) and "" not in meant and runs not in meant
