"""What a message is about: tables of words for each category, weighed against each other."""

from __future__ import annotations

import re
from dataclasses import dataclass

from deskbot.model.case import Category
from deskbot.triage.phrases import Phrases
from deskbot.triage.reading.labels import Label
from deskbot.triage.reading.verdicts import because, likelihood, tells
from deskbot.triage.sentences import Reading, Region, Sentence
from deskbot.triage.tense import closes


@dataclass(frozen=True, slots=True)
class Words:
    """Phrases that speak for a category: a strong one is worth three weak ones."""

    strong: Phrases
    weak: Phrases
    against: Phrases | None = None


WORDS: dict[Category, Words] = {
    Category.RMA: Words(
        Phrases(r"""
            rma( number| request| please)?;
            (open|start|set up|arrange|approve|process) (a |an |the )?(return|exchange|replacement|swap);
            return (it|this|the (card|phone|unit|module|handset|gateway));
            (new|another) (card|module|unit|phone|handset) (please|from you|shipped|sent|to us|out);
            (still |is |are )(in|under|within|covered by) (\w+ )?warranty;
            warranty (until|through|runs|ends|is|date); advance (replacement|exchange);
            registered (under|against|to|with) (its|the|their) parent;
            replacement (card|module|unit|phone|handset|gateway|set|for it);
            dead (card|phone|module|unit|set|gateway|board) for you; issue (an |a |the )?rma;
            (gateway|card|module|phone|unit|board|power supply|handset|chassis) …
              (warranty|replacement|exchange); (under|in) warranty;
            get (another|a new one|a new card|a new phone); return (material )?authori[sz]ation;
            warranty (replacement|claim|return|exchange);
            (need|want|like|request*|get|send (us |me )?|order|arrange) (a |an |its |the )?(advance
              )?(warranty )?(replacement|exchange)( unit| phone| card| set| for)?;
            (sending|send|to return|returning|ship|give) (\w+ )?(it|them|one|this|the \w+)? ?back;
            phone to return; to return; child (sn|serial); serial number records?;
            (replacement|new one) (to|should|shipped|sent); garantie(fall|tausch)*; austauschgerat*;
            (retour|remplacement) sous garantie; (cambio|reemplazo|reposicion) por garantia; garantia;
            troca (em|por|na) garantia; einschicken; retourner; devolver
            """),
        Phrases("""
            warranty; replacement; defective; faulty; serial; s/n; bench; self.?test; swap; ship*; parent;
            defekt*; replace
            """),
        Phrases("""
            don't need any hardware; no hardware; not (a|an) (rma|return|hardware);
            no need (for|to) replace*; no rma
            """),
    ),
    Category.LICENCE: Words(
        Phrases(r"""
            (licen[cs]e|licen[cs]ing) (transfer|move|re-?issue*|re-?host*|activation|key|file|upgrade|to
              new|for (the )?(new|replacement)|request|change|correct*);
            (transfer|move|re-?issue*|re-?host|activate|re-?activate|re-?generate|correct|change|issue|reassign)
              (\w+ ){0,3}licen[cs]e*; new (host|machine) id;
            re-?host\w* (\w+ ){0,4}(from|to);
            licen[cs]e … (new (id|host|server|machine|vm)|to the (new|right|correct)|wrong host|old host);
            (old|previous) host;
            (mistyped|typo|keyed|typed|transposed) … (host ?id|host|machine id|licen[cs]e|key|order);
            host ?id … (mistyped|typo|keyed|wrong|changed|should be|corrected);
            (re-?issue|regenerate|correct|resend|change|reactivate) (\w+ ){0,2}(key|activation);
            (wrong|correct|different|upgrade) licen[cs]e (class|type|level); licen[cs]e class;
            activation (code|key|file); (wrong|incorrect) host ?id; host (anterior|nuevo|antigo|novo);
            lizenz\w* … (neue|host|umzieh*|ubertrag*|umschreib*|freischalt*|transfer*);
            (transfert|reemission|activation) … licence; licence … (transfer*|nouve*);
            (transferir|transferencia|activar|activacion|reemitir|mover) … licencia*;
            licencia* … (nuevo|transfer*|activar); (transferir|transferencia|ativar|ativacao) … licenca*;
            licenca* … (nov[oa]|transfer*|ativ*); temporary licen[cs]e; licen[cs]e does not match
            """),
        Phrases("""
            licen[cs]*; host ?id; activation; grace period; lizenz*; licencia*; licenca*; subscription;
            machine id; kulanz*
            """),
        Phrases("""
            licen[cs]e (page|status) (says|is) (fine|ok|good|valid); licen[cs]e is good;
            nothing has expired; why it thinks; phone refused; (same|different) message
            """),
    ),
    Category.ACCESS: Words(
        Phrases(r"""
            partner ?-?portal\w*; zugang\w* … (portal|partnerportal|vpn); codes? … portal; partnerportal;
            (portal|vpn) … (user|login|account|password|codes?|credentials) …
              (expired|reset|disabled|locked|not|wrong);
            remote access vpn … (expired|login|user|password|credentials);
            (portal|help.?desk|vpn|partner|remote access)( \w+)?
              (login|account|access|password|credentials)s?;
            (login|account|access|password|credentials) (\w+ ){0,3}(to|for|on|in) (the |your |our
              )?(partner |support |customer |help.?desk )?(portal|help.?desk|vpn|remote access);
            (set up|create|add|open|reset|unlock|activate) (\w+ ){0,4}(portal|help.?desk|vpn) (\w+
              )?(login|account|access|user|password)?;
            (reset|forgot*|new|change) (my |his |her |our |the )?portal password;
            vpn (login|credentials|account|certificate|profile|password|user);
            (locked out of|log in to|log into|login to|get into|sign in to) (the |your )?(partner |support
              )?(portal|help.?desk);
            new (starter|technician|employee|engineer|colleague|tech) … (portal|login|account|access);
            (zugang|konto|login|passwort|zugangsdaten) … (portal|vpn|help ?desk);
            (acces|compte|mot de passe) … (portail|vpn);
            (acceso|cuenta|contrasena|usuario) … (portal|vpn);
            (acesso|conta|senha|usuario) … (portal|vpn); portal\w* … (zugang|zugriff|konto)
            """),
        Phrases("""
            portal; login; log-?in; password; account; credentials; vpn; access; zugang; acces; acceso;
            acesso; certificate; training
            """),
        Phrases("calls (drop|fail); phones? (are )?down"),
    ),
    Category.ENHANCEMENT: Words(
        Phrases("""
            (we'd|i'd|we would|i would) (welcome|love|appreciate) … (feature|option|way|button);
            (nice|good|useful|welcome|great) (addition|feature|improvement);
            feature (request|suggestion|idea|wish); enhancement( request)?; wish ?list;
            (would|it'd|that'd) be (very |so |really
              )?(nice|great|good|lovely|handy|useful|helpful|wonderful)( if| to| for);
            (queria|gostaria de|quisiera|quiero) sugerir; sugiero; sugiro; (je|nous) sugger*;
            (wir|ich) (wurde*|mochte*) … vorschlag*; (i|we) … suggest*; (suggestion|idea|request) for (a |the |your
              )?(next|future|new|release|product|feature|improvement);
            (could|can|would) you (please )?(consider|think about|ever|build|put .{1,30} on the roadmap);
            (please|kindly) consider (add*|mak*|hav*); on (the|your) (roadmap|list);
            product (improvement|suggestion|idea|feedback);
            (any )?(chance|plans?) (of|to|for) (add*|support*|getting|having|a);
            (future|next|later) (release|version); suggest* (that|an?|adding); verbesserungsvorschlag;
            (funktions)?wunsch; ware (schon|toll|gut|praktisch); suggestion;
            (ce )?serait (bien|utile|pratique|genial); sugerencia;
            seria (bueno|util|ideal|bom|legal|otimo); mejora; sugestao; melhoria
            """),
        Phrases("wish; feature; improvement; idea; roadmap; suggest*; add; option; missing; nice"),
    ),
    Category.HOWTO: Words(
        Phrases(r"""
            how (do|can|would|should|to|does|is|are|best)( (i|we|you|one|a|it|the))?; how to;
            can (the|a|our|i|it|we|one|you) (ucx\w*|galaxy(
              \w+)?|system|phones?|pbx|do|use|set|get|have|send);
            which (licen[cs]es?|model|card|phones?|gateway|module|version|release|part|ports|option);
            (need|needs|going|plan|planning) to (add|move|change|program|configure|port|set
              up|order|install); what do you need; where (do|can|is|are|does|would|could)( (i|we|one))?;
            is (it|there) (possible|a way|a manual|a guide|a document|any|anything);
            can (i|we|the ucx|it|one|you) (tell|send|point|explain|show|set|have|use|do);
            (documentation|manual|guide|datasheet|data sheet|instructions|whitepaper|brochure);
            (a |your )?(quote|quotation|price|pricing|price list|lead time|part number|purchase order|po);
            (what|which) (is|are|would be) (the|your) (best|right|recommended|usual|correct|advice);
            (what|which) (do|would) (you|we) (recommend|advise|suggest|need); (usual|your) advice;
            what (should|can|could|must|do|would) (we|i|they|the|one|you);
            (question|query) (about|on|regarding|re);
            (configure|program|provision|set up|setup|add) (a |the |an |some |new |\d+ |more );
            (want|wants|would like|like) to (add|move|change|set|have|configure|program|buy|order|quote);
            wie (kann|konnen|stell*|mach*|richt*|muss|lasst|geht); wo (kann|finde|stell*|ist);
            gibt es (eine|ein|anleitung*); anleitung; handbuch; angebot;
            est-ce que … (peut|peuvent|possible); (recommandez|recomiendan?|recomendam?|empfehlen) (vous|sie)?;
            comment (faire|puis|peut|on|configur*|programm*); peut-on; puis-je; (kann|darf) (man|ich);
            se puede; da para; tem como; posso; hay (manera|forma) de; release notes; (only|just) asking;
            ou (puis|trouver|est); est-il possible;
            devis; (como|donde) (se|puedo|podemos|hago|hacemos|configur*|programo|agrego);
            (duda|consulta|pregunta)( de)?; cotizacion; manual; es posible;
            (como|onde) (eu|faco|fazemos|posso|podemos|configur*|programo|fica); duvida; cotacao;
            orcamento; e possivel
            """),
        Phrases("""
            question; wonder*; advice; recommend*; possible; add; plan*; order; move;
            please (send|tell|advise); no (hurry|rush); frage; pregunta; pergunta; question*
            """),
    ),
}  # fmt: skip
REQUESTS = tuple(WORDS)
"""What people ask for."""

_SPAM = Phrases(
    r"""
    unsubscribe; opt.?out;
    dear (valued |esteemed )?(customer|sir|madam|sir/madam|sir or madam|business
      owner|friend|beneficiary|user|account holder); (click|pay|act|order|buy|call|book) (here|now|today);
    limited (time|offer); special offer; free (trial|demo|quote|consultation|audit); gift cards?;
    (bank )?wire( transfer)?; bitcoin; crypto*;
    (invoice|payment|account) … (overdue|outstanding|suspend*|past due);
    (overdue|outstanding) (invoice|payment|balance); final notice;
    (verify|confirm|update|validate) your (account|password|mailbox|identity|details|payment|billing);
    password of your mailbox; mailbox (quota|storage) (is )?(full|exceeded); seo; backlinks?;
    rank (higher|first|better|your); (help|improve|redesign|promote) your (web ?site|site|business|company);
    (first|top|page one) (page|of|on) (of )?google;
    (increase|boost|grow|double) your (sales|revenue|traffic|leads|business|ranking);
    (web ?site|web) (design|development|traffic|redesign); (qualified |sales |hot )leads; lead generation;
    (we are|we're) (a |an |the )?(leading |professional |chinese |oem
      )?(manufacturer|supplier|factory|exporter|provider of|agency|company speciali[sz]*);
    (manufacturer|supplier|factory) (of|in|from);
    our (products|services|solutions|catalog(ue)?|price list|company (offers|provides|speciali[sz]*));
    (15|20|30)[- ]minute (call|demo|chat); (quick|short) (call|chat|demo) (this|next) week;
    schedule a (call|demo|meeting); (business|personal|payday|cheap)? loans; loan offer;
    (handles|in charge of|responsible for) …
      (insurance|purchasing|marketing|payroll|hr|cleaning|fleet|energy); minutes of your time;
    bank (details|account); you (have )?won; reply for (pricing|details|more); staff augmentation;
    (domain|subscription|account|mailbox) … (expires|suspended|terminated|deactivated); lottery;
    inheritance; million (usd|dollars|euros?); investment opportunity; mailing list; email list;
    contact list; attendees? list; (virtual assistants?|outsourc*|offshore|developers for hire);
    recruitment; \d+ ?% (discount|off); discounts?; best price; wholesale; buy (cheap|now|direct);
    dear (purchasing|procurement|sales) (manager|team); hope this (email|e-mail|message) finds you well;
    newsletter; rechnung … uberfallig; mahnung; abmelden; sonderangebot; desabonner; darse de baja;
    oferta especial; descadastrar; newsletter; follow(ing)? up on my (last|previous) (email|message|mail);
    se desinscrire; desinscription; cliquez ici; haga clic aqui; clique aqui; hier klicken;
    (offre|devis|essai|demonstration) gratuite?s?; (oferta|prueba|demostracion|teste|demonstracao) gratis;
    gratis-?(angebot|test|demo); teste gratis; \d+ ?(€|eur|euros?) (par|por|pro|al|im) (mois|mes|monat);
    \d+ ?% (de )?(remise|reduction|descuento|desconto|rabatt); (profitez de|aproveite) (notre|nos|a nossa|as nossas);
    (pida|solicite|peca) (su|sua|ya|ja) (oferta|presupuesto|demo); responda baja;
    jetzt (\w+ )?(anfordern|buchen|testen);
    just (circling back|bumping); i came across your (website|company|profile); are you the right person
    """
)
_OUR_THINGS = Phrases(r"""
    host ?id; ucx ?\d+; galaxy (250|3000g?|mini|express|expand); infinity \d{4}; dsm16; my customer;
    our customer; a customer of ours; our client; extension \d+; ext\.? \d+; t-\d{3,}
    """)

_ABOUT_TICKET = Phrases(r"""
    t-\d{3,6}; \[?desk-\d+\]?; (my|our|the|this|that|above|open) (ticket|case|request);
    case (number|no|#)?; (ce|le|notre) (billet|ticket);
    (el|nuestro|mi) (ticket|caso|folio); (o|nosso|meu) chamado; ticket
    """)
_NEWS = Phrases(
    r"""
    any (news|update|updates|progress|word|eta|movement|luck);
    (status|update)( (of|on|for|please|report|\?))?;
    (what's|what is|whats) (the|happening|going) (status|latest|on|with|news)?;
    where (do|are) (we|you|things) (stand|at|with); (following|follow|checking|check) (up|in);
    (when|how long) (will|can|do|until|before) (we|i|you|somebody|someone|this);
    (has|have) (anyone|anybody|somebody|you) (had|looked|been able|got); (looked|look) at (this|it) yet;
    just (checking|wondering|asking); still waiting; waiting (for|on) (you|an|a|your|the);
    (chase|chasing|nudge|bump); gibt es (schon )?(was |etwas )?(neues|neuigkeiten); wie ist der stand;
    stand der dinge; sachstand; des nouvelles; (ou en est|ou en sommes); alguna (novedad|noticia);
    (hay )?novedades; como va; alguma (novidade|noticia|posicao); como esta o
    """
)
_THANKS = Phrases("""
    (many |much )?thanks?( you)?( (so|very) much| a lot| a million| again| for)?; thank you; appreciated?;
    great (job|work|help|service); well done; cheers;
    you('re| are) (great|the best|a star|stars|a legend); danke*; vielen dank; merci*; gracias;
    obrigad[oa]; perfect; brilliant;
    (it|that|all|everything) (works|worked|is working|is fine|is good|did the trick)( now)?; solved;
    (please|you can|feel free to) close( the| this| it)?; geschlossen; sujet clos
    """)

_FIRST_PERSON = Phrases(
    r"""
    (our|my) (phones?|desk ?phone|office|phone system|voice
      ?mail|extension|system|line|lines|store|shop|practice|clinic|business|company|receptionist|front
      desk|boss|phone (company|guy|man|vendor|dealer|provider|people|installer)|it
      (guy|person|company)|dealer|installer|reseller|handset|headset|set|telephone|building|school|church|office
      manager);
    (we|i) (can't|cannot|cant) (call|dial|hear|get|use|make|receive|log|transfer|check|retrieve|reach);
    (we are|we're|i'm|i am|i work (at|for|in)|this is) (a|an|the|at|with|in) (small |local |family )?(\w+
      )?(dentist|dental|law|lawyer|doctor|office|clinic|practice|shop|store|school|church|hotel|restaurant|company|business|firm|receptionist|secretary|bookkeeper|manager|nurse|owner|front
      desk|pharmacy|agency|accountant)*
    """
)
_LOST_USER = Phrases(
    r"""
    (your|the) (name|number|e-?mail|address|sticker|label|web ?site)( \w+)? (is|was|were|are)
      (on|printed); (found|got|saw|see|read) your (name|number|e-?mail|address|details|web ?site|contact);
    (sticker|label|tag|plate) (on|under|at|says);
    on the (back|bottom|side|front|display|sticker|label) (of|it|says);
    (google*|googled|searched|web ?site|internet) (you|for|your|and found);
    (who|whom) (do|should|can|must) (i|we) (call|contact|ask|talk|speak|go|turn);
    (not|no idea|don't know|never) (\w+ ){0,3}(who|technical|tech|good with|computers?);
    i'm (not|no) (\w+ )?(technical|tech|expert|computer);
    (our|my|the) (phone|telephone|it)
      (company|guy|man|vendor|dealer|provider|people|installer|shop|person);
    (the |our )?(company|people|guy|man|dealer|installer|firm) (who|that|which)
      (installed|put|sold|set|services?|looks after|takes care|did);
    (can't|cannot|doesn't|won't|isn't|not|never|stopped) (\w+ )?(reach|get hold of|return*|call* (us |me
      )?back|answer*|in business|existing); went out of business; retired;
    come (out|over|by) (and|to) (fix|look); send (someone|somebody|a technician|a man|your); e-?metrotel;
    are you (the|our); (we|i) (bought|purchased|have) (one of )?your (phones?|system|product);
    (our|the) reseller; do you (service|repair|fix|support);
    no (se|sabemos) a quien (llamar|escribir|acudir|preguntar); a quien (llamo|llamamos|escribo|acudo);
    (el|la|los) que (nos )?(puso|pusieron|instal*|vendi*) … (ya )?no; quem (colocou|instalou|vendeu) … nao;
    (ich|wir) (habe|haben|betreibe*|fuhre*|besitze*) (ein|eine|einen) (\w+ )?(backerei|laden|praxis|kanzlei|geschaft
      |werkstatt|apotheke|gasthof|hotel|restaurant|salon|friseursalon|metzgerei|cafe|pension|blumenladen);
    (j'ai|nous avons|je tiens|nous tenons) (un|une) (\w+ )?(boulangerie|magasin|boutique|commerce|cabinet|restaurant
      |hotel|garage|salon|pharmacie|cafe|epicerie);
    (tengo|tenemos|soy duen[oa] de) (un|una) (\w+ )?(panaderia|tienda|negocio|consultorio|restaurante|hotel|taller
      |farmacia|peluqueria|cafeteria|ferreteria);
    (tenho|temos|sou don[oa] de) (um|uma) (\w+ )?(padaria|loja|negocio|consultorio|restaurante|hotel|oficina|farmacia
      |salao|cafeteria|mercadinho);
    ((do not|don't|no idea) (\w+ )?(know )?who|(weiss|weis) nicht,? wer|ne (sais|savons) (pas|plus) qui
      |no (se|sabemos) quien|nao (sei|sabemos) quem) … (install*|put|set|sold|eingebaut|eingerichtet|installiert
      |verkauft|montiert|instal*|pose*|mis|vendu*|puso|pusieron|vendi*|montou|montaram|colocou|vendeu);
    (i|we) (run|own|manage) (a|an|the) … (office|shop|store|salon|restaurant|practice|bakery|church|hotel|garage);
    who can (come|help|fix|repair); wer kann (kommen|helfen); quem pode (vir|ajudar);
    (vi|encontre|vimos) su (nombre|numero|correo|direccion);
    soy la (recepcionista|secretaria|encargada|duena); (je ne sais pas|on ne sait pas) (qui|a qui);
    trouve votre (nom|numero|adresse); (weiss|weis) nicht.{0,20}(wen|wer);
    ihre (adresse|nummer) (steht|gefunden); nao sei (quem|com quem|para quem);
    (unsere|meine) (telefone|anlage|praxis|kanzlei|firma);
    (nos|notre|mes|mon) (telephones?|bureau|systeme|cabinet|commerce);
    (nuestro|nuestra|nuestros|mi|mis) (telefonos?|oficina|negocio|consultorio|conmutador);
    (nosso|nossa|nossos|meu) (telefones?|escritorio|loja|consultorio|ramal);
    (aufkleber|etiquette|autocollant|etiqueta|adesivo|pegatina|calcomania);
    (in|bei) (unserer|meiner) (praxis|kanzlei|apotheke|schule|werkstatt|gemeinde|pension|backerei); ihr name
    (steht|stand|klebt); steht ihr name; (wen|wer) (konnen|kann|soll|sollen|muss|mussen) (wir|ich) …
    (anrufen|fragen|wenden); (jemand|jemanden|einen techniker) (vorbei)?(schicken|vorbeikommen|kommen|kommt);
    (firma|installateur) … (gibt es nicht mehr|existiert nicht mehr|pleite|insolvent); (qui|quelqu'un)
    (peut|pourrait) (venir|reparer|passer|nous depanner); envoyer (quelqu'un|un technicien);
    (installateur|societe|entreprise) … (n'existe plus|a ferme|a fait faillite); (quien|alguien que)
    (puede|pueda|podria) (venir|arreglar|reparar); mandar (a alguien|un tecnico); (empresa|instalador) … (ya no
    existe|cerro|quebro|fechou|nao existe mais|faliu); (achei|encontrei|vi|peguei) (o|seu|este|esse)
    (contato|numero|e-?mail|telefone|endereco|nome); quem (pode|poderia) (vir|arrumar|consertar);
    (mandar|enviar) (alguem|um tecnico); na nossa (loja|clinica|escola|igreja)
    """
)
_RESELLER_TALK = Phrases(r"""
    (my|our|a|one of our|the|this|their) (end )?(customer|client)('s|s)?;
    customer (of ours|site|is|has|reports?|says); (end )?user; on.?site; host ?id;
    rebooted the (ucx|system|server|galaxy|pbx); pcap; trace; sip; trunk; pri;
    (mon|notre|un|le) client*; cliente; kunde\w*;
    their (phones?|office|system|site|receptionist|staff|users?);
    they (have|had|are|run|use|can't|cannot|got); ucx ?\d+; galaxy; firmware; provision*;
    we (installed|sold|put in|cut (them|it) over|look after|took (it|them) over)
    """)


@dataclass(frozen=True, slots=True)
class Vote:
    """How strongly a message speaks for a category, and the words that do."""

    category: Category
    weight: float
    words: str


ENOUGH = 2.4
"""The weight from which words ask for something of a category."""


_FORM = re.compile(r"[^:.?!]{1,40}\s?:\s")
"""A line of a form gives a fact; the model, which knows sentences, has nothing to say of it."""
READ_AS: dict[Category, tuple[Label, ...]] = {
    Category.RMA: (Label.RMA,),
    Category.LICENCE: (Label.LICENCE,),
    Category.ACCESS: (Label.ACCESS,),
    Category.ENHANCEMENT: (Label.FEATURE,),
    Category.HOWTO: (Label.HOWTO, Label.QUOTE),
}
"""What the model reads in sentences that ask for something of a category."""
LIKELY = 0.75


def vote(reading: Reading, category: Category) -> Vote:
    """Return the weight of a category's words; those in the subject count double."""
    words = WORDS[category]
    weight, evidence = 0.0, ""
    for sentence in reading.told:
        factor = 2.0 if sentence.region is Region.SUBJECT else 1.0
        strong = words.strong.find(sentence.folded)
        if strong:
            weight += 3.0 * factor
            evidence = evidence or strong.group()
        elif _FORM.match(sentence.text) or _only_names(sentence):
            continue
        elif tells(sentence.text, *READ_AS[category]):
            weight += 3.0 * factor
            evidence = evidence or because(sentence.text, *READ_AS[category])
        elif likelihood(sentence.text, *READ_AS[category]) >= LIKELY:
            weight += 1.5 * factor
            evidence = evidence or because(sentence.text, *READ_AS[category])
        elif words.weak.within(sentence.folded) or (category is Category.HOWTO and sentence.asks):
            weight += 0.7 * factor
        if words.against and words.against.within(sentence.folded):
            weight -= 4.0
    return Vote(category, weight, evidence)


NAME = 3
"""Words of a subject that name a thing; what is done with it, they do not say."""


def _only_names(sentence: Sentence) -> bool:
    return sentence.region is Region.SUBJECT and len(sentence.folded.split()) <= NAME


_WARRANTY = Phrases("warranty; warranties; guarantee; garantie*; gewahrleistung; garantia*")
_RETURN = Phrases("""
    rma*; return*; replac*; exchang*; swap*; send; ship; back; tausch*; ersatz*; einschick*; zuruck*; retour*; remplac*;
    echang*; renvo*; cambi*; reempl*; repo*; devol*; troca*; substitu*; envia*
    """)


def only_asks_about_warranty(reading: Reading) -> bool:
    """Return whether all that a message has of a return is the question whether something is under warranty."""
    asked = [one for one in reading.told if _asks_for_return(one)]
    return bool(asked) and all(
        one.asks and _WARRANTY.within(one.folded) and not _RETURN.within(one.folded) for one in asked
    )


def _asks_for_return(sentence: Sentence) -> bool:
    return WORDS[Category.RMA].strong.within(sentence.folded) or tells(sentence.text, *READ_AS[Category.RMA])


def spam(reading: Reading) -> tuple[float, str]:
    """Return how much of an advertisement or a fraudster's letter the message is, with its first such phrase."""
    hits = [found.group() for sentence in reading.sentences for found in _SPAM.all(sentence.folded)]
    hits += [because(one.text, Label.ADVERT) for one in reading.told if tells(one.text, Label.ADVERT)]
    ours = sum(_OUR_THINGS.within(sentence.folded) for sentence in reading.sentences)
    return (len(set(hits)) - 1.5 * ours, hits[0] if hits else "")


def asks_status(reading: Reading) -> str:
    """Return the words that ask for news of a ticket, or thank for it; empty where the message does neither."""
    news = next((found.group() for one in reading.told for found in _NEWS.all(one.folded)), "")
    about = any(_ABOUT_TICKET.within(sentence.folded) for sentence in reading.sentences) or bool(closes(reading))
    news = news or next((because(one.text, Label.STATUS) for one in reading.told if _asks_news(one)), "")
    if news and (about or _is_reply(reading)):
        return news
    thanks = next((found.group() for one in reading.told for found in _THANKS.all(one.folded)), "")
    return thanks if thanks and (about or _is_reply(reading)) else ""


def _asks_news(sentence: Sentence) -> bool:
    return tells(sentence.text, Label.STATUS) and sentence.region is not Region.SUBJECT


def thanks(reading: Reading) -> bool:
    """Return whether the message thanks."""
    return reading.says(_THANKS)


def _is_reply(reading: Reading) -> bool:
    return any(sentence.region is Region.OLD_SUBJECT for sentence in reading.sentences)


def lost_user(reading: Reading) -> int:
    """Return in how many ways the writer shows that they do not know whom to ask for help."""
    return len({found.group() for one in reading.told for found in _LOST_USER.all(one.folded)})


def end_user(reading: Reading, *, trade: bool) -> tuple[float, str]:
    """Return how much the writer sounds like an end customer; `trade`: their own trade is telephones."""
    lost = [found.group() for one in reading.told for found in _LOST_USER.all(one.folded)]
    lost += [because(one.text, Label.ENDUSER) for one in reading.told if tells(one.text, Label.ENDUSER, at=LIKELY)]
    own = [found.group() for one in reading.told for found in _FIRST_PERSON.all(one.folded)]
    talk = sum(_RESELLER_TALK.within(sentence.folded) for sentence in reading.told)
    weight = 1.5 * len(set(lost)) + 1.0 * len(set(own)) - 1.0 * talk - 4.0 * trade
    return weight, (lost or own or [""])[0]


_ASKED_THROUGH = Phrases(
    r"""
    (asks|asked|is asking|are asking|wonders|wants to know|(they|customers|clients) (ask|want to know)) (me |us |you )?
      (whether|if|how|what|which);
    (fragt|fragte|(will|mochte|wollen) (\w+ )?wissen),? (ob|wie|was|welche\w*);
    (demande|a demande|veut savoir|veulent savoir) (si|comment|quel\w*);
    (pregunta|pregunto|quieren? saber) (si|como|que|cual\w*); (pergunta|perguntou|quer(em)? saber) (se|como|qual)
    """
)


def asked_through(reading: Reading) -> Sentence | None:
    """Return the sentence in which the writer passes on what somebody asks, or wants to know."""
    return reading.first(lambda one: _ASKED_THROUGH.within(one.folded))
