// The devices of an account in Portuguese.

import type { Words } from "../en";
import { counting } from "../plural";

const count = counting("pt");

export const devices = {
  title: (devices: number) =>
    count(devices, {
      one: "# dispositivo pode abrir esta conta",
      other: "# dispositivos podem abrir esta conta",
    }),
  looked: (when: string) => `Consultado: ${when}.`,
  refresh: "Consultar de novo",
  loading: "Perguntando ao Telegram",
  here: "Este computador",
  given: "Dados por você",
  others: "Outros",
  noOthers: "Nenhum outro dispositivo pode abrir esta conta.",
  new: "Novo",
  pending: "Falta a senha",
  active: (when: string) => `usado: ${when}`,
  signedIn: (day: string) => `Desde ${day}`,
  unofficial: "app não oficial",
  server: (place: string) => `${place} (servidor dele)`,
  address: (address: string) => `endereço ${address}`,
  end: "Encerrar",
  endNamed: (name: string) => `Encerrar ${name}`,
  question: (what: string) => `Novo login: ${what}. Foi você?`,
  no: "Não, encerrar",
  yes: "Sim",
  young: {
    sentence:
      "O Telegram só deixa um login novo encerrar outros depois de 24 horas. Seu celular já pode: Telegram, Configurações > Dispositivos.",
    when: (when: string) => `O login deste computador poderá ${when}.`,
  },
  one: {
    ask: (name: string) => `Encerrar ${name}?`,
    stops: "Ele sai da sua conta na hora.",
    given: (service: string) => `${service} perde o acesso com isso.`,
    stays:
      "Seus outros dispositivos ficam. Se você não conhece este, mude também sua senha do Telegram.",
    confirm: "Encerrar login",
  },
  all: {
    open: "Encerrar os outros…",
    ask: "Encerrar os outros dispositivos?",
    stops: (devices: number) =>
      count(devices, {
        one: "# dispositivo sai da sua conta na hora.",
        other: "# dispositivos saem da sua conta na hora.",
      }),
    stays: "Este computador fica.",
    spared: (services: number) =>
      count(services, {
        one: "# serviço a que você deu acesso fica.",
        other: "# serviços a que você deu acesso ficam.",
      }),
    services: "Encerrar também os serviços",
    servicesHelp: "Eles perdem o acesso com isso.",
    confirm: (devices: number) =>
      count(devices, { one: "Encerrar # dispositivo", other: "Encerrar # dispositivos" }),
  },
} satisfies Words["devices"];
