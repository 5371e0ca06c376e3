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
    "paged-later": (
        "Se avisará a la persona de guardia el {opens}, pues hasta entonces hay trabajos de mantenimiento. Si no "
        "puede esperar tanto, llame ahora al Service Desk: {phone}. Para elevar la gravedad, responda a este "
        "mensaje y diga qué llamadas fallan y a cuántas personas."
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
    "advice-end": "¿Esto lo resolvió? Responda sí o no.",
    "promise": "Una persona del Service Desk le responderá a más tardar el {by}.",
    "next": "Una persona del Service Desk continúa desde aquí. Para añadir algo, responda a este mensaje ({ticket}).",
    "unproven": (
        "tenemos su mensaje como ticket {ticket}. No pudimos comprobar quién lo envió, así que una persona del "
        "Service Desk lo revisará antes de que digamos algo más."
    ),
    "unproven-subject": "Tenemos su mensaje",
    "noted": "En el ticket {ticket} consta ahora: {facts}.",
    "added": "Su mensaje se añadió al ticket {ticket}.",
    "reopened": (
        "El ticket {ticket} está abierto de nuevo con su mensaje: una persona del Service Desk continúa desde aquí."
    ),
    "solved": "Nos alegra. El ticket {ticket} queda como resuelto; cualquier respuesta lo abre de nuevo.",
    "completed": "Gracias, el ticket {ticket} tiene ya todo lo que el Service Desk necesita para empezar.",
    "completed-but": (
        "Gracias, el Service Desk ya puede empezar con el ticket {ticket}. De lo que revisa, falta por saber: {items}. "
        "Añádalo si lo tiene; nada espera por ello."
    ),
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
    "suggested": 'alguien del Service Desk ha revisado el ticket {ticket}, "{subject}", y sugiere lo siguiente.',
    "closed-by-silence": (
        "hemos cerrado el ticket {ticket}, porque no tuvimos respuesta suya. Cualquier respuesta lo abre de nuevo."
    ),
    "unread": (
        "No podemos leer automáticamente todo su mensaje, así que una persona del Service Desk lo mira tal como "
        "está. Si fallan las llamadas, o si es urgente, llame ahora al Service Desk: {phone}."
    ),
    "opening-unread": 'tenemos su mensaje "{subject}" como ticket {ticket}.',
    "if-you-have-it": "(si lo tiene)",
    "questions-helpful": "Ayudaría saber lo siguiente, si lo tiene; nada se detiene por ello:",
    "rma-list": "Esto es lo que el Service Desk revisa para una devolución; por favor, añada lo que no está marcado:",
    "rma-warranty": "el equipo está en garantía (desde cuándo está en uso)",
    "rma-serial": "el número de serie del equipo averiado",
    "rma-child": "ese número de serie está registrado bajo el de su sistema principal en Serial Number Records",
    "rma-tests": "las pruebas de diagnóstico de su guía, cada una con su resultado",
    "rma-picture": "capturas de pantalla, una foto o un video que muestren la falla",
    "rma-ship": "la dirección para un reemplazo, con un contacto, un teléfono y un correo",
    "rma-server": (
        "Si lo que está caído es el propio servidor UCX, dígalo, y diga si tiene un sistema de repuesto: el Service "
        "Desk puede entonces estudiar una licencia temporal, para que el cliente trabaje mientras tanto con el "
        "repuesto."
    ),
    "rma-decision": (
        "Una persona del Service Desk decide sobre la devolución y le escribe aquí. Por favor, no envíe nada antes."
    ),
    "rma-policy": "Las reglas para devoluciones: {link}",
    "licence-needs": (
        "Para transferir una licencia el Service Desk necesita el host id anterior y el nuevo, el motivo (falla, "
        "migración, actualización, ID mal escrito) y si la suscripción del sistema está activa. Si falló el equipo, "
        "añada el ticket de su devolución y si el sistema anterior todavía arranca."
    ),
    "licence-decision": "Una persona del Service Desk lo revisa y decide; antes no se puede decir nada.",
    "licence-policy": "Las reglas para transferir licencias: {link}",
    "howto-documentation": "La documentación del producto está aquí: {link}",
    "howto-level": (
        "La configuración, y los movimientos, altas y cambios, son trabajo de nivel 1 y 2, que corresponde a su "
        "propia empresa; la ayuda más rápida son sus colegas que ya lo han hecho."
    ),
    "howto-fault": (
        "Si el sistema no hace lo que dice la documentación, es una falla: responda a este mensaje con el host id, "
        "la versión de software, las llamadas o los pasos que fallan y lo que ha probado."
    ),
    "howto-quotation": "Las cotizaciones y los pedidos se hacen con la herramienta del portal: {link}",
    "howto-provisioning": "Los teléfonos se aprovisionan con la herramienta del portal: {link}",
    "howto-training": "Fechas y contenido de la capacitación: {link}",
    "access-own": (
        "Las cuentas de su propio personal las crea, desbloquea y elimina el administrador de su empresa en el "
        "portal de socios; el Service Desk ayuda donde eso no funcione."
    ),
    "access-portal": "El portal de socios: {link}",
    "access-people": (
        "Estas personas de su empresa pueden abrir tickets, según nuestra lista: {names}. Si falta alguien, o si "
        "alguien ya no está, que su administrador nos lo diga aquí."
    ),
    "access-untrained": (
        "Según nuestra lista, estas personas todavía no han asistido a la capacitación inicial: {names}. Hasta "
        "entonces el Service Desk puede negarles el acceso."
    ),
    "access-training": (
        "Quien reciba acceso al Service Desk debe haber asistido a la capacitación inicial del producto."
    ),
    "access-training-page": "La capacitación del producto: {link}",
    "expired": (
        "Según nuestros registros, la suscripción de este sistema ha terminado, y quizá haya que renovarla. De todos "
        "modos atendemos su ticket, y quien trabaje en él le escribirá al respecto. Si nuestros registros no son "
        "correctos, díganoslo aquí."
    ),
    "not-helped": (
        "Gracias por decirlo. El ticket está ahora en manos de una persona del Service Desk, que continúa desde aquí."
    ),
    "rate": 'el ticket {ticket}, "{subject}", está cerrado.',
    "rate-how": "¿Cómo lo hicimos? Responda con un número de 1 (mal) a 5 (muy bien) y, si quiere, una palabra.",
    "rate-open": "Si no está resuelto, dígalo en su respuesta: eso abre el ticket de nuevo.",
    "paged-already": (
        "Ya se ha avisado por esto a la persona de guardia del Service Desk. Por favor, llame también por teléfono"
        " al Service Desk: {phone}."
    ),
    "taken-already": (
        "{responder}, del Service Desk, ya se ha hecho cargo y está en ello. Si necesita al Service Desk por "
        "teléfono: {phone}."
    ),
    "hands-on": (
        "Necesitamos sus manos en el sitio para lo siguiente. Por favor, responda a cada punto con su letra, por "
        'ejemplo "A hecho" o "A no: sin acceso hasta el viernes", y lo que ha visto:'
    ),
    "task-overdue": "para el ticket {ticket} pedimos un trabajo en el sitio y no sabemos todavía si está hecho:",
    "task-overdue-end": 'Por favor, responda "{letter} hecho", o lo que se lo impide. El Service Desk lo espera.',
    "solved-together": (
        'la avería que hay detrás del ticket {ticket}, "{subject}", está resuelta, hasta donde ve el Service Desk.'
        " ¿Lo está también para usted?"
    ),
    "solved-together-how": (
        "Si es así, responda: sí. Si no, díganos qué sigue fallando: cualquier otra respuesta"
        " vuelve a abrir el ticket. También puede llamarnos por teléfono: {phone}."
    ),
    "solution": "{responder} del Service Desk escribe:",
    "not-urgent": (
        "{responder} del Service Desk ha mirado el ticket {ticket} y considera que no es urgente. No se llama "
        "a nadie por él; se atiende a su turno."
    ),
    "not-urgent-how": (
        "Si no es así, responda a este mensaje y diga qué no funciona: entonces vuelve a ser urgente y se "
        "llama a alguien. O llame al Service Desk: {phone}."
    ),
    "merged": (
        "los tickets {ticket} y {into} tratan de lo mismo. Desde ahora se atienden juntos como {into}; una "
        "respuesta a una carta sobre cualquiera de los dos nos llega."
    ),
    "parted": (
        '"{subject}" se atiende desde ahora como ticket {ticket}, aparte del ticket {other}. Para añadir algo, '
        "responda a este mensaje."
    ),
    "tasks-relettered": (
        "Los trabajos en el sitio que le pedimos llevan otras letras desde ahora; por favor, responda con la nueva:"
    ),
    "own-status": "{ticket}: {subject}. {severity}, {state}.",
    "own-line": "{ticket} {severity}, {state}: {subject}",
    "state-new": "recién recibido",
    "state-waiting-desk": "en manos del soporte",
    "state-waiting-reseller": "a la espera de su respuesta",
    "state-resolved": "resuelto",
    "state-closed": "cerrado",
    "state-merged": "unido a otro ticket",
    "own-owner": "Lo lleva {responder}.",
    "own-missing": "Aún necesitamos: {questions}",
    "own-more": "… y {count} más.",
    "own-none": "No tiene ningún ticket abierto.",
    "own-unknown": "No hay ningún ticket {ticket} suyo.",
    "own-which": "¿Qué ticket? Escríbalo detrás de la palabra, así: {usage}",
    "own-no-words": "¿Qué debemos anotar? Escríbalo detrás de la palabra, así: {usage}",
    "own-no-command": "«{word}» no es ningún comando.",
    "own-no-command-near": "«{word}» no es ningún comando. ¿Quería decir «{near}»?",
    "own-stranger": (
        "No sabemos quién escribe desde aquí, así que no podemos mostrarle nada. Lo que escriba abre un "
        "ticket de todos modos."
    ),
    "own-closed": "{ticket} está cerrado. Cualquier respuesta lo vuelve a abrir.",
    "own-closed-already": "{ticket} ya estaba cerrado.",
    "own-help": "Se entienden estas palabras:",
    "help-new": "abre un ticket",
    "help-status": "dice cómo está un ticket",
    "help-list": "enumera sus tickets abiertos",
    "help-add": "añade algo a un ticket",
    "help-close": "cierra un ticket",
    "help-urgent": "hace urgente un ticket: se llama a alguien",
    "help-help": "dice esto",
    "own-help-phone": "En una emergencia llame al Service Desk: {phone}.",
    "brief-opened": "{ticket} está abierto ({severity}).",
    "brief-unproven": "Su mensaje es el ticket {ticket}. No conocemos este número: primero lo mira una persona.",
    "brief-added": "Añadido a {ticket}.",
    "brief-reopened": "{ticket} está abierto de nuevo, con su mensaje.",
    "brief-elsewhere": "¿Es otro asunto? Escriba NEW y de qué se trata.",
    "brief-paged": "Se está llamando a la guardia. Llame también por teléfono: {phone}.",
    "brief-paged-from": "Se llamará a la guardia el {opens}. Si no puede esperar, llame: {phone}.",
    "brief-taken": "{responder} se ocupa. El Service Desk por teléfono: {phone}.",
    "brief-held": "No se llamó a nadie. Si es urgente, llame: {phone}.",
    "brief-urgent": "El Service Desk sabe que es urgente. Por teléfono: {phone}.",
    "brief-claimed": "Si fallan llamadas, llame: {phone}.",
    "brief-unread": "Una persona lee su mensaje. Si fallan llamadas, llame: {phone}.",
    "brief-end-user": (
        "Diríjase a la empresa que instaló su telefonía: nos alcanza directamente. Si fallan las llamadas de "
        "emergencia, llámenos ya: {phone}."
    ),
    "brief-reminder": "{ticket} espera su respuesta, y sin ella se cerrará.",
    "own-urgent": "{ticket} es urgente ahora ({severity}).",
    "brief-by-mail": "Va completo por correo.",
    "help-link": "hace suya esta cuenta con un código: escriba su correo en su lugar y le enviamos uno",
    "help-prefer": 'le escribimos aquí; "prefer last" adonde escribió por última vez',
    "link-how": (
        "Escriba el código recibido detrás de la palabra: link CÓDIGO. O su correo, y le enviamos un código: "
        "link usted@empresa.example"
    ),
    "link-sent": "Si conocemos {address}, un código va de camino. Envíelo aquí en media hora: link CÓDIGO",
    "link-wrong": "Este código no es nuestro o ya ha caducado. Pida otro: link usted@empresa.example",
    "link-taken": "Esta cuenta ya pertenece a otra persona. Consulte al servicio.",
    "link-too-often": "Demasiados intentos. Espere una hora o consulte al servicio.",
    "linked": "Bienvenido, {name}: esta cuenta ya es suya.",
    "link-subject": "Su código",
    "link-letter": (
        "Su código es {code}. Alguien en {channel} dice ser usted. Si es así, escriba allí: link {code}\n\nSi "
        "no, no haga nada: sin el código nadie puede hacerse pasar por usted."
    ),
    "linked-subject": "Se le ha vinculado una cuenta",
    "linked-letter": (
        "Una cuenta en {channel} ({address}) es suya ahora: ve y abre tickets como usted. Si no fue usted, "
        "avise de inmediato al servicio."
    ),
    "prefers": "A partir de ahora le escribimos por {channel}.",
    "prefers-last": "Le escribimos adonde haya escrito por última vez.",
    "no-channel": '"{word}" no es un canal suyo. Hay: {channels}',
    "own-admins": "Solo quien cuida de todos los tickets de una empresa puede verlos en lista; estos son los suyos:",
    "offer-yes": "Sí, resuelto",
    "offer-no": "No, todavía no",
    "form-title-intake": "Nuevo ticket",
    "form-title-answers": "Sus respuestas",
    "form-submit": "Enviar",
    "form-cancel": "Cancelar",
    "form-category": "¿De qué se trata?",
    "form-summary": "En una frase: ¿qué falla, o qué se desea?",
    "form-details": "¿Qué más deberíamos saber?",
    "form-incident": "Algo no funciona",
    "form-rma": "Devolver un equipo (RMA)",
    "form-licence": "Licencia: traslado o activación",
    "form-howto": "Una pregunta",
    "form-access": "Acceso al portal o a la formación",
    "form-enhancement": "Un deseo para el producto",
    "form-security": "Abuso o seguridad",
    "form-empty": "Diga en una frase qué falla: será el asunto del ticket.",
    "form-long-words": (
        "Son {now} caracteres, y se aceptan {most} como máximo. Un registro se adjunta mejor como archivo."
    ),
    "form-long": "Son {now} caracteres, y se leen {most} como máximo. Dígalo más breve, por favor.",
    "form-unread": "No podemos leer esto como respuesta. {question} Si no lo sabe, déjelo vacío.",
    "form-none": "Responda al menos una pregunta, por favor.",
    "form-old": (
        "Este formulario es de una versión anterior y no se ha enviado. Ábralo de nuevo, por favor; disculpe "
        "la molestia."
    ),
    "form-all": "Responder a todas las preguntas",
    "home-title": "Sus tickets abiertos",
    "home-new": "Nuevo ticket",
    "home-how": (
        "Escríbanos en Mensajes, menciónenos en un canal o pulse el botón. La palabra help muestra los comandos."
    ),
    "home-help": "¿Qué puedo hacer aquí?",
    "home-stranger": (
        "Todavía no conocemos esta cuenta. Con un código, escriba en Mensajes: link CODE. Sin código, "
        "escriba: link you@company.example. Puede abrir un ticket aun así."
    ),
    "page-link": (
        "El ticket {ticket} tiene su propia página, en la que puede verlo, responder a lo que se pregunta y añadir"
        " archivos. El enlace es solo para usted: {link}"
    ),
    "page-link-brief": "Su página: {link}",
    "page-where": "Situación: {state}.",
    "page-owner": "{responder}, del Service Desk, se ocupa de él.",
    "page-rings": "Se está llamando a la guardia por este ticket. Esta página lo dirá cuando alguien lo haya tomado.",
    "page-unbelieved": (
        "No hemos podido comprobar quién abrió este ticket; por eso esta página solo muestra lo que llegó desde su"
        " dirección."
    ),
    "page-missing": "Lo que aún necesitamos",
    "page-own-words": "Con sus propias palabras",
    "page-skip": "Aún sin respuesta",
    "page-add": "Añadir al ticket",
    "page-words": "Su mensaje",
    "page-files": "Archivos ({most} MB en total como máximo)",
    "page-send": "Enviar",
    "page-have": "Hemos recibido lo que escribió.",
    "page-added": "Lo hemos recibido. Aparecerá abajo en un momento.",
    "page-empty": "Escriba algo, responda a una pregunta o elija un archivo.",
    "page-large": "Es más de lo que admitimos de una vez ({most} MB). Envíelo por partes.",
    "page-large-back": "No se ha enviado nada. Vuelva atrás en su navegador: lo que escribió sigue allí.",
    "page-many": (
        "Son {now} archivos, y van juntos {most} como máximo. "
        "Aún no se ha enviado nada: elija menos, o envíelos por partes."
    ),
    "page-again": "Aún no se ha enviado nada: corrija lo que está marcado y elija de nuevo sus archivos.",
    "page-often": "Ha sido mucho en poco tiempo, y esto no se ha admitido. Envíelo otra vez dentro de {minutes} min.",
    "page-unread": "El formulario no llegó completo. Envíelo otra vez.",
    "page-solved": "Está resuelto",
    "page-solved-ask": "¿Está resuelto?",
    "page-solved-what": "Entonces se cierra el ticket. Cualquier respuesta suya lo abre de nuevo.",
    "page-solved-yes": "Sí, está resuelto",
    "page-urgent": "Es urgente",
    "page-urgent-ask": "¿Es urgente?",
    "page-urgent-what": "Entonces se llama a la guardia. Llame también al Service Desk: {phone}.",
    "page-urgent-yes": "Sí, llamar a alguien",
    "page-back": "Volver al ticket",
    "page-said": "Lo dicho hasta ahora",
    "page-nothing": "Todavía nada.",
    "page-you": "Usted",
    "page-desk": "Service Desk",
    "page-unverified": "remitente sin comprobar",
    "page-marked-solved": "Marcado como resuelto.",
    "page-closed": "Cerrado, ya que no hubo más noticias.",
    "page-desk-closed": "Cerrado por el Service Desk.",
    "page-came-with": "Archivos: {names}",
    "page-end": "Anular este enlace",
    "page-end-what": (
        "El enlace a esta página se envió solo a {address}. Si lo tiene otra persona, anúlelo: nuestro próximo "
        "mensaje le traerá otro."
    ),
    "page-ended": "El enlace está anulado. Nuestro próximo mensaje le traerá otro.",
    "page-dead": "Este enlace no lleva a ninguna parte",
    "page-dead-what": "Ha caducado o fue anulado. Responda a nuestro último mensaje: llega al mismo ticket.",
    "page-later": "Ahora mismo no es posible, y no se ha guardado nada. Pulse el botón otra vez en un momento.",
}
