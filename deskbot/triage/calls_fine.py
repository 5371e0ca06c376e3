"""Whether calls go as ever, to the outside too."""

from __future__ import annotations

import re

from deskbot.triage.clauses import last_turn
from deskbot.triage.phrases import Phrases
from deskbot.triage.sentences import Reading, Sentence, once
from deskbot.triage.tense import imagined
from deskbot.triage.total_loss import tells_total

SPARED = Phrases(
    """
    (calls|phones|phone system|inbound|incoming|outbound|outgoing|inside|internal*|desk to desk|calling
      out|users?) … (fine|ok|okay|working|work|as normal|normal|unaffected|go
      through|good|perfect|affected); not one user;
    no (user|customer|call)s? (is |are |has been |have been )?(affected|lost);
    nobody (is|has been) (down|affected|hurt); no one (is|has been) (down|affected); no sales lost;
    isn't missing anything;
    can (still )?(ring each other|call each other|call out|dial out|receive|make calls|dial in|listen);
    still (ring|call|work|get|make); can telephone; konnen telefonieren; funktioniert … (normal|noch);
    intern (geht|geht's); peuvent (encore )?appeler; appellent ou ils veulent; ca va tres bien;
    (se )?parlent entre eux; si (pueden|funciona); funciona bien; normal
    """
)
_FINE = Phrases(
    r"""
    (calls?|phones|the phones|telephones|calling|inbound|outbound|users|telephony)( themselves| system| in and out)?(
      all)?
      (are|is|were|work|works|still work|keep working|go through)( all| still| themselves| perfectly)?
      ?(fine|working|ok|okay|normal(ly)?|good|unaffected|not affected)?;
    (are|they're|we're|still) (calling|dialing|dialling) in and out;
    (can|still) (telephone|call|phone|make calls|dial)( out)? (as normal|normally|in and
      out|fine|without); can call in and out;
    (everything|all) (else )?(is|works?) (\w+ )?(fine|ok|beautifully|normal*|working); not one user;
    no users? (is |are )?(affected|down); nobody is (down|affected|without);
    (calls?|connections?) (\w+ )?(connects?|is (always |every time )?(set up|established)|are (always )?(set
      up|established));
    (verbindung|anruf|gesprach) … (kommt|kommen) … zustande; tot ist nichts; nichts ist tot; (la
      )?(connexion|communication) … s'etablit;
    l'appel s'etablit; la llamada … se (establece|conecta); a (ligacao|chamada) … (completa|conecta) normal*;
    phones themselves are working; no outage; not an outage; not down; nothing is down;
    no calls? (are |were |is )?(lost|affected|missed); no call (problem|issue)s?;
    (telefonieren|anrufe|gesprache) … (normal|gehen|funktionier*|problemlos);
    (telefone|apparate) (funktionieren|gehen|laufen)( alle)? (noch|weiter(hin)?|normal)(?! nicht)( alle)?;
    (telephones|postes) (marchent|fonctionnent)( tous)? (encore|toujours|normalement)(?! pas)( tous)?;
    telefonos (siguen|continuan)( todos)? funcionando; telefones (continuam|seguem)( todos)? (a funcionar|funcionando);
    appels? … (normal*|fonctionnent); llamadas … (normal*|funcionan|bien); (ligac\w+|chamadas) … (normal*|funciona*)
    """
)
_BOTH_WAYS_FINE = Phrases(
    r"""
    call(s|ing)?( out)?,? and (are|be|is|get|gets|being) called (\w+ ){0,2}(normal*|fine|ok|okay
      |as (usual|ever|always));
    (normal|wie (immer|gewohnt|sonst)|problemlos|ganz) (\w+ )?(anrufen|telefonieren) und (\w+ )?(angerufen|erreich\w+)
      (werden|sein|sind);
    (anrufen|telefonieren) und (\w+ )?(angerufen|erreich\w+) (werden|sein|sind) (normal|wie (immer|sonst)|problemlos);
    appellent et (\w+ )?(sont|se font) appel\w+ (normalement|comme d'habitude|sans (probleme|souci));
    llaman y (les|los) llaman (con normalidad|normal\w*|como siempre|sin problema\w*|bien);
    llaman y reciben( llamadas)? (con normalidad|normal\w*|como siempre|sin problema\w*|bien);
    ligam e (recebem|sao chamados)( chamadas| ligacoes)? (normal\w*|como sempre|sem problema\w*|bem)
    """
)
_FINE_WORDS = Phrases("""
    fine; working; ok; okay; normal*; good; unaffected; in and out; affected; beautifully;
    down; lost; missed; outage; not one user; connects?; established; set up; zustande; tot; s'etablit; se
      (establece|conecta); completa;
    conecta; funktionier*; gehen; laufen; fonctionnent; marchent; bien;
    funciona*; work; works; problem*; issue*; without
    """)


@once
def calls_are_fine(reading: Reading) -> Sentence | None:
    """Return the sentence that says that calls go as ever."""
    for sentence in reading.told:
        if _goes_both_ways(sentence):
            return sentence  # whatever lamp is red
        found = _FINE.find(sentence.folded)
        if found and (_only_inside(sentence.folded) or _NONE_OF.search(sentence.folded, 0, found.start())):
            continue
        if found and _FINE_WORDS.within(found.group()) and not tells_total(sentence) and not imagined(sentence):
            return sentence
    return None


def _goes_both_ways(sentence: Sentence) -> bool:
    """Return whether a clause says that they call and are called as ever."""
    found = _BOTH_WAYS_FINE.find(sentence.folded)
    if not found or imagined(sentence):
        return False
    clause = last_turn(sentence.folded[: found.end()])
    return not _NOBODY.search(clause) and not _only_inside(sentence.folded)


_NOBODY = re.compile(
    r"\b(?:not|no|nobody|none|never|can't|cannot|before|until|nicht|nie|niemand|keine?r?|ne|pas|plus|personne|nadie|nunca"
    r"|nao|ninguem|n'\w+)\b"
)
_NONE_OF = re.compile(
    r"\b(?:none|not (?:one|all|every|(?:a|one|even one) single(?: one)?)|neither|few|half|some)\b(?: of)?"
    r"(?: (?:the|our|their|its|these|those|all|\d{1,5}|desk|office))* $"
)
"""What stands before "phones still work" where they do not."""
_INSIDE = Phrases(r"""
    inside; internal*; in.house; room to room; (desk|phone|office|floor|station|extension|ext) to
      (desk|phone|office|floor|station|extension|ext); between (the
      )?(desks|rooms|extensions|phones|sets|offices|floors|themselves|each
      other|them|us); (each|one an)other; among (themselves|ourselves); intern(e|es|en|er|as?|os?|ally)?;
      untereinander; im haus;
    entre (eux|elles|nous|postes|les
      postes|ellos|ellas|nosotros|extensiones|internos|ramales|habitaciones|eles|si|ramais|os
      ramais|quartos); de poste a poste; dentro (de|da|do)
    """)
_OUTSIDE = Phrases("""
    outside; external*; inbound; incoming; outbound; outgoing; in and out; in or out; extern(e|en|er); rein; raus;
      draussen;
    entrant*; sortant*; exterieur; extern[oa]s?; salientes?; afuera; de fora; para fora
    """)


def _only_inside(folded: str) -> bool:
    """Return whether a sentence speaks of calls within the house only: that those go says nothing of the others."""
    return _INSIDE.within(folded) and not _OUTSIDE.within(folded)


def fine(folded: str) -> bool:
    """Return whether the words say that calls go as ever, to the outside too."""
    found = _FINE.find(folded)
    return found is not None and not _only_inside(folded) and not _NONE_OF.search(folded, 0, found.start())
