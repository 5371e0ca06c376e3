"""Who is cut off, told by what people lose, or by what callers hear: two ways to say that nobody telephones. Pure.

"Everyone lost their calls and can't get back on" names no system, and "nobody reaches the shop, the number is out of
service" no direction; a weigher of words has seen few of either.
"""

from __future__ import annotations

from deskbot.triage.phrases import Phrases
from deskbot.triage.reading.labels import Label
from deskbot.triage.reading.verdicts import DOUBT, tells
from deskbot.triage.scope import ALL
from deskbot.triage.sentences import Sentence
from deskbot.triage.symptoms import goes_on

_CALLS_LOST = Phrases(
    r"""
    (lost|dropped( out of)?|thrown (out of|off)|kicked (out of|off)|cut off from|fell out of) (all )?(of )?(the |their
      |our |his )?(\w+ )?calls?(?! (history|list|log|record|report|park)\w*);
    (gesprache?|anrufe?|telefonate?) (\w+ )?(verloren|weg|abgebrochen|rausgeflogen); aus (den|ihren) gesprachen
      (geflogen|gefallen); (perdu|perdent) (\w+ )?(leurs?|les|ses|nos|tous les) (appels?|communications?);
    perdi(eron|mos|o) (\w+ )?(sus|las|nuestras) llamadas;
    perde(ram|mos|u) (\w+ )?(as|suas|as suas|nossas) (chamadas|ligacoes)
    """
)
_NO_WAY_BACK = Phrases(
    r"""
    (can't|cannot|cant|can not|unable to|couldn't|could not|not able to) (\w+ )?(get|log|come|sign|dial|go|call)
      (\w+ )?back( on| in| up)?; (can't|cannot|cant|can not|unable to|nobody (can|could)|no one (can|could)|not able to)
      (\w+ )?(reconnect|re-?register|rejoin|get on|log in|sign in);
    (kommen|kommt|konnen|kann) (\w+ ){0,3}(nicht|nimmer|keiner|niemand) (mehr )?(rein|hinein|wieder (rein|an)|zuruck
      |neu verbinden|einloggen|anmelden); (n'arrive\w*|ne peut|ne peuvent|impossible|ne parvien\w*) (\w+ ){0,3}(se
      |nous )?(reconnecter|revenir|reprendre|rappeler);
    no (pueden|podemos|puede|logran|logramos) (\w+ )?(volver a (entrar|conectar\w*|llamar)|reconectar\w*|entrar de nuevo
      |regresar); nao (conseguem|conseguimos|consegue) (\w+ )?(voltar( a)?|reconectar|entrar de novo|religar)
    """
)
_EVERY_USER = Phrases(
    r"""
    all (of )?(the |our |their |its )?(\d+ )?(agents?|people|operators?|staff|reps?); (all )?\d\d+ agents;
    alle (\d+ )?(agent\w*|leute|kolleg\w*); alle (haben|sind|konnten); toute? l'equipe; tous (les |nos )?(\d+ )?(agents
      |operateurs|collegues); tod[oa]s (los |os |nuestros |nossos )?(\d+ )?(agentes|operador\w*|companeros|colegas);
      todos (perdieron|perderam)
    """
)
_OF_A_KIND = Phrases(
    """
    soft ?phones?; apps?; vpn; remote; home; homeoffice\\w*; teletravail; teletrabajo; teletrabalho; dect; cordless;
    wi-?fi; mobile\\w*; conference\\w*; konferenz\\w*; conferencia; reunion; webinar; teams
    """
)


def is_everybody_cut_off(sentence: Sentence) -> bool:
    """Return whether everybody is said to have lost their calls, and to find no way back."""
    folded = sentence.folded
    return (
        _CALLS_LOST.within(folded)
        and _NO_WAY_BACK.within(folded)
        and (ALL.within(folded) or _EVERY_USER.within(folded))
        and not _OF_A_KIND.within(folded)
        and _is_of_now(sentence)
    )


_HOUSE = (
    r"(shop|store|office|clinic|hospital|school|hotel|restaurant|practice|company|customer|client|site|branch|bank|us"
    r"|laden|geschaft|buro|praxis|klinik|krankenhaus|schule|firma|betrieb|kunden|kanzlei|uns"
    r"|magasin|boutique|bureau|cabinet|clinique|hopital|ecole|societe|entreprise|client|hotel|restaurant"
    r"|tienda|oficina|clinica|escuela|empresa|cliente|consultorio|negocio|restaurante"
    r"|loja|escritorio|escola|consultorio|padaria)"
)
_NOT_REACHED = Phrases(
    rf"""
    (nobody|no one|no customer|none of \w+ customers|customers (can't|cannot)) (can |is able to |\w+ )?(reach\w*|call\w*
      |ring|get (hold of|through to)|phone) (the |our |their |this )?(\w+ )?{_HOUSE};
    (niemand|keiner|kein kunde) (\w+ )?(erreicht|kann) (\w+ )?(den |die |das )?(\w+ )?{_HOUSE}( (\w+ )?(erreichen
      |anrufen))?; (den|die|das) {_HOUSE} erreicht (niemand|keiner);
    (personne|aucun client) (\w+ )?(n'|ne )(\w+ ){{0,2}}(a |plus )?(joindre|joint|appeler) (le |la |l' ?|les |notre
      )?(\w+ )?{_HOUSE};
    (nadie|ningun cliente) (\w+ ){{0,2}}(comunicarse|comunica|llamar|contactar|hablar) (con|a|al) (la |el )?{_HOUSE};
    (ninguem|nenhum cliente) (\w+ ){{0,2}}(falar|ligar|telefonar|contatar) (com|para|pra|a) (a |o )?{_HOUSE}
    """
)
OUT_OF_SERVICE = Phrases(
    r"""
    (out of|not in) service; (number|line) (is |has been )?(invalid|unassigned|disconnected|not (assigned|valid|in use))
      ; (number|it) (does not|doesn't|no longer) exists?;
    (number|it) (is |has )?(not|no) (\w+ )?(assigned|known|attributed);
    aus+er betrieb; nicht (vergeben|erreichbar|geschaltet|bekannt); kein anschluss; hors service; ((n'est|est)
      (pas|plus)|non)
      (attribue|en service|valide); plus attribue; (n'existe) (pas|plus);
    fuera de servicio; no (existe|esta (asignado|disponible|en servicio)); inexistente;
    fora de servico; nao (existe|esta (disponivel|atribuido)); desligad[oa]
    """
)
"""What callers hear of a number that there is not, or not any more."""
_OF_ONE = Phrases(
    """
    her; his; him; sein\\w*; ihre? (durchwahl|nebenstelle|handy|apparat); frau; herr\\w*; son (poste|portable);
    su (interno|anexo|extension|celular); dela; dele; durchwahl; extension; direct line; ligne directe; cell\\w*;
    mobile; handy\\w*; portable; celular; fax\\w*
    """
)


def is_not_reached(sentence: Sentence) -> bool:
    """Return whether nobody is said to reach a house, whose number callers hear to be out of service."""
    folded = sentence.folded
    return (
        _NOT_REACHED.within(folded)
        and OUT_OF_SERVICE.within(folded)
        and not _OF_ONE.within(folded)
        and _is_of_now(sentence)
    )


EVERY_NUMBER = Phrases(
    r"""
    (any|every|each|all|none)( one)? of (the|their|our|its|his) (\w+ )?(numbers|dids|lines);
    (any|every|all)( the| their| our)? (\w+ )?(numbers?|dids?) (of|at) (theirs|ours|the \w+|\w+);
    (whatever|whichever|no matter which|any) (of the )?numbers? (you|they|people|patients|customers|callers|one|anybody)
      (\w+ )?(dials?|calls?|tr(y|ies)|rings?);
    (irgendeine|jede|egal welche|alle|jegliche) (\w+ )?(ruf)?nummern? (der|des|von|vom|wir|man|sie|bei);
    quel(s)? que soi(en)?t (le|les) numeros?; (tous|aucun de) (les |leurs |nos )?(\w+ )?numeros (de|du|sont|tombent);
    n'importe quel numero (de|du|des);
    (todos|cualquiera de|con) (los |sus )(\w+ )?numeros (de|que tienen|que tiene); con los \w+ numeros;
    (cualquier|todo) numero (de|del|que);
    (todos|qualquer um d)(os)? (os |seus )?(\w+ )?numeros (da|do|de|que tem); qualquer numero (da|do|de|que)
    """
)
"""Every number of a house."""
_CALLERS_HEAR = Phrases(
    r"""
    (callers?|patients?|customers?|clients?|guests?|parents?|people|everybody|everyone|anyone|whoever|whatever number)
      … (hears?|told|gets?|says?|is|are);
    (anrufer|patienten|kunden|wer|jeder) … (hort|horen|heis+t|bekomm\w*|ansage);
    (on|les (gens|clients|patients|administres|usagers|parents)|qui appelle) … (tomb\w*|entend\w*|obtien\w*);
    (los |las )?(clientes|pacientes|padres|que llaman|quien llama|huespedes) … (sale|oyen|escuchan|dice);
    (os |as )?(clientes|pacientes|pais|que ligam|quem liga|hospedes) … (ouve\w*|escuta\w*|aparece|diz)
    """
)


def is_unknown_by_every_number(sentence: Sentence) -> bool:
    """Return whether callers hear of every number of a house that there is no such number."""
    folded = sentence.folded
    return (
        EVERY_NUMBER.within(folded)
        and _CALLERS_HEAR.within(folded)
        and OUT_OF_SERVICE.within(folded)
        and not _OF_ONE.within(folded)
        and not _OTHER_PLACES.within(folded)
        and _is_of_now(sentence)
    )


_OTHER_PLACES = Phrases(
    """
    (numbers?|numeros?|nummern?) (in|en|na|no|au|aux|abroad|overseas) \\w+; abroad; international\\w*; 0?800;
    toll.?free;
    if; wenn; si on; falls
    """
)


def _is_of_now(sentence: Sentence) -> bool:
    """Return whether it goes on: what is lost is told in the past, whether people are back or not."""
    return goes_on(sentence) and not tells(sentence.text, Label.OVER, Label.PAST, at=DOUBT)
