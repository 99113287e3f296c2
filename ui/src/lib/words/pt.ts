// Everything the person reads, in Portuguese.

import type { Words } from "./en";
import { accounts } from "./pt/accounts";
import { activity } from "./pt/activity";
import { devices } from "./pt/devices";
import { failure } from "./pt/failure";
import { closing, custody, diagnostics, network, notifications } from "./pt/settings";
import { signIn } from "./pt/sign-in";
import { counting } from "./plural";
import { timing } from "./timing";

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
  when: timing("pt", {
    now: "agora",
    soon: (time) => `em ${time}`,
    hours: (hours, minutes) => `${hours} h ${minutes} min`,
    later: (day) => `em ${day}`,
  }),
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
  signIn,
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
  accounts,
  devices,
  activity,
  custody,
  network,
  notifications,
  closing,
  diagnostics,
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
  failure,
} satisfies Words;
