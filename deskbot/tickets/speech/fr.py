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
    "hello-name": "Bonjour {name},",
    "opening": 'nous avons bien reçu votre message "{subject}", ticket {ticket} : {category}, gravité {severity}.',
    "category-incident": "incident",
    "category-rma": "retour de matériel (RMA)",
    "category-licence": "licence",
    "category-howto": "question",
    "category-access": "accès",
    "category-enhancement": "amélioration",
    "category-security": "sécurité",
    "category-status": "suivi",
    "category-enduser": "client final",
    "category-junk": "autre",
    "severity-S1": "S1 (critique)",
    "severity-S2": "S2 (majeure)",
    "severity-S3": "S3 (mineure)",
    "severity-S4": "S4 (demande)",
    "end-user": (
        "L'aide la plus rapide est l'entreprise qui a installé votre système téléphonique et qui l'entretient : elle "
        "connaît votre site et nous joint directement. Merci de l'appeler ; son nom figure souvent sur une étiquette "
        "de l'équipement ou sur ses factures. Si les appels au numéro d'urgence échouent, appelez-nous tout de suite "
        "au {phone}."
    ),
    "paged": (
        "La personne d'astreinte du Service Desk est alertée en ce moment. Merci d'appeler aussi le Service Desk par "
        "téléphone : {phone}."
    ),
    "paged-from": (
        "La personne d'astreinte sera alertée à l'ouverture du support, {opens}. Si cela ne peut pas attendre, "
        "appelez tout de suite le Service Desk : {phone}. Pour relever la gravité, répondez à ce message en disant "
        "quels appels échouent et pour combien de personnes."
    ),
    "paged-later": (
        "La personne d'astreinte sera alertée le {opens}, car une maintenance est en cours jusque-là. Si cela ne "
        "peut pas attendre, appelez tout de suite le Service Desk : {phone}. Pour relever la gravité, répondez à "
        "ce message en disant quels appels échouent et pour combien de personnes."
    ),
    "page-held": (
        "Personne n'a été alerté pour ce message. Si c'est urgent, appelez tout de suite le Service Desk : {phone}."
    ),
    "urgent-known": "Le Service Desk sait que c'est urgent. Vous pouvez le joindre par téléphone : {phone}.",
    "claimed": (
        'Vous avez écrit "{claimed}". Si des appels échouent, ou si la situation a empiré, appelez tout de suite le '
        "Service Desk : {phone}."
    ),
    "phone-ticket": "{phone}, ticket {ticket}",
    "questions": "Pour continuer, il nous faut ce qui suit. Merci de répondre par numéro, au-dessus de ce texte :",
    "advice": "Cela ressemble à un problème connu : {title}.",
    "advice-language": "Les étapes sont en anglais.",
    "advice-end": "Cela a-t-il résolu le problème ? Répondez oui ou non.",
    "promise": "Une personne du Service Desk vous répondra au plus tard le {by}.",
    "next": (
        "Une personne du Service Desk prend la suite. Pour ajouter quelque chose, répondez à ce message ({ticket})."
    ),
    "unproven": (
        "nous avons bien reçu votre message, ticket {ticket}. Nous n'avons pas pu vérifier qui l'a envoyé : une "
        "personne du Service Desk le lira avant que nous en disions plus."
    ),
    "unproven-subject": "Nous avons reçu votre message",
    "noted": "Noté sur le ticket {ticket} : {facts}.",
    "added": "Votre message a été ajouté au ticket {ticket}.",
    "reopened": (
        "Le ticket {ticket} est rouvert et votre message y a été ajouté : une personne du Service Desk prend la suite."
    ),
    "solved": "Tant mieux. Le ticket {ticket} est noté comme résolu ; toute réponse le rouvre.",
    "completed": "Merci, le ticket {ticket} contient maintenant tout ce qu'il faut au Service Desk pour commencer.",
    "completed-but": (
        "Merci, le Service Desk peut maintenant commencer le ticket {ticket}. De ce qu'il examine, il reste "
        "à savoir : {items}. Merci de l'ajouter si vous l'avez ; rien n'attend pour cela."
    ),
    "handed-over": "Merci. Une personne du Service Desk reprend le ticket {ticket} avec ce que l'on sait.",
    "taken": "{responder} a pris le ticket {ticket} et s'en occupe.",
    "taken-phone": "Si vous avez besoin du Service Desk par téléphone : {phone}.",
    "unanswered": (
        "Nous avons appelé toutes les personnes d'astreinte pour le ticket {ticket}, et personne n'a encore répondu."
    ),
    "unanswered-phone": (
        "Merci d'appeler tout de suite le Service Desk au {phone} en citant le ticket. La direction du Service Desk "
        "est prévenue aussi."
    ),
    "reminder": 'le ticket {ticket}, "{subject}", attend votre réponse.',
    "reminder-end": "Sans réponse nous le fermerons ; toute réponse le rouvre.",
    "suggested": 'quelqu\'un du Service Desk a regardé le ticket {ticket}, "{subject}", et suggère ceci.',
    "closed-by-silence": (
        "nous avons fermé le ticket {ticket}, faute de réponse de votre part. Toute réponse le rouvre."
    ),
    "unread": (
        "Nous ne pouvons pas lire automatiquement tout votre message : une personne du Service Desk le regarde tel "
        "quel. Si des appels échouent, ou si c'est urgent, appelez tout de suite le Service Desk : {phone}."
    ),
    "opening-unread": 'nous avons bien reçu votre message "{subject}", ticket {ticket}.',
    "if-you-have-it": "(si vous l'avez)",
    "questions-helpful": "Il serait utile de savoir ce qui suit, si vous l'avez ; rien n'attend pour cela :",
    "rma-list": "Voici ce que le Service Desk examine pour un retour ; merci d'ajouter ce qui n'est pas coché :",
    "rma-warranty": "l'appareil est sous garantie (depuis quand il est en service)",
    "rma-serial": "le numéro de série de l'appareil en panne",
    "rma-child": "ce numéro de série est enregistré sous celui de son système parent dans Serial Number Records",
    "rma-tests": "les tests de diagnostic de son guide de dépannage, chacun avec son résultat",
    "rma-picture": "des captures d'écran, une photo ou une vidéo qui montrent la panne",
    "rma-ship": "l'adresse pour un remplacement, avec un contact, un téléphone et une adresse de courriel",
    "rma-server": (
        "Si c'est le serveur UCX lui-même qui est en panne, dites-le, et dites si vous avez un système de rechange : "
        "le Service Desk peut alors étudier une licence temporaire, pour que le client travaille entre-temps sur le "
        "système de rechange."
    ),
    "rma-decision": "Une personne du Service Desk décide du retour et vous écrit ici. Merci de ne rien renvoyer avant.",
    "rma-policy": "Les règles des retours : {link}",
    "licence-needs": (
        "Pour un transfert de licence, le Service Desk a besoin de l'ancien et du nouveau host id, de la raison "
        "(panne, migration, mise à niveau, ID mal saisi) et de savoir si l'abonnement du système est actif. Si du "
        "matériel est en panne, ajoutez le ticket de son retour, et dites si l'ancien système démarre encore."
    ),
    "licence-decision": "Une personne du Service Desk l'examine et décide ; rien ne peut en être dit avant.",
    "licence-policy": "Les règles des transferts de licence : {link}",
    "howto-documentation": "La documentation du produit se trouve ici : {link}",
    "howto-level": (
        "La configuration, et les déplacements, ajouts et modifications, relèvent des niveaux 1 et 2, donc de votre "
        "entreprise ; l'aide la plus rapide vient de vos collègues qui l'ont déjà fait."
    ),
    "howto-fault": (
        "Si le système ne fait pas ce que dit la documentation, c'est une panne : répondez à ce message avec le host "
        "id, la version logicielle, les appels ou les étapes qui échouent et ce que vous avez essayé."
    ),
    "howto-quotation": "Les devis et les commandes se font avec l'outil du portail : {link}",
    "howto-provisioning": "Les postes sont provisionnés avec l'outil du portail : {link}",
    "howto-training": "Dates et contenu de la formation : {link}",
    "access-own": (
        "Les comptes de vos propres collaborateurs sont créés, débloqués et supprimés par l'administrateur de votre "
        "entreprise sur le portail partenaires ; le Service Desk aide là où cela ne fonctionne pas."
    ),
    "access-portal": "Le portail partenaires : {link}",
    "access-people": (
        "Voici qui, dans votre entreprise, peut ouvrir des tickets d'après notre liste : {names}. S'il manque "
        "quelqu'un, ou si quelqu'un est parti, votre administrateur peut nous le dire ici."
    ),
    "access-untrained": (
        "D'après notre liste, ces personnes n'ont pas encore suivi la formation initiale : {names}. Jusque-là, le "
        "Service Desk peut leur refuser l'accès."
    ),
    "access-training": (
        "Quiconque reçoit un accès au Service Desk devrait avoir suivi la formation initiale au produit."
    ),
    "access-training-page": "La formation au produit : {link}",
    "expired": (
        "D'après nos données, l'abonnement de ce système est arrivé à son terme et devra peut-être être renouvelé. "
        "Nous prenons votre ticket en charge malgré tout, et la personne qui le traite vous en écrira. Si nos "
        "données sont fausses, merci de nous le dire ici."
    ),
    "not-helped": (
        "Merci de nous le dire. Le ticket est maintenant entre les mains d'une personne du Service Desk, qui prend "
        "la suite."
    ),
    "rate": 'le ticket {ticket}, "{subject}", est fermé.',
    "rate-how": "Qu'en pensez-vous ? Répondez par un nombre de 1 (mauvais) à 5 (très bien) et, si vous voulez, un mot.",
    "rate-open": "Si le problème n'est pas résolu, dites-le dans votre réponse : cela rouvre le ticket.",
    "paged-already": (
        "La personne d'astreinte du Service Desk a déjà été alertée pour cela. Merci d'appeler aussi le Service "
        "Desk par téléphone : {phone}."
    ),
    "taken-already": (
        "{responder}, du Service Desk, a déjà pris le problème en charge. Si vous avez besoin du Service Desk au "
        "téléphone : {phone}."
    ),
    "hands-on": (
        "Nous avons besoin de vos mains sur place pour ce qui suit. Merci de répondre par la lettre, par exemple «"
        " A fait » ou « A pas fait : pas d'accès avant vendredi », et ce que vous avez vu :"
    ),
    "task-overdue": (
        "pour le ticket {ticket}, nous avons demandé un travail sur place et ne savons pas encore s'il est fait :"
    ),
    "task-overdue-end": "Merci de répondre « {letter} fait », ou ce qui vous en empêche. Le Service Desk l'attend.",
    "solved-together": (
        "la panne derrière le ticket {ticket}, « {subject} », est résolue, pour autant que le Service Desk puisse "
        "le voir. L'est-elle chez vous ?"
    ),
    "solved-together-how": (
        "Si oui, répondez : oui. Sinon, dites-nous ce qui ne marche toujours pas : toute autre "
        "réponse rouvre le ticket. Vous pouvez aussi nous joindre par téléphone : {phone}."
    ),
    "solution": "{responder} du Service Desk écrit :",
    "not-urgent": (
        "{responder} du Service Desk a regardé le ticket {ticket} et juge qu'il n'est pas urgent. Personne "
        "n'est appelé ; il est traité à son tour."
    ),
    "not-urgent-how": (
        "Si ce n'est pas le cas, répondez à ce message et dites ce qui ne marche pas : il redevient alors "
        "urgent, et quelqu'un est appelé. Ou appelez le Service Desk : {phone}."
    ),
    "merged": (
        "les tickets {ticket} et {into} portent sur la même chose. Ils sont traités ensemble sous {into} à partir "
        "de maintenant ; une réponse à un courrier sur l'un ou l'autre nous parvient."
    ),
    "parted": (
        "« {subject} » est traité à partir de maintenant comme ticket {ticket}, à part du ticket {other}. Pour "
        "ajouter quelque chose, répondez à ce message."
    ),
    "tasks-relettered": (
        "Les travaux sur place que nous vous avons demandés portent d'autres lettres à partir de maintenant ; merci "
        "de répondre par la nouvelle :"
    ),
    "own-status": "{ticket} : {subject}. {severity}, {state}.",
    "own-line": "{ticket} {severity}, {state} : {subject}",
    "state-new": "vient d'arriver",
    "state-waiting-desk": "chez le support",
    "state-waiting-reseller": "en attente de votre réponse",
    "state-resolved": "résolu",
    "state-closed": "fermé",
    "state-merged": "réuni avec un autre ticket",
    "own-owner": "{responder} s'en occupe.",
    "own-missing": "Il nous faut encore : {questions}",
    "own-more": "… et {count} de plus.",
    "own-none": "Vous n'avez aucun ticket ouvert.",
    "own-unknown": "Il n'y a pas de ticket {ticket} à vous.",
    "own-which": "Quel ticket ? Écrivez-le derrière le mot, ainsi : {usage}",
    "own-no-words": "Que devons-nous noter ? Écrivez-le derrière le mot, ainsi : {usage}",
    "own-no-command": "« {word} » n'est pas une commande.",
    "own-no-command-near": "« {word} » n'est pas une commande. Vouliez-vous dire « {near} » ?",
    "own-stranger": (
        "Nous ne savons pas qui écrit d'ici et ne pouvons donc rien vous montrer. Ce que vous écrivez ouvre "
        "quand même un ticket."
    ),
    "own-closed": "{ticket} est fermé. Toute réponse le rouvre.",
    "own-closed-already": "{ticket} était déjà fermé.",
    "own-help": "Ces mots sont compris :",
    "help-new": "ouvre un ticket",
    "help-status": "dit où en est un ticket",
    "help-list": "énumère vos tickets ouverts",
    "help-add": "ajoute à un ticket",
    "help-close": "ferme un ticket",
    "help-urgent": "rend un ticket urgent : on appelle quelqu'un",
    "help-help": "dit ceci",
    "own-help-phone": "En cas d'urgence, appelez le Service Desk : {phone}.",
    "brief-opened": "{ticket} est ouvert ({severity}).",
    "brief-unproven": (
        "Votre message est le ticket {ticket}. Nous ne connaissons pas ce numéro : quelqu'un le regarde d'abord."
    ),
    "brief-added": "Ajouté à {ticket}.",
    "brief-reopened": "{ticket} est rouvert, avec votre message.",
    "brief-elsewhere": "C'est un autre sujet ? Écrivez NEW et de quoi il s'agit.",
    "brief-paged": "La personne d'astreinte est appelée. Téléphonez aussi, s'il vous plaît : {phone}.",
    "brief-paged-from": (
        "La personne d'astreinte sera appelée à {opens}. Si cela ne peut attendre, téléphonez : {phone}."
    ),
    "brief-taken": "{responder} s'en occupe. Le Service Desk au téléphone : {phone}.",
    "brief-held": "Personne n'a été appelé. Si c'est urgent, téléphonez : {phone}.",
    "brief-urgent": "Le Service Desk sait que c'est urgent. Au téléphone : {phone}.",
    "brief-claimed": "Si des appels échouent, téléphonez : {phone}.",
    "brief-unread": "Quelqu'un lit votre message. Si des appels échouent, téléphonez : {phone}.",
    "brief-end-user": (
        "Adressez-vous à l'entreprise qui a installé votre téléphonie : elle nous joint directement. Si les "
        "appels d'urgence échouent, téléphonez-nous : {phone}."
    ),
    "brief-reminder": "{ticket} attend votre réponse et sera fermé sans elle.",
    "own-urgent": "{ticket} est urgent maintenant ({severity}).",
    "brief-by-mail": "Le tout arrive par courriel.",
    "help-link": "vous attribue ce compte par un code : écrivez votre adresse à sa place, et nous vous en envoyons un",
    "help-prefer": "nous vous écrivons ici ; « prefer last » là où vous avez écrit en dernier",
    "link-how": (
        "Écrivez le code reçu derrière le mot : link CODE. Ou votre adresse, et nous vous envoyons un code : "
        "link vous@societe.example"
    ),
    "link-sent": "Si nous connaissons {address}, un code y est en route. Envoyez-le ici dans la demi-heure : link CODE",
    "link-wrong": "Ce code n'est pas de nous, ou il a expiré. Demandez-en un autre : link vous@societe.example",
    "link-taken": "Ce compte appartient déjà à quelqu'un d'autre. Veuillez vous adresser au support.",
    "link-too-often": "Trop d'essais. Attendez une heure, ou adressez-vous au support.",
    "linked": "Bienvenue, {name} : ce compte est le vôtre.",
    "link-subject": "Votre code",
    "link-letter": (
        "Votre code est {code}. Quelqu'un sur {channel} dit être vous. Si c'est le cas, écrivez là-bas : link "
        "{code}\n\nSinon, ne faites rien : sans ce code, personne ne devient vous."
    ),
    "linked-subject": "Un compte vous a été attribué",
    "linked-letter": (
        "Un compte sur {channel} ({address}) est désormais le vôtre : il voit et ouvre des tickets comme vous. "
        "Si ce n'était pas vous, dites-le tout de suite au support."
    ),
    "prefers": "Nous vous écrivons désormais par {channel}.",
    "prefers-last": "Nous vous écrivons là d'où vous avez écrit en dernier.",
    "no-channel": "« {word} » n'est pas un de vos canaux. Il y a : {channels}",
    "own-admins": "Seul qui veille sur tous les tickets d'une société peut les lister ; voici les vôtres :",
    "offer-yes": "Oui, résolu",
    "offer-no": "Non, pas encore",
    "form-title-intake": "Nouveau ticket",
    "form-title-answers": "Vos réponses",
    "form-submit": "Envoyer",
    "form-cancel": "Annuler",
    "form-category": "De quoi s'agit-il ?",
    "form-summary": "En une phrase : qu'est-ce qui ne va pas, ou que souhaitez-vous ?",
    "form-details": "Que devrions-nous savoir encore ?",
    "form-incident": "Quelque chose ne marche pas",
    "form-rma": "Retour d'un appareil (RMA)",
    "form-licence": "Licence : transfert ou activation",
    "form-howto": "Une question",
    "form-access": "Accès au portail ou à la formation",
    "form-enhancement": "Un souhait pour le produit",
    "form-security": "Abus ou sécurité",
    "form-empty": "Dites en une phrase ce qui ne va pas : elle devient l'objet du ticket.",
    "form-long-words": (
        "Cela fait {now} caractères, et {most} au plus sont acceptés. Un journal se joint mieux en fichier."
    ),
    "form-long": ("Cela fait {now} caractères, et {most} au plus sont lus. Dites-le plus brièvement, s'il vous plaît."),
    "form-unread": "Nous ne pouvons pas lire cela comme réponse. {question} Si vous ne le savez pas, laissez vide.",
    "form-none": "Répondez à une question au moins, s'il vous plaît.",
    "form-old": (
        "Ce formulaire est d'une version plus ancienne et n'a pas été envoyé. Ouvrez-le à nouveau, s'il vous "
        "plaît ; veuillez nous excuser."
    ),
    "form-all": "Répondre à toutes les questions",
    "home-title": "Vos tickets ouverts",
    "home-new": "Nouveau ticket",
    "home-how": (
        "Écrivez-nous dans Messages, mentionnez-nous dans un canal, ou appuyez sur le bouton. Le mot help "
        "montre les commandes."
    ),
    "home-help": "Que puis-je faire ici ?",
    "home-stranger": (
        "Nous ne connaissons pas encore ce compte. Avec un code, écrivez dans Messages : link CODE. Sans "
        "code, écrivez : link you@company.example. Vous pouvez ouvrir un ticket malgré tout."
    ),
    "page-link": (
        "Le ticket {ticket} a sa propre page, où vous pouvez le voir, répondre à nos questions et ajouter des "
        "fichiers. Le lien n'est que pour vous : {link}"
    ),
    "page-link-brief": "Sa page : {link}",
    "page-where": "Où il en est : {state}.",
    "page-owner": "{responder}, du Service Desk, s'en occupe.",
    "page-rings": "L'astreinte est appelée en ce moment. Cette page le dira dès que quelqu'un s'en sera chargé.",
    "page-unbelieved": (
        "Nous n'avons pas pu vérifier qui a ouvert ce ticket ; cette page ne montre donc que ce qui est venu de "
        "votre adresse."
    ),
    "page-missing": "Ce qu'il nous faut encore",
    "page-own-words": "Avec vos propres mots",
    "page-skip": "Pas encore de réponse",
    "page-add": "Ajouter au ticket",
    "page-words": "Votre message",
    "page-files": "Fichiers ({most} Mo au total au plus)",
    "page-send": "Envoyer",
    "page-have": "Nous avons reçu ce que vous avez écrit.",
    "page-added": "Nous l'avons reçu. Il apparaîtra ci-dessous dans un instant.",
    "page-empty": "Écrivez quelque chose, répondez à une question ou choisissez un fichier.",
    "page-large": "C'est plus que ce que nous prenons en une fois ({most} Mo). Envoyez-le en plusieurs parties.",
    "page-large-back": "Rien n'a été envoyé. Revenez en arrière dans votre navigateur : votre texte y est encore.",
    "page-many": (
        "Cela fait {now} fichiers, et {most} au plus vont ensemble. "
        "Rien n'a encore été envoyé : choisissez-en moins, ou envoyez-les en plusieurs parties."
    ),
    "page-again": "Rien n'a encore été envoyé : corrigez ce qui est marqué et choisissez de nouveau vos fichiers.",
    "page-often": (
        "Cela fait beaucoup en peu de temps, et ceci n'a pas été pris. Envoyez-le encore une fois dans {minutes} min."
    ),
    "page-unread": "Le formulaire n'est pas arrivé en entier. Envoyez-le encore une fois.",
    "page-solved": "C'est résolu",
    "page-solved-ask": "Est-ce résolu ?",
    "page-solved-what": "Le ticket est alors fermé. Toute réponse de votre part le rouvre.",
    "page-solved-yes": "Oui, c'est résolu",
    "page-urgent": "C'est urgent",
    "page-urgent-ask": "Est-ce urgent ?",
    "page-urgent-what": "L'astreinte est alors appelée. Appelez aussi le Service Desk : {phone}.",
    "page-urgent-yes": "Oui, appeler quelqu'un",
    "page-back": "Retour au ticket",
    "page-said": "Ce qui a été dit jusqu'ici",
    "page-nothing": "Rien pour l'instant.",
    "page-you": "Vous",
    "page-desk": "Service Desk",
    "page-unverified": "expéditeur non vérifié",
    "page-marked-solved": "Signalé comme résolu.",
    "page-closed": "Fermé, faute de nouvelles.",
    "page-desk-closed": "Fermé par le Service Desk.",
    "page-came-with": "Fichiers : {names}",
    "page-end": "Annuler ce lien",
    "page-end-what": (
        "Le lien vers cette page n'a été envoyé qu'à {address}. Si quelqu'un d'autre l'a, annulez-le : notre "
        "prochain message vous en apportera un autre."
    ),
    "page-ended": "Le lien est annulé. Notre prochain message vous en apportera un autre.",
    "page-dead": "Ce lien ne mène nulle part",
    "page-dead-what": (
        "Il a expiré ou a été annulé. Répondez plutôt à notre dernier message : cela atteint le même ticket."
    ),
    "page-later": (
        "Ce n'est pas possible à l'instant, et rien n'a été gardé. Appuyez de nouveau sur le bouton dans un moment."
    ),
}
