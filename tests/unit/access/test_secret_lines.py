"""One line a case: the secret stands in ⟦brackets⟧, ⏎ is a new line. What is outside of brackets stays as it is."""

from __future__ import annotations

import re

import pytest

from deskbot.access.confidential import masked
from deskbot.access.masking.signs import MASK


def lines(table: str) -> list[str]:
    return [line.replace("⏎", "\n") for line in table.strip().splitlines() if line]


TOLD_BY_NAME = """
Admin password: ⟦Fjord-Lamp-31⟧
The administrator password for the UCX at the clinic: ⟦kelp7Road⟧
portal pass word ⟦Tin9!roof⟧
Pass-word: ⟦marble44x⟧
Login for the GUI, p/w: ⟦r2d2-Oak⟧
wpa2: ⟦summerhouse88⟧
WPA3 key is ⟦lanternFish5⟧
SIP secret of extension 318: ⟦q8w-Rt-55⟧
SIP secret ext. 318 is ⟦q8wRt-55⟧
secret for the trunk (Northgate) = ⟦7hh3kks⟧
The secret for ext 302 was ⟦mm77Tq⟧ and for ext 303 ⟦pp44Zw⟧.
Our passwords are: admin ⟦Vb6!yy03⟧, user ⟦Nm2?tt81⟧
passwords: 301 = ⟦dd44ee55⟧, 302 = ⟦ff66gg77⟧, 303 = ⟦hh88jj99⟧
creds: root:⟦Zebra#19⟧
creds for the box are admin / ⟦Zebra#19⟧
credentials: service / ⟦Pebble-70⟧
use ⟦Quartz-81⟧ as password
Try ⟦Quartz-81⟧ as the root password, it worked last time.
"⟦Quartz-81⟧" is the admin password
⟦Quartz-81⟧ is the password for the portal
password "⟦seven green bottles standing⟧"
The mailbox password is ⟦6604⟧, the extension is 318.
The PIN of the mailbox is ⟦6604⟧
voicemail PIN for 318 is ⟦6604⟧
Mailbox 318, pin ⟦6604⟧
318 secret ⟦w5Tq-91⟧
enable secret ⟦Harbour77⟧ on the switch
temporary password (change it): ⟦Start-2290⟧
The new password we set is ⟦Start-2290⟧
Mot de passe administrateur : ⟦Loup-Gris-52⟧
mdp admin : ⟦Loup-Gris-52⟧
mdp root ⟦Loup-Gris-52⟧
Le mot de passe du portail client est ⟦Loup52!gris⟧.
les mots de passe : admin ⟦Aa77!loup⟧, technicien ⟦Bb88!ours⟧
secret SIP du poste 318 : ⟦x7-Wv-220⟧
le secret du compte SIP est ⟦x7Wv220⟧
code PIN de la messagerie est ⟦6604⟧
Code PIN du poste 318 : ⟦6604⟧
NIP de la boîte vocale : ⟦6604⟧
Identifiants : admin / ⟦Loup-Gris-52⟧
utilisez ⟦Loup-Gris-52⟧ comme mot de passe
La contraseña del administrador es ⟦Rio-Verde-63⟧
Contraseña de admin: ⟦Rio-Verde-63⟧
el secreto SIP: ⟦bb4-Tz-907⟧
el secreto SIP de la 318 es ⟦bb4Tz907⟧
Secreto de la extensión 318: ⟦bb4Tz907⟧
credenciales: admin / ⟦Rio-Verde-63⟧
Credenciales del portal: soporte, ⟦Rio-Verde-63⟧
PIN del buzón: ⟦6604⟧
El PIN del buzón 318 es ⟦6604⟧
La clave del router es ⟦rioverde63⟧
usa ⟦Rio-Verde-63⟧ como contraseña
A palavra passe do admin é ⟦Mar-Azul-74⟧
palavra-passe do portal: ⟦Mar-Azul-74⟧
segredo SIP do ramal 318: ⟦nn5-Kd-118⟧
O segredo do ramal 318 é ⟦nn5Kd118⟧
senha do administrador: ⟦Mar-Azul-74⟧
a senha da caixa postal 318 é ⟦6604⟧
credenciais: suporte / ⟦Mar-Azul-74⟧
PIN do correio de voz: ⟦6604⟧
use ⟦Mar-Azul-74⟧ como senha
Das Passwort für den Admin-Zugang ist ⟦Wald-Haus-85⟧
Adminpasswort: ⟦Wald-Haus-85⟧
Portalpasswort lautet ⟦Waldhaus⟧
Das Kennwort vom Techniker ist ⟦Wald85!haus⟧
SIP-Secret 318: ⟦tt6-Lm-339⟧
Geheimnis der Nebenstelle 318: ⟦tt6Lm339⟧
SIP-Passwort Nebenstelle 318 ⟦tt6Lm339⟧
Zugangsdaten: admin / ⟦Wald-Haus-85⟧
PIN der Mailbox 318 lautet ⟦6604⟧
Voicemail-PIN: ⟦6604⟧
Mit ⟦Wald-Haus-85⟧ als Passwort kommt man rein
„⟦Wald-Haus-85⟧“ ist das Adminpasswort
"""

LAYOUTS = """
Password⏎⟦Orchid-4417⟧
Username⏎admin⏎Password⏎⟦Orchid-4417⟧⏎Thanks
| Password | ⟦Orchid-4417⟧ |
| User | Password |⏎|---|---|⏎| admin | ⟦Orchid-4417⟧ |⏎| guest | ⟦lilac-9x⟧ |
Username Password⏎admin ⟦Orchid-4417⟧
Usuario    Contraseña⏎admin      ⟦Orquidea-4417⟧
ext,name,secret⏎318,Reception,⟦aa7bb8cc⟧⏎319,Kitchen,⟦dd9ee0ff⟧
Passwort⏎⟦Nelke-4417⟧
Mot de passe⏎⟦Iris-4417⟧
"""

TECHNICAL = """
register => 318:⟦k4tt9wq⟧@sip.carrier.example/318
mysql -u root -p⟦Orchid44⟧ asterisk
sshpass -p ⟦Orchid-44⟧ ssh root@10.0.0.8
aws_secret_access_key = ⟦wJalr7UtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY⟧
DB_PASSWORD=⟦orchid44⟧
curl -u admin:⟦Orchid-44⟧ https://10.0.0.8/status
account.1.password = ⟦orchid44⟧
activation code ⟦PLMOKNIJBUHVYGCT⟧
código de ativação ⟦PLMOKNIJBUHVYGCT⟧
code d'activation : ⟦PLMOKNIJBUHVYGCT⟧
"""

NO_SECRET = """
Please do a password reset for extension 318.
The password does not work on 318 since 8:30am.
I forgot my password, user is bob@northgate.example
wrong password for extension 318 in the log
Password for 318 does not work: the phone shows 401 Unauthorized
We have changed the SIP secret twice, host id 7K-40291, no change.
password reset 318, then the phone came up
The secret of ext 318 is wrong in the provisioning file
SIP secret mismatch on 318, UCX250 serial U250-31882
Admin password unknown, box is release 7.0.14
The admin password is lost, serial 4402-19-7731
Is the voicemail PIN for 318 reset by you?
The PIN for 318 does not work any more
PIN for extension 3180 was changed by the user
No PIN is asked when dialing 8500
mailbox 318 asks for a PIN and then hangs up after 30s
I cannot log in to the portal with my password, call 555-0123
user: admin, password: forgotten
Password policy: 12 characters at least
Password prompt: none appears
password field stays empty after update to 7.1.2
The password dialog says error 401
Where do I set the SIP secret in R7?
how do I change the admin password on a UCX50?
The secret is to reboot the switch first.
In secret we hoped for 7.1.
The secretary at 318 cannot dial out.
Our community hospital has 45 phones.
Credentials were rejected with 403 Forbidden
The credentials for trunk 2 are rejected since 14:05
Credentials: see the ticket from May
the token expired at 09:15
Token ring was replaced in 1999.
Mot de passe oublié pour le poste 318
Le mot de passe du poste 318 ne marche pas
Le mot de passe administrateur est perdu, numéro de série 4402-19-7731
le mot de passe est refusé depuis 8h30
réinitialiser le mot de passe du portail svp
secret SIP du poste 318 incorrect
Le code PIN du poste 318 ne fonctionne plus
Merci de me rappeler au 555-0123 pour le mot de passe
La contraseña no funciona en la extensión 318
Olvidé mi contraseña del portal
contraseña incorrecta para la 318
Clave: actualizar primero la central
La clave está en el cable, lo cambiamos a las 9:30
El secreto SIP de la 318 no coincide
El PIN del buzón 318 no funciona
las credenciales del troncal son rechazadas con 403
Esqueci a senha do portal
A senha do ramal 318 não funciona desde as 8h30
senha errada para o ramal 318
o segredo do ramal 318 está errado
O PIN da caixa postal 318 foi alterado
As credenciais foram recusadas com 401
Das Passwort für 318 funktioniert nicht
Passwort vergessen, bitte zurücksetzen
falsches Passwort an Nebenstelle 318
Das Kennwort der Nebenstelle 318 wurde am 12.05.2026 geändert
SIP-Secret an Nebenstelle 318 passt nicht
Die PIN für Nebenstelle 318 geht nicht mehr
Zugangsdaten wurden vom Anbieter am 3.11. geändert
Username Password⏎both fields are empty
Password⏎Thanks, Bob
User and password are right, still 401
All phones pass 802.1x with the password from the server
The activation code is REJECTED
Activation code for serial 4402-19-7731 is missing
código de ativação não chegou
"""

IN_SENTENCES = """
Hi, phones at Northgate are down since 8. To get in: portal password ⟦Brisk-Otter-9⟧, VPN password ⟦Calm$Heron4⟧.
The GUI login is admin with password ⟦Brisk9otter⟧, mailbox PIN ⟦80417⟧, please hurry
I set the admin pw to ⟦Brisk9otter⟧ last night and now nothing registers.
We reset the voicemail PIN to ⟦80417⟧ for her
secret of the carrier account is still ⟦kP3xx81vv⟧ on our side
you may try ⟦marigold⟧ as the admin password
Use "⟦marigold⟧" as the password for now.
SSH: root / ⟦Brisk-Otter-9⟧
log in as admin with ⟦Brisk-Otter-9⟧
Log in with support / ⟦Brisk-Otter-9⟧ on port 8443
pwd for ext 4410 ⟦brisk9otter⟧, ext 4411 ⟦calm4heron⟧
ext 4410 password: ⟦brisk9otter⟧; ext 4411 password: ⟦calm4heron⟧
The passwords of 4410 and 4411 are ⟦brisk9otter⟧ and ⟦calm4heron⟧
Passwords:⏎- admin: ⟦brisk9otter⟧⏎- user: ⟦calm4heron⟧
PINs: 4410 = ⟦80417⟧, 4411 = ⟦91528⟧
Wi-Fi: GuestNet, password: ⟦rainy-day⟧
The WPA2 key for the warehouse is ⟦ForkLift2020⟧
API key = ⟦9f8e7d6c5b4a39281706⟧
bearer token: ⟦a8Zk20fjq91LmXo3⟧
The access code for the gate is ⟦4455#⟧, ring when you are there.
password is (without quotes) "⟦brisk otter nine⟧"
<tr><td>Password</td><td>⟦Brisk-Otter-9⟧</td></tr>
{"username": "4410", "password": "⟦brisk9otter⟧"}
**Password:** ⟦Brisk-Otter-9⟧
Password → ⟦Brisk-Otter-9⟧
PASSWORD: ⟦BRISK9OTTER⟧
admin password (changed today) = ⟦Brisk-Otter-9⟧
El usuario es admin y la contraseña ⟦Nutria-Gris-9⟧
la contraseña que pusimos es ⟦Nutria9gris⟧
Cambiamos la clave del buzón a ⟦80417⟧ ayer
Hemos puesto la contraseña en ⟦Nutria9gris⟧ y sigue igual
Las contraseñas son: admin ⟦Nutria9gris⟧, técnico ⟦Garza4azul⟧
Acceso al portal: admin / ⟦Nutria9gris⟧
Clave de la wifi: ⟦nutriagris⟧
Contraseña SIP ext. 4410: ⟦n9tr1agr⟧
prueba ⟦nutria⟧ como contraseña de administrador
Los datos de acceso: admin / ⟦Nutria9gris⟧
El NIP del buzón 4410 es ⟦80417⟧
Bonjour, pour entrer sur le portail le mot de passe est ⟦Loutre9grise⟧, tous les postes sont morts.
Le mdp du compte SIP 4410 c'est ⟦Loutre9grise⟧
j'ai changé le mot de passe en ⟦Loutre9grise⟧ hier soir
Mots de passe : poste 4410 = ⟦lou9tre⟧, poste 4411 = ⟦her4on⟧
Essayez « ⟦Loutre9grise⟧ » comme mot de passe admin
Code d'accès du portail : ⟦80417A⟧
clé wifi : ⟦loutregrise⟧
identifiants de connexion : technicien / ⟦Loutre9grise⟧
le secret partagé est ⟦Loutre9grise⟧
Guten Tag, Passwort fürs Portal: ⟦Otter-Grau-9⟧, Kennwort für die Anlage: ⟦Reiher$4⟧
Das neue Passwort haben wir auf ⟦Otter9grau⟧ gesetzt
Die Passwörter lauten: admin ⟦Otter9grau⟧, user ⟦Reiher4blau⟧
SIP-Passwort der Nst. 4410 ist ⟦otter9grau⟧
Anmeldedaten für die Oberfläche: admin / ⟦Otter9grau⟧
Benutzer admin, Passwort ⟦Otter9grau⟧
WLAN-Passwort ist ⟦ottergrau99⟧
Die PIN für die Mailbox von Frau Kern ist ⟦80417⟧.
Kennwort⏎⟦Otter9grau⟧
Olá, a senha do portal é ⟦Lontra9cinza⟧ e o PIN é ⟦80417⟧, os telefones estão mudos
Mudámos a senha para ⟦Lontra9cinza⟧ ontem
As senhas são: admin ⟦Lontra9cinza⟧, técnico ⟦Garca4azul⟧
palavra-passe wifi: ⟦lontracinza⟧
O utilizador é admin e a palavra-passe ⟦Lontra9cinza⟧
Dados de acesso: admin / ⟦Lontra9cinza⟧
experimente ⟦Lontra9cinza⟧ como senha do admin
Ramal | Senha⏎4410 | ⟦lontra9⟧⏎4411 | ⟦garca4x⟧
register => 4410:⟦brisk9otter⟧:4410auth@10.1.1.5/4410
username bob privilege 15 secret ⟦Brisk9otter⟧
snmpwalk -v2c -c ⟦otterpublic⟧ 10.1.1.5
PGPASSWORD=⟦brisk9otter⟧ psql -U pbx
remotesecret=⟦brisk9otter⟧
<auth_password>⟦brisk9otter⟧</auth_password>
https://admin:⟦Brisk9otter⟧@portal.northgate.example/login
licence key: ⟦QWRT-9921-ZZPL-0073⟧
Aktivierungsschlüssel: ⟦PLMO-KNIJ-BUHV-YGCT⟧
"""

TOLD_IN_OTHER_WORDS = """
The UCX admin account has password ⟦Hollow#Reed2⟧ since Tuesday
their router's password is ⟦hollowreed22⟧, use the WAN port
Our IT guy says the SIP password should be ⟦hollowReed2⟧
Password you need: ⟦hollowReed2⟧
the new one (password) is ⟦hollowReed2⟧
passwords changed: admin → ⟦hollowReed2⟧, user → ⟦quietPond5⟧
password=⟦hollow,Reed2⟧
TeamViewer ID 123 456 789, password ⟦h7r2kq⟧
AnyDesk password: ⟦hollowReed2⟧
admin/⟦hollowReed2⟧
Voicemail password for Mrs Lane is ⟦3141⟧.
mailbox 214 / PIN ⟦3141⟧
PIN=⟦3141⟧
her PIN (mailbox 214) is ⟦3141⟧
PINs 214: ⟦3141⟧
SNMP community: ⟦hollowro⟧
pre-shared key ⟦hollowReed2⟧ on the VPN
VPN PSK is ⟦hollowReed2⟧
secret: "⟦hollowReed2⟧"
Zugang: admin / ⟦Schilf22rohr⟧
Mein Portal-Kennwort: ⟦Schilf22rohr⟧
Das Passwort vom SIP-Account 214 wurde auf ⟦Schilf22rohr⟧ geändert
Passwort wäre ⟦Schilf22rohr⟧
Als Passwort bitte ⟦Schilf22rohr⟧ nehmen
mot de passe du wifi : ⟦roseau22⟧
le mot de passe du compte admin reste ⟦Roseau22!⟧
voici le mdp : ⟦Roseau22!⟧
mdp provisoire ⟦Roseau22!⟧
el password es ⟦junco22V⟧
pass: ⟦junco22V⟧
clave de administrador ⟦junco22V⟧
la contraseña del usuario 214 la dejamos en ⟦junco22V⟧
a senha provisória é ⟦junco22V⟧
senha: ⟦junco⟧
senha do wi-fi ⟦junco22V⟧
"""

TOLD_BY_A_PLAIN_WORD = """
my password is ⟦sunshine⟧
The admin password is ⟦marigold⟧.
the portal password is ⟦marigold⟧ and the user is admin
the password for 318 is now ⟦marigold⟧, please hurry
password was ⟦marigold⟧
the SIP secret is still ⟦marigold⟧
Wi-Fi password is ⟦blue-tiger⟧
pw is ⟦marigold⟧
its secret was ⟦318⟧
adminpw is ⟦marigold⟧
its secret was ⟦318⟧
user root, rootpw: ⟦marigold⟧
sippass = ⟦marigold7⟧
The portal-password is ⟦marigold!⟧
Portalpasswort ist ⟦Waldhaus⟧
Das Portalpasswort ist ⟦waldhaus⟧, der Benutzer admin.
Zugangspasswort: ⟦waldhaus⟧
Das Zugangskennwort für die Anlage ist ⟦Sonnenblume⟧.
SIP-Kennwort lautet ⟦waldhaus⟧
SIP-Kennwort ist ⟦waldhaus⟧
Passwort-Portal: ⟦waldhaus⟧
Adminkennwort war ⟦Waldhaus⟧ und der Benutzer root
Mailboxpin ist ⟦6604⟧
Voicemail-Pin ist ⟦6604⟧
Das Geheimwort ist ⟦Waldhaus⟧
Losungswort: ⟦Waldhaus⟧
Portalcode: ⟦waldhaus⟧
Zugriffscode ist ⟦Waldhaus⟧
la contraseña es ⟦girasol⟧
La clave del portal es ⟦girasol⟧ y el usuario es admin.
Contraseña-portal: ⟦girasol⟧
la contraseña SIP es ⟦girasol⟧
contraseña maestra: ⟦girasol⟧
la clave-wifi es ⟦girasol⟧
clave de acceso al portal: ⟦girasol⟧
le mot de passe est ⟦tournesol⟧
Le mot-de-passe du portail est ⟦tournesol⟧
mdp-admin : ⟦tournesol⟧
le mdp, c'est ⟦tournesol⟧
le mot de passe maître est ⟦tournesol⟧
a senha é ⟦girassol⟧
A senha do portal é ⟦girassol⟧ e o usuário é admin
senha-mestra: ⟦girassol⟧
a senha mestra é ⟦girassol⟧
palavra-chave do portal: ⟦girassol⟧
"""

SAID_OF_A_SECRET = """
my password is wrong
the password is expired
The password is not working.
the password is incorrect
the password is right, and still 401
the password is case-sensitive
The SIP secret is identical.
the password is fine and the user is not locked
the password was overwritten
The password was leaked.
the password is stolen!
password is unavailable
the portal password is temporary, she says
the password is too weak
The password was reset and now it is useless.
the password field is grey
the password prompt is greenish
the password is default
the PIN is numeric
my password is mandatory?
the passwords are inconsistent
the secret is safe
every secret is fresh, since last night
the admin password is outdated
password is unreadable
Portalpasswort ist falsch
Das Zugangspasswort ist abgelaufen.
Das SIP-Kennwort ist ungültig
das Portalpasswort ist gesperrt, seit gestern
das Passwort ist unlesbar
das Kennwort ist zurückgesetzt
Das Portalpasswort ist Pflicht.
Das Passwort ist Standard
Das Adminkennwort war richtig und trotzdem kommt 403
Portalpasswort zurücksetzen
Portalpasswort: unbekannt
Passwort-Abfrage: erscheint nicht
Passwortfeld ist leer
Zugangspasswort vergessen, bitte melden
Das Passwort ist schwach
la contraseña es incorrecta
La contraseña es débil.
la clave es errónea
La contraseña del portal es genérica y corta
la contraseña es idéntica
la clave es obligatoria
la contraseña es temporal
las claves son largas, y ninguna la misma
Contraseña-portal: olvidada
le mot de passe est erroné
Le mot de passe est périmé.
le mot de passe est identique
le mot de passe du portail est bloqué
le mdp est bon
les mots de passe sont longs.
c'est le mot de passe, c'est pareil
le mot de passe est illisible
a senha é fraca
A senha do portal é inválida.
a senha é idêntica
a senha é obrigatória
a palavra-passe é antiga
a senha é temporária
abc9!x is rubbish, the password is gone
password abc is rubbish
"""

NO_SECRET_IN_OTHER_WORDS = """
The secret to good audio is QoS, we set DSCP46 everywhere
Password length is 12 characters since 7.1
Passwords are stored as SHA256 in the 7.1 database
our password policy was changed on 2026-11-12
login on 10.1.1.5:8443 fails, password right
He typed password and user in T46S-2 by hand
The password on UCX250-3 is not the one on UCX250-4
password of the agent2 queue is fine
set the password, reboot, wait 5min, then test 4410
admin account locked after 5 attempts
admin/user rights are missing
support/maintenance contract 2026-2027
We use admin: all menus are greyed out
User token for ext4410 never arrives
PIN 4 of RJ45 is broken
pin-out of the RJ45 is 568B
the PIN length is 4
PIN must be 4 digits
PIN codes of all 45 mailboxes were lost
Anmeldung an Nst. 4410 geht seit 8:30 nicht
Benutzer: Frau Kern, Nst. 4410
Passwort wurde 3x falsch eingegeben
Passwort für UCX250 liegt beim Kunden
Kennwort ist 12-stellig und steht am Gerät
utilisateur : Mme Roy, poste 4410
le mot de passe est sur l'étiquette du UCX50
accès : portail partenaire, depuis le 12/11
identifiant 4410 inconnu
acceso: por el portal, usuario de Ana
usuario: Ana, ext. 4410
la contraseña está en la etiqueta
acesso remoto ao UCX250 caiu às 9h30
senha: não sei, quem tem é o técnico
o utilizador: Ana, ramal 4410
credentials: IT has them
Login: works
key: 7
token: yes
"""

NO_SECRET_IN_SENTENCES = """
Password reset for 4410 please, user Bob Lane, mail bob@northgate.example
Could you reset the password of extension 4410 and tell us on 555-0147?
Please reset the voicemail PIN of extension 4410.
The password for the portal expired on 12/03/2026.
Password: same as before
password: it does not accept any since 7.1.2
I need a new password for the portal
My password is not accepted, host id 3G-88C1-0457
The password is the 8 digit one from the label
The admin password is no longer valid after the update to 7.0.14
the password was changed by someone at 14:05
The password was changed to a longer one by our admin
the secret was re-entered on all phones, T46S and T42U
SIP password is identical on both ends, we compared it twice
We typed the secret again for 4410 and 4411, still 403 Forbidden
secret 4410 and 4411 were swapped
password, user name and server address were checked
user 4410 / 4411 cannot log in
User: Bob Lane, ext 4410, model T46S
Users: 45, phones: 45, site: 2
login page / portal is slow
The login fails with error 500/502
user/agent login on queue 8500 fails
Login: fails since 9:30
Is there a default password for the T46S?
Which password does the UCX250 use by default?
Portal password [T-3311]
password manager shows nothing for host 3G-88C1-0457
Two-factor token does not arrive on +1 972 555 0142
our token expired, code E401
The community page says 7.1.2 is out
The PIN pad on the door phone is dead, unit 4410-B
PIN entry does not work on the 4410
She was asked for the PIN 3 times
Pin 1 and pin 2 of the cable are swapped
conference 8500 does not ask for the PIN since 7.0.14
Use extension 4410 as the caller ID
We use G.711 as codec and TLS1.2 as transport
UCX250-7 is the host, not the password
It asks for the password as the phone boots.
I entered the password as told
Invalid password for user '4410' from 10.1.1.5
NOTICE: Registration from '4410' failed for '10.1.1.5:5060' - Wrong password
ERR 1045: Access denied for user 'root'@'localhost' (using password: YES)
No matching peer found or wrong password, call-id 77af3c@10.1.1.5
User, password and host are all right
He changed the password, then rebooted UCX50-2
My access to the portal was blocked after 3 attempts
The entry code panel shows 88:88
feature access code *72 does nothing
Key 5 is dead and key 6 flickers
The key is that 7.0.14 works
We found the clave in the manual, page 12
La contraseña del portal ha caducado el 12/03
No recuerdo la contraseña de administrador del UCX250
la clave es reiniciar el router, después todo va bien
Contraseña: la misma de siempre
El usuario 4410 no puede entrar con su contraseña
Cambiamos la contraseña a las 9:30h y dejó de registrar
Necesitamos cambiar la clave del buzón 4410
El PIN no lo acepta, buzón 4410
le mot de passe ne passe plus depuis la 7.1.2
Mot de passe : toujours le même
J'ai perdu le mot de passe de l'UCX250-3
Le secret est de redémarrer le routeur
le poste 4410 demande un mot de passe à chaque appel
Identifiants refusés sur le poste 4410
mot de passe changé le 12/03 à 14h05
Das Passwort ist seit dem Update auf 7.1.2 weg
Passwort: keine Ahnung, hat der alte Techniker
Ich habe das Passwort dreimal eingegeben, dann kam Fehler 403
Passwortabfrage an Nst. 4410 kommt immer wieder
Bitte PIN der Mailbox 4410 zurücksetzen
Das Kennwort wurde am 3.11. um 14:05 geändert
Die Zugangsdaten sind seit gestern ungültig, Ticket 4711082
Der Benutzer 4410 kann sich nicht anmelden, Passwort stimmt
Passwort - bitte neu vergeben
A senha expirou em 12/03/2026
Perdi a senha do admin do UCX250
senha: a mesma de sempre
O ramal 4410 pede senha a cada chamada
O utilizador 4410 não consegue entrar com a senha
a palavra-passe não é aceite desde a 7.1.2
Mudámos a senha às 14h05 e deixou de registar
Precisamos de redefinir o PIN do correio de voz do ramal 4410
Password⏎does not work any more
User, password, and mailbox⏎are all fine, I think, since 9:30
Licence key for host 3G-88C1-0457 was never sent
activation code⏎was not in the mail
"""


def shown(line: str) -> str:
    return re.sub("⟦[^⟧]+⟧", lambda _: MASK, line)


def written(line: str) -> str:
    return line.replace("⟦", "").replace("⟧", "")


@pytest.mark.parametrize(
    "line",
    lines(TOLD_BY_NAME + LAYOUTS + TECHNICAL + IN_SENTENCES + TOLD_IN_OTHER_WORDS + TOLD_BY_A_PLAIN_WORD),
)
def test_the_secret_and_nothing_else_is_masked(line: str) -> None:
    assert masked(written(line)) == shown(line)
    assert masked(shown(line)) == shown(line)


@pytest.mark.parametrize(
    "line", lines(NO_SECRET + NO_SECRET_IN_SENTENCES + NO_SECRET_IN_OTHER_WORDS + SAID_OF_A_SECRET)
)
def test_a_line_without_a_secret_stays_as_it_is(line: str) -> None:
    assert masked(line) == line


@pytest.mark.parametrize(
    "pattern",
    [
        *(
            "password ",
            "password: ",
            "password is ",
            "password\n",
            "password\t",
            "password (",
            "p/w ",
            "pin ",
            "user a/",
        ),
        *(
            "passwords: 1 = ",
            "passwords: a ",
            "password: a1!x, ",
            "password of 1 and ",
            "password&nbsp;",
            "password<a ",
        ),
        *("creds: a ", '"a" is the ', "use a1bcd as password ", "as the password ", "| password ", "user,password\n"),
        *(
            "user password\nadmin x1234\n",
            "register => 1:",
            "mysql -u ",
            "admin:a",
            "a:b@",
            "passphrase is a ",
            "code d ",
        ),
        *(
            "licence key ",
            "4111 ",
            "DE12 ",
            "AAAAA-",
            "eyJaaaaaaaaaa.",
            "\u0130password: a1bcd ",
            "\n",
            "|",
            '"',
            "<a ",
        ),
    ],
)
def test_a_long_text_of_one_pattern_is_masked_in_linear_time(pattern: str) -> None:
    """The time limit is the whole suite's: a pattern that is not linear would hang here."""
    text = pattern * (20_000 // len(pattern))

    assert masked(masked(text)) == masked(text)
