"""What is known of the network."""

from __future__ import annotations

from deskbot.model.case import Case, Category, Finding
from deskbot.triage.diagnostics import FAULTS, Diagnostic, told_of
from deskbot.triage.finding import first
from deskbot.triage.phrases import Phrases
from deskbot.triage.sentences import Region, read
from deskbot.triage.tense import imagined

_FACT = Phrases(
    r"""
    \d+([.,]\d+)? ?(ms|mbit*|mb/s|mbps|mb|kbps|gbit); jitter … \d*;
    (packet )?loss (of |is |at |about |under |below |around )?\d+([.,]\d+)? ?%?;
    \d+([.,]\d+)? ?% (packet )?(loss|de perte|perdida|verlust|perda); no (packet )?loss; speed ?test*;
    mtr; traceroute; ping(s|ed)? … (ok|fine|reply|replies|back|lost|dropped|comes?|answers?|clean|\d+);
    (double|behind) nat; nat (is|on|off|timeout); sip alg (is )?(on|off|enabled|disabled);
    alg (is )?(on|off|enabled|disabled|turned);
    port (\d+|forward*) (is |are )?(open|closed|blocked|forward*|filtered);
    (443|22|5060|5061|80) … (times? out|open|closed|blocked|filtered); private (ip|address);
    public (ip|address) (is|has|of); adresse privee; 192\.168\.\w+\.\w+; 172\.\d+\.\w+\.\w+;
    10\.\d+\.\w+\.\w+ … (subnet|network|lan|netz|reseau|red|rede|mask|gateway);
    (gigue|latence|debit|perte) … \d; (jitter|latencia|perdida|perda|latenz|verlust) … \d;
    (red|rede|reseau|netz|subred|network)
      … (era|war|etait|was|virou|paso|changed to|jetzt) … \d;
    (firewall|router) (is (blocking|dropping|on|off|open|behind|set|doing)|shows|says|logs|blocks|blocked|drops|was
      (blocking|dropping)); vlan \d+;
    (no|without) (vlan|firewall|nat); (bandwidth|line|uplink|circuit|wan) (is|has|at|usage|load) … \d+;
    dns (does|doesn't|resolves|fails|is); dhcp (scope|server|lease|pool|is|hands|gives|offers);
    (same|flat) (subnet|network|vlan|lan); mtu \d+; (ipsec|vpn|site.to.site) tunnel;
    qos (is|set|enabled|on|off|not); poe budget; (watt|watts|\d+ ?w) (of|budget|used); rtp (ports?|range);
    wifi (is|signal); fiber|fibre|leitung … gemessen; bandbreite … \d+; bande passante;
    ancho de banda … \d+; paketverlust*; firewall … (blockiert|offen|zu|freigegeben); largura de banda;
    (internet|network|wi-?fi|lan|wan|data|web
      browsing|computers?|pcs?|laptops?|surfing|browsing|connection|line|broadband|fiber|fibre)( itself|
      side| there)? (is|are|works?|seems?|looks?|stays?|was|were) (\w+
      )?(fine|up|ok|okay|stable|working|good|clean|solid|perfect|slow|saturated|down|unaffected);
    (pcs?|computers?|laptops?|printers?) … (get|gets|got|getting|online|work|works|fine|address|same
      (jack|port|switch|cable));
    (gets?|got|getting|pulls?|has|have|shows?|receives?|takes) (an |no |a |its |the )?(right |correct
      |wrong )?(ip|address|lease|dhcp address);
    (packets?|invites?|register|registers|registrations?|rtp|acks?|traffic|requests?|options|responses?) …
      (arrive*|leave*|reach*|never|blocked|dropped|gone|go out|goes out|come*|seen|answered|times?
      out|lost); (ports?|tcp|udp) \d+ … (open|closed|blocked|forward*|filtered|reachable|unreachable|dropped);
      \d+ ?(w|watts?)( of| budget| available| used| left)?;
    power budget; poe (is|budget|class|switch shows); switch (shows|says|reports|log|gives|has \d+);
    (static|fixed|public|private|new|same|wrong) (ip( address)?|subnet|gateway); subnet (is|mask);
    gateway (is|set); ntp … (blocked|unreach*|reach*|synced|sync*|fail*|port);
    dns … (resolve*|fail*|wrong|points?); blacklist*; whitelist*; fail2ban;
    (ip|address) … (banned|blocked|blacklisted); (udp|nat|session) timeout (is|of|at|on);
    (closed|opened|blocks?|blocked) (the )?ports? \d+; stun; no firewall;
    behind (a|the|their) (\w+ )?(router|firewall|nat|modem);
    (on|over|via) (dsl|lte|4g|5g|starlink|a cable modem) (only|line|link|connection);
    bandwidth (is|test); (upload|download|uplink|downlink) (is|of|at|\d);
    (ports?|rules?) (are|is) (forwarded|open|closed|blocked);
    (netzwerk|internet|leitung|verbindung) … (in ordnung|stabil|ok|funktioniert|lauft);
    (bekommt|bekommen) … (ip|adresse); ports? … (offen|frei|gesperrt|blockiert);
    (reseau|internet|connexion) … (stable|fonctionne|bon|bonne|correct*|ok); \d+ ?mb;
    (red|internet|enlace) … (bien|estable|funciona|lento|normal|ok); ping … (responde|bien|ok|normal);
    (rede|internet|link) … (ok|bem|normal|estavel|funciona*);
    (capture|trace|wireshark|pcap|sniff*|firewall log|router log) (\w+
      )?(shows?|says?|reads?|confirms?|has);
    (sip )?(alg|helper)\w* … (on|off|enabled|disabled|ticked|unticked|grey\w*|locked|checked|verified|an|aus|aktiv\w*
      |deaktiv\w*|ein|abgeschaltet|ausgeschaltet|verifie\w*|coupe\w*|active\w*|desactive\w*|activ\w*|desactiv\w*
      |apagad\w*
      |encendid\w*|prendid\w*|ligad\w*|desligad\w*|ativ\w*|desativ\w*);
    ports? \d+ … (dicht|zu|offen|gesperrt|geschlossen|nicht erreichbar|blockiert|ferme\w*|ouvert\w*|bloque\w*
      |cerrad\w*|abiert\w*
      |bloquead\w*|fechad\w*|abert\w*|not reachable|unreachable|not open);
    (ferme\w*|bloque\w*|ouvert|cerr\w*|abri\w*|fech\w*|bloque\w*|geschlossen|gesperrt|closed|blocked) (le |el |o |a
      |den |die |les
      |los |os |as )?(ports?|puertos?|portas?) \d+; (puerto|porta) \d+;
    (time|ntp|name|dns|dhcp) server … (not |un)reach\w*; (time|ntp|dns|dhcp) server … (does not|doesn't|never
      |no) (answer|repl|respon)\w*;
    (zeitserver|dns-?server|dhcp-?server|namensserver) … (nicht|keine|nix);
    (serveur (de temps|ntp|dns|dhcp)) … (pas|plus|jamais);
    (servidor (de (hora|tiempo|horas|tempo)|ntp|dns|dhcp)) … (no|nao|sin|sem) (responde|contesta|alcanz\w*|alcanc\w*
      |llega);
    vlan (de |da |do )?(voz|voix|voice|sprach\w*)?( \d+)?; (voice|voz|sprach|sprachen)-?vlan;
    (got|took|pulled|has|have|picked up|grabbed) (itself )?(a |an |the )?(new|other|different|another) (ip|address
      |lease);
    (neue|andere|falsche|keine) (ip|adresse|ip-adresse) (\w+ )?(gezogen|bekommen|geholt|bezogen); jetzt (die )?\.\d+;
    (pris|recu|obtenu|a|repond|change\w*) … (une (autre|nouvelle) adresse|adresse de la|adresse ip);
    (agarr|tom|cogi|recibi|peg|pegou|apanh|receb)\w* (\w+ )?(otra |outra |una |uma |nueva |novo |nova )?(ip
      |direccion|endereco);
    plage d'adresses; (adress|ip-?)(pool|bereich) … \w+; (rango|pool) de (direcciones|ip|enderecos);
    address (pool|range);
    (firewall|pare-?feu|coupe-?feu|cortafuegos) … (blo(ck|qu)\w*|laisse|drops?|lets?|verwirft|rechaz\w*|descart\w*);
    (perdida|perda|perte)s? (de )?(paquetes |pacotes |paquets )?(de )?\d+;
    \d+ ?% (de |of )?(loss|perdida|perda|perte|verlust);
    (ping\w*) … (ok|clean|sauber|limpio|limpo|propre|responde|repond|antwortet)
    """
)


_NO_FACT = Phrases(
    r"""
    registr\w+ times? out; (times? out|timeout) with (a )?\d{3}; (libert\w*|liber\w*|freed|frei\w*) … (mb|gb);
    \d+ ?(mb|gb) (of )?(logs?|recordings?|disk|free|frei|libres?|livres?|de (registos|logs))
    """
)
"""What sounds like a fact of the network and is one of a server, a disk or a registration."""


def _read(case: Case, _category: Category) -> Finding | None:
    told = [sentence for sentence in read(case.message).told if sentence.region is not Region.SUBJECT]
    return first("network", told, _FACT, 0.75, lambda one: not imagined(one) and not _NO_FACT.within(one.folded))


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
    teletravail* … (enregistr*|connect*); se (corta|cortan|oye|escucha|entrecorta)*; audio; entrecortad*; una via;
    robotiz*; (remot[oa]s?|sucursal|casa) … (registr*|conect*); som; picot*; mud[oa]; cai; caem; corta*; um lado so;
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
