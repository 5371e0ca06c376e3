"""What a message asks for: tables of words for each category, weighed against each other. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from deskbot.model.case import Category
from deskbot.triage.phrases import Phrases
from deskbot.triage.reading.labels import Label
from deskbot.triage.reading.verdicts import because, likelihood, tells
from deskbot.triage.sentences import Reading, Region, Sentence


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
