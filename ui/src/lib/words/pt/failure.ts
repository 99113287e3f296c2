// What can fail, in Portuguese.

import type { FailureTable } from "../../failures";

export const failure = {
  INTERNAL: {
    title: "Algo falhou dentro do Signet",
    sentence:
      "O que estava em andamento foi desfeito. Tente de novo, ou feche o Signet e abra de novo. Se voltar a acontecer, informe a referência ao suporte.",
    action: "Tentar de novo",
  },
  NO_ANSWER: {
    title: "O Signet não respondeu",
    sentence: "Tente de novo. Se continuar sem resposta, feche o Signet e abra de novo.",
    action: "Tentar de novo",
  },
  WINDOW_STOPPED: {
    sentence:
      "Só esta janela parou; o que estava em andamento continua. Carregue-a de novo, ou feche o Signet e abra de novo.",
    action: "Carregar de novo",
  },
  DATA_FOLDER_UNUSABLE: {
    title: "Não dá para usar a pasta de dados",
    sentence: (folder: string) =>
      `O Signet guarda tudo em ${folder} e não consegue gravar lá. Enquanto isso, nenhuma mudança é mantida. Permita gravar na pasta e abra o Signet de novo.`,
    action: "Seguir",
  },
  DISK_FULL: {
    title: "O disco está cheio",
    sentence: "Nada se perdeu. Libere espaço e tente de novo.",
    action: "Tentar de novo",
  },
  SETTINGS_NOT_SAVED: {
    title: "Não foi salvo",
    sentence:
      "Os ajustes antigos continuam valendo. Verifique se é possível gravar na pasta de dados e tente de novo.",
    action: "Tentar de novo",
  },
  LINK_INVALID: {
    notALink: {
      title: "Não é um link do Signet",
      sentence: "Um link do Signet começa com signet://link. Copie de novo da página que o mostra.",
      action: "Colar outro link",
    },
    damaged: {
      title: "Este link está danificado",
      sentence: "Falta uma parte ou algo sobrou. Copie de novo o link inteiro.",
      action: "Colar outro link",
    },
    notHttps: {
      title: "Este link não é seguro",
      sentence: "O site dele não usa https. Ninguém foi contatado. Avise quem o enviou.",
      action: "Colar outro link",
    },
    privateAddress: {
      title: "Este link leva a uma rede privada",
      sentence:
        "O Signet só abre links para sites públicos. Ninguém foi contatado. Peça um link novo.",
      action: "Colar outro link",
    },
  },
  KEYCHAIN_LOCKED: {
    title: "Seu chaveiro está bloqueado",
    sentence: "Desbloqueie-o para seguir. O sistema pede a senha dele.",
    action: "Desbloquear",
  },
  KEYCHAIN_ABSENT: {
    fresh: {
      title: "Este computador não tem chaveiro",
      sentence: "É nele que o Signet guarda a chave. Uma frase secreta sua faz o mesmo.",
      action: "Usar uma frase secreta",
    },
    kept: {
      title: "Não há chaveiro",
      sentence:
        "Ele tem a chave do que está aqui. Nada foi apagado. Saia da sessão do computador, entre de novo e tente outra vez.",
      action: "Tentar de novo",
    },
  },
  KEYCHAIN_SILENT: {
    title: "O chaveiro não responde",
    sentence: "Talvez ele peça a senha em outra janela. Responda lá e tente de novo.",
    action: "Tentar de novo",
  },
  KEY_MISSING: {
    title: "Falta a chave das suas contas",
    sentence:
      "Elas estão neste computador, ainda trancadas. Nada foi apagado. Primeiro saia da sessão do computador e entre de novo.",
    action: "Tentar de novo",
  },
  KEY_WRONG: {
    title: "A chave não serve para suas contas",
    sentence:
      "Elas estão neste computador, ainda trancadas. Nada foi apagado. Talvez um dos dois venha de um backup: restaure o chaveiro ou a pasta de dados que combina com o outro.",
    action: "Tentar de novo",
  },
  KEY_DOUBLED: {
    title: "Há duas chaves das suas contas",
    sentence:
      "Elas estão neste computador, ainda trancadas. Nada foi apagado. Nada diz qual é a certa: remova a errada do chaveiro.",
    action: "Tentar de novo",
  },
  VAULT_NEWER: {
    title: "Feito por um Signet mais novo",
    sentence: "O que está aqui não foi alterado. Atualize o Signet e abra de novo.",
    action: "Tentar de novo",
  },
  VAULT_DAMAGED: {
    title: "O que está aqui está danificado",
    sentence:
      "Nada foi apagado. Restaure um backup da pasta de dados, ou ponha-a de lado e comece de novo.",
    action: "Tentar de novo",
  },
  VAULT_ELSEWHERE: {
    title: "Esta pasta é de outro Telegram",
    sentence: (environment: string) =>
      `Ela foi feita para ${environment}. Nada foi alterado. Abra o Signet com a pasta que combina com este Telegram.`,
    action: "Tentar de novo",
  },
  VAULT_IN_USE: {
    title: "Outro Signet usa esta pasta",
    sentence: "Feche-o e tente de novo.",
    action: "Tentar de novo",
  },
  VAULT_FAILED: {
    title: "Não dá para ler o que está aqui",
    sentence:
      "Nada foi apagado. Verifique o disco e tente de novo. Se voltar, diga a referência ao suporte.",
    action: "Tentar de novo",
  },
  VAULT_CLOSED: {
    title: "O Signet está bloqueado",
    sentence: "Desbloqueie-o primeiro e tente de novo.",
    action: "Tentar de novo",
  },
  PASSPHRASE_WRONG: {
    title: "Frase errada",
    sentence: "Verifique o Caps Lock e o idioma do teclado e digite de novo.",
    action: "Tentar de novo",
  },
  PASSPHRASE_UNFIT: {
    title: "Esta frase não serve",
    sentence: (fewest: number) => `Ela precisa de pelo menos ${fewest} caracteres.`,
    action: "Tentar de novo",
  },
  OUT_OF_MEMORY: {
    title: "Memória insuficiente",
    sentence: "Verificar uma frase usa 64 MB. Feche outro programa e tente de novo.",
    action: "Tentar de novo",
  },
  KIT_INVALID: {
    count: {
      title: "A folha não está completa",
      sentence: (found: number, needed: number) =>
        `Uma folha tem ${needed} palavras, aqui há ${found}.`,
      action: "Tentar de novo",
    },
    word: {
      title: "Essa palavra não está em nenhuma folha",
      sentence: (place: number) => `Veja de novo a palavra ${place}.`,
      action: "Tentar de novo",
    },
    checksum: {
      title: "Estas palavras não combinam",
      sentence: "Uma delas é outra, ou duas trocaram de lugar.",
      action: "Tentar de novo",
    },
  },
  KIT_WRONG: {
    title: "Esta folha abre outra coisa",
    sentence:
      "As palavras estão certas, mas ela é de outros dados ou foi revogada. Use outra folha.",
    action: "Tentar de novo",
  },
  KIT_DAMAGED: {
    title: "Uma folha de recuperação foi alterada",
    sentence:
      "A chave continua como estava. Revogue suas folhas de recuperação, crie uma nova e tente de novo.",
    action: "Fechar",
  },
  TELEGRAM_UNREACHABLE: {
    title: "Não dá para alcançar o Telegram",
    sentence: "Nada foi pedido. Verifique a conexão deste computador ou use um proxy.",
    action: "Tentar agora",
  },
  TELEGRAM_SILENT: {
    title: "O Telegram não respondeu",
    sentence: "Talvez tenha feito assim mesmo. Verifique a conexão e tente de novo.",
    action: "Tentar de novo",
  },
  TELEGRAM_GARBLED: {
    title: "O Telegram não responde assim",
    sentence:
      "Talvez haja alguém entre você e o Telegram. Tente em outra rede; se continuar, informe a referência ao suporte.",
    action: "Tentar de novo",
  },
  TELEGRAM_REFUSED: {
    title: "O Telegram disse não",
    sentence: (name: string) =>
      `O motivo que ele dá é ${name}. Tente mais tarde; se continuar, informe a referência ao suporte.`,
    action: "Tentar de novo",
  },
  PROXY_UNREACHABLE: {
    title: "O proxy não deixa nada passar",
    sentence: "Nada foi pedido ao Telegram. Verifique o endereço do proxy ou siga sem ele.",
    action: "Tentar de novo",
  },
  PROXY_INVALID: {
    title: "Não é o endereço de um proxy",
    sentence: "Ele tem esta forma: socks5://nome:senha@host:porta; nome e senha podem faltar.",
    action: "Corrigir",
  },
  PROXY_UNREADABLE: {
    title: "Não foi possível ler o proxy que você definiu",
    sentence:
      "Até você defini-lo de novo ou removê-lo, o Telegram não é alcançado. Ele está nas configurações, em Rede.",
    action: "Definir de novo",
  },
  NO_API_ID: {
    title: "Falta o API ID nesta versão",
    sentence:
      "O Telegram pede um a cada programa. Consiga uma versão que o tenha ou inicie o Signet com um arquivo de ambiente que indique o seu.",
    action: "Fechar",
  },
  API_ID_INVALID: {
    title: "O Telegram não conhece este API ID",
    sentence:
      "Ele veio com esta versão ou com o seu arquivo de ambiente. Corrija-o lá ou consiga outra versão.",
    action: "Fechar",
  },
  API_ID_PUBLISHED_FLOOD: {
    title: "O Telegram bloqueou o API ID desta versão",
    sentence:
      "Consiga uma versão mais nova ou inicie o Signet com um arquivo de ambiente que indique o seu próprio ID.",
    action: "Fechar",
  },
  UNUSABLE: {
    title: "Isto não pode ser usado",
    sentence: "Está vazio ou é longo demais. Digite de novo.",
    action: "Corrigir",
  },
  FLOOD_WAIT: {
    title: "Tentativas demais",
    sentence: (when: string) => `Você poderá tentar de novo ${when}.`,
    action: "Tentar de novo",
  },
  PHONE_NUMBER_FLOOD: {
    title: "Tentativas demais",
    sentence: "O Telegram não diz até quando. Em vez disso, leia um código QR.",
    action: "Usar QR",
  },
  PHONE_NUMBER_INVALID: {
    title: "Não é um número válido",
    sentence: "Verifique o país e os dígitos.",
    action: "Corrigir",
  },
  PHONE_NUMBER_UNOCCUPIED: {
    title: "Ainda não há conta",
    sentence: "Crie uma no app do Telegram.",
    action: "Outro número",
  },
  PHONE_NUMBER_BANNED: {
    title: "O Telegram bloqueou este número",
    sentence: "Pergunte ao Telegram.",
    action: "Outro número",
  },
  PHONE_CODE_INVALID: {
    title: "Não é o código",
    sentence: "Use o da mensagem mais recente.",
    action: "Outro meio",
  },
  PHONE_CODE_EXPIRED: {
    title: "Este código não vale mais",
    sentence: "Encaminhar também o cancela.",
    action: "Novo código",
  },
  CODE_TOO_EARLY: {
    title: "É cedo para outro código",
    sentence: (when: string) => `O Telegram poderá enviar o próximo ${when}.`,
    action: "Tentar de novo",
  },
  SEND_CODE_UNAVAILABLE: {
    title: "Não há outro meio",
    sentence: "Olhe no Telegram ou leia o código QR.",
    action: "Usar QR",
  },
  OFFICIAL_APP_ONLY: {
    title: "Só o app do Telegram recebe este código",
    sentence: "Leia com ele um código QR.",
    action: "Usar QR",
  },
  UPDATE_APP_TO_LOGIN: {
    title: "O Signet está antigo demais",
    sentence: "Atualize e depois siga.",
    action: "Tentar de novo",
  },
  EMAIL_INVALID: {
    title: "Não é um e-mail válido",
    sentence: "Verifique e digite de novo.",
    action: "Corrigir",
  },
  EMAIL_NOT_ALLOWED: {
    title: "O Telegram não aceita este e-mail",
    sentence: "Use um de outro provedor.",
    action: "Outro e-mail",
  },
  PASSWORD_HASH_INVALID: {
    title: "Senha errada",
    sentence: "Use a que está definida no Telegram.",
    action: "Esqueceu?",
  },
  PASSWORD_CHANGED: {
    title: "A senha acabou de mudar",
    sentence: "Outro dispositivo definiu uma nova. Digite a nova.",
    action: "Tentar de novo",
  },
  PASSWORD_RECOVERY_NA: {
    title: "Não há e-mail de recuperação",
    sentence: "Redefina-a no seu celular.",
    action: "Voltar",
  },
  FRESH_RESET_FORBIDDEN: {
    title: "Logins novos esperam 24 h",
    sentence: (when: string) => `O Signet poderá encerrá-lo ${when}; seu celular já pode.`,
    action: "Fechar",
  },
  SESSION_REVOKED: {
    title: "O Telegram desconectou esta conta",
    sentence: "Entre para seguir.",
    action: "Entrar",
  },
  AUTH_KEY_DUPLICATED: {
    title: "Este login foi usado em dois lugares",
    sentence: "Por isso o Telegram o encerrou. Entre para seguir.",
    action: "Entrar",
  },
  SESSION_EXPIRED: {
    title: "Este login ficou tempo demais sem uso",
    sentence: "O Telegram o deixou expirar. Entre para seguir.",
    action: "Entrar",
  },
  SESSION_LOST: {
    title: "O Telegram não conhece mais este login",
    sentence: "Nada o traz de volta. Entre para seguir.",
    action: "Entrar",
  },
  USER_DEACTIVATED: {
    title: "Esta conta foi apagada",
    sentence: "Se não foi você, pergunte ao Telegram.",
    action: "Verificar de novo",
  },
  USER_RESTRICTED: {
    title: "O Telegram restringiu esta conta",
    sentence: "Recorra no app dele.",
    action: "Verificar de novo",
  },
  SIGN_IN_ENDED: {
    title: "Este login terminou",
    sentence: "Demorou demais ou outro dispositivo o encerrou. Comece de novo.",
    action: "Começar de novo",
  },
  SIGN_IN_NOT_NOW: {
    title: "O login está em outra etapa",
    sentence: "Ele avançou enquanto isso. Veja o que ele pede agora.",
    action: "Seguir",
  },
  NOT_HERE: {
    title: "Não está mais aqui",
    sentence: "Foi removido ou terminou enquanto isso.",
    action: "Fechar",
  },
  IMPORT_INVALID: {
    notASession: {
      title: "Não é uma sessão",
      sentence:
        "Copie de novo a cadeia inteira. O Signet lê as do Telethon, GramJS, Pyrogram e mtcute.",
      action: "Tentar de novo",
    },
    bot: {
      title: "Esta sessão é de um bot",
      sentence: "O Signet guarda contas de pessoas. Use outra cadeia.",
      action: "Tentar de novo",
    },
    elsewhere: {
      title: "Esta sessão é de outro lugar",
      sentence:
        "Foi feita para outro Telegram ou para outra pessoa que não a que diz. Use outra cadeia.",
      action: "Tentar de novo",
    },
  },
  NAME_UNFIT: {
    title: "Este nome não pode ser usado",
    sentence: "É longo demais ou não mostra nada. Escolha outro.",
    action: "Corrigir",
  },
  FILE_NOT_WRITTEN: {
    title: "O arquivo não foi gravado",
    sentence: (folder: string) => `Permita gravar em ${folder} e tente de novo.`,
    action: "Tentar de novo",
  },
} satisfies FailureTable;
