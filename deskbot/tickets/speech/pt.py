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
}
