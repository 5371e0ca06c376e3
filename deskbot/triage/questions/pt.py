"""The diagnostics' questions in Portuguese."""

from __future__ import annotations

from deskbot.triage.questions.wording import Wording

QUESTIONS = {
    "customer": (
        "Quem é o cliente final?",
        "Nome do cliente final?",
    ),
    "callback": (
        "Em que número de telefone podemos falar com você?",
        "Seu número para retorno?",
    ),
    "symptom": (
        "O que exatamente falha, e como isso aparece?",
        "O que exatamente falha?",
    ),
    "host_id": (
        "Qual é o Host ID (ou número de série) do sistema?",
        "Host ID ou série do sistema?",
    ),
    "impact": (
        "Quem é afetado: quantos usuários ou locais, chamadas de entrada ou de saída, e há alguma alternativa?",
        "Quantos usuários ou locais afetados?",
    ),
    "serial": (
        "Qual é o número de série do equipamento com defeito?",
        "Série do equipamento com defeito?",
    ),
    "parent_serial": (
        "Qual é o número de série do sistema principal?",
        "Série do sistema principal?",
    ),
    "child_registered": (
        "O número de série do equipamento está registrado sob o seu sistema em Serial Number Records (sim/não)?",
        "Série registrada sob o sistema (sim/não)?",
    ),
    "tests": (
        "Que testes de diagnóstico foram feitos no equipamento, e com que resultado?",
        "Testes feitos, e resultados?",
    ),
    "ship_to": (
        "Para que endereço e aos cuidados de quem deve ir a substituição?",
        "Endereço de entrega?",
    ),
    "users_down": (
        "Há usuários parados por falta do equipamento, e quantos?",
        "Usuários parados (sim/não, quantos)?",
    ),
    "warranty": (
        "O equipamento está na garantia, e desde quando está em uso?",
        "Na garantia? Em uso desde quando?",
    ),
    "old_host_id": (
        "Qual é o Host ID antigo (o da licença atual)?",
        "Host ID antigo?",
    ),
    "new_host_id": (
        "Qual é o Host ID novo (o que a licença deve ter)?",
        "Host ID novo?",
    ),
    "reason": (
        "Por que a licença precisa mudar (falha, migração, atualização, ID digitado errado)?",
        "Por que a licença precisa mudar?",
    ),
    "subscription": (
        "A assinatura do sistema está ativa, e até quando?",
        "Assinatura ativa até quando?",
    ),
    "model": (
        "Qual é o sistema (UCX50, Galaxy 3000G …)?",
        "Tipo de sistema?",
    ),
    "release": (
        "Qual é a versão de software do sistema?",
        "Versão de software?",
    ),
    "tried": (
        "O que você já tentou, e o que deu cada passo?",
        "O que você já tentou?",
    ),
    "scenario": (
        "Que chamadas falham: de onde, para onde, em que sentido?",
        "Que chamadas falham (de, para)?",
    ),
    "started_at": (
        "Desde quando falha (data, hora, fuso horário)?",
        "Desde quando?",
    ),
    "frequency": (
        "É constante ou intermitente, e com que frequência acontece?",
        "Constante ou intermitente?",
    ),
    "changed": (
        "O que mudou antes de começar (rede, operadora, software, equipamento, energia)?",
        "O que mudou antes?",
    ),
    "backup": (
        "De quando é o último backup bom?",
        "Último backup bom?",
    ),
    "examples": (
        (
            "Duas ou três chamadas com falha: quem ligou para quem, quando (com fuso horário), e o código SIP, se "
            "conhecido?"
        ),
        "2-3 chamadas com falha e hora?",
    ),
    "evidence": (
        "Você pode anexar um log, um trace ou uma foto da falha? (Uma captura pode conter voz e senhas.)",
        "Log, trace ou foto?",
    ),
    "network": (
        "O que se sabe da rede (banda, latência, jitter, perda, NAT, firewall)?",
        "Rede: perda, jitter, NAT, firewall?",
    ),
    "carrier": (
        "O que dizem o tronco ou o circuito e a operadora (estado, alarmes, número do chamado deles)?",
        "Estado do tronco, chamado da operadora?",
    ),
    "vpn": (
        "A VPN de acesso remoto está ativa, e em que endereço?",
        "VPN de acesso remoto ativa? Endereço?",
    ),
    "site_contact": (
        "Quem está no local para o trabalho manual, e até quando?",
        "Quem está no local?",
    ),
}

OPTIONS: dict[str, tuple[str, ...]] = {
    "impact": ("Um utilizador", "Vários utilizadores", "Todos no local", "Vários locais"),
    "frequency": ("Constante", "Às vezes", "Aconteceu uma vez"),
    "child_registered": ("Sim", "Não"),
}
LABELS: dict[str, tuple[str, ...]] = {
    "symptom": ("falha",),
    "impact": ("(usuarios )?afetados",),
    "parent_serial": ("(numero de )?serie do sistema( principal)?",),
    "child_registered": ("(serie )?registrad[oa]",),
    "users_down": ("usuarios (sem servico|parados)",),
    "warranty": ("data d[ae] compra", "fim da garantia"),
    "old_host_id": ("host ?-?id (antigo|anterior)",),
    "new_host_id": ("host ?-?id novo",),
    "reason": ("razao",),
    "subscription": ("subscricao",),
    "tried": ("(ja )?tentado",),
    "started_at": ("inicio",),
    "changed": ("alterac(ao|oes)",),
    "carrier": (
        "provedor",
        "tronco",
    ),
    "host_id": ("id do sistema",),
    "model": ("tipo de sistema",),
    "serial": (r"n[º°o]?\.? de serie",),
}
"""What stands before a colon where a fact is told or corrected, beside what the diagnostic's own file has."""

CLAIMED = Wording(
    "Você escreveu que anexou {thing}, mas nada chegou até nós. Pode enviar de novo?",
    "Você escreveu que anexou {names}, mas esse arquivo não chegou até nós. Pode enviar de novo?",
    "Você escreveu que anexou {names}, mas esses arquivos não chegaram até nós. Pode enviar de novo?",
    "Nenhum anexo chegou. Pode reenviar?",
    ("uma imagem", "uma gravação", "um trace", "um log", "um arquivo"),
)
"""How it asks for a file that was spoken of and did not come."""
