"""Fire, water, lightning and thieves: they leave no server that could start, and no site that telephones. Pure."""

from __future__ import annotations

import re

from deskbot.triage.phrases import Phrases

_ROOM = r"(?:server|comms|communications?|telecom|telco|equipment|telephone|phone) (?:room|closet|cupboard)"
_SERVER = rf"(?:ucx\w*|galaxy(?: \w+)?|pbx|phone system|phone server|telephone system|{_ROOM}|appliance)"
_SERVIDOR = (
    r"(?:ucx\w*|centralita|central(?: telefonica)?|conmutador|pabx|servidor"
    r"|(?:cuarto|sala|armario) (?:de )?(?:comunicaciones|comunicacoes|equipos|equipamentos|tecnic[ao]|servidores))"
)
_ANLAGE = r"(?:ucx\w*|telefonanlage|anlage|serverraum|technikraum|telefonserver)"
_SERVEUR = (
    r"(?:ucx\w*|autocom(?:mutateur)?|serveur(?: \w+)?|salle serveurs?|local (?:technique|telecom)"
    r"|standard telephonique)"
)
_HARMED = (
    r"(?:under ?water|flooded|on fire|gutted|burn(?:ed|t)(?: down| out| up)?|stolen|destroyed|ruined|fried|melted"
    r"|drowned|(?:struck|hit|killed) by lightning)"
)
_THIEVES = r"(?:thieves|burglars|robbers|intruders|vandals|(?:a|the) (?:thief|burglar))"
_TOOK = (
    r"(?:took|taken|stole|stolen|smashed|wrecked|nicked|grabbed|(?:ran|made|walked|went) off with|got away with"
    r"|carried off|ripped out)"
)
_FAR = r"[^.;!?]{0,60}?"
_RUINED = re.compile(
    r"\b(?:"
    + "|".join(
        (
            rf"{_SERVER} (?:is|was|got|has been|sits|stands|sat|stood)(?: all| now| completely)? {_HARMED}",
            rf"(?:lightning|surge|flood|fire|water|storm|{_THIEVES})(?: \w+){{0,3}} (?:killed|destroyed|fried"
            rf"|burn(?:ed|t)|took out|ruined|struck|flooded|took|stole) (?:the |our |their |his |her )?{_SERVER}",
            rf"{_THIEVES}\b{_FAR}\b{_TOOK}\b{_FAR}\b{_SERVER}",
            rf"{_SERVER} (?:went|gone|has gone) up in (?:smoke|flames)",
            rf"{_ANLAGE}(?: \w+){{0,3}} (?:abgebrannt|verbrannt|gestohlen|geklaut|mitgenommen|entwendet|abgesoffen"
            r"|unter wasser|zerstort|uberflutet|geflutet|ausgebrannt)",
            rf"(?:einbrecher|diebe)\b{_FAR}\b{_ANLAGE}\b{_FAR}\b(?:mitgenommen|gestohlen|geklaut|entwendet|zerstort)",
            rf"(?:geflutet|uberflutet|in brand|brannte)\b{_FAR}\b{_ANLAGE}",
            rf"{_SERVEUR}(?: \w+){{0,2}} (?:a ete|est|ont ete)(?: \w+)? (?:sous l'eau"
            r"|(?:vole|brule|noye|detruit|inonde|foudroye)\w{0,2})",
            rf"(?:cambrioleurs|voleurs)\b{_FAR}\b(?:emporte|vole|pris|arrache|detruit)\w?\b{_FAR}\b{_SERVEUR}",
            rf"{_SERVEUR} (?:a|ont) (?:grille|brule|fondu|pris feu)",
            rf"(?:incendie|inondation|feu|degat des eaux) dans (?:le |la |l'){_SERVEUR}",
            rf"(?:se )?(?:quemo|robaron|llevaron|incendio|inundo|quemaron) (?:el |la |nuestr[ao] )?{_SERVIDOR}",
            rf"{_SERVIDOR} (?:se )?(?:quemo|incendio|inundo)",
            rf"{_SERVIDOR} (?:queimou|pegou fogo|inundou|foi (?:roubad|destruid|inundad|furtad)[oa])",
            rf"(?:roubaram|furtaram|levaram|queimou) (?:[ao] |noss[ao] )?{_SERVIDOR}",
            rf"pegou fogo n[ao] {_SERVIDOR}",
        )
    )
    + r")\b"
)
_NOT_IN_USE = Phrases("""
    spares?; shelf; lab; demo; test; old; insurance; replaced; years? ago; last (month|year); ersatzgerat; reserve;
    secours; repuesto; reserva; backup (unit|system|server)
    """)
"""What burnt was not what people telephone with, or no longer is."""
_UNHARMED = Phrases(
    """
    nothing (was |is |got )?(damaged|hurt|harmed|lost); unharmed; unscathed; survived; undamaged; still runs; keeps
    running; nichts passiert; unversehrt; lauft (noch|weiter); rien de casse; intact*; sin danos; sem danos; ileso
    """
)


def is_ruined(folded: str) -> bool:
    """Return whether the words say that the telephone system burnt, drowned, or was stolen."""
    return bool(_RUINED.search(folded)) and not _NOT_IN_USE.within(folded) and not _UNHARMED.within(folded)
