"""What people do to a telephone system, in words of five languages: who alters it, how, and what was a step.

A deed of somebody else, or one that is dated, came before the trouble; a deed of the writer with its result was a step
of looking for the fault. Which of the two a sentence tells is for its reader to weigh.
"""

from __future__ import annotations

import re

from deskbot.triage.phrases import Phrases, one_of
from deskbot.triage.reading.labels import Label
from deskbot.triage.reading.verdicts import LIKELY_TROUBLE, tells
from deskbot.triage.sentences import Sentence, once

OTHERS = Phrases(
    r"""
    (it|network|web|mail|systems?|computer|security|alarm|camera|cable|cleaning|maintenance)
      (guys?|man|men|person|people|folks|department|dept|team|crew|firm|admin\w*|company|office|contractor\w*|vendor);
    (isp|carrier|provider|telco|landlord|electrician\w*|builders?|painters?|decorators?|movers?|installers?
      |contractors?|vendor
      |intern|trainee|apprentice|auditors?|fitters?|telephone company|internet company|phone company|administrator);
    (their|the customer's|the client's|customer's|client's) (it|admin\w*|guys?|technician|tech|engineer|consultant
      |people);
    (somebody|someone) (else )?(there|here|on site|from|at|in);
    (deren|ihre|kunden|die|der|eine?|des kunden) (it|edv|haustechnik|technik)(-?\w+)?;
    (it|edv|netzwerk)-?(abteilung|leute|firma|haus|betreuer|dienst\w*|admin\w*);
    systemhaus; fremd(buro|firma); dienstleister\w*; provider; anbieter; netzbetreiber; betreiber; telekom;
    elektriker\w*;
    handwerker\w*; hausmeister; azubi; praktikant\w*; vermieter; baufirma; bauarbeiter; maler; stadtwerke;
    hausverwaltung;
    (leur|l'|le|la|service|equipe|gars|monsieur|prestataire|responsable) ?(de |du |des |de l')?(informatique|reseau
      |reseaux|ti);
    informaticien\w*; prestataire\w*; operateur; fournisseur; electriciens?; stagiaire; macons?; demenageurs?;
    peintres?;
    (compagnie|boite|firme|entreprise|societe) (de|d'|du|qui)( \w+)?; bailleur; installateurs?;
    (gente|equipo|area|departamento|muchach[oa]s?|chicos?|tipo|persona|senor|encargad[oa]|los|el|la|l[oa]s) (de
      |del) (\w+
      )?(sistemas|informatica|redes|seguridad|computo|internet|mantenimiento|camaras|alarmas|luz|obra);
    (su|sus) (informatic[oa]s?|sistemas|gente); sistemas; proveedor\w*; operador[ae]?; contrata; electricistas?;
    becari[oa];
    practicante; (compania|empresa) (de|del|que); albaniles; pintores; instaladores; casero;
    (pessoal|equip[ae]|rapazes|gajos|moc[oa]s?|caras?|tecnicos?|empresa|firma|gente|o|os|setor) (da|do|de|das|dos) (\w+
      )?(informatica|ti|rede|redes|seguranca|internet|manutencao|camaras|cameras|alarmes?|obra|luz);
    informatica; operadora; provedor\w*; fornecedor\w*; eletricistas?; electricistas?; estagiari[oa]; pintores;
    pedreiros;
    senhorio; instaladores
    """
)
"""Somebody who is neither the writer nor the writer's technician."""

_ENGLISH = one_of(
    r"""
    changed; upgraded; updated; moved; swapped; replaced; exchanged; installed; mounted; migrated; converted; renewed;
    rewired; patched; added; (closed|blocked|opened) (\w+ ){0,4}(ports?|rules?|access); tightened; reconfigured;
    reprogrammed; renamed; ported; rebuilt; relocated; enabled; disabled; activated; removed; reorgani[sz]ed;
    restructured;
    renovated; segmented; put (in|up)?; hung; plugged; switched (over|to|on|off); turned (on|off); rolled out;
    cleaned up;
    tidied( up)?; went over to; gone over to; set up; did (some )?(work|works|maintenance|wiring); worked on
    """
)
_GERMAN = one_of(
    r"""
    geandert; verandert; getauscht; ausgetauscht; gewechselt; umgezogen; umgestellt; umgebaut; eingebaut; ausgebaut;
    installiert; aktualisiert; gepatcht; erneuert; hingestellt; aufgestellt; hingehangt; aufgehangt; angeschlossen;
    eingerichtet; aktiviert; deaktiviert; abgeschaltet; aufgeraumt; umgesteckt; umgehangt; zugemacht; migriert;
    portiert;
    verlegt; importiert; aufgespielt; eingespielt; ersetzt; renoviert; umkonfiguriert; hochgezogen; upgedatet;
    umbenannt;
    umgeschwenkt; gewartet; gearbeitet; montiert
    """
)
_FRENCH = one_of(
    r"""
    changee?s?; remplacee?s?; installee?s?; echangee?s?; deplacee?s?; demenagee?s?; migree?s?; mise?s?; posee?s?;
    branchee?s?; rebranchee?s?; fermee?s?; ouverte?s?; activee?s?; desactivee?s?; basculee?s?; refaite?s?;
    fait (le menage|des travaux|une? (mise|maintenance|modif\w*|changement)); cablee?s?;
    recablee?s?; modifiee?s?; ajoutee?s?; supprimee?s?; renouvelee?s?; renommee?s?; montee?s?; transferee?s?
    """
)
_SPANISH = (
    r"(cambi|instal|mont|mud|reemplaz|actualiz|migr|cerr|activ|desactiv|conect|colg|agreg|quit|import|configur"
    r"|renov|traslad|port|toc|enchuf)(o|aron|amos)"
)
_SPANISH_MORE = r"(pus(o|ieron|imos)|movi(o|eron|mos)|abri(o|eron|mos)|hici(eron|mos)|hizo|metieron)"
_PORTUGUESE = (
    r"(troc|mud|instal|mont|pendur|atualiz|actualiz|migr|fech|ativ|activ|desativ|desactiv|adicion|configur|import"
    r"|coloc|renov|port|substitu|arrum|bot)(ou|aram|amos)"
)
_PORTUGUESE_MORE = (
    r"(pos|puseram|pusemos|mex(eu|eram)|abri(u|ram|mos)|fez|fizeram|substituiu|substituiram|meteram|meteu)"
)

ALTERED = Phrases(
    _ENGLISH,
    _GERMAN,
    rf"(a|ont|avait|avaient|avons|est|sont|ete|on|s'est) (\w+ ){{0,2}}{_FRENCH}",
    "(vient|viennent|venait|venu|venus|passee?s?|alle) (\\w+ ){0,3}(de |d')?(changer|remplacer|installer"
    "|echanger|deplacer|brancher|poser|mettre|fermer)",
    f"{_SPANISH}; {_SPANISH_MORE}",
    r"(ha|han|hemos|habia|habian|fue|fueron|esta|quedo) (\w+ )?(\w+ad[oa]s?|puesto|hecho|movid[oa]s?|abierto)",
    f"{_PORTUGUESE}; {_PORTUGUESE_MORE}",
    "(foi|foram|veio|vieram|la foi|andou|andaram) (la )?(a )?(trocar|mudar|instalar|montar|mexer|substituir"
    "|fechar|trocad[oa]s?|mudad[oa]s?|instalad[oa]s?|substituid[oa]s?|fechad[oa]s?|alterad[oa]s?"
    "|atualizad[oa]s?|actualizad[oa]s?)",
)
"""A deed that alters something for good."""

SETTLED = Phrases(
    f"(ist|sind|hat|haben|wurde|wurden|war|waren) (\\w+ ){{0,12}}{_GERMAN}",
    """
    moved; replaced; exchanged; installed; migrated; converted; went over to; gone over to; relocated; cut over;
    upgraded;
    rolled out; ported; swapped (out)?; rewired; renovated; mounted; put (in )?(a|an|another) new;
    (make|made|did) … upgrade
    """,
    rf"(ont|avons|est|sont|ete|on a) (\w+ ){{0,2}}{_FRENCH}",
    r"(cambi|instal|mont|mud|reemplaz|actualiz|migr|traslad|port)(aron|amos)",
    r"(troc|mud|instal|mont|pendur|atualiz|actualiz|migr|substitu)(aram|amos)",
)
"""A deed that, where it is dated, is rather a change than a step of looking for the fault."""

_STEP = re.compile(
    r"^(?:(?:so|then|also|yesterday|today|first|gestern|heute|hier|ayer|ontem|and|und|et|y|e)\W{1,3}){0,2}"
    r"(?:i|we|i've|we've|i have|we have|have|tried|swapped|moved|put|took|reset|rebooted|restarted|typed"
    r"|tested|replaced"
    r"|plugged|ich|wir|habe|haben|hab|je|j'ai|on a|nous|he|hemos|probe|probamos|cambie|reinicie|puse|les enchufe|eu|nos"
    r"|troquei|testei|reiniciei|coloquei|mudei)\b"
    r"|\b(?:was|were|has been|have been|is|wurde|wurden|a ete|fue|foi) (?:\w+ )?"
    r"(?:tried|swapped|moved|tested|replaced|restarted|rebooted|getauscht|getestet|probiert|essaye|teste|remplace"
    r"|probado|cambiado|testado|trocado)\b"
)


@once
def is_a_step(sentence: Sentence) -> bool:
    """Return whether the sentence tells what was tried."""
    return bool(_STEP.search(sentence.folded)) or tells(sentence.text, Label.TRIED, at=LIKELY_TROUBLE)
