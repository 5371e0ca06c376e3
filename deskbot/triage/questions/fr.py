"""The diagnostics' questions in French."""

from __future__ import annotations

from deskbot.triage.questions.wording import Wording

QUESTIONS = {
    "customer": (
        "Qui est le client final ?",
        "Nom du client final ?",
    ),
    "callback": (
        "À quel numéro de téléphone pouvons-nous vous joindre ?",
        "Votre numéro de rappel ?",
    ),
    "symptom": (
        "Qu'est-ce qui ne fonctionne pas exactement, et comment cela se voit-il ?",
        "Qu'est-ce qui ne fonctionne pas ?",
    ),
    "host_id": (
        "Quel est le Host ID (ou le numéro de série) du système ?",
        "Host ID ou numéro de série du système ?",
    ),
    "impact": (
        (
            "Qui est touché : combien d'utilisateurs ou de sites, appels entrants ou sortants, et y a-t-il un "
            "contournement ?"
        ),
        "Combien d'utilisateurs ou de sites touchés ?",
    ),
    "serial": (
        "Quel est le numéro de série de l'appareil en panne ?",
        "N° de série de l'appareil en panne ?",
    ),
    "parent_serial": (
        "Quel est le numéro de série du système parent ?",
        "N° de série du système parent ?",
    ),
    "child_registered": (
        ("Le numéro de série de l'appareil est-il enregistré sous son parent dans Serial Number Records (oui/non) ?"),
        "Série enregistrée sous son parent (oui/non) ?",
    ),
    "tests": (
        "Quels tests de diagnostic ont été faits sur l'appareil, et avec quel résultat ?",
        "Tests faits, et résultats ?",
    ),
    "ship_to": (
        "À quelle adresse et à l'attention de qui envoyer le remplacement ?",
        "Adresse de livraison ?",
    ),
    "users_down": (
        "Des utilisateurs sont-ils en panne faute de cet appareil, et combien ?",
        "Utilisateurs en panne (oui/non, combien) ?",
    ),
    "warranty": (
        "L'appareil est-il sous garantie, et depuis quand est-il en service ?",
        "Sous garantie ? En service depuis quand ?",
    ),
    "old_host_id": (
        "Quel est l'ancien Host ID (celui de la licence actuelle) ?",
        "Ancien Host ID ?",
    ),
    "new_host_id": (
        "Quel est le nouveau Host ID (celui que la licence doit avoir) ?",
        "Nouveau Host ID ?",
    ),
    "reason": (
        "Pourquoi la licence doit-elle changer (panne, migration, mise à niveau, ID mal saisi) ?",
        "Pourquoi changer la licence ?",
    ),
    "subscription": (
        "L'abonnement du système est-il actif, et jusqu'à quand ?",
        "Abonnement actif jusqu'à quand ?",
    ),
    "model": (
        "De quel système s'agit-il (UCX50, Galaxy 3000G …) ?",
        "Type de système ?",
    ),
    "release": (
        "Quelle version logicielle le système utilise-t-il ?",
        "Version logicielle ?",
    ),
    "tried": (
        "Qu'avez-vous essayé jusqu'ici, et qu'a donné chaque étape ?",
        "Qu'avez-vous essayé ?",
    ),
    "scenario": (
        "Quels appels échouent : d'où, vers où, dans quel sens ?",
        "Quels appels échouent (de, vers) ?",
    ),
    "started_at": (
        "Depuis quand cela échoue-t-il (date, heure, fuseau horaire) ?",
        "Depuis quand ?",
    ),
    "frequency": (
        "Est-ce constant ou intermittent, et à quelle fréquence ?",
        "Constant ou intermittent ?",
    ),
    "changed": (
        "Qu'est-ce qui a changé avant le début (réseau, opérateur, logiciel, matériel, courant) ?",
        "Qu'est-ce qui a changé avant ?",
    ),
    "backup": (
        "De quand date la dernière bonne sauvegarde ?",
        "Dernière bonne sauvegarde ?",
    ),
    "examples": (
        (
            "Deux ou trois appels en échec : qui a appelé qui, quand (avec le fuseau horaire), et le code SIP si "
            "vous le connaissez ?"
        ),
        "2-3 appels en échec avec l'heure ?",
    ),
    "evidence": (
        (
            "Pouvez-vous joindre un journal, une trace ou une photo du défaut ? (Une capture peut contenir des "
            "paroles et des mots de passe.)"
        ),
        "Journal, trace ou photo ?",
    ),
    "network": (
        "Que sait-on du réseau (débit, latence, gigue, perte, NAT, pare-feu) ?",
        "Réseau : perte, gigue, NAT, pare-feu ?",
    ),
    "carrier": (
        "Que disent le trunk ou le circuit et son opérateur (état, alarmes, numéro de leur ticket) ?",
        "État du trunk, ticket de l'opérateur ?",
    ),
    "vpn": (
        "Le VPN d'accès à distance est-il actif, et à quelle adresse ?",
        "VPN d'accès à distance actif ? Adresse ?",
    ),
    "site_contact": (
        "Qui est sur place pour les interventions, et jusqu'à quand ?",
        "Qui est sur place ?",
    ),
}

OPTIONS: dict[str, tuple[str, ...]] = {
    "impact": ("Un utilisateur", "Plusieurs utilisateurs", "Tout le site", "Plusieurs sites"),
    "frequency": ("En permanence", "Par moments", "Une seule fois"),
    "child_registered": ("Oui", "Non"),
}
LABELS: dict[str, tuple[str, ...]] = {
    "customer": ("nom du client( final)?",),
    "symptom": (
        "symptome",
        "panne",
    ),
    "impact": ("utilisateurs (touches|concernes)",),
    "parent_serial": ("(numero|no|n°) de serie du systeme( principal)?",),
    "child_registered": ("(serie )?enregistree?",),
    "users_down": ("utilisateurs sans (service|telephone)",),
    "warranty": ("date d'achat", "fin de garantie"),
    "new_host_id": (
        "nouvel (host )?id",
        "host ?-?id nouveau",
    ),
    "reason": ("motif",),
    "subscription": ("souscription",),
    "tried": ("actions",),
    "started_at": ("debut",),
    "changed": ("modifications?",),
    "carrier": ("operateur",),
    "site_contact": ("contact sur site",),
    "host_id": ("id du systeme",),
    "model": ("type de systeme",),
    "serial": (r"n[°o]\.? de serie",),
}
"""What stands before a colon where a fact is told or corrected, beside what the diagnostic's own file has."""

CLAIMED = Wording(
    "Vous avez écrit joindre {thing}, mais rien ne nous est parvenu. Pouvez-vous l'envoyer à nouveau ?",
    "Vous avez écrit joindre {names}, mais ce fichier ne nous est pas parvenu. Pouvez-vous l'envoyer à nouveau ?",
    (
        "Vous avez écrit joindre {names}, mais ces fichiers ne nous sont pas parvenus. Pouvez-vous les envoyer à "
        "nouveau ?"
    ),
    "Aucune pièce jointe reçue. La renvoyer ?",
    ("une image", "un enregistrement", "une trace", "un journal (log)", "un fichier"),
)
"""How it asks for a file that was spoken of and did not come."""
