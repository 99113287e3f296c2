// Accounts in Portuguese: the list, one account, and its end.

import type { Words } from "../en";
import { counting } from "../plural";

const count = counting("pt");

export const accounts = {
  title: "Contas",
  add: "Adicionar conta",
  all: "Todas as contas",
  loading: "Lendo suas contas",
  gone: "Esta conta não está mais aqui.",
  pills: {
    active: "Funcionando",
    revoked: "Desconectada",
    duplicated: "Desconectada",
    expired: "Desconectada",
    keyLost: "Desconectada",
    deactivated: "Excluída",
    banned: "Bloqueada",
    frozen: "Restrita",
    unreachable: "Sem resposta",
    leaving: "Sendo removida",
  },
  tabs: {
    label: "Partes desta conta",
    overview: "Resumo",
    access: "Acesso",
    devices: "Dispositivos",
    activity: "Atividade",
  },
  inTelegram: (name: string) => `No Telegram, ${name}`,
  health: {
    title: "Estado",
    says: {
      active: "Funcionando.",
      revoked: "O Telegram desconectou esta conta. Entre para seguir.",
      duplicated: "Usada em dois lugares, por isso o Telegram encerrou o login. Entre para seguir.",
      expired:
        "Ficou sem uso por mais tempo do que esta conta permite, e o Telegram encerrou o login. Entre para seguir.",
      keyLost: "O Telegram não conhece mais este login. Entre para seguir.",
      deactivated: "Esta conta foi excluída no Telegram. O que resta dela aqui pode ser removido.",
      banned: "O Telegram bloqueou esta conta. Recorra no app dele e verifique de novo.",
      frozen: "O Telegram restringiu esta conta. Recorra no app dele e verifique de novo.",
      unreachable:
        "Não deu para alcançar o Telegram. O login pode estar bem; o Signet tenta de novo.",
    },
    checked: (when: string) => `Verificado: ${when}.`,
    noticed: (when: string) => `Notado: ${when}.`,
    check: "Verificar agora",
    again: "Verificar de novo",
    signIn: "Entrar",
  },
  access: {
    title: "Acesso",
    some: (services: number) =>
      count(services, { one: "# serviço tem acesso.", other: "# serviços têm acesso." }),
    none: "Nenhum serviço tem acesso.",
    empty: "Nenhum serviço pode usar esta conta. O acesso começa com o link de um serviço.",
  },
  devices: {
    title: "Dispositivos",
    all: (devices: number) =>
      count(devices, {
        one: "# dispositivo pode abrir esta conta.",
        other: "# dispositivos podem abrir esta conta.",
      }),
    new: (devices: number) =>
      count(devices, {
        one: "# é novo desde a última consulta.",
        other: "# são novos desde a última consulta.",
      }),
    unknown: "Ainda não consultados.",
  },
  password: {
    title: "Senha adicional",
    none: "Nenhuma, então basta um código para entrar. Crie uma no celular: Telegram, Configurações > Privacidade e segurança > Verificação em duas etapas.",
  },
  stay: {
    title: (span: string) => `Continua conectada se o Signet abrir ao menos a cada ${span}`,
    help: "O Telegram encerra o que fica tanto tempo sem uso. Vale para todos os dispositivos da conta.",
    label: "Logins sem uso terminam após",
  },
  rename: {
    title: "Nome",
    help: "Só no Signet. O Telegram e as outras pessoas não o veem.",
    open: "Renomear",
    dialog: "Dar um nome a esta conta",
    label: "Nome",
    empty: "Deixe vazio para usar o nome do Telegram.",
    save: "Salvar",
  },
  lost: {
    title: "Perdeu este computador?",
    help: "Seu celular pode encerrar o login dele.",
    open: "O que fazer",
    lead: "O que está nele continua criptografado. Encerre o login mesmo assim:",
    steps: {
      open: "No celular, abra o Telegram e vá em Configurações > Dispositivos.",
      end: "Escolha o login “Signet” com o nome do computador perdido e encerre-o.",
      password:
        "Se alguém pode tê-lo usado desbloqueado, mude sua senha do Telegram: Configurações > Privacidade e segurança > Verificação em duas etapas.",
      services:
        "Os serviços mantêm o acesso: cada um tem um login próprio chamado “… via Signet”. Encerre-os ali também, se quiser.",
    },
  },
  remove: {
    title: "Remover esta conta",
    help: "Encerra o login dela neste computador e a esquece.",
    open: "Remover",
    ask: (name: string) => `Remover ${name}?`,
    stops: "O Signet sai do Telegram e esquece esta conta: login, nome, número e foto.",
    access: (services: number) =>
      count(services, { one: "# serviço perde o acesso.", other: "# serviços perdem o acesso." }),
    stays:
      "Sua conta do Telegram, os chats e seus outros dispositivos ficam. O registro do que aconteceu também, sem o nome.",
    confirm: "Remover conta",
  },
  leaving: {
    title: "Esta conta está sendo removida",
    lead: "Você pode fechar isto. Continua mesmo depois de reiniciar.",
    steps: "Remoção",
    ending: "Encerrar os acessos",
    signingOut: "Sair do Telegram",
    forgetting: "Esquecer aqui",
    spoken: {
      waiting: "aguardando",
      doing: "em andamento",
      done: "feito",
      failed: "não funcionou",
    },
    left: (services: number) =>
      count(services, { one: "falta # serviço", other: "faltam # serviços" }),
    next: (when: string) => `Próxima tentativa: ${when}.`,
    try: "Tentar agora",
    open: "Remover já",
    ask: "Remover sem sair do Telegram?",
    stops: "O Signet esquece esta conta na hora e apaga a chave dela aqui.",
    stays:
      "O Telegram continua listando o login até você encerrá-lo no celular: Telegram, Configurações > Dispositivos > “Signet”.",
    confirm: "Remover já",
  },
} satisfies Words["accounts"];
