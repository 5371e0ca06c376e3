"""What every mail says and no known issue is told by: greetings, versions, wishes, and what is no fault at all."""

from __future__ import annotations

CHATTER = tuple(
    line.strip()
    for line in """
Hi team, hope you are well.
Good morning, this is the service desk of a reseller.
Hello support, please open a ticket for our customer.
Thanks in advance for your help.
Thank you and best regards
Please advise.
Please call me back as soon as possible, I am on site until five.
You can reach me on my mobile at 555-0142.
My callback number is below.
Let me know if you need anything else from me.
This is urgent, the customer is very upset.
Not urgent, whenever you have time.
Any update on this ticket?
We need help with this.
We have an issue at a customer site.
The system is down since this morning.
Something is wrong with the phone system, it does not work.
The customer is a dental office with twelve users.
Site: main office and two branches, forty phones.
System: UCX50, software release 7.0.2
Host ID and serial number are below.
It is a Galaxy Mini on the latest version.
Remote access is through the VPN, the address is in the portal.
It started on Monday around nine, nobody changed anything.
It happens all the time, on every phone.
It is intermittent, maybe once or twice a day.
It affects one user only, there is a workaround.
We rebooted the system and the phone, no change.
We swapped the phone and the cable and it did not help.
I tried another port and a factory default.
I have attached logs and a screenshot.
See the attached capture.
The last backup was made on Friday.
The network is managed by their IT company.
Internet is fibre, one hundred megabit, ping is fine.
Everything else works normally.
It was working fine until last week.
The problem is solved, you can close the ticket.
That fixed it, thank you.
Sent from my phone
This message is confidential and intended for the addressee only.
Technical support engineer, main street, our company
Can you send me a quote for twelve new phones?
What is the price and the delivery time of an expansion card?
We need to return a defective phone for replacement under warranty.
Please issue an RMA, the ship to address is below.
The unit is dead on arrival, serial number below, we did the tests.
Please transfer the licence from the old system to the new one.
We replaced the hardware and want to move the subscription to the new host.
How do I add a new extension and a ring group?
How can I change the greeting of the auto attendant?
Where do I find the manual for the desk phone?
Is it possible to set up call forwarding for the holidays?
We want to move four extensions to the new office next week.
Please add a new user and a hunt group.
I cannot sign in to the partner portal, please reset my account.
Please add our new technician to the people who may open tickets.
Could you add a feature to record only some calls?
It would be nice if the phones could show the weather.
When is the next training course?
Please schedule an upgrade for Saturday night.
We would like to book an engineer for the installation.
The invoice for last month is wrong.
Who is our account manager?
Buenos días, espero que estén bien.
Hola, les escribo de parte de un distribuidor.
Gracias de antemano, quedo a la espera.
Saludos cordiales
Por favor llámenme cuanto antes al celular.
El cliente tiene veinte usuarios y está muy molesto.
El sistema es un UCX50 con la versión 7.0.2.
Ya reiniciamos el equipo y no cambió nada.
Empezó ayer por la mañana, nadie cambió nada.
Adjunto los registros y una captura.
Necesitamos una cotización para diez teléfonos.
Queremos devolver un teléfono defectuoso en garantía.
¿Cómo agrego una extensión nueva?
Solicitamos pasar la licencia al equipo nuevo.
Bonjour, j'espère que vous allez bien.
Bonjour, je vous écris pour un de nos clients.
Merci d'avance pour votre aide.
Cordialement
Merci de me rappeler dès que possible sur mon portable.
Le client a quinze postes et il est très mécontent.
Le système est un UCX50 en version 7.0.2.
Nous avons redémarré le système sans succès.
Cela a commencé hier matin, rien n'a été modifié.
Vous trouverez les journaux en pièce jointe.
Pouvez-vous nous faire un devis pour dix postes ?
Nous voulons retourner un téléphone en panne sous garantie.
Comment ajouter un nouveau poste ?
Merci de transférer la licence sur le nouveau système.
Guten Tag, ich hoffe, es geht Ihnen gut.
Hallo, ich schreibe für einen unserer Kunden.
Vielen Dank im Voraus für Ihre Hilfe.
Mit freundlichen Grüßen
Bitte rufen Sie mich so bald wie möglich zurück.
Der Kunde hat dreißig Nebenstellen und ist sehr verärgert.
Die Anlage ist eine UCX50 mit Version 7.0.2.
Wir haben neu gestartet, ohne Erfolg.
Es begann gestern früh, niemand hat etwas geändert.
Die Protokolle sind angehängt.
Bitte schicken Sie uns ein Angebot für zehn Telefone.
Wir möchten ein defektes Telefon in der Garantie zurückschicken.
Wie lege ich eine neue Nebenstelle an?
Bitte übertragen Sie die Lizenz auf die neue Anlage.
Bom dia, tudo bem?
Olá, escrevo em nome de um cliente nosso.
Obrigado desde já pela ajuda.
Atenciosamente
Por favor me ligue o mais rápido possível no celular.
O cliente tem vinte ramais e está muito irritado.
O sistema é um UCX50 com a versão 7.0.2.
Já reiniciamos o sistema e nada mudou.
Começou ontem de manhã, ninguém mudou nada.
Seguem os registros em anexo.
Precisamos de um orçamento para dez telefones.
Queremos devolver um telefone com defeito em garantia.
Como adiciono um ramal novo?
Solicitamos transferir a licença para o equipamento novo.
""".strip().splitlines()
)
"""Sentences of five languages. They are learnt as a class of their own, so that such a sentence speaks for nobody."""
