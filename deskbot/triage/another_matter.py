"""Whether what is said to be over is another matter than the trouble that was told before it. Pure.

"Nobody can call in or out. By the way, the echo of last week is solved, thanks": the outage goes on. So what is mended
must be what was told: a function or a time that nothing before it names is another one's.
"""

from __future__ import annotations

from collections.abc import Iterable

from deskbot.triage.phrases import Phrases
from deskbot.triage.reading.labels import Label
from deskbot.triage.reading.verdicts import DOUBT, tells
from deskbot.triage.sentences import Sentence

_MATTERS: tuple[Phrases, ...] = tuple(
    Phrases(one)
    for one in (
        r"echo\w*; eco",
        r"voice ?mails?; voice mailbox\w*; mailbox\w*; anrufbeantworter; messagerie; buzon\w*; correo de voz"
        r"; correio de voz; caixa postal",
        r"fax\w*; telecop\w*",
        r"portals?; portail; log ?ins?; passwords?; passwort\w*; kennwort\w*; mots? de passe; contrasena\w*; senhas?"
        r"; zugang\w*; acceso; acesso; acces au portail",
        r"t-\d+; (ticket|case|fall|caso|chamado|dossier) \d+"
        r"; (ticket|case|fall|caso|chamado|dossier) (no|nr|number)\.? \d+",
        r"(ext|extension|nebenstelle|durchwahl|poste|interno|anexo|ramal)\.? \d+",
        r"billing; orders?; bestellung\w*; commandes?; pedidos?"
        r"; invoices?; rechnung\w*; factur\w*; fatura\w*; quotes?; angebot\w*; devis; cotizacion\w*; orcamento\w*",
        r"displays?; screens?; bildschirm\w*; ecrans?; pantallas?; telas?",
        r"clocks?; wrong time; uhrzeit; uhr; horloges?; reloj\w*; relogio\w*",
        r"music( on hold)?; wartemusik; musique\w*; musica\w*",
        r"recordings?; aufzeichnung\w*; enregistrement\w*; grabaci\w*; gravac\w*",
        r"headsets?; headphones?; casques?; auricular\w*; fones? de ouvido",
        r"caller ?id; rufnummernanzeige; identifiant",
        r"(last|previous) (week|month|year)\w*; (letzte|vorige|vergangene)\w* (woche|monat|jahr)\w*"
        r"; (semaine|mois|annee?) (derniere?|passee?|precedente?); (semana|mes|ano) (pasad|passad|anterior)\w*",
        r"(my|our|the|that) (last|other|old|earlier|previous) (ticket|case|request)s?; (mein|unser|das)"
        r" (letzte|andere|alte|vorige)\w* (ticket|fall)\w*; (mon|notre|le|l') ?(autre|ancien|dernier) (ticket|dossier)"
        r"; (mi|nuestro|el) (otro|ultimo|anterior) (ticket|caso); (meu|nosso|o) (outro|ultimo|anterior) (chamado|caso)",
    )
)
"""What a help desk mends besides telephony as a whole, each by its words in five languages."""
_OF_ALL = Phrases(
    """
    phones?; calls?; lines?; trunks?; system; everything; all; telefone?; telefonie; anrufe?; anlage; alles;
    telephones?; appels?; lignes?; tout; telefonos?; llamadas?; lineas?; todo; telefones?; ligacoes;
    chamadas?; linhas?; tudo
    """
)
_CAUSE = Phrases(
    """
    it was; that was; was (caused|due); turned out; because of; the cause; es war; lag an; ursache; c'etait; la cause;
    (era|fue|foi) (el|la|o|a|un|una|um|uma); la causa; a causa
    """
)
"""What the trouble came from is no other matter."""


def is_another_matter(over: Sentence, before: Iterable[Sentence]) -> bool:
    """Return whether a sentence that says that something is over speaks of none of the trouble told before it."""
    folded = over.folded
    named = [one for one in _MATTERS if one.within(folded)]
    if not named or _OF_ALL.within(folded) or _CAUSE.within(folded):
        return False
    told = list(before)
    if any(one.within(sentence.folded) for one in named for sentence in told):
        return False
    return any(tells(sentence.text, Label.TROUBLE, at=DOUBT) for sentence in told)
