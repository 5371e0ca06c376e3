"""What our letters say in Spanish."""

TEXTS = {
    "hello": "Buenos días:",
    "redirect-subject": "Sobre su mensaje",
    "redirect-why": (
        "gracias por escribirnos. {desk} atiende a las empresas que instalan y mantienen estos sistemas telefónicos; "
        "a quienes los usan los atiende su empresa instaladora. Por eso no hemos abierto ningún ticket para su "
        "mensaje."
    ),
    "redirect-who": (
        "La ayuda más rápida es la empresa que instaló su sistema telefónico y lo mantiene: conoce su instalación y "
        "se comunica con nosotros directamente. Por favor, llámela; su nombre suele estar en una etiqueta del equipo "
        "o en sus facturas."
    ),
    "redirect-find": "Si no sabe cuál es, o si esa empresa ya no existe: {link}",
    "redirect-danger": (
        "Si fallan las llamadas al número de emergencias, o si alguien está en peligro, haga la llamada de "
        "emergencia desde un celular y llámenos de inmediato al {phone}."
    ),
    "redirect-reseller": (
        "Si usted mismo es distribuidor nuestro, responda a este mensaje con el host id del sistema y lo que ha "
        "probado hasta ahora: entonces se abrirá un ticket."
    ),
    "hello-name": "Hola, {name}:",
    "opening": 'tenemos su mensaje "{subject}" como ticket {ticket}: {category}, gravedad {severity}.',
    "category-incident": "incidente",
    "category-rma": "devolución de equipos (RMA)",
    "category-licence": "licencia",
    "category-howto": "consulta",
    "category-access": "acceso",
    "category-enhancement": "mejora",
    "category-security": "seguridad",
    "category-status": "seguimiento",
    "category-enduser": "cliente final",
    "category-junk": "otro",
    "severity-S1": "S1 (crítica)",
    "severity-S2": "S2 (mayor)",
    "severity-S3": "S3 (menor)",
    "severity-S4": "S4 (solicitud)",
    "end-user": (
        "La ayuda más rápida es la empresa que instaló su sistema telefónico y lo mantiene: conoce su instalación y "
        "se comunica con nosotros directamente. Por favor, llámela; su nombre suele estar en una etiqueta del equipo "
        "o en sus facturas. Si fallan las llamadas al número de emergencias, llámenos ahora al {phone}."
    ),
    "paged": (
        "En este momento se avisa a la persona de guardia del Service Desk. Por favor, llame también por teléfono al "
        "Service Desk: {phone}."
    ),
    "paged-from": (
        "Se avisará a la persona de guardia cuando abra el soporte, {opens}. Si no puede esperar tanto, llame ahora "
        "al Service Desk: {phone}. Para elevar la gravedad, responda a este mensaje y diga qué llamadas fallan y a "
        "cuántas personas."
    ),
    "page-held": (
        "No se avisó a nadie de guardia por este mensaje. Si es urgente, llame ahora al Service Desk: {phone}."
    ),
    "urgent-known": "El Service Desk sabe que es urgente. Puede llamarlo por teléfono: {phone}.",
    "claimed": (
        'Usted lo llamó "{claimed}". Si fallan las llamadas, o si ha empeorado, llame ahora al Service Desk: {phone}.'
    ),
    "phone-ticket": "{phone}, ticket {ticket}",
    "questions": "Para continuar necesitamos lo siguiente. Por favor, responda por número, encima de este texto:",
    "advice": "Esto parece un problema conocido: {title}.",
    "advice-language": "Los pasos están en inglés.",
    "advice-end": "Si esto lo resuelve, responda con la palabra: resuelto.",
    "next": "Una persona del Service Desk continúa desde aquí. Para añadir algo, responda a este mensaje ({ticket}).",
    "unproven": (
        "tenemos su mensaje como ticket {ticket}. No pudimos comprobar quién lo envió, así que una persona del "
        "Service Desk lo revisará antes de que digamos algo más."
    ),
    "unproven-subject": "Tenemos su mensaje",
    "added": "Su mensaje se añadió al ticket {ticket}.",
    "solved": "Nos alegra. El ticket {ticket} queda como resuelto; cualquier respuesta lo abre de nuevo.",
    "completed": "Gracias, el ticket {ticket} tiene ya todo lo que el Service Desk necesita para empezar.",
    "handed-over": "Gracias. Una persona del Service Desk sigue con el ticket {ticket} con lo que se sabe.",
    "taken": "{responder} ha tomado el ticket {ticket} y trabaja en él.",
    "taken-phone": "Si necesita al Service Desk por teléfono: {phone}.",
    "unanswered": "Hemos llamado a todas las personas de guardia por el ticket {ticket} y todavía nadie ha contestado.",
    "unanswered-phone": (
        "Por favor, llame ahora al Service Desk al {phone} y mencione el ticket. También se ha avisado a la "
        "dirección del Service Desk."
    ),
    "reminder": 'el ticket {ticket}, "{subject}", espera su respuesta.',
    "reminder-end": "Sin respuesta lo cerraremos; cualquier respuesta lo abre de nuevo.",
    "closed-by-silence": (
        "hemos cerrado el ticket {ticket}, porque no tuvimos respuesta suya. Cualquier respuesta lo abre de nuevo."
    ),
    "unread": (
        "No podemos leer automáticamente todo su mensaje, así que una persona del Service Desk lo mira tal como "
        "está. Si fallan las llamadas, o si es urgente, llame ahora al Service Desk: {phone}."
    ),
    "opening-unread": 'tenemos su mensaje "{subject}" como ticket {ticket}.',
}
