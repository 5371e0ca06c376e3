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
}
