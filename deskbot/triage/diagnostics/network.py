"""What is known of the network."""

from __future__ import annotations

from deskbot.model.case import Case, Category, Finding
from deskbot.triage.diagnostics import FAULTS, Diagnostic, told_of
from deskbot.triage.finding import where
from deskbot.triage.phrases import Phrases, one_of
from deskbot.triage.sentences import Region, Sentence, read
from deskbot.triage.tense import imagined

_MEASURED = Phrases(
    r"""
    \d+([.,]\d+)? ?(ms|mbit\w*|mb/s|mbps|kbps|gbit\w*|megabits?|megas?); \d+/\d+ (fib\w+|line|dsl|leitung|link)
    ; \d+ (down|up|download|upload)( and| /)? \d+
    ; (jitter|latency|delay|ping|gigue|latence|latenz|latencia|rtt) … \d+
    ; (loss|perte|perdida|perda|\w*verlust)s? … \d+([.,]\d+)? ?(%|percent|prozent|pour ?cent|por ?ciento|por cento)
    ; \d+([.,]\d+)? ?(%|percent|prozent|pour ?cent|por ?ciento|por cento) (\w+ )?(of |de |d')?(packet.?|paket|paquets
      |paquetes
      |pacotes)? ?(loss|perte|verlust\w*|perdida|perda)
    ; \d+([.,]\d+)? ?% … (packets|pakete\w*|paquets|paquetes|pacotes)
    ; (no|zero|without|kein(en)?|ohne|aucune|sans|sin|ninguna|cero|sem|nenhuma) (packet.?|paket)?
      ?(loss|verlust\w*|perte|perdida|perda)
    ; (bandwidth|uplink|downlink|upload|download|circuit|line|wan) (is|has|at|usage|load|of) … \d+ ?(m|%|percent)
    ; (bandbreite|debit|bande passante|ancho de banda|largura de banda) … \d+
    ; (saturat\w*|satur[ae]\w*|ausgelastet|am anschlag) … (line|uplink|upload|link|leitung|ligne|lien|enlace|linea
      |linha)
    ; (line|uplink|upload|link|leitung|ligne|lien|debit\w*|enlace|linea|linha|internet) … (saturat\w*|satur[ae]\w*
      |ausgelastet)
    ; mtu (is |of |at )?\d+; speed ?test … (gives|shows|says|good|fine|ok|\d+)
    ; (udp|nat|session) timeout (is|of|at|on); poe budget; (power|total|max|used|budget|leistung) … \d+ ?(w|watts?)
    ; \d+ ?(w|watts?) (of|budget|available|used|left|frei|belegt)
    ; (mtr|traceroute|trace route) … (shows?|clean|ends?|stops?|fine|dies|zeigt|montre|muestra|mostra)
    """
)
"""A figure of the line, or of the power of a switch."""
_OPEN_OR_NOT = one_of(
    r"""
    open; opened up; closed; blocked; filtered; reachable; unreachable; dropped; forwarded; shut
    ; not (open|reachable|forwarded)
    ; times? out; timing out
    ; offen; frei; freigegeben; zu; dicht; gesperrt; geschlossen; blockiert; (nicht )?erreichbar
    ; ouverts?; fermes?; bloques?; filtres?; (pas )?joignables?
    ; abiert[oa]s?; cerrad[oa]s?; bloquead[oa]s?
    ; abert[oa]s?; fechad[oa]s?; trancad[oa]s?
    """
)
_PORT = r"(ports?|puertos?|portas?|tcp|udp) \d+"
_OTHERS_CLOSE = one_of(
    """
    closed; blocks?; blocked; drops?; blocking; dropping; shut; geschlossen; gesperrt; zugemacht; blockiert; verwirft
    ; sperrt
    ; ferme; fermee?; ferment; bloque; bloquent; coupe; rejette
    ; cerro; cerraron; cerrado; bloquea; bloqueo; tira; descarta; rechaza
    ; fechou; fecharam; fechado; bloqueia; bloqueou; descarta; barra
    """
)
_GUARD = (
    "(firewall|fire wall|pare-?feu|coupe-?feu|cortafuegos|router|routeur|enrutador|roteador|security group|isp|box)"
)
_FIREWALL = Phrases(
    rf"{_PORT} … {_OPEN_OR_NOT}; (ports?|rules?|rtp ports?|regeln|regles|reglas|regras) (\w+ )?(is|are|sind|ist|sont"
    rf"|est|estan"
    rf"|esta|estao) (\w+ )?{_OPEN_OR_NOT}; {_OTHERS_CLOSE} (the |den |die |le |les |el |los |o |a |as |os )?{_PORT}",
    rf"{_GUARD} (\w+ ){{0,3}}{_OTHERS_CLOSE}; {_GUARD} (\w+ )?(shows|says|logs|zeigt|meldet|montre|indique|muestra"
    rf"|dice|mostra"
    rf"|diz)",
    rf"{_GUARD} (\w+ ){{0,3}}(is|ist|est|esta) (\w+ )?({_OPEN_OR_NOT}|on|off|an|aus|active|aktiv|activ[oa]|ativ[oa])",
    rf"security group … {_OPEN_OR_NOT}; (443|22|5060|5061|80) … (times? out|closed|blocked|filtered)",
    r"""
    (firewall|pare-?feu|coupe-?feu|cortafuegos) (lets?|laisse|lasst|deja|deixa) (\w+ ){0,2}(pass\w*|through|durch)?;
    no firewall; (firewall|router|capture|trace) log (\w+ )?(shows?|says?|reads?|confirms?|has)
    ; (sip )?(alg|helper)\w* … (is|are|was|ist|war|est|esta|ya|already|deja|schon|ja) (\w+ )?(on|off|enabled|disabled
      |ticked
      |unticked|grey\w*|gray\w*|locked|an|aus|aktiv\w*|deaktiv\w*|ein|abgeschaltet|ausgeschaltet|bien coupe|coupe\w*
        |active\w*
      |desactive\w*|activ\w*|desactiv\w*|apagad\w*|encendid\w*|prendid\w*|ligad\w*|desligad\w*|ativ\w*|desativ\w*)
    ; (has|have|does|macht|hat|a|fait|tiene|hace|tem|faz) (the |un |el |o |das )?(sip.?alg|sip.?helper)
    ; (sip )?(alg|helper)\w* … (on|off|enabled|disabled|ticked|unticked|grey\w*|gray\w*|locked|checked|verified|an
      |aus|aktiv\w*
      |deaktiv\w*|ein|abgeschaltet|ausgeschaltet|verifie\w*|coupe\w*|active\w*|desactive\w*|activ\w*|desactiv\w*
        |apagad\w*
      |encendid\w*|prendid\w*|ligad\w*|desligad\w*|ativ\w*|desativ\w*)
    """,
)
"""A port, a firewall or the router's own telephone helper, and how it is found."""
_GETS = one_of(
    r"""
    gets?; got; getting; pulls?; pulled; has; have; shows?; receives?; takes?; took; picked up; grabbed
    ; bekommt; bekommen; zieht; gezogen; hat; haben; bezieht
    ; obtient; obtiennent; prend; prennent; recoit; recoivent; recupere\w*; a pris; a eu
    ; toman?; tomo; agarran?; agarro; reciben?; coge\w*; jalan?; obtienen?; levantan?
    ; pegam?; pegou; recebem?; recebeu; apanham?; apanhou; obtem; puxam?
    """
)
_IP_ADDRESS = one_of(
    r"""
    ip(?! phone| set| tele| gateway); (ip|dhcp) address; lease; ip-?adresse; adresse ip; direccion ip; endereco ip
    """
)
_ADDRESS = one_of("address; adresse; d'adresse; direccion; endereco")
"""By itself it may as well be where somebody lives."""
_MACHINE = one_of(
    r"""
    (tele|smart|soft|desk)?phones?; (hand|head|desk)?sets?; devices?; units?; servers?; systems?; ucx\w*; galaxy
    ; box; pcs?; computers?; laptops?; gateways?; routers?; switch\w*; base( station)?s?; modems?
    ; telefone?; apparate?; gerate?; rechner; anlage; telephones?; postes?; appareils?; serveurs?; ordinateurs?
    ; telefon[oe]s?; equip\w*; aparat\w*; aparelho\w*; servidor\w*; computador\w*; ordenador\w*; central
    """
)
_ADDRESSES = Phrases(
    rf"{_GETS} (\w+ ){{0,3}}{_IP_ADDRESS}; ({_MACHINE} (\w+ ){{0,3}}|it (\w+ )?){_GETS} (\w+ ){{0,3}}{_ADDRESS}",
    rf"(never|not) (\w+ )?{_GETS} (\w+ ){{0,2}}{_ADDRESS}; {_GETS} (no|keine|pas|aucune|ninguna|nenhum) {_ADDRESS}",
    rf"(n'obtien\w*|n'a pas|n'ont pas) (\w+ ){{0,2}}({_IP_ADDRESS}|{_ADDRESS})",
    r"(neue|andere|falsche|keine) (ip|adresse|ip-adresse) (\w+ ){0,3}(gezogen|bekommen|geholt|bezogen)",
    r"""
    (now|jetzt|maintenant|ahora|agora|nun|repond\w*|answers|contesta|antwortet|encontr\w*|found) … 192\.168\.\w+\.\w+
    ; 192\.168\.\w+\.\w+ … (subnet|network|lan|netz|reseau|red|rede|mask|gateway); jetzt (die )?\.\d+
    ; (10\.\d+|172\.\d+)\.\w+\.\w+ … (subnet|network|lan|netz|reseau|red|rede|mask|gateway)
    ; (double|behind|doppelt\w*|doble|duplo) nat; nat (is|on|off|timeout); hinter (einem )?(doppelten )?nat
    ; (no|without|ohne|sans|sin|sem) (vlan|nat); vlan (de |da |do )?(voz|voix|voice)?( ?\d+)?
    ; (voice|voz|sprach\w*)-?vlan
    ; (on|in|auf|sur|en|em|na|no) (a |the |its |einem |un |una |uma )?(own |separate |eigenen |propi[oa]
      |propri[oa] )?vlan
    ; (same|flat) (subnet|network|vlan|lan); subnet (is|mask); gateway (is|set); dhcp (scope|lease|pool) … \w+
    ; dhcp (is|hands|gives|offers|does|doesn't); plage d'adresses; (adress|ip-?)(pool|bereich) … \w+
    ; address (pool|range)
    ; (rango|pool) de (direcciones|ip|enderecos); (static|fixed|public|private) (ip|address) … \d+
    ; (red|rede|reseau|netz|subred|network) … (era|war|etait|was|virou|paso|changed to|jetzt) … \d+
    ; (time|ntp|name|dns|dhcp) ?-?server (\w+ ){0,5}(not |un)reach\w*
    ; (time|ntp|dns|dhcp) server … (does not|doesn't|never|no) (answer|repl|respon)\w*
    ; (zeitserver|dns-?server|dhcp-?server|namensserver) … (nicht|keine|nix)
    ; serveur (de temps|ntp|dns|dhcp) … (pas|plus|jamais)
    ; servidor (de (hora|tiempo|horas|tempo)|ntp|dns|dhcp) … (no|nao|sin|sem) (responde|contesta|alcanz\w*|alcanc\w*
      |llega)
    ; dns (does|doesn't|resolves|fails|is); dns … (resolve\w*|fail\w*|wrong|points?)
    ; ntp … (blocked|unreach\w*|reach\w*|synced|fail\w*); qos (is|not) (\w+ )?(set|enabled|on|off|configured)
    ; (behind|hinter|derriere|detras|atras) (a|the|their|einem|einer|un|une|una|de un|de uma?) (\w+ )?(router
      |firewall|nat|modem)
    ; (on|over|via) (dsl|lte|4g|5g|starlink|a cable modem) (only|line|link|connection)
    ; (contact|via|sdp|header|en-tete|kopfzeile|cabecera|cabecalho) … (rewrit\w+|reecrit\w*|umgeschrieben|reescri\w+
      |private (ip|address))
    """,
)
"""Addresses, and the ways of the network."""
_PACKETS = Phrases(
    r"""
    (packets?|invites?|registers?|rtp|acks?|traffic|options|responses?|200 ok|pakete?|paquets?|paquetes?|pacotes?) …
      (arrive\w*|leave\w*|reach\w*|never|blocked|dropped|gone|go out|goes out|seen|answered|lost|nie|jamais|nunca
        |llega\w*
      |chega\w*|sai|sale|kommt|kommen)
    ; (nunca|nie|jamais|never|nao|no) (\w+ ){0,3}(ack|rtp|invites?|paquetes?|pacotes?|pakete)
    ; (capture|trace|wireshark|pcap|sniff\w*|mitschnitt|captura|traza) (\w+ )?(shows?|says?|confirms?|zeigt|montre
      |muestra|mostra)
    ; ping(s|ed|t)? … (ok|fine|reply|replies|back|lost|dropped|comes?|answers?|clean|sauber|durch|antwortet|repond
      |propre
      |responde|limpio|limpo|bien|normal)
    ; (ein |le |el |o )?ping (auf|vers|a|para|nach|to) … (ok|durch|repond|responde|antwortet|answers|fine|lost)
    """
)
"""What was seen on the wire."""
_LINE = Phrases(
    r"""
    (internet|network|wi-?fi|lan|wan|web browsing|surfing|browsing|broadband|fib(er|re)|internet (line|connection))
      ( itself| side| there)? (is|are|works?|seems?|looks?|stays?|was|were) (\w+ )?(fine|up|ok|okay|stable|working
        |good|clean
      |solid|perfect|slow|saturated|down|unaffected); wifi signal (is|was) \w+
    ; (internet|network) (works?|runs)( fine| ok)?
    ; (pcs?|computers?|laptops?|printers?) … (get|gets|got|getting) (online|(\w+ )?address|out)
    ; (pcs?|computers?|laptops?) (on the
      same \w+ )?(work|works|are fine|surf)
    ; (netzwerk|internet|leitung|verbindung) … (in ordnung|stabil|ok|funktioniert|lauft)
    ; rechner (\w+ ){0,2}(kommen|surfen|laufen)
    ; (reseau|internet|connexion|fibre) … (stable|fonctionne|marche|bon|bonne|correct\w*|ok)
    ; ordinateurs … (naviguent|marchent
      |fonctionnent)
    ; (internet|enlace|conexion) … (bien|estable|funciona|lent[oa]|normal|ok); computadoras … (navegan|funcionan)
    ; (internet|link|ligacao a internet) … (ok|bem|normal|estavel|funciona\w*|lent[oa])
    ; computadores … (navegam|funcionam)
    ; (from|over|via|on) (mobile data|(a |my |the )?hotspot|4g|lte|another (network|line)) … (works|fine|opens
      |registers|connects)
    ; (uber|mit) (mobilfunk|hotspot|lte|handynetz) … (geht|lauft|klappt|funktioniert)
    ; (en|par|via|avec) (la )?(4g|partage de connexion|donnees mobiles) … (marche|fonctionne|passe)
    ; (con|por|desde|a) (los )?(datos|4g) (\w+ ){0,3}(abre|funciona|entra|anda)
    ; (pel[oa]s?|com|por) (dados moveis|4g|hotspot) … (abre|funciona|entra)
    """
)
"""How the line does, or that another one does better."""
_STATE = Phrases(
    r"""
    (traffic|wan|uplink|link|bandwidth|router|firewall|switch|dhcp( server)?|gateway|ping( times)?|wi-?fi
      |modem) …
      (maxed|saturated|full|congested|slow|clean|flap\w*|unstable|stable|jumps?|spikes?|times? out|hands? out|gives? out
      |assigns?|blocks|drops|strips|rewrites|lossy|overloaded)
    ; (leitung|uplink|router|firewall|switch|dhcp|wlan|anbindung|internet) … (dicht|ausgelastet|uberlastet|voll
      |langsam|instabil
      |stabil|vergibt|verteilt|verwirft|schwankt|bricht ein)
    ; (lien|routeur|pare-feu|switch|dhcp|wifi|debit|fibre|internet) … (sature\w*|lent|instable|stable|distribue
      |attribue|bloque
      |affiche|plafonne|oscille)
    ; (enlace|router|firewall|switch|dhcp|wifi|trafico|internet) … (saturad\w|al tope|lent\w|inestable|estable
      |entrega|reparte
      |asigna|bloquea|oscila|(esta|no) da(ndo)?)
    ; (link|roteador|router|firewall|switch|dhcp|wifi|trafego|internet) … (saturad\w|no talo|no limite|lent\w
      |instavel|estavel
      |entrega|distribui|atribui|bloqueia|oscila|(esta|nao) da(ndo)?)
    ; \d+ ?(%|percent|prozent|pour ?cent|por ?ciento|por cento) (of |de |der )?(the |los |las |os |des )?
      (packets|pakete|paquets|paquetes|pacotes)
    ; (laptops?|notebooks?|rechner|pc|pcs|ordinateurs?|computador\w*) … (surfs?|surft|surfen|online|an address
      |eine adresse
      |une adresse|ip|naveg\w+|naviguent?)
    """
)
"""What the parts of a network do, or how full they are."""
_SWITCH = Phrases(
    r"""
    poe (is|class|switch shows); switch (port )?(shows|says|reports|logs?|log shows|has \d+)
    ; (ipsec|site.to.site) tunnel (\w+ )?(is|ist|est|esta)
    """
)
_TABLES = (_MEASURED, _FIREWALL, _ADDRESSES, _PACKETS, _LINE, _STATE, _SWITCH)
_NO_FACT = Phrases(
    r"""
    after \d+ ?ms; nach \d+ ?ms; registr\w+ times? out; (times? out|timeout) with (a )?\d{3}
    ; (libert\w*|liber\w*|freed|frei\w*) … (mb|gb)
    ; \d+ ?(mb|gb) (of )?(logs?|recordings?|disk|free|frei|libres?|livres?|de (registos|logs))
    ; (vielleicht|maybe|perhaps|could be|may be|might be|peut-etre|puede ser|quizas?|tal vez|talvez|pode ser|sera que)
    ; (will|werden|wird) (\w+ )?(measure|check|test|messen|prufen)
    ; (i|we|ich|wir|yo|je|nous) (have |had |also |then |habe |haben )?(opened|tried|forwarded|set|turned|switched|put
      |unticked
      |disabled|enabled|ausgeschaltet|eingeschaltet|geoffnet) (\w+ ){0,3}(ports?|alg|sip alg|firewall|rtp)
    """
)
"""What sounds like a fact of the network and is one of a server or a disk, a guess, a plan or a step that was tried."""


def _tells(sentence: Sentence) -> bool:
    if sentence.region is Region.SUBJECT or sentence.asks or imagined(sentence):
        return False
    return any(table.within(sentence.folded) for table in _TABLES) and not _NO_FACT.within(sentence.folded)


def _read(case: Case, _category: Category) -> Finding | None:
    return where("network", read(case.message).told, _tells, 0.75)


_BEARS_ON_IT = Phrases(
    """
    audio; one.way; dead air; chopp*; robot*; garbl*; jitter*; break(s|ing)? up; cut(s|ting)? (out|off); static;
    crackl*; voice quality; call quality; (can't|cannot|cant|don't|do not|nobody) hear*; hear* (nothing|no
    one|nobody); delay*; drop(s|ped|ping)?; disconnect*;
    (remote|home|branch|vpn|external|off.?site|nomad*|teleworker)( \\w+)?
    (phones?|users?|workers?|sets?|extensions?|softphones?|office)( \\w+)? …
    (regist*|unregist*|offline|connect*|drop*|lose|lost); (register*|registration|unregister*) …
    (remote|home|branch|vpn|internet|off.?site); ton; verzerrt; abgehackt; hor(en|t) … (nicht|nichts); einseitig*;
    bricht … ab; brechen … ab; abgebroch*; gesprachsabbr*; (aussenstelle|homeoffice|heimarbeit*|filiale)\\w* …
    (anmeld*|registrier*|verbind*); (le|du|de|aucun|sans|pas de) son; hache*; entend*; coupe*; coupure*; gresill*;
    teletravail* … (enregistr*|connect*); se (corta|cortan|oye|escucha|entrecorta)*; entrecortad*; una via;
    (remot[oa]s?|sucursal|casa) … (registr*|conect*); som; picot*; mud[oa]; cai; caem; corta*; um lado so;
    (remot[oa]s?|filial|casa) … (registr*|conect*)
    """
)


def _matters(_category: Category, findings: tuple[Finding, ...]) -> bool:
    """A voice that breaks up, a call that drops and a phone far away tell of the network between."""
    return _BEARS_ON_IT.within(told_of(findings))


DIAGNOSTIC = Diagnostic(
    key="network",
    level="L2",
    place=72,
    meaning="bandwidth, latency, jitter, loss, NAT, firewall: a fact found out",
    question="What is known of the network (bandwidth, latency, jitter, loss, NAT, firewall)?",
    short="Network: loss, jitter, NAT, firewall?",
    wanted=FAULTS,
    matters=_matters,
    read_in=FAULTS,
    labels=("network( details)?", "netzwerk", "reseau", "red", "rede"),
    read=_read,
)
