// The record of what happened, in Portuguese.

import type { Words } from "../en";

export const activity = {
  title: "O que aconteceu",
  empty: "Nada ainda. Logins, acessos e seu fim ficam registrados aqui.",
  none: "Nada deste tipo.",
  loading: "Lendo o registro",
  older: "Mostrar anteriores",
  filter: "Mostrar",
  kinds: {
    all: "Tudo",
    signIns: "Logins",
    access: "Acesso",
    security: "Segurança",
    shown: "Mostrado ou gravado",
  },
  trail: {
    checking: "Conferindo cada linha.",
    whole: (when: string) => `Verificado: ${when}. Cada linha está como foi escrita.`,
    openEnded: (when: string) =>
      `Verificado: ${when}. Estas linhas estão como foram escritas. Linhas cortadas do fim não seriam notadas.`,
    altered: (when: string) => `Conferido: ${when}. Algumas linhas não estão como foram escritas.`,
    again: "Verificar de novo",
  },
  export: {
    open: "Exportar",
    done: "Gravado sem nomes nem números:",
  },
  actors: {
    person: "Você",
    app: "Signet",
    operator: "Suporte",
    service: "Um serviço",
  },
  outcomes: {
    begun: "Iniciado",
    done: "Feito",
    refused: "Recusado",
    failed: "Não funcionou",
  },
  actions: {
    "signed-in": "Entrar",
    "signed-in-again": "Entrar de novo",
    "sign-in-lost": "Login perdido",
    "end-device": "Encerrar um dispositivo",
    "end-other-devices": "Encerrar os outros dispositivos",
    "confirm-device": "Confirmar um dispositivo como conhecido",
    "set-inactive-days": "Mudar quando logins sem uso terminam",
    "remove-account": "Remover uma conta",
    link: "Vincular uma conta a uma plataforma",
    mint: "Criar um login próprio para um serviço",
    export: "Criar uma folha de recuperação ou um arquivo lacrado",
    seal: "Lacrar um login para um serviço",
    deliver: "Entregar um login lacrado a uma plataforma",
    reveal: "Mostrar um número completo",
    rotate: "Trocar a chave ou o que a guarda",
    import: "Assumir um login de outro programa",
    restore: "Abrir com uma folha de recuperação",
    lease: "Emprestar um login a um serviço",
    open: "Entregar um login lacrado ao seu serviço",
    prune: "Remover linhas antigas deste registro",
    revoke: "Encerrar um acesso",
    "retire-kit": "Revogar uma folha de recuperação",
    "trail-loss-seen": "Seguir embora faltassem linhas",
  },
} satisfies Words["activity"];
