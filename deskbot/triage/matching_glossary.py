"""One English word for what people of five languages call differently: the words of this trade, and the daily ones.

Each line has the word that stands for all, then how else it is said in English, Spanish, French, German and Portuguese,
folded; a star stands for any ending. The exact word goes before the stem, the longer stem before the shorter. A word
stands in one line only: where languages disagree ("red" is a colour here and a network there), the trade decides.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

SHORTEST = 3
"""Letters of the shortest stem."""

_WORDS = """
phone: phones telephone telephones telefono telefonos telefon telefone telefones telefoon telefonen apparat apparate
  apparaten poste postes aparelho aparelhos aparato aparatos ramal ramais nebenstelle nebenstellen set sets handset
  handsets deskphone* tischtelefon* tischapparat* appareil appareils combine combines terminal terminals terminales
  terminais endgerat* interno internos anexo anexos monofone* auricular horer telephon telephonen fon
softphone: softphones softfon* softclient webclient* app apps application aplicacion aplicativo appli
call: calls calling called caller callers llamada llamadas llamar llaman llama llame llamo llamamos appel appels
  appeler appelle appellent appelant appelants anruf anrufe anrufen anrufer anrufern anruft angerufen gesprach
  gesprache gesprachen telefonat telefonate telefonaten ligacao ligacoes ligar chamada chamadas liga ligam ligo
  ligamos communication communications telefonema* rufe telefonieren telefoniert telefonando telefoneiem marcacion
  rappel anrufbar rufnummernwahl
hear: hears heard hearing entend entends entendre entendent entendons entendu oye oyen oir oimos oigo escucha escuchan
  escuchar escuchamos escucho hort horen hore gehort ouve ouvem ouvir ouvimos ouco escuta escutam escutar escutamos
  horbar verstehen versteht oia ouvia entendia
audio: sound sounds son sonido ton speech voice voices stimme stimmen voix voz vozes som sprache
talk: talks talking speak speaks speaking spricht sprechen parle parlent parler habla hablan hablar hablamos fala
  falam falar falando conversa conversan conversar conversation conversations converse
licence: license licenses licences licensed licencing licensing licencia licencias licenca licencas lizenz lizenzen
  unlicensed unlicenced sublicence lizenziert licencie freischaltung* lizenzschlussel*
subscription: subscriptions abonnement* abo suscripcion* assinatura* subscricao wartungsvertrag*
renewal: renew renews renewed renewing renovacion renovar renovado renovaron renovo renouvel* erneuer* verlanger*
  verlangert renovacao renovada renovou renovamos renovaram
expire: expired expires expiring expiry caducado caduco caducada vencida vencido vencio vence vencieron abgelaufen
  expiree expirou expirada expirado ausgelaufen lapsed lapse expira ablauf ablaufen venceu vencidas perime perimee
  echu echue echeance
mailbox: mailboxes buzon buzones messagerie postfach casilla* caixa caixas boite boites
message: messages mensaje mensajes nachricht nachrichten mensagem mensagens recado recados voicemails
voicemail: anrufbeantworter mailbox* repondeur contestador secretaria correovoz sprachnachricht sprachnachrichten
  sprachbox anrufbeantworters
email: mails mail emails correo correos inbox outlook courriel* mailserver smtp mailanbieter gmail
greeting: greetings saludo saludos saudacao ansage ansagen annonce annonces bienvenida begrussung anuncio
forget: forgot forgotten oublie oubliee olvido olvidada olvidado vergessen esqueceu esqueci esqueceram
drop: drops dropped dropping disconnect disconnects disconnected cae caen corta cortan coupe coupent raccroche
  raccrochent abgebrochen bricht brechen legt getrennt cai caem cortarse corto cortaron coupee coupes coupees couper
  coupure coupures abbruch abbruche abbrechen caiu cairam cayo cayeron cuelga cuelgan desliga desligam trennt trennen
  cut cuts interrompe interrompu interrompues rausgeflogen fliegt fliegen aufgelegt dies die died corte cortes caindo
  cortada cortado cortadas raccrochee rausgeworfen derruba tumba wegbricht abreissen reisst abgerissen colgo colgaba
  colgaron
register: registers registered registering registration registrations registrar registra registran registrarse
  enregistre enregistrent enregistrement enregistrer enregistrements anmelden angemeldet meldet melden registrieren
  registriert unregistered registro registada registado registam regista registo anmeldung registrado registrada
  registrados registram registrou deregistered
block: blocked blocks blocking banned ban bans bloqueada bloqueado bloqueo bloqueados gesperrt sperre sperrt
  sperrliste bloque bloquee bloques blacklist blacklisted fail2ban unban unblock blockiert bannie banni banido banida
  baneada baneado bloqueou bloquear bloqueia
attempt: attempts tries intento intentos intenta tentative tentatives versuch versuche fehlversuche anmeldeversuche
  tentativa tentativas tenta
trunk: trunks troncal troncales tronco troncos amtsleitung amtsleitungen amt faisceau
line: lines linea lineas ligne lignes leitung leitungen linha linhas
carrier: provider telco anbieter provedor operadora operadoras operador proveedor proveedores operateur operateurs
  itsp fournisseur netzbetreiber betreiber providers carriers telekom telefonica isp
internet: wan dsl adsl vdsl fibra fibre glasfaser broadband
router: routers modem modems fritzbox routeur routeurs roteador roteadores livebox gateway* routertausch*
firewall: firewalls cortafuegos parefeu pare firewallregel
network: networks netzwerk netz reseau reseaux rede lan subnet
switch: switches commutateur commutateurs netzwerkswitch
red: rot rote roter rotes rouge rouges rojo roja vermelho vermelha
alarm: alarms alarma alarme alarmas
yellow: gelb gelbe amarillo amarilla jaune amarelo amarela
display: displays screen screens lcd pantalla pantallas ecran ecrans bildschirm tela telas visor visores anzeige
  anzeigen ecra afficheur bildschirme
dead: tot tote toten toter blank dark muerto muertos muerta mort morts morte morto mortos mudo mudos muda mudas
  finster lifeless dunkel dunkle schwarz noir noire apagado apagados apagada apagadas eteint eteints eteinte black
  negra negro preta preto muertas mortas erloschen
full: voll volle lleno llena llenos plein pleine cheio cheia cheias sature saturee saturado overflow
space: espacio espace platz speicherplatz espaco room
disk: disks drive disco discos disque disques festplatte festplatten platte partition storage almacenamiento stockage
  speicher armazenamento almacenaje hd ssd
recording: recordings grabacion grabaciones aufnahme aufnahmen aufzeichnung aufzeichnungen gravacao gravacoes grabar
  mitschnitt mitschnitte enregistrees gravadas grabadas grabarse graban grabando
save: saves saved saving speichern gespeichert guardar guarda guardan sauvegarder salva salvar gravar
delete: deletes deleted erase erased loschen geloscht borrar borro borre borrado efface effacer effaces apagar apaguei
  apagou supprime supprimer remove removed
address: addresses direccion direcciones adresse adressen endereco enderecos anschrift adresses
wrong: falsch falsche falscher falsches mauvaise mauvais incorrecta incorrecto incorrect errada errado errados
  equivocada equivocado erronee faux fausse incorreta incorreto trocado vertauscht
old: alte alten altes alter viejo vieja viejos vieille vieux ancien ancienne anciens antiguo antigua antiguos antigo
  antiga antigos velho velha previous anterior anteriores vorherige
fraud: fraude betrug scam hacked hacker hackers compromised hack pirate piratee pirates invadiram invadido invadida
  invadio intrus intruder intruso eingedrungen gehackt gebuhrenbetrug hackeado hackearon hackeada stolen hackerangriff
  estafa intrusao intrusion hackeo gehackten
strange: weird odd raras raro rara extranas extrano estranhas estranho estranha bizarres bizarre komisch komische
  seltsam* unbekannt* unknown desconocid* desconhecid* inconnu* suspicious sospechos* suspeit* verdacht* suspect*
international: abroad overseas ausland auslandsgesprache auslandsgesprachen internacional internacionales
  internacionais premium etranger extranjero internationaux internationale countries country pais paises pays lander
  foreign cuba somalia latvia letonia lettland maldives maldivas lituania tunisia tunez guinea gambia albania africa
  afrika afrique comoros caribbean satellite
night: nachts nacht noche nuit noite overnight madrugada nuits noches noites midnight medianoche minuit mitternacht
  noturno noturna nocturno nocturna nachtschaltung
empty: leer leere vacio vacia vide vides vazio vazia nobody* nadie personne niemand ninguem closed geschlossen cerrado
  cerrada ferme fermee fechado fechada desocupado deserted vacias
bill: bills invoice factura facturas rechnung facture factures conta fatura cost costs costo coute kosten gebuhren
choppy: robotic robot robots robotica robotique garbled stutter stutters jittery jitter entrecortada entrecortado
  entrecorta entrecortan entrecortadas abgehackt abgehackte hachee hache hachees metalica metallisch metalico
  metallique picotada picotado picotando picota picotam roboter robo robotizada blechern gigue aussetzer verzerrt
  distorted zerhackt saccade saccadee underwater trozos pedazos stuttering clipped entrecortando
word: words palabra palabras mot mots wort worte worter silben syllables syllabes silabas palavra palavras
quality: calidad qualite qualitat qualidade
loss: perte pertes perdida perdidas perda paketverlust* verlust
change: changed changes changing cambio cambiado cambiaron cambiar cambiamos swapped replaced replacing replace
  replacement swap trocou trocaram trocamos troca trocar trocada remplace remplacement remplacee changement getauscht
  tausch austausch ausgetauscht gewechselt wechsel umgestellt umstellung geandert mudou mudaram reemplazo reemplazaron
  exchanged austauschen mudanca alterou alterado alterada
new: nuevo nueva nuevos nuevas novo nova novos novas neu neuen neuer neue neues nouveau nouvelle nouveaux neuf neuve
  brandneu
server: servidor serveur anlage telefonanlage centralita conmutador central pbx ucx system systems box sistema systeme
  autocommutateur maschine ucx20 ucx50 ucx250 ucx450 ucx1000 ipbx pabx standard
virtual: virtuelle virtuellen virtuel vm vms vmware hypervisor proxmox esxi hyperv
machine: machines maquina maquinas hardware equipo equipos equipamento
board: motherboard mainboard placa carte mainboards placamae hauptplatine
remote: remotos remoto teletravail homeoffice teletrabajo teletrabalho distance wfh telearbeit home domicile casa
  heimarbeit
outbound: outgoing outside salida salidas saliente salientes sortant sortants sortante sortantes hinaus saida raus
  rauswahlen draussen exterieur exterieure exterieures exterior fuera afuera fora abgehend* ausgehend* externe
  externes externo externos externa externas externen externer external aussen dehors sacar
inbound: incoming entrante entrantes entrant entrants herein entrada rein eingehend* ankommend* entran entra entram
  reinkommen reinkommt entrar entrent rentre
internal: intern interne internen internas interna inside internamente einander
site: branch branches sucursal sucursales filiale filialen filial succursale office oficina oficinas buro bureau
  escritorio delegacion agence agencia standort standorte sede siege offices filiais aussenstelle zweigstelle
building: buildings gebaude edificio batiment predio campus
floor: floors piso etage stock andar stockwerk planta pavimento
password: passwords secret credentials contrasena contrasenas passwort passworter senha senhas motdepasse kennwort
  clave claves zugangsdaten identifiants credenciales passe palavrapasse passphrase
pin: pins code codes codigo codigos geheimzahl zugangscode
light: lights led leds lamp lamps luz luces lampe lampen voyant voyants licht lichter luzes lumiere lampada foco blink
  blinks blinking blinkt parpadea clignote pisca leuchtet leuchten lit foquito lucecita luzinha lampchen loupiote
fail: fails failed failing failure failures falla fallan fallo fallido fallida echoue echouent echec fehlgeschlagen
  falhou falha falham falhando scheitert schlagt fehlschlag fracasa error errors erreur erreurs fehler erro erros
  fehlermeldung
second: seconds secs segundos segundo secondes seconde sekunden sekunde
minute: minutes mins min minuten minuto minutos
hour: hours stunde stunden heure heures hora horas
quarter: viertelstunde quart cuarto fifteen funfzehn quinze quince
half: halbe halben halbes halfte demi demie moitie media mitad meia metade medio meio
long: lange langen langer longs longue longues largas largos longas longos lang largo longo
short: kurz kurze kurzer kurzen courts courte courtes cortas cortos curtas curtos breves
conference: conferencia konferenz conferences konferenzen audioconference telefonkonferenz
hold: warteschleife attente espera halten gehalten haltefunktion
silence: silent silencio silencieux stille silenzio mute muted stumm totenstill silencioso silenciosa
nothing: nada rien nichts nix
side: sides seite seiten cote cotes lado lados sens direction directions richtung richtungen sentido sentidos ways
  gegenseite bord
emergency: notruf notrufe urgences emergencia emergencias dispatch dispatcher dispatchers psap leitstelle rettung
  rettungsdienst ambulance ambulancia ambulanz krankenwagen pompiers bomberos bombeiros feuerwehr police policia
  polizei paramedics repartiteur centralist samu sheriff
911: 999 112 933 e911 110 190 192 193 144 118
digital: digitale digitalen digitales digitais norstar meridian t7316 t7316e t7208 m7310 m7208 m7324 t7100 m7100
  numerique numeriques digitaltelefon* systemtelefon* systemapparat* nortel m7316 t24 systemtelefone
invalid: ungultig ungultige invalide invalida invalido invalides invalidas unzulassig
lost: lose loses losing perdieron perdu verloren perdeu gone disappeared vanished perdue perdus perdio perdidos
  perderam verlieren verliert perd perdent pierde pierden perde perdem disparu verschwunden desaparecio sumiu sumiram
  weg missing fehlt fehlen manque manquent falta faltan faltam
card: cards karte karten tarjeta tarjetas cartes placas
module: modules modul modulo modulos module16 16er digitalmodul
port: ports puerto puertos porta portas anschluss anschlusse buchse prise jack
analog: analogue analogic* analogico analogique analogen analoge analogas fxs fxo ata analogport
fax: faxes faxe faxen faxgerat* faxempfang telefax telecopie* telecopieur facsimile faxmachine faxserver fax2mail
page: pages pagina paginas seitenweise blatt feuille hoja folha sheet sheets blatter hojas folhas feuilles
send: sends sent sending senden sendet gesendet verschickt schickt schicken envoie envoyer envoi envoyes envia envian
  enviar enviamos manda mandan mandar mandam
receive: receives received receiving recibe reciben recibir recoit recoivent recevoir empfangt empfangen empfang
  recebe recebem receber bekommt bekommen kriegt kriegen arrive arrives arrivent llega llegan llegar chega chegam
  chegar ankommen kommt
transmission: sendung ubertragung transmision transmissao uebertragung
key: keys button buttons taste tasten tecla teclas touche touches boton botones botao botoes keypad tastatur teclado
  clavier digit digits ziffer ziffern digito digitos chiffre chiffres
press: presses pressed pressing druckt drucken gedruckt appuie appuient appuyer tape tapent taper tapez pulsa pulsan
  oprime oprimen presiona presionan aperta apertam digita digitam digitar pressiona marca marcan teclean tippt wahlt
tone: tones tono tonos tonalite tastentone tons mfv dtmf
menu: menus ivr ura sprachmenu serveurvocal attendant vocal hotline
bank: banco banque banken bancos
recognise: recognize recognized recognised recognizes erkennt erkannt reconoce reconocen reconnu reconnues reconnait
  reconhece reconhecem react reacts reagiert reagieren reagit responde reacciona
echo: eco echos ecco nachhall widerhall hall eccho echoes
own: eigene eigenen propia propio propre proprio propria himself herself themselves myself itself selbst mismo misma
  mesmo
delay: delayed verzogerung verzogert retard retraso decalage atraso latence lag verzug spat late
click: clicks clicking pop pops popping crackle crackles crackling knacken knackt knackst knackser claquement*
  chasquido* estalo* clic clics gresillement* craquement*
slip: slips taktschlupf glissement* deslizamiento* escorregamento*
clock: clocks uhr uhren uhrzeit reloj relojes relogio relogios horloge horloges takt ntp timeserver zeitserver
time: zeit tiempo temps tempo
zone: zeitzone huso fuso fuseau timezone
behind: nachgeht atrasado atrasada atrasa retarde avance adelantado adelantada adelanta adiantado adiantada vorgeht
date: datum fecha data
schedule: horario horarios zeitplan horaire horaires zeiten geplant programada programado programmee planifiee
  agendada agendado nightly nachtliche nachtlichen
update: updates updated updating upgrade upgrades upgraded upgrading aktualisierung aktualisiert actualizacion
  actualizar actualizamos actualizo actualizado actualiza atualizacao atualizar atualizamos atualizou atualizado
  misajour migration umstieg versionswechsel niveau maj actualizacao actualizacoes atualizada actualizada
  aktualisieren einspielen eingespielt aufspielen patch
firmware: micrologiciel firmwares mikroprogramm
release: version versions versao version* softwarestand stand release*
boot: boots booting boote startet starten hochfahren arranca arrancar arrancan demarre demarrer demarrage redemarre
  redemarrent inicia iniciar startup hochfahrt reboot reboots rebooting restart restarts restarted restarting neustart
  neugestartet reinicia reinician reiniciar reinicio reiniciando reiniciado gestartet hochgefahren enciende encienden
  arranque sube
stuck: hangt hangen hangs hang bleibt bleiben steckt atascado trabado trabada trancado travado travada travou presa
  preso parado parados parada fige figee colgado colgada queda quedan pegado coince coincee eingefroren frozen freezes
  trancada congelado congelada atorado atorada hangengeblieben encallado emperrado bloquea
loop: schleife boucle bucle looping
logo: logotipo startbildschirm
power: powered strom stromversorgung courant corriente energia electricite alimentation alimentacion electricidad
  watts watt poe netzteil
outage: stromausfall apagon panne ausfall blackout
storm: gewitter tormenta orage tempestade blitz lightning rayo foudre raio
cable: cables kabel cabo cabos cordon cord
backup: backups sicherung sicherungen datensicherung sauvegarde sauvegardes respaldo respaldos copia copias copie
  copies seguranca seguridad bakup bkp backup* sichert datensicherungen resguardo resguardos sauvegardee reservekopie
share: nas ftp sftp usb stick freigabe partage
certificate: certificates zertifikat zertifikate zertifikats certificat certificats certificado certificados cert
  certs ssl tls letsencrypt https zertifikatsfehler
browser: browsers navigateur navegador navegadores chrome firefox
secure: unsecure insecure sicher unsicher unsichere segura seguro inseguro privee prive privada trusted
login: logins einloggen anmeldungen connexion acceso acesso zugriff acces zugang access logon entro sesion session
  sessao anmeldeseite
lockout: ausgesperrt excluded lockedout
admin: administration administrator administracion administrador administracao gestion gestao oberflache weboberflache
  interface gui webgui web consola console konsole backend painel panel panneau tableau dashboard
activate: activated activating aktiviert aktivieren eingeschaltet active activer activo activamos activaron ativei
  ativou ativar ativamos ligado enabled enable enabling activation aktivierung activacion ativacao
rule: rules regel regeln regle regles regla reglas regra regras
phonebook: directory annuaire telefonbuch agenda directorio
redundancy: redundant redundanz redundancia redondance ha harc cluster clustering hochverfugbarkeit knoten nodo nodos
  noeud noeuds node nodes failover ausfallsicherheit pair
takeover: switchover umgeschaltet umschaltung umschalten conmuto conmutacion bascule basculement assumiu comutou
  ubernommen
secondary: sekundar secundario secondaire zweite zweiter reserva secours ersatz standby
primary: primar primario primaire principal hauptserver erste primero premier primeiro
sync: synchronisation synchronisiert synchronisieren synchronise sincroniza sincronizacion sincronizado sincronizacao
  synchronized synchronize drbd replication replikation
configuration: config konfiguration configuracion configuracao parametres einstellungen settings provisioning
  provisionierung aprovisionamiento provisionamento approvisionnement plantilla template vorlage modelo profil perfil
portal: portail partnerportal
number: numbers nummer nummern numero numeros rufnummer rufnummern
name: names namen nombre nombres nom noms nome nomes
show: shows showing showed zeigt zeigen angezeigt affiche affichent muestra muestran aparece aparecen mostra mostram
  says say dice dicen dit steht diz anzeigt sale
answer: answers answered abnehmen abgenommen abhebt decroche decrochent contesta contestan atende atendem atender
  picked pick picks repond repondent
ring: rings ringing rang klingelt klingeln sonne sonnent suena suenan timbra timbran toca tocam tocar lautet
busy: besetzt besetztzeichen occupe occupee ocupado ocupada ocupados
reach: reachable unreachable erreichbar erreichen erreicht joindre joignable injoignable localizable alcanza
  inalcanzable contactar
work: works working funktioniert funktionieren marche marchent fonctionne fonctionnent funciona funcionan funcionam
  geht gehen klappt laufen lauft jala sirve
people: leute personnes gente personas pessoas users user benutzer utilisateurs usuarios utilizadores mitarbeiter
  staff empleados funcionarios collaborateurs
reception: receptionist accueil recepcion recepcao recepcionista rezeption frontdesk
customer: customers client clients kunde kunden kundin cliente clientes
location: standortangabe ubicacion localisation localizacao
office365: microsoft365 m365
camera: cameras kamera kameras camara camaras
unplug: plugged plugging ausgesteckt eingesteckt debranche branche enchufa enchufo desenchufe conecto conecta conectar
  angesteckt tomada enchufe
wait: waiting warten wartet esperando attend
obtain: obtaining erhalten obtention obtenir obteniendo obtener obtendo obter
dhcp: dhcps
ip: ips
restore: restored wiederherstellen wiederhergestellt restaurer restaurar restauraron restauraram
transfer: transfers ubertragen transferencia transferir transferts verlegen
limit: limits grenze limite maximum maximal maximo
feature: features funktion funktionen fonction fonctions funcion funciones funcao funcoes
reset: zurucksetzen zuruckgesetzt reinitialise reinitialiser restablecer resetear resetar
operator: bedienplatz
queue: queues warteschlange warteschlangen cola colas file filas fila agents agent agentes agenten
door: puerta porte tur portao gate intercom interphone citofono portero turstation porteiro
return: rma retourner ruckgabe devolucion devolver devolucao garantie garantia warranty gewahrleistung
order: orders ordered bestellung bestellt pedido pedidos commande commandes encomenda ordre
quote: quotes cotizacion angebot devis orcamento cotacao presupuesto
dial: dials dialed dialled dialing dialling marcar marque marco marcamos marcando marcado composer compose composent
  composez wahlen gewahlt hinauswahlen anwahlen discar discamos disca discou discam discado pitonner
down: caida caido caidos caidas ausgefallen ausfallt ausfallen tombe tombent tombes tombee pane totalausfall gestort
  storung derrubado inoperante hs lahmgelegt
reject: rejected rejects refused refuses refusal rechaza rechazada rechazado rechazo rechazan refuse refusee refusent
  refusees abgelehnt lehnt ablehnung abgewiesen recusa recusada recusado recusou denied forbidden prohibido verweigert
  interdit proibido denegado negado
mobile: cell cells cellphone cellular celular celulares movil moviles handy handys cellulaire cellulaires portable
  portables telemovel telemoveis mobil mobiltelefon mobilfunk hotspot natel mobiles handynetz
extension: extensions extensiones extensao extensoes durchwahl durchwahlen ext exts
broken: defective defekt defekte defekten defectueux defectueuse defectuoso defeito danado danada kaputt brise abime
  avariado avariada averiado malogrado broke faulty
burnt: burned burn quemo quemado quemada gebrannt durchgebrannt grille grillee brule brulee queimou queimado queimada
  smell smoke smoking humo fumee rauch fumaca fumo
wifi: wlan wireless inalambrica wi
music: musica musique musik wartemusik
forward: forwarding forwarded forwards desvio desvios renvoi renvois umleitung rufumleitung umgeleitet
  reencaminhamento diverted divert desviar
speaker: speakers altavoz altavoces lautsprecher altofalante
headset: headsets diadema casque auriculares
identifier: identificador identifiant identificacion kennung id ids
department: departamento departamentos abteilung departement
paging: pager voceo sonorisation durchsage horn
"""

_Exact = dict[str, str]


@dataclass(frozen=True, slots=True)
class Glossary:
    """Which word stands for another."""

    exact: Mapping[str, str]
    stems: Mapping[str, str]
    longest: int
    """Letters of the longest stem."""

    def get(self, word: str) -> str | None:
        """Return the word that stands for a folded one, or None where the glossary does not know it."""
        found = self.exact.get(word)
        if found is not None or not word.isalpha():
            return found
        for length in range(min(len(word), self.longest), SHORTEST - 1, -1):
            found = self.stems.get(word[:length])
            if found is not None:
                return found
        return None


def _read(table: str) -> Glossary:
    exact: dict[str, str] = {}
    stems: dict[str, str] = {}
    for line in table.strip().replace("\n  ", " ").split("\n"):
        word, _, forms = line.partition(":")
        exact.setdefault(word, word)
        for form in forms.split():
            if form.endswith("*"):
                stems.setdefault(form[:-1], word)
            else:
                exact.setdefault(form, word)
    return Glossary(exact, stems, max(map(len, stems)))


GLOSSARY = _read(_WORDS)
