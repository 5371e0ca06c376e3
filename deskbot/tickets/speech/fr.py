"""What our letters say in French."""

TEXTS = {
    "hello": "Bonjour,",
    "redirect-subject": "À propos de votre message",
    "redirect-why": (
        "merci de nous avoir écrit. {desk} assiste les entreprises qui installent et entretiennent ces systèmes "
        "téléphoniques ; ceux qui les utilisent sont aidés par leur installateur. Nous n'avons donc ouvert aucun "
        "ticket pour votre message."
    ),
    "redirect-who": (
        "L'aide la plus rapide est l'entreprise qui a installé votre système téléphonique et qui l'entretient : elle "
        "connaît votre site et nous joint directement. Merci de l'appeler ; son nom figure souvent sur une étiquette "
        "de l'équipement ou sur ses factures."
    ),
    "redirect-find": "Si vous ne savez pas qui c'est, ou si cette entreprise n'existe plus : {link}",
    "redirect-danger": (
        "Si les appels au numéro d'urgence échouent, ou si quelqu'un est en danger, passez l'appel d'urgence depuis "
        "un téléphone mobile et appelez-nous aussitôt au {phone}."
    ),
    "redirect-reseller": (
        "Si vous êtes vous-même l'un de nos revendeurs, répondez à ce message avec le host id du système et ce que "
        "vous avez déjà essayé : un ticket sera alors ouvert."
    ),
}
