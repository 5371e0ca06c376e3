"""What our letters say in Portuguese."""

TEXTS = {
    "hello": "Olá,",
    "redirect-subject": "Sobre a sua mensagem",
    "redirect-why": (
        "obrigado por nos escrever. {desk} atende as empresas que instalam e mantêm estes sistemas telefônicos; quem "
        "os usa é atendido pela sua empresa instaladora. Por isso não abrimos nenhum chamado para a sua mensagem."
    ),
    "redirect-who": (
        "A ajuda mais rápida é a empresa que instalou o seu sistema telefônico e cuida dele: ela conhece a sua "
        "instalação e fala conosco diretamente. Por favor, ligue para ela; o nome costuma estar numa etiqueta do "
        "equipamento ou nas notas fiscais."
    ),
    "redirect-find": "Se não souber qual é, ou se essa empresa já não existir: {link}",
    "redirect-danger": (
        "Se as chamadas para o número de emergência falharem, ou se alguém estiver em perigo, faça a chamada de "
        "emergência por um celular e ligue para nós imediatamente: {phone}."
    ),
    "redirect-reseller": (
        "Se você mesmo é um revendedor nosso, responda a esta mensagem com o host id do sistema e o que já tentou: "
        "então ela se torna um chamado."
    ),
    "hello-name": "Olá, {name},",
    "opening": 'temos a sua mensagem "{subject}" como chamado {ticket}: {category}, gravidade {severity}.',
    "category-incident": "incidente",
    "category-rma": "devolução de equipamento (RMA)",
    "category-licence": "licença",
    "category-howto": "dúvida",
    "category-access": "acesso",
    "category-enhancement": "melhoria",
    "category-security": "segurança",
    "category-status": "acompanhamento",
    "category-enduser": "cliente final",
    "category-junk": "outro",
    "severity-S1": "S1 (crítica)",
    "severity-S2": "S2 (alta)",
    "severity-S3": "S3 (baixa)",
    "severity-S4": "S4 (solicitação)",
    "end-user": (
        "A ajuda mais rápida é a empresa que instalou o seu sistema telefônico e cuida dele: ela conhece a sua "
        "instalação e fala conosco diretamente. Por favor, ligue para ela; o nome costuma estar numa etiqueta do "
        "equipamento ou nas notas fiscais. Se as chamadas para o número de emergência falharem, ligue para nós "
        "agora: {phone}."
    ),
    "paged": (
        "O plantão do Service Desk está sendo acionado agora. Por favor, ligue também para o Service Desk: {phone}."
    ),
    "paged-from": (
        "O plantão será acionado quando o suporte abrir, {opens}. Se não puder esperar tanto, ligue agora para o "
        "Service Desk: {phone}. Para aumentar a gravidade, responda a esta mensagem e diga que chamadas falham e "
        "para quantas pessoas."
    ),
    "page-held": (
        "O plantão não foi acionado por esta mensagem. Se for urgente, ligue agora para o Service Desk: {phone}."
    ),
    "urgent-known": "O Service Desk sabe que é urgente. Você pode ligar para ele: {phone}.",
    "claimed": (
        'Você escreveu "{claimed}". Se as chamadas falharem, ou se tiver piorado, ligue agora para o Service Desk: '
        "{phone}."
    ),
    "phone-ticket": "{phone}, chamado {ticket}",
    "questions": "Para continuar, precisamos do seguinte. Por favor, responda pelo número, acima deste texto:",
    "advice": "Isto parece um problema conhecido: {title}.",
    "advice-language": "Os passos estão em inglês.",
    "advice-end": "Se isto resolver, responda com a palavra: resolvido.",
    "next": "Uma pessoa do Service Desk continua daqui. Para acrescentar algo, responda a esta mensagem ({ticket}).",
    "unproven": (
        "temos a sua mensagem como chamado {ticket}. Não pudemos verificar quem a enviou; por isso uma pessoa do "
        "Service Desk vai olhar antes de dizermos mais alguma coisa."
    ),
    "unproven-subject": "Temos a sua mensagem",
    "added": "A sua mensagem foi acrescentada ao chamado {ticket}.",
    "solved": "Que bom. O chamado {ticket} fica como resolvido; qualquer resposta o reabre.",
    "completed": "Obrigado, o chamado {ticket} tem agora tudo o que o Service Desk precisa para começar.",
    "handed-over": "Obrigado. Uma pessoa do Service Desk segue com o chamado {ticket} com o que se sabe.",
    "taken": "{responder} assumiu o chamado {ticket} e está cuidando dele.",
    "taken-phone": "Se precisar do Service Desk por telefone: {phone}.",
    "unanswered": "Ligamos para todos os que estão de plantão por causa do chamado {ticket}, e ninguém atendeu ainda.",
    "unanswered-phone": (
        "Por favor, ligue agora para o Service Desk em {phone} e informe o chamado. A gerência do Service Desk "
        "também foi avisada."
    ),
    "reminder": 'o chamado {ticket}, "{subject}", espera a sua resposta.',
    "reminder-end": "Sem resposta vamos fechá-lo; qualquer resposta o reabre.",
    "closed-by-silence": "fechamos o chamado {ticket}, porque não tivemos notícias suas. Qualquer resposta o reabre.",
    "unread": (
        "Não conseguimos ler automaticamente toda a sua mensagem; por isso uma pessoa do Service Desk a lê como "
        "está. Se as chamadas falharem, ou se for urgente, ligue agora para o Service Desk: {phone}."
    ),
    "opening-unread": 'temos a sua mensagem "{subject}" como chamado {ticket}.',
}
