"""Servers that do not start, or have lost their data."""

from __future__ import annotations

import re

from deskbot.triage.phrases import Phrases
from deskbot.triage.reading.labels import Label
from deskbot.triage.reading.verdicts import DOUBT, LIKELY, tells, tells_now
from deskbot.triage.sentences import Reading, Sentence
from deskbot.triage.tense import imagined, past

_BOOT = Phrases(
    r"""
    (ucx\w*|galaxy( \w+)?|server|system|pbx|appliance|vm|chassis|(the )?box) … (won't|wont|will not|does
      not|doesn't|doesnt|not|never|cannot|can't|refuses to|fails to|failed to|no longer) (\w+
      )?(boot*|start up|come (back )?up|came (back )?up|power (up|on)|turn on);
    (it|unit|machine) … (won't|wont|will not|does not|doesn't|never|can't|refuses to) (\w+ )?(boot*|power
      (up|on)|turn on);
    no boot; (kernel panic|initramfs|grub( rescue)?|no (bootable|boot) (device|disk)|boot loop|boot device not
      found|stuck (at|in|on) boot|not boot*|won't boot|bootet nicht*|startet nicht*|fahrt nicht* hoch|ne
      demarre (plus|pas)|no (arranca|enciende|prende|inicia)|nao (liga|inicia|da boot));
    (sits|sitting|stuck|stops|stopped|hangs|hung|freezes|stays) (at|on|in) (a |the
      )?(black|blank|grub|bios|boot|splash|kernel|login|blue|maintenance|emergency|rescue)
      ?(screen|prompt|logo|menu|shell|mode)?;
    (no|never any) (video|beep|post|picture|signal on the monitor);
    never (gets|got|comes|came) past (the )?(bios|boot|grub|logo|splash|fsck);
    fsck (fails|errors|asks|stops|never); fans? (spin*|run*|turn*) … (nothing|no|but|that's);
    does not post; won't post; power (light|led) … (off|out|no|blink*|amber|dead);
    power supply (is )?(dead|burn*|smok*|popped); smell* … burn*; disk not found
    """
)
_DEVICE = Phrases(r"""
    phones?; handsets?; sets?; infinity; 50\d\d; softphone; app; laptop; gateway; cordless;
    expansion module; poste; apparat; aparelho; telefono; telefone; telephone; combine; ramal; switch
    """)


def does_not_boot(reading: Reading) -> Sentence | None:
    """Return the sentence that says that the server does not start."""
    for sentence in reading.told:
        if _LISTING.search(sentence.text):
            continue
        if (
            _BOOT.within(_PATH.sub("~", sentence.folded))
            and not _BOOTS.within(sentence.folded)
            and not _DEVICE.within(sentence.folded)
            and not imagined(sentence)
            and not past(sentence)
        ):
            return sentence
    return reading.first(lambda one: _reads_no_boot(one) and not _LISTING.search(one.text))


_LISTING = re.compile(r"\S {2,}\S{1,20} {2,}\S")
"""A line of a table that a machine printed."""
_PATH = re.compile(r"(?<!\w)/[\w./-]+")
"""A folder's name says nothing of what the server does: "/boot"."""
_BOOTS = Phrases("""
    (boots?|starts?|came up|comes up|started|booted) (up )?
      (properly|fine|ok|okay|normally|clean*|correctly|well|without);
    (startet|fahrt) … (normal|sauber|ordentlich); (sauber|normal) gestartet; demarre (bien|normalement);
    (arranca|inicia|prende) (bien|normal*); (inicia|liga) (bem|normal*)
    """)


def _reads_no_boot(sentence: Sentence) -> bool:
    if _BOOTS.within(sentence.folded):
        return False
    return (
        tells_now(sentence.text, Label.NO_BOOT, at=LIKELY)
        and tells(sentence.text, Label.TROUBLE, at=DOUBT)
        and not _DEVICE.within(sentence.folded)
        and not imagined(sentence)
    )


_DATA_LOST = Phrases(
    """
    (all|everything|data|config*|database|mailboxes|extensions|programming|recordings|settings|voicemail*)
      … (lost|gone|wiped|erased|empty|destroyed|corrupt*|deleted|overwritten|blank);
    (lost|wiped|erased|corrupt*|deleted|overwr*) (all|everything|the (whole
      )?(config*|database|programming|data));
    (it's|its|is|came up|comes up|came back) (just |completely )?(empty|blank); factory fresh;
    (daten|konfiguration|alles) … (weg|verloren|geloscht|leer);
    (donnees|configuration|tout) … (perdu*|efface*|vide);
    (datos|configuracion|todo) … (perdi*|borr*|vaci*);
    (dados|configuracao|tudo) … (perd*|apag*|vazi*|sumiu)
    """
)
_NO_BACKUP = Phrases(
    r"""
    no (\w+ )?(backups?|back-ups?|snapshots?); never (was|were|existed) (a |any |one )?(\w+ )?(backups?|back-ups?);
    (without|never had|never made|never took|never set up|not have|don't have|isn't|doesn't have|no sign
      of) (a |any |one |an )?(\w+ )?(backups?|back-ups?);
    backups? … (none|never|doesn't exist|empty|corrupt*|unreadable|useless|also|won't restore|can't be
      restored|too|is on the same|dead);
    (nobody|no one|they|we|customer|he|she)
      (\w+ )?(never|ever) (\w+ )?(took|made|did|had|kept|set up) (a |any |one )?backups?;
    (keine?|nie|niemand) … (sicherung*|backup*|gesichert); keine? (\w+ )?(daten)?sicherung*;
    (aucune|pas de|jamais( de)?|sans) (sauvegarde*|copie*); jamais … (sauvegarde*|copie*);
    (sin|no hay|ningun|no tenemos|no existe*|no tenian|no tienen|nunca|jamas)
      (\w+ ){0,2}(respaldo*|backup*|copia*);
    (sem|nao tem|nao temos|nenhum|nunca (houve|teve|foi feito|fizeram)) (\w+ )?(backup*|copias? de seguranca);
    nunca (hubo|se hizo|tuvieron) (\w+ )?(respaldo*|backup*|copia*); (il n'y a|n'a|n'ont) jamais (eu|fait) (de
      |une )?(sauvegarde*|copie*); (es gab|wurde|haben) nie (eine |ein )?(\w+ )?(daten)?(sicherung|backup)
    """
)


_DYING_DISK = Phrases(
    r"""
    (both|all) (\w+ )?(mirrors?|disks?|drives?) … (fail\w*|dead|dying|offline); (array|raid) … (both|all) … fail\w*;
    (read|write|i/o|disk|media) errors?; bad sectors?; (disk|drive) (is )?(failing|dying|clicking);
    (lese|schreib|platten)fehler\w*; defekte sektoren; (platte|festplatte)n? (\w+ )?(stirbt|sterben|defekt|klackert);
    erreurs? (de|d') ?(lecture|ecriture|e/s|disque); secteurs defectueux; disque\w* (\w+ )?(meurt|mourant|lache\w*);
    errores? de (lectura|escritura|disco|e/s); sectores (malos|defectuosos); disco\w* (\w+ )?(muriendo|fallando);
    erros? de (leitura|escrita|disco|e/s); setores (ruins|defeituosos); disco\w* (\w+ )?(morrer|morrendo|falhando)
    """
)
"""A disk that is still read, and not for long."""


def data_lost(reading: Reading) -> Sentence | None:
    """Return the sentence that tells of lost data, or of a disk that dies, where there is no backup either."""
    if not reading.says(_NO_BACKUP):
        return None
    return reading.first(
        lambda one: (
            not imagined(one)
            and not one.asks
            and (
                any(table.within(one.folded) for table in (_DATA_LOST, _DYING_DISK))
                or tells_now(one.text, Label.DATA_LOSS, at=LIKELY)
            )
        )
    )
