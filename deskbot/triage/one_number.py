"""Whether one number alone fails: of one person, or one of a house whose others go. Pure."""

from __future__ import annotations

from deskbot.triage.cut_off import EVERY_NUMBER, OUT_OF_SERVICE
from deskbot.triage.emergency import speaks_of_emergency_calls
from deskbot.triage.phrases import Phrases
from deskbot.triage.sentences import Reading, Sentence
from deskbot.triage.symptoms import failures

_WHOM = Phrases(
    r"""
    (nobody|no one) (can |is able to |\w+ )?(reach\w*|call\w*|ring|get (hold of|through to)|phone);
    (niemand|keiner) (\w+ )?erreicht; (niemand|keiner) kann … (erreichen|anrufen);
    personne … (joindre|joint|appeler); nadie … (comunicarse|llamar|contactar|hablar);
    ninguem … (falar|ligar|telefonar|contatar)
    """
)
_THEIR_NUMBER = Phrases(
    r"""
    (her|his|my) (\w+ )?(number|extension|ext|line|phone|direct dial); (seine?|meine?) (\w+
      )?(nummer|durchwahl|nebenstelle|telefon|apparat|leitung); ihre (durchwahl|nebenstelle);
    (son|mon) (numero|poste|telephone)( direct)?; sa ligne( directe)?;
    (su|mi) (numero|interno|anexo|extension|telefono); (numero|ramal|telefone) d(ela|ele); (seu|meu) (numero|ramal)
    """
)
_ONE_NUMBER = Phrases(
    r"""
    (her|his|my|the (old|fax|former|previous|second|one)|that( one)?|one) (\w+ )?(number|line|did);
    (ihre|seine|meine|die (alte|fruhere|zweite)|eine|der alten) (\w+ )?(ruf|fax|durchwahl)?nummer; die faxnummer;
    (son|mon|l'ancien|un|le (deuxieme|vieux)) (\w+ )?numero; le numero (de|du) (fax|poste);
    (su|mi|un|el) numero (viejo|antiguo|anterior|de fax|directo); (el|un) (viejo|antiguo) numero;
    (o|um) numero (antigo|velho|anterior|de fax|direto|dela|dele); (seu|meu) numero
    """
)
_OTHER_NUMBERS_GO = Phrases(
    r"""
    (any|every|all|the) (of the )?(other|new|rest of the) (numbers?|lines?|ones|dids?)
      (\w+ )?(works?|go|goes|ring\w*|fine|ok);
    (alle|die) (\w+ )?(anderen|neuen|ubrigen) (\w+ )?(ruf)?nummern (\w+ )?(gehen|funktionieren|klappen);
    (tous )?les (autres|nouveaux) numeros (\w+ )?(marchent|fonctionnent|passent|sonnent);
    (todos )?los (otros|demas|nuevos)? ?numeros( nuevos)? (\w+ )?(funcionan|andan|suenan|sirven); los
      (nuevos|demas|otros)
      (funcionan|andan); (todos )?os (outros|novos|demais)( numeros)? (\w+ )?(funcionam|tocam|estao (bem|bons))
    """
)


def one_number_only(reading: Reading) -> Sentence | None:
    """Return the sentence by which callers of one number hear that it does not exist, where the others go."""
    if speaks_of_emergency_calls(reading) or not reading.says(_OTHER_NUMBERS_GO):
        return None
    found = [one for one in reading.told if OUT_OF_SERVICE.within(one.folded) and not EVERY_NUMBER.within(one.folded)]
    named = any(_ONE_NUMBER.within(one.folded) for one in reading.told)
    others = [one for one in failures(reading) if one not in found]
    return found[0] if found and named and not others else None


def one_is_not_reached(reading: Reading) -> Sentence | None:
    """Return the sentence that says that nobody reaches one person, whose own number fails; none where more fails."""
    if speaks_of_emergency_calls(reading):
        return None
    found = [one for one in reading.told if _WHOM.within(one.folded) and _THEIR_NUMBER.within(one.folded)]
    others = [one for one in failures(reading) if one not in found]
    return found[0] if found and not others else None
