"""Where the replacement goes: in five languages, with addresses that are none of it."""

from __future__ import annotations

import pytest

from deskbot.model.case import Category
from tests.unit.triage.told import tells


@pytest.mark.parametrize(
    "text",
    [
        "Ship to: Valley Telecom, 12 Mill Road, Amarillo TX 79101",
        "Please send the replacement to 40 Elevator Road, Minot ND.",
        "Mail it to our shop at 402 Dock Street, Erie PA 16507.",
        "Address for the new one: Fjord Tel, Havnegade 14, 7600 Struer.",
        "Deliver to 9 Quay Lane, Opua, attention Hemi.",
        "The replacement goes to our office, 1180 Levee Road, Lafayette LA.",
        "Return address: Blue Tel, 8 Elm Avenue, Suite B, Tacoma WA 98402",
        "Shipping address is 77 Harbour Row, Bridgetown.",
        "Delivery: Kauri Comms, 14 Wharf Lane, Opononi",
        "Lieferadresse: Moselkom GmbH, Uferstr. 7, 54470 Bernkastel",
        "Bitte an: Tel-Haus, Rheinische Str. 41, 44651 Herne.",
        "Lieferung bitte an Fernsprech Huber, Am Markt 3, 83022 Rosenheim.",
        "Den Ersatz bitte an unsere Werkstatt schicken: Lindenweg 5, 04105 Leipzig.",
        "Versand an: Alb Kommunikation, Hauptstraße 12, 72764 Reutlingen, z. Hd. Frau Wieland",
        "Schicken Sie das Gerät an die Gartenstraße 9, 20095 Hamburg.",
        "Tauschgerät geht an: Weser ITK, Deichstr. 22, 28203 Bremen",
        "Anschrift für die Lieferung: Ruhr Tel, Bahnhofstr. 1, 45127 Essen",
        "Livraison : LémanTel, route du Bief 8, 1110 Morges, à mon attention.",
        "Adresse de livraison : 14 rue des Lilas, 69003 Lyon",
        "Merci d'envoyer le remplacement au 2280, chemin du Lac, Longueuil.",
        "Expédiez-le à notre atelier, 5 avenue Foch, 33000 Bordeaux.",
        "À livrer chez Jurafone, rue Neuve 3, 2800 Delémont.",
        "L'échange est à envoyer au 12 boulevard Carnot, 06400 Cannes.",
        "Envoyez le nouveau chez nous : 8 place du Marché, 35000 Rennes.",
        "Adresse pour l'envoi : Axiome, 3 quai Ouest, 44000 Nantes",
        "Dirección de envío: Caribe Telecom, Calle Sol 12, Río Piedras",
        "Envíen el reemplazo a Avenida Central 450, Monterrey, atención Luis.",
        "Mandarlo a nuestro taller, Calle Mayor 8, 28013 Madrid.",
        "Enviar a: Altiplano IP, Av. Juárez 77, Puebla",
        "Entrega: Levante Voz, Calle Colón 3, 46004 Valencia",
        "El repuesto va a nuestra oficina, Carrera 7 No. 12-40, Bogotá.",
        "La dirección para el nuevo es Calle 50 número 14, Medellín.",
        "Favor despachar a Avenida Brasil 210, Valparaíso.",
        "Endereço de entrega: Telemontes, Rua das Flores 12, Montes Claros",
        "Enviem o substituto para a Rua do Ouro 45, 1100-060 Lisboa.",
        "Mandem para a nossa oficina, Avenida Central 300, Vitória.",
        "Entrega: TagusVoz, Rua Nova 8, Almada, ao cuidado do Rui",
        "Enviar para: Capixaba Telecom, Av. Vitória 120, Vitória ES",
        "O novo pode vir para a Travessa do Poço 3, 8000-123 Faro.",
        "A morada para o envio é Rua Direita 20, 3000-100 Coimbra.",
        "Morada de entrega: Nabão Comunicações, Rua Larga 7, Tomar",
    ],
)
def test_an_address_for_the_replacement_is_where_to_ship(text: str) -> None:
    assert tells("ship_to", text, Category.RMA)


@pytest.mark.parametrize(
    "text",
    [
        "I will confirm the shipping address later.",
        "Where do we ship the dead one?",
        "What address should we send it to?",
        "The customer is at 14 Wharf Lane, Opononi.",
        "The phone is in the scale house.",
        "We shipped the broken one yesterday.",
        "The shipping address follows.",
        "The serial number is 5010-88A1-0273.",
        "They moved to Suite 120 in October.",
        "Who pays the freight?",
        "Please send me a confirmation.",
        "The IP address is 192.168.1.200.",
        "Send it as soon as you can.",
        "Die Lieferadresse schicke ich noch.",
        "Wohin schicken wir das defekte Gerät?",
        "Der Kunde sitzt in der Bahnhofstr. 1 in Essen.",
        "Wir haben das defekte Gerät gestern verschickt.",
        "Die Seriennummer ist 5010-88A1-0273.",
        "Wer zahlt das Porto?",
        "Bitte schicken Sie mir eine Bestätigung.",
        "L'adresse de livraison, je vous la confirme plus tard.",
        "Où faut-il renvoyer l'appareil ?",
        "Le client est au 14 rue des Lilas à Lyon.",
        "Nous avons renvoyé l'appareil hier.",
        "Qui paie le transport ?",
        "Merci de m'envoyer une confirmation.",
        "Le numéro de série est 5010-88A1-0273.",
        "La dirección de envío se la paso luego.",
        "¿A dónde mandamos el dañado?",
        "El cliente está en la Calle Mayor 8.",
        "Ayer mandamos el equipo dañado.",
        "¿Quién paga el flete?",
        "Envíenme una confirmación por favor.",
        "El número de serie es 5010-88A1-0273.",
        "O endereço de entrega mando depois.",
        "Para onde enviamos o avariado?",
        "O cliente fica na Rua do Ouro 45.",
        "Enviámos o avariado ontem.",
        "Quem paga o frete?",
        "Enviem-me uma confirmação por favor.",
        "O número de série é 5010-88A1-0273.",
    ],
)
def test_a_promise_a_question_or_the_customers_own_address_is_not_where_to_ship(text: str) -> None:
    assert not tells("ship_to", text, Category.RMA)
