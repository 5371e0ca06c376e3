"""How much a message is an advertisement, or a fraudster's letter. Pure."""

from __future__ import annotations

from deskbot.triage.phrases import Phrases
from deskbot.triage.reading.labels import Label
from deskbot.triage.reading.verdicts import because, tells
from deskbot.triage.sentences import Reading

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


def spam(reading: Reading) -> tuple[float, str]:
    """Return how much of an advertisement or a fraudster's letter the message is, with its first such phrase."""
    hits = [found.group() for sentence in reading.sentences for found in _SPAM.all(sentence.folded)]
    hits += [because(one.text, Label.ADVERT) for one in reading.told if tells(one.text, Label.ADVERT)]
    ours = sum(_OUR_THINGS.within(sentence.folded) for sentence in reading.sentences)
    return (len(set(hits)) - 1.5 * ours, hits[0] if hits else "")
