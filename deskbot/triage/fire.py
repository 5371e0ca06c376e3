"""Smoke or fire in a house, part of which cannot telephone: nobody there can call the fire brigade. Pure."""

from __future__ import annotations

from deskbot.triage.phrases import Phrases
from deskbot.triage.scope import ONE
from deskbot.triage.sentences import Reading, Sentence
from deskbot.triage.tense import imagined, past

_BURNS = Phrases(
    r"""
    (smell|smells|smelling|smelt|stinks?|stench|odou?r|reeks?) (\w+ )?(of|like) (\w+ )?(smoke|smoky|burn*|fire|melt*);
    (burning|burnt|smoky) (\w+ )?(smell|odou?r|stench); (smell|smells|smelling|smelt|stinks?) (burnt|burning|smoky);
    (there is|there's|we (see|have)|they (see|have)) (\w+ )?smoke;
    smoke (\w+ )?(coming|comes|came|pouring|pours|rising|rises|out of|from|in|fills?|filled); (is|are|was) smoking;
    (is|are) on fire; (has |have )?caught fire; (is|are) burning; sparks (\w+ )?(fly*|com*|from|out);
    (riech*|roch*|stink*) (\w+ ){0,3}(rauch|verbrannt*|verschmort*|brand|schmor*|angebrannt*);
    (brand|rauch|schmor)geruch; (es|hier|anlage|server|schrank|gerat) (raucht|qualmt|brennt|schmort);
    rauch (\w+ )?(kommt|steigt|dringt|quillt|aus|im|in); kommt rauch;
    odeur (de |d'un )?(brule*|fumee|roussi|crame*); (sent|ca sent) (\w+ )?(brule*|fumee|roussi|crame*);
    fumee (\w+ )?(sort|s'echappe|dans|monte|envahit);
    (de la|il y a de la) fumee; (a pris|prend) feu; (est|sont) en feu;
    (huele|olor|huelen|olia) (\w+ )?a (humo|quemad*|chamuscad*);
    (sale|salia|saliendo|hay) humo; humo (sale|en|saliendo);
    (esta|estan) (ardiendo|en llamas|quemandose);
    (cheir*|odor) (\w+ )?(de|a) (queimad*|fumaca|fumo);
    (sai|saindo|ha|tem) (fumaca|fumo); (fumaca|fumo) (sai|saindo|na|no);
    (esta|estao) (pegando fogo|em chamas|a arder)
    """
)
_NO_TELEPHONES = Phrases(
    r"""
    (no|without( any)?|lost( all| its| their)?|have no|has no) (working )?((tele)?phones?|telephony|dial ?tones?
      |phone service|voice service|calls?);
    ((tele)?phones?|lines?|sets|system|telephony) (\w+ ){0,3}(down|dead|out|dark|off);
    (nobody|no one|none|cannot|can't|unable to) (\w+ ){0,6}(call|phone|dial|telephone);
    (kein|keine|ohne) (\w+ )?telefon*; telefon* (\w+ ){0,3}(tot|ausgefallen|weg|stumm|nicht);
    (niemand|keiner) (\w+ ){0,3}(telefonieren|anrufen);
    (plus|pas) (de|d'aucun|un seul) (telephon*|tonalite|ligne|poste); sans (telephon*|ligne);
    (telephones?|postes?|lignes?) (\w+ ){0,3}(morts?|mortes?|coupee?s?|muets?|hors service|en panne);
    (sin|no (hay|tiene*|tenemos)) (\w+ )?(telefon*|linea*|tono|servicio);
    (telefonos?|lineas?) (\w+ ){0,3}(muert*|caid*|mud*);
    (sem|nao (ha|tem|temos)) (\w+ )?(telefon*|linha*|ramais|tom|servico); (telefones?|ramais|linhas?) (\w+
      ){0,3}(mud*|mort*|parad*|fora)
    """
)


def burns_without_telephones(reading: Reading) -> Sentence | None:
    """Return the sentence that tells of smoke or fire, where the message tells of more than one without a telephone."""
    burns = reading.first(lambda one: _BURNS.within(one.folded) and _now(one))
    if burns is None:
        return None
    return (
        burns
        if any(_NO_TELEPHONES.within(one.folded) and _now(one) and _of_several(one) for one in reading.told)
        else None
    )


def _now(sentence: Sentence) -> bool:
    return not imagined(sentence) and not past(sentence) and not sentence.asks


def _of_several(sentence: Sentence) -> bool:
    return not ONE.within(sentence.folded) and not _ONE_PERSON.within(sentence.folded)


_ONE_PERSON = Phrases(
    """
    (he|she|i) (has|have|is|can't|cannot); (er|ich) (hat|habe|kann); (il|elle) (n'a|est|ne peut);
    (ele|ela) (nao|esta|ficou)
    """
)
