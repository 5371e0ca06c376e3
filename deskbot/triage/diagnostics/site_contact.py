"""Somebody on site for hands-on work."""

from __future__ import annotations

from deskbot.model.case import Case, Category, Finding
from deskbot.triage.diagnostics import FAULTS, TROUBLE, Diagnostic
from deskbot.triage.finding import first
from deskbot.triage.phrases import Phrases
from deskbot.triage.sentences import Sentence, read
from deskbot.triage.tense import imagined

_SOMEBODY = Phrases(
    r"""
    (is|are|i'm|im|be|still|he's|she's|we're|have|has|somebody|someone) (\w+ ){0,3}on.?site;
    on.?site (is|contact|until|till|til|all day|now|with); on.?site ?:; site contact;
    (is|are|be|will be) (your |my |our |the )?hands; hands.?on; be your hands; hands for you;
    (pull|press|push|unplug|power.?cycle|plug) … (for you|whatever|if you|things|cables|what you);
    (whatever|what) you (tell|ask) (him|her|them|me); ask for [a-z]+ (at|in|on) (the |reception);
    local hands; (standing|sitting) (in front|next to|beside|by); at the site (until|till|til|is|all);
    contact (at|on) (the )?site;
    (is|he's|she's|are|i'm|im|i am) (sitting |standing |still |right )?(next to|in front of|beside|by|at)
      the (rack|box|closet|cabinet|system|server|pbx|ucx|phones|desk);
    (i'm|im|i am|we're|we are) (here|still here|at the site|there|in the (closet|server room|comms
      room|basement|cellar)); (is|are|he's|she's|will be) (there|here|around) and (can|will|has|knows);
    (is|are|will be|he's|she's) (there|here|in|around|on the premises)
      (all|until|till|til|from|every|each|today|tomorrow); (has|have|holds) (the )?key(s)?;
    (lets?|let) (you|us|anyone|somebody) in; (our|my) (tech|technician|guy|man|engineer) is (there|on|at);
    (caretaker|janitor|custodian|maintenance|hausmeister|concierge|conserje|zelador) …
      (is|will|can|has|knows|ist|kann|est|esta|puede|fica); at the desk \d; vor ort;
    (ist|sind|steht) … (im haus|vor ort|im keller|davor); sperrt … auf; ansprechpartner; sur place;
    (il|elle) est (au|a la|sur|la); a la cle; en sitio; en el sitio; persona de contacto; tiene la llave;
    (esta|estara) (ahi|alli|en el sitio) (hasta|todo|de); no local; fica (ate|la|no); tem a chave;
    (caretaker|janitor|custodian|owner|manager|secretary|receptionist|bookkeeper|maintenance
      (man|guy|person)|it
      (guy|person|man|lady|manager)|principal|matron|nurse|foreman|clerk|engineer|technician|tech|electrician|colleague|guy|man|lady)
      … (can (let|help|press|plug|reboot|pull|restart|be|push|unplug|power|do)|is
      (there|in|around|here|available|standing|happy|on duty)|will be (there|in|here|around|on)|has (the
      |a )?keys?|knows);
    (is|are|'s|'ll be|be) (in|there|here|around|available)( \w+)?
      (until|till|til|from|every|each|today|tomorrow|all
      (day|week)|monday|tuesday|wednesday|thursday|friday|between|at \d);
    (on duty|stand(s|ing)? by|spare pair of hands|pair of hands|eyes and hands|extra hands|will (happily
      )?(pull|press|push|plug|unplug|reboot|restart)|can (reboot|restart|press|push|plug|unplug|pull)
      (it|the|things|buttons|cables|whatever)); stays? until;
    (i|we) (can|could) (go|drive|be) (there|over|on site);
    (i|i'll|i will) (be |am |stay )?(there|here|on site|at the (site|customer|office))
      (until|till|til|all|from|today|tomorrow|now);
    (im|i'm|i am|we're|we are) (still )?(here|there|in|at) (in |at )?(the|their)
      (closet|rack|basement|server|comms|phone|site|customer|equipment|wiring|back);
    (ist|sind) (noch )?(da|dort|hier) (bis|von|den ganzen|heute|morgen);
    bis \w+ (uhr )?(da|dort|im haus|vor ort|erreichbar);
    (kann|konnen) … (stecken|drucken|neu starten|ziehen|helfen);
    (est|sera) (la|present*|disponible|sur) … (jusqu*|de|tout|demain|aujourd*|toute);
    peut (vous )?(ouvrir|aider|brancher|redemarrer);
    (esta|estara|queda) (ahi|alli|disponible|presente) … (hasta|todo|toda|de|hoy|manana);
    puede (abrir|ayudar|reiniciar|conectar);
    (esta|estara|fica) (la|aqui|disponivel|no local|na) … (ate|o dia|hoje|amanha|das);
    pode (abrir|ajudar|reiniciar|ligar)
    """
)
_NOT = Phrases(
    """
    (all|every|the) phones; will go; going on.?site; (was|were) on.?site; not on.?site;
    nobody (is )?on.?site; no one on.?site; on.?site visit; site wide; was on.?site; went on.?site;
    (have|had) been on.?site; on the website; ich bin nicht
    """
)


def _tells(sentence: Sentence) -> bool:
    return not imagined(sentence) and not _NOT.within(sentence.folded)


def _read(case: Case, _category: Category) -> Finding | None:
    return first("site_contact", read(case.message).told, _SOMEBODY, 0.75, _tells)


DIAGNOSTIC = Diagnostic(
    key="site_contact",
    level="L2",
    place=75,
    meaning="someone on site for hands-on work",
    question="Who is on site for hands-on work, and until when?",
    short="Who is on site?",
    wanted=FAULTS,
    read_in=TROUBLE - {Category.ENDUSER},
    labels=(
        "(on.?site|site|local) contact( person)?",
        "contact on site",
        "ansprechpartner( vor ort)?",
        "contact sur place",
        "contacto en (el )?sitio",
        "contato no local",
    ),
    read=_read,
)
