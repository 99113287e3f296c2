// The later settings in Spanish: keys and locking, network, notifications, window, diagnostics.

import type { Words } from "../en";

export const custody = {
  autoLock: {
    title: "Bloquearse solo",
    help: "Cuando pasa ese tiempo sin nadie ante la ventana, y siempre tras la suspensión del equipo.",
    after: {
      fiveMinutes: "Tras 5 minutos",
      quarterHour: "Tras 15 minutos",
      hour: "Tras 1 hora",
      never: "Solo tras la suspensión",
    },
  },
  rotate: {
    title: "Cambiar la clave",
    help: "Una clave nueva ocupa el lugar de la antigua. Tus cuentas y hojas de recuperación siguen igual.",
    open: "Cambiar clave",
    what: "Hazlo si alguien pudo tener la clave antigua. Con ella aún se abren copias antiguas de los datos de este equipo.",
    confirm: "Cambiar clave",
    done: "Clave cambiada",
  },
} satisfies Words["custody"];

export const network = {
  title: "Red",
  proxy: "Proxy",
  none: "Se llega a Telegram sin proxy.",
  through: (address: string) => `Se llega a Telegram a través de ${address}.`,
  credentials: "Su nombre y contraseña se guardan cifrados y no se muestran.",
  set: "Poner un proxy",
  change: "Cambiar",
  remove: "Quitar",
  ask: "¿Quitar el proxy?",
  stops: "Signet llega a Telegram directamente: tu red lo ve y puede bloquearlo.",
  stays: "Tus cuentas y sesiones se quedan.",
  confirm: "Quitar proxy",
} satisfies Words["network"];

export const notifications = {
  title: "Notificaciones",
  lead: "No nombran a nadie ni muestran números.",
  kinds: {
    newDevice: "Un dispositivo nuevo abrió una cuenta",
    accessEnds: "Un acceso termina en 3 días",
    accessEnded: "Un acceso ha terminado",
    signInLost: "Se cerró la sesión de una cuenta",
    deliveryStuck: "Una entrega lleva 10 minutos esperando",
    updateNeeded: "Signet necesita actualizarse",
  },
} satisfies Words["notifications"];

export const closing = {
  section: "Ventana",
  title: "Al cerrar la ventana",
  help: "En la bandeja, Signet sigue comprobando sesiones y terminando accesos.",
  choices: {
    ask: "Preguntar",
    stay: "Seguir en la bandeja",
    quit: "Salir",
  },
  ask: "¿Dejar Signet en la bandeja?",
  what: "Ahí sigue comprobando tus sesiones y termina los accesos a su hora. Si sales, eso espera hasta que lo abras de nuevo.",
  remember: "No volver a preguntar",
  stay: "Seguir en la bandeja",
  quit: "Salir",
} satisfies Words["closing"];

export const diagnostics = {
  title: "Diagnóstico",
  help: "Un archivo que puede pedirte el soporte. Antes lo ves entero.",
  open: "Verlo",
  lead: "Esto es todo lo que habría en el archivo: ningún nombre, ningún número, ninguna sesión. No se envía nada.",
  loading: "Reuniendo datos",
  contents: "Contenido del archivo",
  save: "Guardar archivo",
  saved: "Guardado:",
} satisfies Words["diagnostics"];
