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
    "paged-later": (
        "O plantão será acionado em {opens}, pois há manutenção até lá. Se não puder esperar tanto, ligue agora "
        "para o Service Desk: {phone}. Para aumentar a gravidade, responda a esta mensagem e diga que chamadas "
        "falham e para quantas pessoas."
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
    "advice-end": "Isto resolveu? Responda sim ou não.",
    "promise": "Uma pessoa do Service Desk responderá a você no máximo em {by}.",
    "next": "Uma pessoa do Service Desk continua daqui. Para acrescentar algo, responda a esta mensagem ({ticket}).",
    "unproven": (
        "temos a sua mensagem como chamado {ticket}. Não pudemos verificar quem a enviou; por isso uma pessoa do "
        "Service Desk vai olhar antes de dizermos mais alguma coisa."
    ),
    "unproven-subject": "Temos a sua mensagem",
    "noted": "No chamado {ticket} consta agora: {facts}.",
    "added": "A sua mensagem foi acrescentada ao chamado {ticket}.",
    "reopened": "O chamado {ticket} foi reaberto com a sua mensagem: uma pessoa do Service Desk continua daqui.",
    "solved": "Que bom. O chamado {ticket} fica como resolvido; qualquer resposta o reabre.",
    "completed": "Obrigado, o chamado {ticket} tem agora tudo o que o Service Desk precisa para começar.",
    "completed-but": (
        "Obrigado, o Service Desk já pode começar o chamado {ticket}. Do que ele olha, ainda falta saber: {items}. "
        "Acrescente, se tiver; nada espera por isso."
    ),
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
    "suggested": 'alguém do Service Desk analisou o chamado {ticket}, "{subject}", e sugere o seguinte.',
    "closed-by-silence": "fechamos o chamado {ticket}, porque não tivemos notícias suas. Qualquer resposta o reabre.",
    "unread": (
        "Não conseguimos ler automaticamente toda a sua mensagem; por isso uma pessoa do Service Desk a lê como "
        "está. Se as chamadas falharem, ou se for urgente, ligue agora para o Service Desk: {phone}."
    ),
    "opening-unread": 'temos a sua mensagem "{subject}" como chamado {ticket}.',
    "if-you-have-it": "(se tiver)",
    "questions-helpful": "Ajudaria saber o seguinte, se você tiver; nada espera por isso:",
    "rma-list": "Isto é o que o Service Desk olha para uma devolução; por favor, acrescente o que não está marcado:",
    "rma-warranty": "o equipamento está na garantia (desde quando está em uso)",
    "rma-serial": "o número de série do equipamento com defeito",
    "rma-child": "esse número de série está registrado sob o do seu sistema em Serial Number Records",
    "rma-tests": "os testes de diagnóstico do guia dele, cada um com o resultado",
    "rma-picture": "capturas de tela, uma foto ou um vídeo que mostrem a falha",
    "rma-ship": "o endereço para uma substituição, com contato, telefone e e-mail",
    "rma-server": (
        "Se for o próprio servidor UCX que está parado, diga isso, e diga se tem um sistema reserva: o Service Desk "
        "pode então avaliar uma licença temporária, para o cliente trabalhar enquanto isso no reserva."
    ),
    "rma-decision": (
        "Uma pessoa do Service Desk decide sobre a devolução e escreve para você aqui. Por favor, não envie nada antes."
    ),
    "rma-policy": "As regras para devoluções: {link}",
    "licence-needs": (
        "Para transferir uma licença o Service Desk precisa do host id antigo e do novo, do motivo (falha, migração, "
        "atualização, ID digitado errado) e de saber se a assinatura do sistema está ativa. Se houve falha de "
        "equipamento, acrescente o chamado da devolução e se o sistema antigo ainda inicia."
    ),
    "licence-decision": "Uma pessoa do Service Desk analisa e decide; antes disso nada pode ser dito.",
    "licence-policy": "As regras para transferir licenças: {link}",
    "howto-documentation": "A documentação do produto está aqui: {link}",
    "howto-level": (
        "Configuração, e mudanças, inclusões e alterações, são trabalho de nível 1 e 2, que cabe à sua própria "
        "empresa; a ajuda mais rápida são os colegas que já fizeram isso."
    ),
    "howto-fault": (
        "Se o sistema não faz o que a documentação diz, é uma falha: responda a esta mensagem com o host id, a "
        "versão de software, as chamadas ou os passos que falham e o que você tentou."
    ),
    "howto-quotation": "Cotações e pedidos são feitos com a ferramenta do portal: {link}",
    "howto-provisioning": "Os telefones são provisionados com a ferramenta do portal: {link}",
    "howto-training": "Datas e conteúdo do treinamento: {link}",
    "access-own": (
        "As contas das pessoas da sua empresa são criadas, desbloqueadas e removidas pelo administrador da sua "
        "própria empresa no portal de parceiros; o Service Desk ajuda onde isso não funcionar."
    ),
    "access-portal": "O portal de parceiros: {link}",
    "access-people": (
        "Estas pessoas da sua empresa podem abrir chamados, segundo a nossa lista: {names}. Se faltar alguém, ou se "
        "alguém já saiu, o seu administrador pode nos dizer aqui."
    ),
    "access-untrained": (
        "Segundo a nossa lista, estas pessoas ainda não fizeram o treinamento inicial: {names}. Até lá o Service "
        "Desk pode recusar o acesso delas."
    ),
    "access-training": "Quem recebe acesso ao Service Desk deve ter feito o treinamento inicial do produto.",
    "access-training-page": "O treinamento do produto: {link}",
    "expired": (
        "Segundo os nossos registros, a assinatura deste sistema terminou e talvez precise ser renovada. Mesmo assim "
        "recebemos o seu chamado, e quem trabalhar nele vai escrever para você a respeito. Se os nossos registros "
        "estiverem errados, diga aqui."
    ),
    "not-helped": "Obrigado por avisar. O chamado está agora com uma pessoa do Service Desk, que continua daqui.",
    "rate": 'o chamado {ticket}, "{subject}", está fechado.',
    "rate-how": "Como fomos? Responda com um número de 1 (ruim) a 5 (muito bom) e, se quiser, uma palavra.",
    "rate-open": "Se não estiver resolvido, diga isso na resposta: assim o chamado é reaberto.",
    "paged-already": (
        "O plantão do Service Desk já foi acionado por isto. Por favor, ligue também para o Service Desk: {phone}."
    ),
    "taken-already": (
        "{responder}, do Service Desk, já assumiu o caso e está cuidando dele. Se precisar do Service Desk por "
        "telefone: {phone}."
    ),
    "hands-on": (
        "Precisamos das suas mãos no local para o seguinte. Por favor, responda a cada item com a sua letra, por "
        'exemplo "A feito" ou "A não: sem acesso até sexta", e o que viu:'
    ),
    "task-overdue": "para o ticket {ticket} pedimos um trabalho no local e ainda não sabemos se está feito:",
    "task-overdue-end": 'Por favor, responda "{letter} feito", ou o que o impede. O Service Desk espera por isso.',
    "solved-together": (
        'o problema por trás do ticket {ticket}, "{subject}", está resolvido, até onde o Service Desk vê. Está '
        "resolvido para si também?"
    ),
    "solved-together-how": (
        "Se estiver, responda: sim. Se não, diga-nos o que ainda falha: qualquer outra "
        "resposta reabre o ticket. Também pode ligar para nós: {phone}."
    ),
    "solution": "{responder} do Service Desk escreve:",
    "not-urgent": (
        "{responder} do Service Desk analisou o ticket {ticket} e considera que não é urgente. Ninguém é "
        "chamado por ele; é tratado na sua vez."
    ),
    "not-urgent-how": (
        "Se não for assim, responda a esta mensagem e diga o que não funciona: volta então a ser urgente, e "
        "alguém é chamado. Ou ligue para o Service Desk: {phone}."
    ),
    "merged": (
        "os tickets {ticket} e {into} tratam do mesmo. A partir de agora são atendidos juntos como {into}; uma "
        "resposta a uma carta sobre qualquer um deles chega até nós."
    ),
    "parted": (
        '"{subject}" é atendido a partir de agora como ticket {ticket}, separado do ticket {other}. Para '
        "acrescentar algo, responda a esta mensagem."
    ),
    "tasks-relettered": (
        "Os trabalhos no local que lhe pedimos têm outras letras a partir de agora; por favor, responda com a nova:"
    ),
    "own-status": "{ticket}: {subject}. {severity}, {state}.",
    "own-line": "{ticket} {severity}, {state}: {subject}",
    "state-new": "acabou de chegar",
    "state-waiting-desk": "com o suporte",
    "state-waiting-reseller": "à espera da sua resposta",
    "state-resolved": "resolvido",
    "state-closed": "fechado",
    "state-merged": "unido a outro ticket",
    "own-owner": "Está com {responder}.",
    "own-missing": "Ainda precisamos de: {questions}",
    "own-more": "… e mais {count}.",
    "own-none": "Não tem nenhum ticket aberto.",
    "own-unknown": "Não há nenhum ticket {ticket} seu.",
    "own-which": "Qual ticket? Escreva-o depois da palavra, assim: {usage}",
    "own-no-words": "O que devemos anotar? Escreva-o depois da palavra, assim: {usage}",
    "own-no-command": "“{word}” não é um comando.",
    "own-no-command-near": "“{word}” não é um comando. Queria dizer “{near}”?",
    "own-stranger": (
        "Não sabemos quem escreve daqui, por isso não lhe podemos mostrar nada. O que escrever abre um ticket na mesma."
    ),
    "own-closed": "{ticket} está fechado. Qualquer resposta volta a abri-lo.",
    "own-closed-already": "{ticket} já estava fechado.",
    "own-help": "Estas palavras são entendidas:",
    "help-new": "abre um ticket",
    "help-status": "diz como está um ticket",
    "help-list": "enumera os seus tickets abertos",
    "help-add": "acrescenta a um ticket",
    "help-close": "fecha um ticket",
    "help-urgent": "torna um ticket urgente: alguém é chamado",
    "help-help": "diz isto",
    "own-help-phone": "Numa emergência, telefone ao Service Desk: {phone}.",
    "brief-opened": "{ticket} está aberto ({severity}).",
    "brief-unproven": "A sua mensagem é o ticket {ticket}. Não conhecemos este número: primeiro uma pessoa vê.",
    "brief-added": "Acrescentado a {ticket}.",
    "brief-reopened": "{ticket} está aberto de novo, com a sua mensagem.",
    "brief-elsewhere": "É outro assunto? Escreva NEW e do que se trata.",
    "brief-paged": "O plantão está sendo chamado. Ligue também, por favor: {phone}.",
    "brief-paged-from": "O plantão será chamado em {opens}. Se não puder esperar, ligue: {phone}.",
    "brief-taken": "{responder} está cuidando disso. O Service Desk por telefone: {phone}.",
    "brief-held": "Ninguém foi chamado. Se for urgente, ligue: {phone}.",
    "brief-urgent": "O Service Desk sabe que é urgente. Por telefone: {phone}.",
    "brief-claimed": "Se chamadas falham, ligue: {phone}.",
    "brief-unread": "Uma pessoa lê a sua mensagem. Se chamadas falham, ligue: {phone}.",
    "brief-end-user": (
        "Fale com a empresa que instalou a sua telefonia: ela chega a nós diretamente. Se as chamadas de "
        "emergência falham, ligue já: {phone}."
    ),
    "brief-reminder": "{ticket} espera a sua resposta, e sem ela será fechado.",
    "own-urgent": "{ticket} é urgente agora ({severity}).",
    "brief-by-mail": "Vai completo por e-mail.",
    "help-link": "torna esta conta sua, com um código: escreva o seu e-mail em vez dele e enviamos um",
    "help-prefer": 'escrevemos-lhe aqui; "prefer last" onde escreveu por último',
    "link-how": (
        "Escreva o código recebido depois da palavra: link CÓDIGO. Ou o seu e-mail, e enviamos um código: link "
        "voce@empresa.example"
    ),
    "link-sent": "Se conhecemos {address}, um código está a caminho. Envie-o aqui em meia hora: link CÓDIGO",
    "link-wrong": "Este código não é nosso ou já expirou. Peça outro: link voce@empresa.example",
    "link-taken": "Esta conta já pertence a outra pessoa. Fale com o suporte.",
    "link-too-often": "Demasiadas tentativas. Espere uma hora ou fale com o suporte.",
    "linked": "Bem-vindo, {name}: esta conta agora é sua.",
    "link-subject": "O seu código",
    "link-letter": (
        "O seu código é {code}. Alguém no {channel} diz ser você. Se for verdade, escreva lá: link "
        "{code}\n\nSe não for, não faça nada: sem o código ninguém passa por si."
    ),
    "linked-subject": "Uma conta foi ligada a si",
    "linked-letter": (
        "Uma conta no {channel} ({address}) agora é sua: vê e abre tickets como você. Se não foi você, avise "
        "já o suporte."
    ),
    "prefers": "A partir de agora escrevemos-lhe por {channel}.",
    "prefers-last": "Escrevemos-lhe para onde escreveu por último.",
    "no-channel": '"{word}" não é um canal seu. Há: {channels}',
    "own-admins": "Só quem cuida de todos os tickets de uma empresa os pode listar; estes são os seus:",
    "offer-yes": "Sim, resolvido",
    "offer-no": "Não, ainda não",
    "form-title-intake": "Novo ticket",
    "form-title-answers": "As suas respostas",
    "form-submit": "Enviar",
    "form-cancel": "Cancelar",
    "form-category": "De que se trata?",
    "form-summary": "Numa frase: o que falha, ou o que se deseja?",
    "form-details": "O que mais devemos saber?",
    "form-incident": "Algo não funciona",
    "form-rma": "Devolver um aparelho (RMA)",
    "form-licence": "Licença: transferência, ativação",
    "form-howto": "Uma pergunta",
    "form-access": "Acesso ao portal ou à formação",
    "form-enhancement": "Um desejo para o produto",
    "form-security": "Abuso ou segurança",
    "form-empty": "Diga numa frase o que falha: será o assunto do ticket.",
    "form-long-words": (
        "São {now} caracteres, e são aceites no máximo {most}. Um registo anexa-se melhor como ficheiro."
    ),
    "form-long": "São {now} caracteres, e são lidos no máximo {most}. Diga-o de forma mais curta, por favor.",
    "form-unread": "Não conseguimos ler isto como resposta. {question} Se não souber, deixe vazio.",
    "form-none": "Responda a pelo menos uma pergunta, por favor.",
    "form-old": (
        "Este formulário é de uma versão anterior e não foi enviado. Abra-o de novo, por favor; pedimos desculpa."
    ),
    "form-all": "Responder a todas as perguntas",
    "home-title": "Os seus tickets abertos",
    "home-new": "Novo ticket",
    "home-how": (
        "Escreva-nos em Mensagens, mencione-nos num canal ou prima o botão. A palavra help mostra os comandos."
    ),
    "home-help": "O que posso fazer aqui?",
    "home-stranger": (
        "Ainda não conhecemos esta conta. Com um código, escreva em Mensagens: link CODE. Sem código, "
        "escreva: link you@company.example. Pode abrir um ticket mesmo assim."
    ),
    "page-link": (
        "O ticket {ticket} tem uma página própria, na qual pode vê-lo, responder ao que se pergunta e adicionar "
        "arquivos. O link é só para você: {link}"
    ),
    "page-link-brief": "A página: {link}",
    "page-where": "Situação: {state}.",
    "page-owner": "{responder}, do Service Desk, cuida dele.",
    "page-rings": "O plantão está sendo chamado agora. Esta página dirá quando alguém o tiver assumido.",
    "page-unbelieved": (
        "Não conseguimos verificar quem abriu este ticket; por isso esta página só mostra o que veio do seu endereço."
    ),
    "page-missing": "O que ainda nos falta",
    "page-own-words": "Com suas palavras",
    "page-skip": "Ainda sem resposta",
    "page-add": "Acrescentar ao ticket",
    "page-words": "A sua mensagem",
    "page-files": "Arquivos (no máximo {most} MB ao todo)",
    "page-send": "Enviar",
    "page-have": "Recebemos o que você escreveu.",
    "page-added": "Recebemos. Aparece abaixo em um momento.",
    "page-empty": "Escreva algo, responda a uma pergunta ou escolha um ficheiro.",
    "page-large": "É mais do que recebemos de uma vez ({most} MB). Envie por partes.",
    "page-large-back": "Nada foi enviado. Volte atrás no navegador: o que escreveu ainda está lá.",
    "page-many": (
        "São {now} arquivos, e no máximo {most} vão juntos. "
        "Ainda nada foi enviado: escolha menos, ou envie-os por partes."
    ),
    "page-again": "Ainda nada foi enviado: corrija o que está marcado e escolha de novo os seus arquivos.",
    "page-often": "Foi muito em pouco tempo, e isto não foi aceito. Envie outra vez daqui a {minutes} min.",
    "page-unread": "O formulário não chegou completo. Envie-o outra vez.",
    "page-solved": "Está resolvido",
    "page-solved-ask": "Está resolvido?",
    "page-solved-what": "Então o ticket é fechado. Qualquer resposta sua volta a abri-lo.",
    "page-solved-yes": "Sim, está resolvido",
    "page-urgent": "É urgente",
    "page-urgent-ask": "É urgente?",
    "page-urgent-what": "Então o plantão é chamado. Ligue também para o Service Desk: {phone}.",
    "page-urgent-yes": "Sim, chamar alguém",
    "page-back": "Voltar ao ticket",
    "page-said": "O que foi dito até agora",
    "page-nothing": "Ainda nada.",
    "page-you": "Você",
    "page-desk": "Service Desk",
    "page-unverified": "remetente não verificado",
    "page-marked-solved": "Dado como resolvido.",
    "page-closed": "Fechado, por não haver mais notícias.",
    "page-desk-closed": "Fechado pelo Service Desk.",
    "page-came-with": "Arquivos: {names}",
    "page-end": "Anular este link",
    "page-end-what": (
        "O link para esta página foi enviado só para {address}. Se outra pessoa o tiver, anule-o: a nossa próxima "
        "mensagem traz outro."
    ),
    "page-ended": "O link está anulado. A nossa próxima mensagem traz outro.",
    "page-dead": "Este link não leva a lado nenhum",
    "page-dead-what": "Expirou ou foi anulado. Responda antes à nossa última mensagem: chega ao mesmo ticket.",
    "page-later": "Agora não é possível, e nada foi guardado. Aperte o botão de novo daqui a pouco.",
}
