// The devices of an account in Spanish.

import type { Words } from "../en";
import { counting } from "../plural";

const count = counting("es");

export const devices = {
  title: (devices: number) =>
    count(devices, {
      one: "# dispositivo puede abrir esta cuenta",
      other: "# dispositivos pueden abrir esta cuenta",
    }),
  looked: (when: string) => `Consultado: ${when}.`,
  refresh: "Consultar otra vez",
  loading: "Preguntando a Telegram",
  here: "Este equipo",
  given: "Dados por ti",
  others: "Otros",
  noOthers: "Ningún otro dispositivo puede abrir esta cuenta.",
  new: "Nuevo",
  pending: "Falta la contraseña",
  active: (when: string) => `usado: ${when}`,
  signedIn: (day: string) => `Desde el ${day}`,
  unofficial: "app no oficial",
  server: (place: string) => `${place} (su servidor)`,
  address: (address: string) => `dirección ${address}`,
  end: "Cerrar",
  endNamed: (name: string) => `Cerrar ${name}`,
  question: (what: string) => `Nuevo inicio de sesión: ${what}. ¿Has sido tú?`,
  no: "No, cerrarla",
  yes: "Sí",
  young: {
    sentence:
      "Telegram no deja que una sesión nueva cierre otras hasta pasadas 24 horas. Tu teléfono puede hacerlo ya: Telegram, Ajustes > Dispositivos.",
    when: (when: string) => `La sesión de este equipo podrá ${when}.`,
  },
  one: {
    ask: (name: string) => `¿Cerrar la sesión de ${name}?`,
    stops: "Su sesión en tu cuenta se cierra al momento.",
    given: (service: string) => `${service} pierde con ella su acceso.`,
    stays:
      "Tus otros dispositivos se quedan. Si no reconoces este, cambia también tu contraseña de Telegram.",
    confirm: "Cerrar sesión",
  },
  all: {
    open: "Cerrar las demás…",
    ask: "¿Cerrar los demás dispositivos?",
    stops: (devices: number) =>
      count(devices, {
        one: "La sesión de # dispositivo se cierra al momento.",
        other: "Las sesiones de # dispositivos se cierran al momento.",
      }),
    stays: "Este equipo se queda.",
    spared: (services: number) =>
      count(services, {
        one: "Se queda # servicio al que diste acceso.",
        other: "Se quedan # servicios a los que diste acceso.",
      }),
    services: "Cerrar también los servicios",
    servicesHelp: "Pierden con ello su acceso.",
    confirm: (devices: number) =>
      count(devices, { one: "Cerrar # dispositivo", other: "Cerrar # dispositivos" }),
  },
} satisfies Words["devices"];
