"""What exactly a question or a request is about, where the portal has a place of its own for it. Pure."""

from __future__ import annotations

from deskbot.triage.phrases import Phrases
from deskbot.triage.sentences import Reading

TOPICS: dict[str, Phrases] = {
    "quotation": Phrases(
        """
        quot(e|es|ed|ing|ation|ations); pric(e|es|ing)( list)?; purchase orders?; part numbers?; lead times?;
        order(ing)?; (want|need|like) to (buy|order|purchase); how much (is|are|does|would|for); cost(s)?;
        angebote?; preis\\w*; bestell\\w*; kostet; devis; prix; tarifs?; commande\\w*; combien coute\\w*;
        cotizacion\\w*; cotizar; precios?; pedidos?; cuanto cuesta\\w*; orden de compra; cotacao; cotacoes;
        orcamentos?; precos?; quanto custa\\w*; ordem de compra
        """,
        but=("in order (to|that|of)", "out of order", "in what order", "call order"),
    ),
    "provisioning": Phrases(
        """
        provision\\w*; auto.?(provision\\w*|config\\w*); zero.?touch; mac(s| addresses?)? …
        (portal|redirect*|provision*); provisionier\\w*; approvisionn\\w*; provisionamento; aprovisionamiento;
        aprovision\\w*
        """
    ),
    "training": Phrases(
        """
        training\\w*; certif(y|ied|ication)( course| exam| training)?; courses?; webinars?; schulung\\w*;
        kurs(e|es)?; formations?; capacitacion\\w*; cursos?; treinamento\\w*; exams?
        """
    ),
    "configuration": Phrases(
        """
        configur\\w*; program(me|med|ming|s)?; set ?-?up; add(ing)? (a|an|the|new|more|\\d+); mov(e|ing);
        chang(e|es|ing); how (do|can|to|would|does) \\w+; where (do|can|is|are); einricht\\w*; einstell\\w*;
        konfigur\\w*; programmier\\w*; wie (kann|stell\\w*|richt\\w*); comment; parametr\\w*; ajouter; como;
        agregar; cambiar; adicionar; mudar; alterar
        """
    ),
}


def topics_of(reading: Reading) -> tuple[str, ...]:
    """Return the topics that a message speaks of, by name."""
    return tuple(topic for topic in sorted(TOPICS) if reading.says(TOPICS[topic]))


_OF_THE_PORTAL = ("quotation", "provisioning", "training")
"""What the portal has a tool or a page for."""
_OF_A_LICENCE = Phrases(
    r"""
    host ?ids?; re-?host\w*; transfer\w*; mov(e|ed|ing);
    activat\w*; reactivat\w*; re-?issue\w*; expire\w*; invalid; grace;
    class\w*; klasse\w*; clase\w*;
    ordered; bestellt; (avons|ai) command\w*; pedimos; encomend\w*;
    key; wrong; ubertrag\w*; umzieh\w*; abgelaufen; aktivier\w*; transfer\w*; expir\w*; activ\w*; vencid\w*; traslad\w*
    """
)


NAMES_A_LICENCE = Phrases(
    "licen[cs]*; lizenz*; host ?ids?; re-?host*; keys?; entitlement*; schlussel*; clave*; cle; chave*"
)


def asks_the_portal(reading: Reading) -> str:
    """Return the topic of a request for which the portal has a place, and which is about no licence that is there."""
    if reading.says(_OF_A_LICENCE) and reading.says(NAMES_A_LICENCE):
        return ""
    return next((topic for topic in topics_of(reading) if topic in _OF_THE_PORTAL), "")
