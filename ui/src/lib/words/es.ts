// Everything the person reads, in Spanish.

import type { Words } from "./en";
import { counting } from "./plural";

const count = counting("es");

export const es = {
  action: {
    back: "Atrás",
    cancel: "Cancelar",
    close: "Cerrar",
    continue: "Continuar",
    copied: "Copiado",
    copy: "Copiar",
    details: "Detalles",
    goOn: "Seguir",
    toAccounts: "Ir a las cuentas",
  },
  reference: "Referencia",
  working: "Un momento",
  rail: {
    label: "Secciones",
    accounts: "Cuentas",
    access: "Acceso",
    activity: "Actividad",
    settings: "Ajustes",
    environment: "No es el Telegram real",
  },
  start: {
    waiting: "Signet se está iniciando",
  },
  welcome: {
    title: "Guarda bien tus sesiones de Telegram. Decide quién puede usarlas.",
    locked: "Bajo llave en este equipo",
    shared: "Compartidas solo si dices que sí",
    yours: "Tú les pones fin",
    add: "Añadir tu cuenta de Telegram",
    haveLink: "Tengo un enlace",
    unofficial: "Usa la API de Telegram. No está hecho por Telegram.",
    how: "Cómo funciona",
  },
  addAccount: {
    title: "No en esta versión",
    sentence:
      "Esta versión de Signet aún no puede iniciar sesión en Telegram, y no se ha enviado nada.",
  },
  pasteLink: {
    title: "Abrir un enlace",
    label: "Enlace",
    help: "Empieza por signet:// y está en la página que pide acceso.",
    open: "Abrir enlace",
    empty: "Primero pega el enlace.",
    tooLong: (over: number) =>
      count(over, {
        one: "Sobra # carácter para ser un enlace. Cópialo otra vez.",
        other: "Sobran # caracteres para ser un enlace. Cópialo otra vez.",
      }),
  },
  link: {
    asks: "Este sitio pide vincular tu cuenta de Telegram.",
    quiet: "Abrir un enlace no contacta con nadie hasta que continúes.",
    started: "Continúa solo si esto lo empezaste tú allí.",
    notYetTitle: "Esta versión aún no puede vincular",
    notYet: (host: string) =>
      `No se ha enviado nada a ${host}. Cuando Signet pueda vincular, empieza allí de nuevo con otro enlace.`,
  },
  access: {
    title: "Quién puede usar tus cuentas",
    empty:
      "Nadie tiene acceso. Lo que permitas estará aquí, con su fecha de fin y la forma de terminarlo.",
  },
  activity: {
    title: "Qué ha pasado",
    empty: "Nada todavía. Aquí quedan anotados los inicios de sesión, los accesos y su fin.",
  },
  how: {
    title: "Cómo funciona Signet",
    lead: "Qué hace, qué no puede hacer y qué conviene saber antes de usarlo.",
    unofficialTitle: "Un cliente no oficial de Telegram",
    unofficial:
      "Signet inicia sesión a través de la API de Telegram. Telegram no lo ha hecho. Telegram vigila más de cerca las cuentas en clientes no oficiales y puede limitar o bloquear las que incumplen sus normas.",
    keptTitle: "Tu sesión se queda en este equipo",
    kept: "Tu número, el código y la contraseña van solo a Telegram. Tu sesión se guarda aquí cifrada, y su clave está en el llavero de tu sistema. Nunca se entrega a nadie.",
    wholeTitle: "Acceso completo o ninguno",
    whole:
      "Telegram no conoce el acceso a medias: un servicio al que permitas entrar podría hacer casi todo lo que haces tú. Lo que dice que hará es su palabra, y su plataforma solo puede exigirlo en sus propias llamadas.",
    ownTitle: "Cada servicio recibe una sesión propia",
    own: "Se crea solo para ese servicio y se sella para que solo él pueda abrirla. Telegram la muestra entre tus dispositivos con el nombre del servicio. Durante un día como máximo, Signet puede guardar una copia que nunca usa, solo para poder terminarla.",
    endingTitle: "Qué ocurre al terminar un acceso",
    ending:
      "La plataforma bloquea el servicio al momento, se le pide que cierre la sesión y esta se termina en Telegram. Telegram no deja que una sesión de menos de 24 horas termine otras, así que puede tardar un día. Hasta entonces, una copia que guarde el servicio puede funcionar. Tu teléfono puede terminarla antes: Telegram, Ajustes > Dispositivos. Signet sigue intentándolo y lo muestra hasta que desaparezca de la lista de Telegram.",
    limitsTitle: "De qué no puede protegerte Signet",
    malware: "De software dañino que se ejecute en tu nombre en este equipo.",
    unlocked: "De quien use este equipo mientras está desbloqueado.",
    rollback:
      "De quien restaure una copia antigua de los datos de Signet: una sola entrada, o todo junto con tu llavero.",
  },
  settings: {
    title: "Ajustes",
    setAsideTitle: "Tus ajustes anteriores están apartados",
    setAside: "Signet no pudo leerlos y empezó con otros nuevos. No se ha borrado nada:",
    appearance: "Apariencia",
    theme: "Tema",
    themes: {
      system: "Sistema",
      light: "Claro",
      dark: "Oscuro",
    },
    language: "Idioma",
    languageHelp: "Las palabras de Signet. Los nombres de otros sitios no cambian.",
    languageSystem: "Sistema",
    about: "Acerca de Signet",
    version: "Versión",
    environment: "Entorno",
    dataFolder: "Carpeta de datos",
    logFolder: "Carpeta de registros",
    build: "Compilación",
    profiles: {
      development: "Desarrollo",
      release: "Publicación",
    },
    commit: "Commit",
    commitUnknown: "Desconocido en esta compilación",
    webEngine: "Motor web",
    licences: "Licencias",
    licencesText: "Código abierto bajo Apache 2.0 o MIT, a tu elección.",
  },
  failure: {
    INTERNAL: {
      title: "Algo ha fallado dentro de Signet",
      sentence:
        "Lo que estaba en marcha se ha deshecho. Inténtalo otra vez. Si vuelve a pasar, da la referencia a soporte.",
      action: "Reintentar",
    },
    DATA_FOLDER_UNUSABLE: {
      title: "No se puede usar la carpeta de datos",
      sentence: (folder: string) =>
        `Signet lo guarda todo en ${folder} y no puede escribir allí. Mientras tanto no se conserva ningún cambio. Permite escribir en la carpeta y vuelve a abrir Signet.`,
      action: "Seguir",
    },
    DISK_FULL: {
      title: "El disco está lleno",
      sentence: "No se ha perdido nada. Libera espacio e inténtalo otra vez.",
      action: "Reintentar",
    },
    SETTINGS_NOT_SAVED: {
      title: "No se ha guardado",
      sentence:
        "Siguen los ajustes anteriores. Comprueba que se pueda escribir en la carpeta de datos e inténtalo otra vez.",
      action: "Reintentar",
    },
    LINK_INVALID: {
      notALink: {
        title: "No es un enlace de Signet",
        sentence:
          "Un enlace de Signet empieza por signet://link. Cópialo otra vez de la página que lo muestra.",
        action: "Pegar otro enlace",
      },
      damaged: {
        title: "Este enlace está dañado",
        sentence: "Falta una parte o sobra algo. Copia otra vez el enlace entero.",
        action: "Pegar otro enlace",
      },
      notHttps: {
        title: "Este enlace no es seguro",
        sentence: "Su sitio no usa https. No se ha contactado con nadie. Avisa a quien te lo dio.",
        action: "Pegar otro enlace",
      },
      privateAddress: {
        title: "Este enlace lleva a una red privada",
        sentence:
          "Signet solo abre enlaces a sitios públicos. No se ha contactado con nadie. Pide un enlace nuevo.",
        action: "Pegar otro enlace",
      },
    },
  },
} satisfies Words;
