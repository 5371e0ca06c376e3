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
hardware dead
  the box has no lights and no fan, another outlet and cord made no difference, nobody can call in or out
  server will not power on since the storm | burnt smell from the power supply, the whole site is without phones
  la central no enciende, ni un foco, todos sin teléfono | el equipo se quemó con el rayo y no prende
  le serveur ne s'allume plus, aucun voyant, plus de téléphone nulle part | l'alimentation a grillé
  die Anlage geht nicht mehr an, keine LED, kein Lüfter, im ganzen Haus kein Telefon
  a central não liga, nenhuma luz, ninguém telefona | queimou a fonte da central
crash restart
  call processing crashes and starts again, all calls are lost each time | system reboots by itself every few minutes
  no update, disk and backup are fine, it just restarts in the middle of calls | kernel panic out of the blue
  el servicio se reinicia solo a cada rato | la central se congela y hay que apagarla
  le système redémarre tout seul toutes les quelques minutes, sans mise à jour | le service plante
  der Dienst stürzt ab und startet neu | die Anlage startet alle paar Minuten von selbst neu
  o serviço trava e reinicia sozinho | a central reinicia a cada poucos minutos sem motivo
data lost
  somebody restored factory defaults and everything is gone, there is no backup | the wrong disk was formatted
  recordings and saved messages were erased and cannot be recovered | database wiped, configuration empty
  borraron toda la configuración y no hay respaldo | se formateó el disco equivocado y se perdieron las grabaciones
  tout a été effacé par erreur et il n'y a aucune sauvegarde | alles gelöscht und keine Sicherung vorhanden
  apagaram toda a configuração e não existe cópia | formataram o disco errado
incoming calls routed wrong
  since the number port callers hear that the number is not valid, the trunk is registered and calling out is perfect
  calls to the main number land at the wrong place | direct numbers ring the wrong desk
  las llamadas entran a la extensión equivocada
  desde la portabilidad el número marca no válido, la troncal está registrada
  les appels arrivent au mauvais poste depuis le portage | notre système annonce que le numéro n'est pas attribué
  Anrufe landen am falschen Platz seit der Portierung
  die Ansage sagt Rufnummer nicht vergeben, der Trunk ist angemeldet
  as chamadas caem no ramal errado desde a portabilidade | nosso sistema diz que o número não existe
every call fails at once
  every call, inside as well, says all circuits are busy although phones and trunk are registered
  it rings, and as soon as anybody picks up the call is gone, from desk to desk too
  timbra y al levantar se corta al instante, también entre extensiones | toda llamada interna da circuitos ocupados
  ça sonne et dès qu'on décroche c'est coupé, même en interne | sobald man abhebt ist das Gespräch weg, auch intern
  toca e assim que atende cai na hora, até entre ramais
agents queue
  callers wait in the queue and no agent phone rings | queue does not distribute calls, agents are logged in
  agent cannot log in to the queue | la cola no reparte llamadas, los agentes no suenan
  la file d'attente ne distribue pas les appels | die Warteschlange verteilt keine Anrufe, Agenten angemeldet
  a fila não distribui as chamadas aos atendentes
ring group
  group rings only one member | hunt group skips a phone | el grupo de timbrado no suena en un interno
  le groupe ne sonne que chez un seul | die Sammelrufgruppe klingelt nicht bei allen | o grupo de toque pula um ramal
auto attendant
  the attendant plays the wrong greeting | holiday greeting does not play | menu announces the old hours, clock is right
  the main number answers with silence since the new voice file, pressing keys makes no difference
  option 2 goes to the wrong department | la operadora automática no pasa el saludo
  el menú quedó mudo con el audio nuevo
  l'annonce du standard automatique est la mauvaise | l'accueil vocal est muet depuis le nouveau fichier
  die Ansage der automatischen Vermittlung ist falsch | das Sprachmenü bleibt stumm seit der neuen Datei
  a saudação do atendimento automático não toca | o menu ficou mudo com o áudio novo
recording of calls
  calls of one queue or one agent are not recorded, all others are, disk has room | recordings cannot be searched
  no se graban las llamadas de un agente, las demás sí, hay espacio | el buscador de grabaciones no encuentra nada
  les appels d'un seul agent ne sont pas enregistrés | nur die Anrufe einer Gruppe werden nicht aufgezeichnet
  só as chamadas de uma fila não são gravadas, tem espaço
one number cannot be called
  one number abroad or toll-free cannot be called, all others can | calls to one mobile operator fail
  no podemos llamar a un solo número, a los demás sí | un seul numéro ne passe pas, les autres oui
  nur eine einzige Nummer ist nicht erreichbar, alle anderen schon | não liga só para um número
site without internet
  the internet line of the branch is down, the provider is repairing it | VPN tunnel between the sites is down
  la sucursal no tiene internet, nada navega | l'agence n'a plus d'internet du tout
  der Standort hat gar kein Internet, auch die PCs nicht | a filial está sem internet
ghost calls
  phones ring at night and nobody is there, callers named 100 or 1001 | spam calls and robocalls come in all day
  a caller harasses the reception, how can we block him | suenan de noche y no hay nadie en la línea
  les postes sonnent la nuit sans personne | Geisteranrufe in der Nacht | tocam de madrugada e não tem ninguém
hum and volume
  hum on one handset | too quiet, the other side is hard to hear | static and buzz on one analog line
  se oye muy bajo | un zumbido en el auricular | le volume est trop faible | Brummen im Hörer
  zu leise | o volume está baixo | zumbido no aparelho
overhead paging
  paging speakers are silent | the horn in the hall makes no sound | page over the phones does not work
  el altavoz de voceo no suena | la sonorisation ne diffuse pas | die Durchsage über Lautsprecher geht nicht
  o alto-falante de busca pessoa não funciona
music on hold
  no music while on hold | hold music too loud, too fast or crackling | wrong music file plays
  la música en espera no suena | la musique d'attente ne marche pas | die Wartemusik fehlt
  a música de espera não toca
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
  wrong caller ID is shown on outgoing calls | our number is displayed as unknown | wrong name shows when she calls out
  names are missing in the display | sale otro número o nombre cuando llamamos
  le numéro affiché chez l'appelé n'est pas le bon | beim Angerufenen erscheint der falsche Name
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
  report page shows error 500 | call records are missing from the report
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
broken handset
  a key is worn out | display cracked after a fall | hook switch sticks | lines across the display of one set
  la tecla no responde en un aparato | l'écran est fissuré | eine Taste klemmt | o gancho quebrou
power cut
  building lost power, nothing is on | electrician switched off the rack | corte de luz, todo apagado
  panne de courant dans le bâtiment | Stromausfall im Gebäude | queda de energia no prédio
hotel and wake-up
  wake-up calls do not ring | room status from the hotel system is missing | los despertadores no suenan
  les réveils ne partent pas | Weckrufe bleiben aus | o despertador dos quartos não toca
alarm panel and elevator
  the elevator telephone does not dial | card terminal on the analog port cannot connect | el ascensor no marca
  le téléphone de l'ascenseur n'appelle pas | das Aufzugstelefon wählt nicht | o interfone do elevador não liga
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
  wrong licences on our order, please exchange them | price for more licences and a renewal
  merci de nous faire un devis | bitte ein Angebot | preciso de um orçamento
RMA return
  please send an RMA, device is dead, under warranty | return of defective hardware | solicito RMA por garantía
  retour sous garantie d'un appareil en panne | Rücksendung in Garantie | devolução em garantia
licence transfer
  move the licence from the old system to the new one, planned, nothing is broken
  transfer of seats between two systems
  pasar la licencia al equipo nuevo | transférer la licence vers le nouveau système
  Lizenz auf neue Anlage übertragen | transferir a licença para o novo equipamento
how to set up
  how do I add an extension | how can I set up a ring group | how do I program a key | cómo configuro un grupo
  comment configurer un renvoi | wie richte ich eine Gruppe ein | como configuro um ramal
question on emergency calls
  where do I set the emergency address of each user before we start, nobody tried to call 911
  wo stellt man die Notrufadresse ein, vor der Inbetriebnahme | comment régler l'adresse d'urgence d'un nouveau bureau
  cómo se configura la dirección de emergencia | como configuro o endereço de emergência
what if
  what happens when the server or the internet fails, nothing is wrong today | qué pasa si se cae la troncal
  que se passe-t-il si le système tombe | was passiert bei einem Ausfall | o que acontece se a central parar
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
