"""What people also write about, and what no known issue may claim: other faults of telephone systems, and requests.

Each topic stands beside the playbooks as if it were one; a message that fits it best fits none of them. A topic that a
playbook's title names is left out: it is a known issue then.
"""

from __future__ import annotations

from collections.abc import Sequence

from deskbot.triage.matching_words import words
from deskbot.triage.playbooks import Playbook

MARK = "~"
"""Begins the id of a topic."""

_TOPICS = """
agents queue
  callers wait in the queue and no agent phone rings | queue does not distribute calls, agents are logged in
  agent cannot log in to the queue | la cola no reparte llamadas, los agentes no suenan
  la file d'attente ne distribue pas les appels | die Warteschlange verteilt keine Anrufe, Agenten angemeldet
  a fila não distribui as chamadas aos atendentes
overhead paging
  paging speakers are silent | the horn in the hall makes no sound | page over the phones does not work
  el altavoz de voceo no suena | la sonorisation ne diffuse pas | die Durchsage über Lautsprecher geht nicht
  o alto-falante de busca pessoa não funciona
music on hold
  no music while on hold | hold music too loud or too fast | wrong music file plays
  la música en espera no suena | la musique d'attente ne marche pas | die Wartemusik fehlt
  a música de espera não toca
auto attendant greeting
  the attendant plays the wrong greeting | holiday greeting does not play | menu announces the old hours
  la operadora automática no pasa el saludo | l'annonce du standard automatique est la mauvaise
  die Ansage der automatischen Vermittlung ist falsch | a saudação do atendimento automático não toca
call forwarding
  forwarding cannot be switched off | calls still go to the mobile | forward on busy does not work
  no se puede quitar el desvío de llamadas | le renvoi d'appel reste actif
  die Rufumleitung lässt sich nicht ausschalten | o desvio de chamadas não desliga
door phone
  the door phone does not open the door | the gate intercom does not ring | el portero eléctrico no abre
  l'interphone n'ouvre pas la porte | die Türsprechstelle öffnet nicht | o porteiro eletrônico não abre
busy lamp keys
  busy lamp field stays lit | BLF keys do not show who talks | parked call cannot be picked up
  las teclas BLF no se encienden | les voyants d'occupation restent allumés | Besetztlampen leuchten nicht
  as teclas de ocupado não acendem
cordless DECT
  cordless handsets show searching | DECT base blinks, no range | cordless battery empty quickly
  los inalámbricos no encuentran la base | les combinés sans fil cherchent la borne
  schnurlose Telefone ohne Verbindung zur Basis | os telefones sem fio perdem a base
caller number shown
  wrong caller ID is shown on outgoing calls | our number is displayed as unknown
  names are missing in the display | sale otro número cuando llamamos
  le numéro affiché chez l'appelé n'est pas le bon | beim Angerufenen erscheint die falsche Nummer
  aparece o número errado para quem recebe
conference bridge
  third party cannot join the conference | people are thrown out of the meeting room
  PIN of the conference is refused | no se puede entrar a la sala de conferencia
  la conférence à trois ne marche pas | Konferenzraum nimmt keine Teilnehmer an
  a sala de conferência derruba participantes
hot desk
  hot desk user stays signed in | cannot log in at another desk | el puesto compartido no cierra sesión
  le bureau partagé ne se déconnecte pas | Anmeldung am freien Arbeitsplatz bleibt bestehen
  login em mesa compartilhada falha
call reports
  report page shows error 500 | call records are missing from the report | recordings cannot be searched
  el informe de llamadas da error | le rapport d'appels affiche une erreur | die Auswertung zeigt einen Fehler
  o relatório de chamadas dá erro
headset
  headset crackles or has no microphone | headset button does not answer | la diadema no funciona
  le casque grésille | das Headset knackt | o fone de ouvido não funciona
transfer and pick up
  transfer drops the caller | group pick up does not work | cannot transfer to voicemail
  no se puede transferir la llamada | le transfert d'appel échoue | Weiterverbinden geht nicht
  a transferência não funciona
ring tone and volume
  phone does not ring, volume too low | ring is too quiet | no suena el timbre | la sonnerie est trop faible
  Klingel zu leise | a campainha está baixa
crash restart
  call processing crashes and starts again | service restarts every few minutes | el servicio se reinicia solo
  le service plante et redémarre | der Dienst stürzt ab und startet neu | o serviço trava e reinicia
power cut
  building lost power, nothing is on | electrician switched off the rack | corte de luz, todo apagado
  panne de courant dans le bâtiment | Stromausfall im Gebäude | queda de energia no prédio
integration and app
  the CRM does not pop up | mobile app shows no contacts | directory is empty
  la aplicación móvil no muestra contactos | l'annuaire est vide | das Telefonbuch ist leer
  a agenda está vazia
remote access account
  VPN client says authentication failed for my account | cannot sign in to the portal
  reset my password for the partner portal | my certificate for remote access was not accepted
  no puedo entrar al portal | je n'arrive pas à me connecter au portail | ich komme nicht ins Partnerportal
  não consigo entrar no portal
quote and order
  please quote phones and a card | price and delivery time | where is our order | necesitamos una cotización
  merci de nous faire un devis | bitte ein Angebot | preciso de um orçamento
RMA return
  please send an RMA, device is dead, under warranty | return of defective hardware | solicito RMA por garantía
  retour sous garantie d'un appareil en panne | Rücksendung in Garantie | devolução em garantia
licence transfer
  move the licence from the old system to the new one | transfer of host, both host ids attached
  pasar la licencia al equipo nuevo | transférer la licence vers le nouveau système
  Lizenz auf neue Anlage übertragen | transferir a licença para o novo equipamento
how to set up
  how do I add an extension | how can I set up a ring group | how do I program a key | cómo configuro un grupo
  comment configurer un renvoi | wie richte ich eine Gruppe ein | como configuro um ramal
move and change
  move four phones to the new office | add a user and change a name | please change the opening hours
  agregar un usuario | ajouter un utilisateur | neuen Benutzer anlegen | adicionar um usuário
plan and schedule
  schedule the upgrade for Saturday night | we plan to replace the router next week, what should we watch
  before we move to the new version | planear la actualización | planifier la mise à jour
  Update für Samstag planen | agendar a atualização
status and thanks
  any news on this ticket | it works now, please close | the customer keeps asking | alguna novedad del ticket
  des nouvelles du dossier | gibt es Neuigkeiten | alguma novidade
nothing said
  phones are acting up, please call me | it does not work, help | los teléfonos andan mal | ça ne marche pas
  geht nicht, bitte anrufen | não funciona, me liguem
"""
"""Each topic has a line with its title, then indented ones with phrases of five languages."""


def elsewhere(playbooks: Sequence[Playbook]) -> tuple[Playbook, ...]:
    """Return the topics that none of the playbooks is about."""
    titles = [_stems(book.title) for book in playbooks]
    found: list[Playbook] = []
    for number, topic in enumerate(_TOPICS.strip().replace("\n  ", " | ").split("\n")):
        title, *phrases = (part.strip() for part in topic.split("|"))
        topic_stems = _stems(title)
        if not any(topic_stems <= other for other in titles):
            found.append(
                Playbook(id=f"{MARK}{number:02}", title=title, symptoms=(), examples=tuple(phrases), resolution="")
            )
    return tuple(found)


def _stems(text: str) -> frozenset[str]:
    return frozenset(word.affirmed for word in words(text))
