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
    kept: "Seu número, o código e a senha vão só para o Telegram. Seu login fica aqui criptografado, e a chave fica no chaveiro do sistema. Ele nunca é entregue a ninguém.",
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
        "O que estava em andamento foi desfeito. Tente de novo. Se voltar a acontecer, informe a referência ao suporte.",
      action: "Tentar de novo",
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
  },
} satisfies Words;
