// Signing in to Telegram, in Portuguese.

import { counting } from "../plural";

const count = counting("pt");

export const signIn = {
  step: (at: string, of: string) => `Etapa ${at} de ${of}`,
  useQr: "Usar código QR",
  usePhone: "Usar número de telefone",
  otherNumber: "Outro número",
  startOver: "Começar de novo",
  again: "Enviar de novo",
  asking: "Consultando",
  slow: "O Telegram está demorando.",
  offline: "Não dá para alcançar o Telegram agora.",
  kept: {
    title: "Continuar entrando?",
    phone: (phone: string, ago: string) =>
      `Você começou com ${phone}, ${ago}. Dá para seguir de onde parou.`,
    other: (ago: string) => `Você começou ${ago}. Dá para seguir de onde parou.`,
  },
  phone: {
    title: "Entrar no Telegram",
    lead: "Seu número, código e senha vão só para o Telegram.",
    country: "País",
    noCountry: "Esse país não existe",
    number: "Telefone",
    odd: "Um número incomum. Siga se for o seu.",
    empty: "Primeiro digite seu número.",
  },
  known: {
    title: "Entrar de novo",
    lead: (name: string, phone: string) => `${name} já está aqui. O número é ${phone}.`,
    someone: (phone: string) => `Esta conta já está aqui. O número é ${phone}.`,
    whose: (name: string) => `Para entrar de novo como ${name}, use o número dessa conta.`,
    send: "Enviar código",
  },
  qr: {
    title: "Leia com o Telegram",
    picture: "Código QR que faz o Signet entrar",
    one: "Abra o Telegram no celular",
    two: "Configurações > Dispositivos > Conectar dispositivo desktop",
    three: "Aponte para cá",
    next: (when: string) => `Novo código ${when}`,
    fetching: "Pedindo um código",
    none: "Sem código",
    scanned: "Lido",
    entering: "O Telegram está fazendo você entrar.",
  },
  code: {
    label: "Código",
    empty: "Primeiro digite o código.",
    app: {
      title: "Digite o código do Telegram",
      where: "Está no seu app do Telegram, na conversa chamada Telegram. Não em um SMS.",
    },
    sms: {
      title: "Digite o código do SMS",
      where: "O Telegram o enviou para o seu celular. Pode levar um minuto.",
    },
    call: {
      title: "Digite o código da ligação",
      where: "O Telegram liga para você e uma voz diz o código.",
    },
    flashCall: {
      title: "Digite o número que liga",
      label: "Número",
      where: (pattern: string) =>
        `O Telegram liga de ${pattern} e desliga. Não atenda: esse número é o código.`,
    },
    missedCall: {
      title: "Digite o fim do número que liga",
      label: "Últimos dígitos",
      where: (prefix: string) =>
        `O Telegram liga de ${prefix}… e desliga. Não atenda: os últimos dígitos desse número são o código.`,
    },
    fragment: {
      title: "Digite o código do Fragment",
      where: "Seu número vem do Fragment, e o Telegram envia os códigos para lá.",
      open: "Abrir o Fragment",
    },
    officialApp: {
      title: "Este código não vai chegar",
      where:
        "Só os apps do próprio Telegram podem pedi-lo por SMS. Em vez disso, leia um código QR com o Telegram no celular.",
    },
    word: {
      title: "Digite a palavra do SMS",
      label: "Palavra",
      where: "O Telegram a enviou para o seu celular. Tanto faz maiúscula ou minúscula.",
    },
    phrase: {
      title: "Digite as palavras do SMS",
      label: "Palavras",
      where: "O Telegram as enviou para o seu celular. Digite na ordem.",
    },
    begins: (beginning: string) => `Começa com ${beginning}.`,
    warning: "Digite aqui e não conte a ninguém. Encaminhar o cancela.",
    change: "Mudar",
    noCode: "Não chegou?",
    another: (when: string) => `Outro meio ${when}`,
    next: {
      sms: "Enviar um SMS",
      call: "Receber uma ligação",
      flashCall: "Receber uma ligação curta",
      missedCall: "Receber uma chamada perdida",
      fragment: "Enviar para o Fragment",
    },
  },
  emailSetup: {
    title: "Adicione um e-mail",
    lead: "O Telegram pede um e passa a enviar seus códigos para lá. O Signet não o guarda.",
    label: "E-mail",
    empty: "Primeiro digite o e-mail.",
  },
  emailCode: {
    title: "Digite o código do seu e-mail",
    where: (pattern: string) => `O Telegram o enviou para ${pattern}.`,
    setup: "Ele prova que o e-mail é seu. O código para entrar vem depois.",
    reset: "Não consegue ler este e-mail?",
    resetNow: "Remover o e-mail",
    resetAfter: (span: string) => `Espera no Telegram: ${span}.`,
    resetAt: (when: string) => `O Telegram remove este e-mail ${when}.`,
  },
  password: {
    title: "Digite sua senha do Telegram",
    lead: "A senha extra que você definiu no Telegram, não o código.",
    label: "Senha",
    hint: (hint: string) => `Dica: ${hint}`,
    forgot: "Esqueceu?",
    noRecovery:
      "Não há e-mail de recuperação. Redefina a senha no Telegram do celular e depois volte.",
  },
  recovery: {
    title: "Remover a senha",
    where: (pattern: string) => `O Telegram enviou um código para ${pattern}.`,
    warning:
      "O código faz você entrar e remove sua senha do Telegram. Depois, defina uma nova no Telegram.",
    submit: "Remover e entrar",
  },
  done: {
    title: (name: string) => `${name} entrou`,
    none: "Nenhum serviço tem acesso ainda.",
    fresh: "O login neste computador voltou a funcionar.",
    named: (listed: string) =>
      `Se o Telegram perguntar sobre um novo login chamado “${listed}”, foi você.`,
    relogin: (days: number) =>
      count(days, {
        one: "Nenhuma senha protege esta conta no Telegram. Até você definir uma, entrar de novo pode levar # dia.",
        other:
          "Nenhuma senha protege esta conta no Telegram. Até você definir uma, entrar de novo pode levar # dias.",
      }),
    done: "Concluir",
    goOn: (host: string) => `Seguir para ${host}`,
  },
  leave: {
    title: "Sair deste login?",
    typed: "O que você digitou será esquecido.",
    code: "O código enviado não vai mais valer, e o Telegram envia só alguns por dia.",
    password: "Seu código estava certo. Para voltar é preciso um novo.",
    scanned: "Seu celular leu o código. Para voltar é preciso ler de novo.",
    kept: "O que você começou é abandonado. Dá para começar de novo quando quiser.",
    unkept: "O Telegram fez você entrar; esse login será encerrado de novo.",
    stay: "Ficar",
    confirm: "Sair",
  },
  bring: {
    link: "Trazer uma sessão de outro programa",
    title: "Trazer uma sessão para cá",
    lead: "O Signet cria com ela um login próprio e depois encerra o antigo. A cadeia em si não é guardada.",
    label: "Cadeia da sessão",
    help: "Do Telethon, GramJS, Pyrogram ou mtcute",
    stopped: "O programa de onde ela vem está parado",
    why: "Se os dois a usarem ao mesmo tempo, o Telegram a encerra de vez.",
    submit: "Assumir",
    going: "Assumindo",
    empty: "Primeiro cole a cadeia.",
    running: "Pare antes esse programa e depois confirme aqui.",
    file: "Se estava em um arquivo, apague-o também. Podem ficar vestígios.",
  },
  proxy: {
    title: "Proxy",
    on: "Proxy ligado",
    lead: "O Signet alcança o Telegram por ele. Quem o opera vê que você usa o Telegram, não o que diz lá.",
    label: "Endereço",
    help: "Por exemplo socks5://host:porta",
    empty: "Primeiro digite o endereço.",
    inUse: (host: string) => `Em uso agora: ${host}`,
    use: "Usar proxy",
    remove: "Sem proxy",
  },
};
