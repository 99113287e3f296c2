// The record of what happened, in Spanish.

import type { Words } from "../en";

export const activity = {
  title: "Qué ha pasado",
  empty: "Nada todavía. Aquí quedan anotados los inicios de sesión, los accesos y su fin.",
  none: "Nada de este tipo.",
  loading: "Leyendo el registro",
  older: "Mostrar anteriores",
  filter: "Mostrar",
  kinds: {
    all: "Todo",
    signIns: "Inicios de sesión",
    access: "Acceso",
    security: "Seguridad",
    shown: "Mostrado o escrito",
  },
  trail: {
    checking: "Revisando cada línea.",
    whole: (when: string) => `Verificado: ${when}. Cada línea está como se escribió.`,
    openEnded: (when: string) =>
      `Verificado: ${when}. Estas líneas están como se escribieron. No se notaría si faltaran líneas al final.`,
    altered: (when: string) => `Revisado: ${when}. Algunas líneas no están como se escribieron.`,
    again: "Comprobar otra vez",
  },
  export: {
    open: "Exportar",
    done: "Escrito sin nombres ni números:",
  },
  actors: {
    person: "Tú",
    app: "Signet",
    operator: "Soporte",
    service: "Un servicio",
  },
  outcomes: {
    begun: "Empezado",
    done: "Hecho",
    refused: "Denegado",
    failed: "No funcionó",
  },
  actions: {
    "signed-in": "Iniciar sesión",
    "signed-in-again": "Iniciar sesión de nuevo",
    "sign-in-lost": "Sesión perdida",
    "end-device": "Cerrar un dispositivo",
    "end-other-devices": "Cerrar los demás dispositivos",
    "confirm-device": "Confirmar un dispositivo como conocido",
    "set-inactive-days": "Cambiar cuándo terminan las sesiones sin usar",
    "remove-account": "Quitar una cuenta",
    link: "Vincular una cuenta a una plataforma",
    mint: "Crear una sesión propia para un servicio",
    export: "Crear una hoja de recuperación o un archivo sellado",
    seal: "Sellar una sesión para un servicio",
    deliver: "Entregar una sesión sellada a una plataforma",
    reveal: "Mostrar un número completo",
    rotate: "Cambiar la clave o lo que la guarda",
    import: "Tomar una sesión de otro programa",
    restore: "Abrir con una hoja de recuperación",
    lease: "Prestar una sesión a un servicio",
    open: "Entregar una sesión sellada a su servicio",
    prune: "Quitar líneas antiguas de este registro",
    revoke: "Terminar un acceso",
    "retire-kit": "Anular una hoja de recuperación",
    "trail-loss-seen": "Seguir aunque faltaban líneas",
  },
} satisfies Words["activity"];
