// Accounts in Spanish: the list, one account, and its end.

import type { Words } from "../en";
import { counting } from "../plural";

const count = counting("es");

export const accounts = {
  title: "Cuentas",
  add: "Añadir cuenta",
  all: "Todas las cuentas",
  loading: "Leyendo tus cuentas",
  gone: "Esta cuenta ya no está aquí.",
  pills: {
    active: "Funciona",
    revoked: "Sesión cerrada",
    duplicated: "Sesión cerrada",
    expired: "Sesión cerrada",
    keyLost: "Sesión cerrada",
    deactivated: "Eliminada",
    banned: "Bloqueada",
    frozen: "Restringida",
    unreachable: "Sin respuesta",
    leaving: "Quitándose",
  },
  tabs: {
    label: "Apartados de esta cuenta",
    overview: "Resumen",
    access: "Acceso",
    devices: "Dispositivos",
    activity: "Actividad",
  },
  inTelegram: (name: string) => `En Telegram, ${name}`,
  health: {
    title: "Estado",
    says: {
      active: "Funciona.",
      revoked: "Telegram cerró la sesión de esta cuenta. Inicia sesión para seguir.",
      duplicated: "Se usó en dos lugares y Telegram la cerró. Inicia sesión para seguir.",
      expired:
        "Estuvo sin usarse más de lo que permite esta cuenta y Telegram la cerró. Inicia sesión para seguir.",
      keyLost: "Telegram ya no conoce esta sesión. Inicia sesión para seguir.",
      deactivated: "Esta cuenta se eliminó en Telegram. Puedes quitar lo que queda de ella aquí.",
      banned: "Telegram bloqueó esta cuenta. Reclama en su app y comprueba otra vez.",
      frozen: "Telegram ha restringido esta cuenta. Reclama en su app y comprueba otra vez.",
      unreachable:
        "No se pudo llegar a Telegram. La sesión puede estar bien; Signet lo intentará de nuevo.",
    },
    checked: (when: string) => `Comprobado: ${when}.`,
    noticed: (when: string) => `Detectado: ${when}.`,
    check: "Comprobar ahora",
    again: "Comprobar otra vez",
    signIn: "Iniciar sesión",
  },
  access: {
    title: "Acceso",
    some: (services: number) =>
      count(services, { one: "# servicio tiene acceso.", other: "# servicios tienen acceso." }),
    none: "Ningún servicio tiene acceso.",
    empty:
      "Ningún servicio puede usar esta cuenta. El acceso empieza con un enlace de un servicio.",
  },
  devices: {
    title: "Dispositivos",
    all: (devices: number) =>
      count(devices, {
        one: "# dispositivo puede abrir esta cuenta.",
        other: "# dispositivos pueden abrir esta cuenta.",
      }),
    new: (devices: number) =>
      count(devices, {
        one: "# es nuevo desde la última vez.",
        other: "# son nuevos desde la última vez.",
      }),
    unknown: "Aún sin consultar.",
  },
  password: {
    title: "Contraseña adicional",
    none: "Ninguna, así que basta un código para entrar. Ponla en tu teléfono: Telegram, Ajustes > Privacidad y seguridad > Verificación en dos pasos.",
  },
  stay: {
    title: (span: string) => `La sesión se mantiene si Signet se abre al menos cada ${span}`,
    help: "Telegram cierra lo que pasa tanto tiempo sin usarse. Vale para todos los dispositivos de la cuenta.",
    label: "Las sesiones sin usar terminan tras",
  },
  rename: {
    title: "Nombre",
    help: "Solo en Signet. Ni Telegram ni los demás lo ven.",
    open: "Cambiar nombre",
    dialog: "Poner nombre a esta cuenta",
    label: "Nombre",
    empty: "Déjalo vacío para usar el nombre de Telegram.",
    save: "Guardar",
  },
  lost: {
    title: "¿Has perdido este equipo?",
    help: "Tu teléfono puede cerrar su sesión.",
    open: "Qué hacer",
    lead: "Lo que guarda sigue cifrado. Cierra su sesión de todos modos:",
    steps: {
      open: "En tu teléfono, abre Telegram y ve a Ajustes > Dispositivos.",
      end: "Elige la sesión «Signet» con el nombre del equipo perdido y ciérrala.",
      password:
        "Si alguien pudo usarlo desbloqueado, cambia tu contraseña de Telegram: Ajustes > Privacidad y seguridad > Verificación en dos pasos.",
      services:
        "Los servicios conservan su acceso: cada uno tiene una sesión propia llamada «… via Signet». Ciérralas ahí también si quieres.",
    },
  },
  remove: {
    title: "Quitar esta cuenta",
    help: "Cierra su sesión en este equipo y la olvida.",
    open: "Quitar",
    ask: (name: string) => `¿Quitar ${name}?`,
    stops:
      "Signet cierra la sesión en Telegram y olvida esta cuenta: su sesión, nombre, número y foto.",
    access: (services: number) =>
      count(services, {
        one: "# servicio pierde su acceso.",
        other: "# servicios pierden su acceso.",
      }),
    stays:
      "Tu cuenta de Telegram, sus chats y tus otros dispositivos se quedan. También el registro de lo que ha pasado, sin el nombre.",
    confirm: "Quitar cuenta",
  },
  leaving: {
    title: "Esta cuenta se está quitando",
    lead: "Puedes cerrar esto. Sigue en marcha, también después de reiniciar.",
    steps: "Quitar la cuenta",
    ending: "Terminar los accesos",
    signingOut: "Cerrar la sesión en Telegram",
    forgetting: "Olvidarla aquí",
    spoken: {
      waiting: "pendiente",
      doing: "en curso",
      done: "hecho",
      failed: "no funcionó",
    },
    left: (services: number) =>
      count(services, { one: "queda # servicio", other: "quedan # servicios" }),
    next: (when: string) => `Próximo intento: ${when}.`,
    try: "Probar ahora",
    open: "Quitar ya",
    ask: "¿Quitar sin cerrar la sesión?",
    stops: "Signet olvida esta cuenta al momento y borra aquí su clave.",
    stays:
      "Telegram seguirá mostrando la sesión hasta que la cierres en tu teléfono: Telegram, Ajustes > Dispositivos > «Signet».",
    confirm: "Quitar ya",
  },
} satisfies Words["accounts"];
