"""Why the licence must change."""

from __future__ import annotations

from deskbot.model.case import Case, Category, Finding
from deskbot.triage.diagnostics import Diagnostic
from deskbot.triage.finding import first
from deskbot.triage.phrases import Phrases, one_of
from deskbot.triage.sentences import Sentence, read
from deskbot.triage.tense import imagined
from deskbot.triage.yes_no import more_than_yes_or_no

_MACHINE = one_of(
    r"""
    (main|mother) ?board; board; servers?; systems?; machine; hardware; box; host; vm; virtual machine; disks?; drive
    ; ssd
    ; raid; psu; power supply; nic; network card; hypervisor; cluster; storage; chassis; appliance; ucx\w*; unit
    ; (haupt)?platine; mainboard; server; rechner; maschine; anlage; platte; festplatte; netzteil; gerat
    ; virtuelle maschine
    ; carte mere; serveur; machine( virtuelle)?; disque; boitier; systeme; alimentation; equipement
    ; (tarjeta|placa) madre; servidor; maquina( virtual)?; disco; equipo; central(ita)?; fuente; conmutador
    ; tarjeta de red
    ; placa-?mae; placa; fonte; equipamento; placa de rede
    """
)
_DIED = one_of(
    r"""
    (won't|doesn't|does not|no longer) (boot|start|power|turn on)( up)?; took (it|the \w+) out; died; dies; failed
    ; failing; fails; broke( down)?; burn(ed|t)( out)?; crashed; is dead; dead
    ; was (damaged|struck|hit)
    ; flooded; melted; gave up; ended; fried; defective; defect; out of (warranty|maintenance|support); scrapped
    ; (geht|startet|fahrt) nicht mehr( an| hoch)?; gestorben; ausgefallen; durchgebrannt; abgebrannt
    ; kaputt( gegangen)?; defekt; verreckt; den geist aufgegeben
    ; aus der (wartung|garantie) gefallen; verschrottet
    ; ne (demarre|s'allume|boote) plus; mort; morte; grille; grillee; brulee?; tombee? en panne; lache; foutue?
    ; defectueu\w+; hors garantie
    ; (ya )?no (prende|enciende|arranca)( mas)?; se inundo; murio
    ; se (murio|quemo|dano|rompio|mojo|descompuso|averio|estropeo); fallo; danado; quemad[oa]; sin garantia
    ; (ja )?nao (liga|arranca|inicia)( mais)?; morreu; queimou( se)?; avariou(-se)?; estragou(-se)?; pifou; falhou
    ; molhou(-se)?; queimad[oa]; avariad[oa]
    """
)
_CHANGED = one_of(
    r"""
    moved; migrated; replaced; swapped; exchanged; upgraded; converted; virtuali[sz]ed; relocated; rebuilt; reinstalled
    ; restored; consolidated; merged; changed; switched
    ; getauscht; ausgetauscht; gewechselt; umgezogen; verschoben; migriert; ersetzt; neu (installiert|aufgesetzt)
    ; umgestellt; virtualisiert; zusammengelegt; wiederhergestellt
    ; migree?s?; remplacee?s?; changee?s?; deplacee?s?; demenagee?s?; restauree?s?; transferee?s?; reinstallee?s?
    ; fusionnee?s?; echangee?s?
    ; (migr|cambi|reemplaz|mud|traslad|reinstal|restaur|actualiz|unific|pas)(o|amos|aron|ado|ada|ando|a|an); sustitu\w+
    ; (migr|troc|mud|substitu|reinstal|restaur|atualiz|unific)(ou|amos|aram|ado|ada|ando|iu|iram|a|am)
    """
)
_MISTAKE = one_of(
    r"""
    wrong(ly)?; mistyped; mistake; typo; mis-?keyed; misread; transposed; swapped; mixed up
    ; falsch\w*; vertippt; verschrieben; verwechselt; tippfehler; versehentlich
    ; mauvaise?; faute de frappe; errone\w*; trompe\w*; fausse?
    ; mal; equivocad[oa]; errone[oa]; por error
    ; errad[oa]; mal; por engano; enganad[oa]
    """
)
_NAMED = one_of(
    r"""
    host.?ids?; ids?; digits?; letters?; numbers?; order; class; licen[cs]es?; kind; type; seats?
    ; bestell\w*; klasse; lizenz\w*; nummer; kennung
    ; commande; commandee?s?; classe; identifiant; identifiants; numero; licences?
    ; pedido; pedimos; clase; identificador; licencias?; escribimos; compramos
    ; pedido; encomend\w*; classe; identificador; licencas?; escrevemos; compramos
    """
)
_GROWTH = one_of(
    r"""
    split (into|up); separat\w+ compan\w+; (acquired|taken over) by; water (leak|damage); outgrow\w*; grown; growing
    ; (bigger|larger|smaller) (system|box|one|server|office); clos(e|es|ed|ing) (\w+ ){0,4}
      (office|branch|site|shop|store|location); merg(e|es|ed|ing); being (merged|moved|closed|replaced|consolidated)
    ; consolidat\w*; end of life; hardware refresh; lightning; surge; flood; fire; theft; stolen; sold; bought by
    ; gewachsen; grosser\w*; groser\w*; geschlossen; schliest; schliesst; zusammengelegt; brand; blitz\w*; wasserschaden
    ; gestohlen; umzug
    ; s'agrandit; agrandi\w*; plus (grand|gros)e?; (agence|bureau|site|magasin|filiale) (\w+ )?(ferme|fermera); incendie
    ; foudre; inondation; vole; demenagement
    ; crecio; crecieron; crece; mas grande; ampliacion; se inundo; inundad[oa]; gotera; cierran?; cerro; cerraron
    ; rayo; incendio; inundacion; robo
    ; les quedo chic[oa]
    ; cresceu; cresceram; cresce; maior; ampliacao; (vai|vao) fechar; fecha; fechou; fecham; raio; inundacao; roubo
    """
)
_NEVER_CAME = one_of(
    r"""
    (never|not|wasn't|hasn't) (\w+ ){0,2}(updated|applied|arrived|renewed|issued|sent|activated|pushed|received)
    ; (paid|renewed|refresh\w*) … still expired
    ; nie (angekommen|eingespielt|aktualisiert); nicht (angekommen|eingespielt|aktualisiert|freigeschaltet)
    ; (jamais|pas|toujours pas) (\w+ )?(arrivee?|appliquee?|recue?|mise a jour|activee?)
    ; (nunca|no) (\w+ )?(llego|se aplico|se actualizo|actualizaron|mandaron|activaron)
    ; (nunca|nao) (\w+ )?(chegou|foi atualizad[oa]|foi actualizad[oa]|foi aplicad[oa]|atualizou|veio|mandaram)
    """
)
_PAID = one_of(
    r"""
    renewal; renewed; paid; verlangerung; verlangert; bezahlt; renouvellement; renouvelee?; payee?s?; paye; renovacion
    ; renovad[oa]; pagad[oa]; pagamos; pago; pagaron; renovacao; paga
    """
)
_WHY = Phrases(
    rf"{_MACHINE} (\w+ ){{0,5}}{_DIED}; {_DIED} … {_MACHINE}; {_MACHINE} (\w+ ){{0,5}}{_CHANGED}",
    rf"{_CHANGED} (\w+ ){{0,5}}{_MACHINE}; {_NAMED} (\w+ ){{0,4}}{_MISTAKE}; {_MISTAKE} (\w+ ){{0,4}}{_NAMED}",
    _GROWTH,
    rf"{_PAID} … {_NEVER_CAME}; (key|cle|clave|chave|schlus+el|licen\w+|lizenz) … {_NEVER_CAME}",
    r"""
    because; due to; reason; mistyped; typo; typing (error|mistake); mis-?keyed; outgrown
    ; since the (board|server|disk|box|host|machine); hardware (failure|change|defect)
    ; (new|another|different|fresh) (server|host(?!.?id)|hardware|vm|machine|network card|nic|mac|box|appliance|cluster)
    ; (old|previous) (server|box|system|machine|host) (is |was )?(gone|off|dead|retired)
    ; weil; wegen; da die; umzug; (neuen?|anderen?) (server|host(?!.?id)|hardware|maschine|rechner)
    ; parce que; a cause; en raison; (nouve(l|au|lle)|autre) (serveur|hote|machine|materiel)
    ; porque; debido; a causa de; cambio de; (nuev[oa]|otr[oa]) (servidor|host(?!.?id)|maquina|equipo|hardware)
    ; pois; por causa; devido; troca d[aeo]; (nov[oa]|outr[oa]) (servidor|host(?!.?id)|maquina|equipamento|hardware)
    ; (trocar|substituir|mudar|cambiar|reemplazar|sustituir|remplacer|changer|ersetzen|tauschen) … (por|para|a|par|pour
      |durch|gegen) (um|uma|un|una|une|ein\w*)
    ; faute de frappe; erreur (de|a la|dans la) (saisie|commande); error (en|de|del) (el )?pedido; erro (no|de) pedido
    ; (ordered|bought|purchased) (\w+ ){0,4}(and|but) (\w+ ){0,6}(have to|need|needs|must|should) (\w+ )?be
    ; not because; no porque
    ; (mov\w+|go\w* to|wants? (it|this) on|switch\w*|umstell\w*|stellen … auf|umzieh\w*|zieh\w* … auf|passe|passons
      |passer|pas(ar|amos|aron|an|o)|passa\w*|migr\w*) … (vms?|vmware|hyper-?v|kvm|esxi|cloud|nube|nuvem|aws
        |virtual\w*|virtuelle?)
    """,
)
_ASKED = Phrases(
    r"""
    if; falls; wenn; si; se; in case; en cas; en caso; no caso; why; warum; pourquoi; por que
    """
)


def _tells(sentence: Sentence) -> bool:
    """A question "what if the server fails" gives no reason; "can the 24 we ordered wrong be exchanged?" does."""
    asked = sentence.asks and _ASKED.within(sentence.folded)
    return not asked and not imagined(sentence)


def _read(case: Case, _category: Category) -> Finding | None:
    return first("reason", read(case.message).told, _WHY, 0.75, _tells)


DIAGNOSTIC = Diagnostic(
    key="reason",
    level="licence",
    place=38,
    meaning="why the licence must change: failure, migration, upgrade, a mistyped id",
    question="Why must the licence change (failure, migration, upgrade, mistyped id)?",
    short="Why must the licence change?",
    required=frozenset({Category.LICENCE}),
    read_in=frozenset({Category.LICENCE}),
    labels=("reason( for (the )?(transfer|change|move))?", "grund", "raison", "motivo", "razon"),
    shape=more_than_yes_or_no,
    read=_read,
)
