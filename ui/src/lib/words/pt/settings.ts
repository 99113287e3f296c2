// The later settings in Portuguese: keys and locking, network, notifications, window, diagnostics.

import type { Words } from "../en";

export const custody = {
  autoLock: {
    title: "Bloquear sozinho",
    help: "Depois desse tempo sem ninguém na janela, e sempre que o computador dormiu.",
    after: {
      fiveMinutes: "Após 5 minutos",
      quarterHour: "Após 15 minutos",
      hour: "Após 1 hora",
      never: "Só depois de dormir",
    },
  },
  rotate: {
    title: "Trocar a chave",
    help: "Uma chave nova toma o lugar da antiga. Suas contas e folhas de recuperação continuam.",
    open: "Trocar chave",
    what: "Faça isso se alguém pode ter tido a chave antiga. Cópias antigas dos dados deste computador ainda abrem com ela.",
    confirm: "Trocar chave",
    done: "Chave trocada",
  },
} satisfies Words["custody"];

export const network = {
  title: "Rede",
  proxy: "Proxy",
  none: "O Telegram é alcançado sem proxy.",
  through: (address: string) => `O Telegram é alcançado por ${address}.`,
  credentials: "O nome e a senha dele ficam criptografados e não são mostrados.",
  set: "Definir um proxy",
  change: "Alterar",
  remove: "Remover",
  ask: "Remover o proxy?",
  stops: "O Signet alcança o Telegram diretamente: sua rede vê isso e pode bloquear.",
  stays: "Suas contas e logins ficam.",
  confirm: "Remover proxy",
} satisfies Words["network"];

export const notifications = {
  title: "Notificações",
  lead: "Elas não citam ninguém nem mostram números.",
  kinds: {
    newDevice: "Um dispositivo novo abriu uma conta",
    accessEnds: "Um acesso termina em 3 dias",
    accessEnded: "Um acesso terminou",
    signInLost: "Uma conta foi desconectada",
    deliveryStuck: "Uma entrega espera há 10 minutos",
    updateNeeded: "O Signet precisa de uma atualização",
  },
} satisfies Words["notifications"];

export const closing = {
  section: "Janela",
  title: "Ao fechar a janela",
  help: "Na bandeja, o Signet continua verificando logins e encerrando acessos.",
  choices: {
    ask: "Perguntar",
    stay: "Ficar na bandeja",
    quit: "Sair",
  },
  ask: "Manter o Signet na bandeja?",
  what: "Ali ele continua verificando seus logins e encerra acessos na hora certa. Depois de sair, isso espera até você abri-lo de novo.",
  remember: "Não perguntar de novo",
  stay: "Ficar na bandeja",
  quit: "Sair",
} satisfies Words["closing"];

export const diagnostics = {
  title: "Diagnóstico",
  help: "Um arquivo que o suporte pode pedir. Você vê tudo antes.",
  open: "Ver",
  lead: "Isto é tudo o que haveria no arquivo: nenhum nome, nenhum número, nenhum login. Nada é enviado.",
  loading: "Reunindo",
  contents: "Conteúdo do arquivo",
  save: "Salvar arquivo",
  saved: "Salvo:",
} satisfies Words["diagnostics"];
