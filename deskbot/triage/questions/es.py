"""The diagnostics' questions in Spanish."""

from __future__ import annotations

from deskbot.triage.questions.wording import Wording

QUESTIONS = {
    "customer": (
        "¿Quién es el cliente final?",
        "¿Nombre del cliente final?",
    ),
    "callback": (
        "¿A qué número de teléfono podemos llamarle?",
        "¿Su número para devolver la llamada?",
    ),
    "symptom": (
        "¿Qué falla exactamente y cómo se nota?",
        "¿Qué falla exactamente?",
    ),
    "host_id": (
        "¿Cuál es el Host ID (o número de serie) del sistema?",
        "¿Host ID o serie del sistema?",
    ),
    "impact": (
        "¿A quién afecta: cuántos usuarios o sitios, llamadas entrantes o salientes, y hay alguna alternativa?",
        "¿Cuántos usuarios o sitios afectados?",
    ),
    "serial": (
        "¿Cuál es el número de serie del equipo averiado?",
        "¿Serie del equipo averiado?",
    ),
    "parent_serial": (
        "¿Cuál es el número de serie del sistema principal?",
        "¿Serie del sistema principal?",
    ),
    "child_registered": (
        ("¿Está registrado el número de serie del equipo bajo su sistema principal en Serial Number Records (sí/no)?"),
        "¿Serie registrada bajo su sistema (sí/no)?",
    ),
    "tests": (
        "¿Qué pruebas de diagnóstico se hicieron en el equipo y con qué resultado?",
        "¿Pruebas hechas y resultado?",
    ),
    "ship_to": (
        "¿A qué dirección y a nombre de quién debe ir el reemplazo?",
        "¿Dirección de envío?",
    ),
    "users_down": (
        "¿Hay usuarios sin servicio por falta del equipo, y cuántos?",
        "¿Usuarios sin servicio (sí/no, cuántos)?",
    ),
    "warranty": (
        "¿Está el equipo en garantía, y desde cuándo está en uso?",
        "¿En garantía? ¿En uso desde cuándo?",
    ),
    "old_host_id": (
        "¿Cuál es el Host ID anterior (el de la licencia actual)?",
        "¿Host ID anterior?",
    ),
    "new_host_id": (
        "¿Cuál es el Host ID nuevo (el que debe tener la licencia)?",
        "¿Host ID nuevo?",
    ),
    "reason": (
        "¿Por qué debe cambiar la licencia (falla, migración, actualización, ID mal escrito)?",
        "¿Por qué debe cambiar la licencia?",
    ),
    "subscription": (
        "¿Está activa la suscripción del sistema, y hasta cuándo?",
        "¿Suscripción activa hasta cuándo?",
    ),
    "model": (
        "¿Qué sistema es (UCX50, Galaxy 3000G …)?",
        "¿Tipo de sistema?",
    ),
    "release": (
        "¿Qué versión de software tiene el sistema?",
        "¿Versión de software?",
    ),
    "tried": (
        "¿Qué ha probado hasta ahora y qué resultado dio cada paso?",
        "¿Qué ha probado?",
    ),
    "scenario": (
        "¿Qué llamadas fallan: desde dónde, hacia dónde, en qué sentido?",
        "¿Qué llamadas fallan (de, a)?",
    ),
    "started_at": (
        "¿Desde cuándo falla (fecha, hora, zona horaria)?",
        "¿Desde cuándo?",
    ),
    "frequency": (
        "¿Es constante o intermitente, y con qué frecuencia ocurre?",
        "¿Constante o intermitente?",
    ),
    "changed": (
        "¿Qué cambió antes de que empezara (red, operador, software, equipos, energía)?",
        "¿Qué cambió antes?",
    ),
    "backup": (
        "¿De cuándo es el último respaldo bueno?",
        "¿Último respaldo bueno?",
    ),
    "examples": (
        (
            "Dos o tres llamadas con falla: ¿quién llamó a quién, cuándo (con zona horaria) y qué código SIP, si se "
            "conoce?"
        ),
        "¿2-3 llamadas con falla y su hora?",
    ),
    "evidence": (
        (
            "¿Puede adjuntar un registro, una traza o una foto de la falla? (Una captura puede contener voz y "
            "contraseñas.)"
        ),
        "¿Registro, traza o foto?",
    ),
    "network": (
        "¿Qué se sabe de la red (ancho de banda, latencia, jitter, pérdida, NAT, firewall)?",
        "Red: ¿pérdida, jitter, NAT, firewall?",
    ),
    "carrier": (
        "¿Qué dicen la troncal o el circuito y su operador (estado, alarmas, número de su ticket)?",
        "¿Estado de la troncal, ticket del operador?",
    ),
    "vpn": (
        "¿Está activa la VPN de acceso remoto, y en qué dirección?",
        "¿VPN de acceso remoto activa? ¿Dirección?",
    ),
    "site_contact": (
        "¿Quién está en el sitio para el trabajo manual, y hasta cuándo?",
        "¿Quién está en el sitio?",
    ),
}

OPTIONS: dict[str, tuple[str, ...]] = {
    "impact": ("Un usuario", "Varios usuarios", "Todos en la sede", "Varias sedes"),
    "frequency": ("Constante", "A veces", "Ocurrió una vez"),
    "child_registered": ("Sí", "No"),
}
LABELS: dict[str, tuple[str, ...]] = {
    "symptom": ("averia",),
    "parent_serial": ("(numero de )?serie del sistema( principal)?",),
    "child_registered": ("(serie )?registrad[oa]",),
    "users_down": ("usuarios sin servicio",),
    "warranty": ("fecha de compra", "fin de (la )?garantia"),
    "old_host_id": ("host ?-?id (antiguo|anterior|viejo)",),
    "new_host_id": ("host ?-?id nuevo",),
    "tried": (
        "intentado",
        "acciones",
    ),
    "started_at": (
        "inicio",
        "comienzo",
    ),
    "backup": ("copia de seguridad",),
    "carrier": ("troncal",),
    "host_id": ("id del sistema",),
    "model": ("tipo de sistema",),
    "serial": (r"n\.?[ºo°]? de serie",),
}
"""What stands before a colon where a fact is told or corrected, beside what the diagnostic's own file has."""

CLAIMED = Wording(
    "Usted escribió que adjuntaba {thing}, pero no nos llegó nada. ¿Puede enviarlo de nuevo?",
    "Usted escribió que adjuntaba {names}, pero no nos llegó ese archivo. ¿Puede enviarlo de nuevo?",
    "Usted escribió que adjuntaba {names}, pero no nos llegaron esos archivos. ¿Puede enviarlos de nuevo?",
    "No nos llegó ningún adjunto. ¿Lo reenvía?",
    ("una imagen", "una grabación", "una traza", "un registro", "un archivo"),
)
"""How it asks for a file that was spoken of and did not come."""
