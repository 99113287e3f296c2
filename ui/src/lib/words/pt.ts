// Everything the person reads, in Portuguese.

import type { Words } from "./en";
import { counting } from "./plural";

const count = counting("pt");

export const pt = {
  action: {
    back: "Voltar",
    cancel: "Cancelar",
    close: "Fechar",
    continue: "Continuar",
    copied: "Copiado",
    copy: "Copiar",
    details: "Detalhes",
    goOn: "Seguir",
    toAccounts: "Ir para as contas",
    tryAgain: "Tentar de novo",
  },
  reference: "Referência",
  working: "Um momento",
  rail: {
    label: "Seções",
    accounts: "Contas",
    access: "Acesso",
    activity: "Atividade",
    settings: "Ajustes",
    environment: "Não é o Telegram real",
  },
  start: {
    waiting: "O Signet está iniciando",
  },
  welcome: {
    title: "Guarde bem seus logins do Telegram. Decida quem pode usá-los.",
    locked: "Trancados neste computador",
    shared: "Compartilhados só se você disser sim",
    yours: "Você os encerra quando quiser",
    add: "Adicionar sua conta do Telegram",
    haveLink: "Tenho um link",
    unofficial: "Usa a API do Telegram. Não é feito pelo Telegram.",
    how: "Como funciona",
  },
  addAccount: {
    title: "Não nesta versão",
    sentence: "Esta versão do Signet ainda não entra no Telegram, e nada foi enviado.",
  },
  pasteLink: {
    title: "Abrir um link",
    label: "Link",
    help: "Começa com signet:// e está na página que pede acesso.",
    open: "Abrir link",
    empty: "Primeiro cole o link.",
    tooLong: (over: number) =>
      count(over, {
        one: "Passa # caractere do tamanho de um link. Copie de novo.",
        other: "Passam # caracteres do tamanho de um link. Copie de novo.",
      }),
  },
  link: {
    asks: "Este site pede para vincular sua conta do Telegram.",
    quiet: "Abrir um link não contata ninguém até você continuar.",
    started: "Continue só se foi você que começou isto lá.",
    notYetTitle: "Esta versão ainda não vincula contas",
    notYet: (host: string) =>
      `Nada foi enviado a ${host}. Quando o Signet puder vincular, comece lá de novo com outro link.`,
  },
  vault: {
    opening: "Esperando o seu chaveiro. Talvez ele peça a senha em uma janela própria.",
    passphrase: "Frase secreta",
    show: "Mostrar",
    hide: "Ocultar",
    capsLock: "Caps Lock está ligado",
    checking: "Verificando",
    unlock: {
      title: "O Signet está bloqueado",
      reasons: {
        start: "Digite sua frase secreta para abri-lo.",
        demand: "Você o bloqueou. Digite sua frase secreta para abri-lo.",
        idle: "Ninguém o usou por um tempo, então ele se bloqueou.",
        sleep: "O computador dormiu, então o Signet se bloqueou.",
      },
      open: "Desbloquear",
    },
    choose: {
      title: "Escolha uma frase secreta",
      lead: "Ela mantém trancado o que está aqui enquanto o Signet está fechado. Você a digita a cada início.",
      unkept:
        "Sua folha de recuperação abriu o Signet, mas nenhum chaveiro pode guardar a chave. De agora em diante uma frase secreta faz isso.",
      again: "A mesma outra vez",
      help: "Pelo menos 12 caracteres. Só o tamanho é verificado; várias palavras sem relação funcionam bem.",
      differ: "As duas não são iguais.",
      warning:
        "Ninguém pode recuperá-la. Sem ela ou uma folha de recuperação, o que está aqui fica trancado.",
      set: "Definir a frase",
    },
    restore: {
      title: "Use sua folha de recuperação",
      lead: "É a folha que você copiou. As palavras dela abrem o que está aqui.",
      ends: "Sua frase secreta deixa de valer, e o chaveiro volta a guardar a chave.",
      label: "As 24 palavras",
      help: "Números e quebras de linha não importam. Bastam quatro letras de cada palavra.",
      open: "Abrir",
    },
    aside: {
      title: "Pôr de lado o que está aqui?",
      stops: "O Signet começa sem nada. Você entra de novo em cada conta.",
      stays: "O que está aqui vai para uma pasta própria. Nada é apagado.",
      confirm: "Pôr de lado e começar de novo",
      done: "O que estava aqui foi posto de lado:",
    },
    ways: {
      passphrase: "Usar uma frase secreta",
      recoveryKit: "Usar a folha de recuperação",
      setAside: "Pôr de lado e começar de novo",
    },
    trail: {
      title: "O registro foi alterado",
      lead: "O Signet anota o que acontece aqui de um jeito que mostra toda mudança. Isto não está como foi escrito:",
      line: (line: string) => `Linha ${line}`,
      lines: (lines: string) => `Linhas ${lines}`,
      kinds: {
        edited: "Alterada",
        unreadable: "Ilegível",
        missing: "Falta",
        moved: "Movida",
        repeated: "Repetida",
        cutOff: "Cortada do fim",
        replaced: "Trocada",
        unexplained: "Removida sem nota",
      },
      more: (more: number) => count(more, { one: "e mais #", other: "e mais #" }),
      then: "Se você restaurou um backup, é por isso. Se não, talvez outra pessoa tenha usado este computador: veja Dispositivos no Telegram do celular.",
    },
  },
  access: {
    title: "Quem pode usar suas contas",
    empty:
      "Ninguém tem acesso. O que você permitir fica aqui, com a data final e um modo de encerrar.",
  },
  activity: {
    title: "O que aconteceu",
    empty: "Nada ainda. Logins, acessos e seu fim ficam registrados aqui.",
  },
  how: {
    title: "Como o Signet funciona",
    lead: "O que ele faz, o que não consegue fazer e o que saber antes de usar.",
    unofficialTitle: "Um cliente não oficial do Telegram",
    unofficial:
      "O Signet entra pela API do Telegram. Não foi feito pelo Telegram. O Telegram observa mais de perto as contas em clientes não oficiais e pode limitar ou bloquear as que violam suas regras.",
    keptTitle: "Seu login fica neste computador",
    kept: "Seu número, o código e a senha vão só para o Telegram. Seu login fica aqui criptografado, e a chave fica no chaveiro do sistema ou atrás da sua frase secreta. Ele nunca é entregue a ninguém.",
    wholeTitle: "Acesso total ou nenhum",
    whole:
      "O Telegram não conhece meio acesso: um serviço que você permite poderia fazer quase tudo o que você faz. O que ele diz que fará é a palavra dele, e a plataforma só pode cobrar isso nas próprias chamadas.",
    ownTitle: "Cada serviço recebe um login próprio",
    own: "Ele é criado só para esse serviço e lacrado para que só ele possa abrir. O Telegram o mostra entre seus dispositivos com o nome do serviço. Por até um dia, o Signet pode manter uma cópia que nunca usa, só para poder encerrá-la.",
    endingTitle: "O que acontece ao encerrar",
    ending:
      "A plataforma bloqueia o serviço na hora, pede a ele que saia, e o login dele é encerrado no Telegram. O Telegram não deixa um login com menos de 24 horas encerrar outros, por isso pode levar um dia. Até lá, uma cópia que o serviço guardou pode funcionar. Seu celular pode encerrar antes: Telegram, Configurações > Dispositivos. O Signet continua tentando e mostra isso até o Telegram não listar mais.",
    limitsTitle: "Do que o Signet não pode proteger",
    malware: "De software malicioso que roda em seu nome neste computador.",
    unlocked: "De quem usa este computador enquanto está desbloqueado.",
    rollback:
      "De quem restaura uma cópia antiga dos dados do Signet: uma entrada só, ou tudo junto com o seu chaveiro.",
  },
  settings: {
    title: "Ajustes",
    setAsideTitle: "Seus ajustes antigos foram postos de lado",
    setAside: "O Signet não conseguiu lê-los e começou com novos. Nada foi apagado:",
    appearance: "Aparência",
    theme: "Tema",
    themes: {
      system: "Sistema",
      light: "Claro",
      dark: "Escuro",
    },
    language: "Idioma",
    languageHelp: "As palavras do próprio Signet. Nomes de fora ficam como são.",
    languageSystem: "Sistema",
    security: "Segurança",
    keyKept: "Onde fica a chave",
    keepers: {
      keychain: "No chaveiro deste computador",
      passphrase: "Atrás da sua frase secreta, que o Signet pede a cada início",
    },
    openEnded:
      "Nada fora dali sabe onde o registro termina, então linhas cortadas do fim não seriam notadas.",
    lockNow: "Bloquear agora",
    passphrase: {
      set: {
        title: "Definir uma frase secreta",
        what: "Ela ocupa o lugar do chaveiro, e o Signet pode se bloquear. As folhas de recuperação anteriores deixam de valer; crie outra depois.",
        confirm: "Definir",
      },
      change: {
        title: "Mudar a frase secreta",
        what: "As folhas de recuperação anteriores deixam de valer; crie outra depois.",
        confirm: "Mudar",
      },
      remove: {
        title: "Remover a frase secreta",
        what: "O chaveiro volta a guardar a chave, e o Signet abre sem perguntar.",
        confirm: "Remover",
      },
      current: "Frase atual",
    },
    kits: {
      title: "Folhas de recuperação",
      help: "Uma folha abre o que está aqui se o chaveiro perder a chave. Guarde-a em papel, longe deste computador.",
      make: "Criar uma folha",
      ask: "Uma folha abre tudo sem a frase secreta. Digite sua frase para criar uma.",
      made: (day: string) => `Criada em ${day}`,
      revoke: "Revogar",
      sheetTitle: "Sua folha de recuperação",
      sheet:
        "Anote estas palavras ou fotografe o código com um aparelho de confiança. Elas aparecem uma vez. Quem as tiver junto com os dados deste computador pode abri-los.",
      code: "As mesmas palavras como código QR",
      done: "Já anotei",
      revokeTitle: "Revogar esta folha?",
      revokeStays:
        "Ela não abre mais nada, exceto cópias antigas dos dados deste computador. As outras folhas continuam.",
      confirm: "Revogar a folha",
    },
    about: "Sobre o Signet",
    version: "Versão",
    environment: "Ambiente",
    dataFolder: "Pasta de dados",
    logFolder: "Pasta de registros",
    build: "Compilação",
    profiles: {
      development: "Desenvolvimento",
      release: "Lançamento",
    },
    commit: "Commit",
    commitUnknown: "Desconhecido nesta compilação",
    webEngine: "Motor web",
    licences: "Licenças",
    licencesText: "Código aberto sob Apache 2.0 ou MIT, como preferir.",
  },
  failure: {
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
        sentence:
          "Um link do Signet começa com signet://link. Copie de novo da página que o mostra.",
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
  },
} satisfies Words;
