"""Moves, adds and changes: a named extension or user is to be moved, added, renamed, and nothing fails. Pure."""

from __future__ import annotations

import re
from dataclasses import replace

from deskbot.triage.phrases import Phrases, one_of
from deskbot.triage.sentences import Reading, Sentence
from deskbot.triage.symptoms import in_words, tells_failure
from deskbot.triage.tense import imagined

_EXTENSION = one_of(
    "ext; exts; extension; extensions; station; nebenstelle; nebenstellen; durchwahl; durchwahlen; poste; postes;"
    " extensiones; interno; internos; anexo; anexos; ramal; ramais; extensao; extensoes"
)
_THING = Phrases(
    rf"""
    {_EXTENSION}\s?(no|nr|number|nummer|numero|num)?\W{{0,2}}\d{{1,5}};
    (new|another|one) (user|extension|ext|station)s?; users? (called|named|for); user \w+;
    (neue|neuen|weitere|weiteren) (benutzer*|nebenstelle*|teilnehmer*|durchwahl*);
    (nouve(l|au|lle)|autre) (utilisat*|poste*); (nuev[oa]|otr[oa]) (usuari*|extension|interno|anexo);
    (usuari[oa]|extension|interno|anexo) nuev[oa]; (nov[oa]|outr[oa]) (usuari*|utilizador*|ramal|extensao);
    (usuari[oa]|utilizador|ramal) nov[oa]
    """
)
"""One extension by its number, or one user."""
_VERB = one_of(
    r"""
    move; add; change; rename; delete; remove; assign; reassign; relocate; moved; added; changed; renamed; deleted;
    removed; assigned; umziehen; umzuziehen; verlegen; verschieben; umbenennen; umzubenennen; anlegen; anzulegen;
    einrichten; einzurichten; andern; loschen; entfernen; hinzufugen; hinzuzufugen; zuweisen; umtragen;
    (legen|legt|richten|richtet|benennen|benennt|ziehen|zieht) (sie )?(\S+ ){1,8}(an|ein|um);
    (ajout|deplac|renomm|chang|supprim|cre|modifi|attribu|transfer)(er|ez); transferez;
    mover; muevan?; agregar; agreguen?; anadir; anadan?; cambiar; cambien?; renombrar; renombren?; eliminar;
    eliminen?;
    borrar; borren?; crear; creen; (dar|den) de (alta|baja); trasladar; trasladen?;
    movam; mova; adicionar; adicionem?; acrescentar; trocar; troquem?; mudar; mudem?; alterar; alterem?; renomear;
    renomeiem?; excluir; excluam?; remover; removam?; apagar; apaguem?; criar; criem?; cadastrar; cadastrem?;
    transferir; transfiram?
    """
)
_TO_BE_DONE = Phrases(_VERB)
_ASKED = Phrases(
    """
    please; pls; kindly; (can|could|would|will) (you|somebody|someone); (we|i) (need|want|require); like (you )?to;
    we'd like; i'd like; bitte; bitten; (konnt|konnen|konnten|wurden|wurdet) (sie|ihr);
    (wir|ich) (brauch*|mocht*|benotig*); mussten; merci (de|d'*); veuillez;
    (pouvez|pourriez|pourrait|peut)-?\\s?(vous|on)?;
    besoin; (nous|je) (souhait*|voudr*); s'il vous plait; svp; (por )?favor( de)?; (pueden?|podrian?|podeis);
    necesit*; quisier*; queremos;
    solicit*; agradec*; podem; poderiam?; precis*; gostari*; pedimos; peco
    """
)
_BEGINS = re.compile(rf"(?:\W|hi|hello|hola|ola|hallo|bonjour|dear \w+){{0,4}}{_VERB.replace('(', '(?:')}\b")
"""An order: "Change the name on ext 214 from Bob to Alice"."""
_OTHER_MATTER = Phrases(
    """
    portal\\w*; help.?desk; vpn; licen[cs]*; lizenz*; options?; feature*; function*; ability; possibilit*;
    way to; funktion*; moglich*; opcion*; posibilidad*; opcao; opcoes; possibilidade; roadmap;
    (future|next) (release|version)
    """
)
"""Access, licences, and what the product should learn to do."""
_DONE = Phrases(
    r"""
    (i|we|i've|we've|have|has|had|was|were|been|after|since|when) (\w+ )?(moved|added|changed|renamed|deleted
      |removed|assigned)
    """
)
_GONE = re.compile(
    r"\b(?:no longer|not|nicht mehr|ne \w{1,12}|ya no|nao) (?:\w{1,10} ){0,2}?"
    r"(?:works?|employed|with us|with them|here|there|da|bei uns|travaille|chez nous|trabaja|trabalha)\b"
    r"(?: (?:here|there|mehr|plus|mais))?"
)
"""That somebody has left is why an extension goes, and no failure."""


def asks_for_a_move(reading: Reading) -> Sentence | None:
    """Return the sentence that asks for a move, an addition or a change; None where anything fails."""
    asked = [sentence for sentence in reading.told if _asks(sentence)]
    rest = (sentence for sentence in reading.told if sentence not in asked)
    if not asked or any(in_words(_without_gone(one).folded) for one in asked):
        return None
    return None if any(tells_failure(_without_gone(one)) for one in rest) else asked[0]


def _without_gone(sentence: Sentence) -> Sentence:
    folded = _GONE.sub("~", sentence.folded)
    return sentence if folded == sentence.folded else replace(sentence, text=folded, folded=folded)


def _asks(sentence: Sentence) -> bool:
    folded = sentence.folded
    return (
        _THING.within(folded)
        and _TO_BE_DONE.within(folded)
        and not _DONE.within(folded)
        and not _OTHER_MATTER.within(folded)
        and not imagined(sentence)
        and (_ASKED.within(folded) or bool(_BEGINS.match(folded)))
    )
