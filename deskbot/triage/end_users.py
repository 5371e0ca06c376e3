"""Whether the writer sounds like an end customer, who belongs to their reseller. Pure."""

from __future__ import annotations

from deskbot.triage.phrases import Phrases
from deskbot.triage.reading.labels import Label
from deskbot.triage.reading.verdicts import because, tells
from deskbot.triage.sentences import Reading

LIKELY = 0.75
"""The model's chance from which a sentence counts as an end customer's."""

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
