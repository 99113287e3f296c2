// Everything the person reads, in Spanish.

import type { Words } from "./en";
import { accounts } from "./es/accounts";
import { activity } from "./es/activity";
import { devices } from "./es/devices";
import { failure } from "./es/failure";
import { closing, custody, diagnostics, network, notifications } from "./es/settings";
import { signIn } from "./es/sign-in";
import { counting } from "./plural";
import { timing } from "./timing";

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
    tryAgain: "Reintentar",
  },
  reference: "Referencia",
  working: "Un momento",
  when: timing("es", {
    now: "ahora",
    soon: (time) => `en ${time}`,
    hours: (hours, minutes) => `${hours} h ${minutes} min`,
    later: (day) => `el ${day}`,
  }),
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
  signIn,
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
  vault: {
    opening: "Esperando a tu llavero. Quizá pida su contraseña en una ventana propia.",
    passphrase: "Frase de contraseña",
    show: "Mostrar",
    hide: "Ocultar",
    capsLock: "Las mayúsculas están activadas",
    checking: "Comprobando",
    unlock: {
      title: "Signet está bloqueado",
      reasons: {
        start: "Escribe tu frase de contraseña para abrirlo.",
        demand: "Lo bloqueaste tú. Escribe tu frase de contraseña para abrirlo.",
        idle: "Nadie lo usó durante un rato y se bloqueó.",
        sleep: "El equipo estuvo en reposo y Signet se bloqueó.",
      },
      open: "Desbloquear",
    },
    choose: {
      title: "Elige una frase de contraseña",
      lead: "Mantiene bajo llave lo que hay aquí mientras Signet está cerrado. La escribes en cada inicio.",
      unkept:
        "Tu hoja de recuperación ha abierto Signet, pero ningún llavero puede guardar su clave. Desde ahora lo hace una frase de contraseña.",
      again: "La misma otra vez",
      help: "Al menos 12 caracteres. Solo se comprueba la longitud; van bien varias palabras sin relación.",
      differ: "Las dos no son iguales.",
      warning:
        "Nadie puede recuperarla. Sin ella o una hoja de recuperación, lo que hay aquí queda bajo llave.",
      set: "Fijar la frase",
    },
    restore: {
      title: "Usa tu hoja de recuperación",
      lead: "Es la hoja que copiaste. Sus palabras abren lo que hay aquí.",
      ends: "Tu frase de contraseña deja de valer y tu llavero vuelve a guardar la clave.",
      label: "Las 24 palabras",
      help: "Los números y saltos de línea no importan. Bastan cuatro letras de cada palabra.",
      open: "Abrir",
    },
    aside: {
      title: "¿Apartar lo que hay aquí?",
      stops: "Signet empieza sin nada. Inicias sesión otra vez en cada cuenta.",
      stays: "Lo que hay aquí pasa a una carpeta propia. No se borra nada.",
      confirm: "Apartar y empezar de nuevo",
      done: "Lo que había aquí está apartado:",
    },
    ways: {
      passphrase: "Usar una frase de contraseña",
      recoveryKit: "Usar la hoja de recuperación",
      setAside: "Apartar y empezar de nuevo",
    },
    trail: {
      title: "El registro fue modificado",
      lead: "Signet anota lo que ocurre aquí de forma que todo cambio se nota. Esto no está como se escribió:",
      line: (line: string) => `Línea ${line}`,
      lines: (lines: string) => `Líneas ${lines}`,
      kinds: {
        edited: "Modificada",
        unreadable: "Ilegible",
        missing: "Falta",
        moved: "Movida",
        repeated: "Repetida",
        cutOff: "Cortada al final",
        replaced: "Sustituida",
        unexplained: "Quitada sin constancia",
      },
      more: (more: number) => count(more, { one: "y # más", other: "y # más" }),
      then: "Si restauraste una copia de seguridad, es por eso. Si no, quizá otra persona usó este equipo: revisa Dispositivos en Telegram en tu teléfono.",
    },
  },
  access: {
    title: "Quién puede usar tus cuentas",
    empty:
      "Nadie tiene acceso. Lo que permitas estará aquí, con su fecha de fin y la forma de terminarlo.",
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
    title: "Cómo funciona Signet",
    lead: "Qué hace, qué no puede hacer y qué conviene saber antes de usarlo.",
    unofficialTitle: "Un cliente no oficial de Telegram",
    unofficial:
      "Signet inicia sesión a través de la API de Telegram. Telegram no lo ha hecho. Telegram vigila más de cerca las cuentas en clientes no oficiales y puede limitar o bloquear las que incumplen sus normas.",
    keptTitle: "Tu sesión se queda en este equipo",
    kept: "Tu número, el código y la contraseña van solo a Telegram. Tu sesión se guarda aquí cifrada, y su clave está en el llavero de tu sistema o tras tu frase de contraseña. Nunca se entrega a nadie.",
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
    security: "Seguridad",
    keyKept: "Dónde está la clave",
    keepers: {
      keychain: "En el llavero de este equipo",
      passphrase: "Tras tu frase de contraseña, que Signet pide en cada inicio",
    },
    openEnded:
      "Nada fuera sabe dónde acaba el registro, así que no se notarían líneas cortadas al final.",
    lockNow: "Bloquear ahora",
    passphrase: {
      set: {
        title: "Fijar una frase de contraseña",
        what: "Ocupa el lugar del llavero y Signet puede bloquearse. Las hojas de recuperación anteriores dejan de valer; crea otra después.",
        confirm: "Fijar",
      },
      change: {
        title: "Cambiar la frase de contraseña",
        what: "Las hojas de recuperación anteriores dejan de valer; crea otra después.",
        confirm: "Cambiar",
      },
      remove: {
        title: "Quitar la frase de contraseña",
        what: "El llavero vuelve a guardar la clave y Signet se abre sin preguntar.",
        confirm: "Quitar",
      },
      current: "Frase actual",
    },
    kits: {
      title: "Hojas de recuperación",
      help: "Una hoja abre lo que hay aquí si tu llavero pierde la clave. Guárdala en papel, lejos de este equipo.",
      make: "Crear una hoja",
      ask: "Una hoja lo abre todo sin la frase de contraseña. Escribe tu frase para crear una.",
      made: (day: string) => `Creada el ${day}`,
      revoke: "Anular",
      sheetTitle: "Tu hoja de recuperación",
      sheet:
        "Copia estas palabras o fotografía el código con un dispositivo de confianza. Se muestran una vez. Quien las tenga junto con los datos de este equipo puede abrirlos.",
      code: "Las mismas palabras como código QR",
      done: "La he copiado",
      revokeTitle: "¿Anular esta hoja?",
      revokeStays:
        "Ya no abre nada, salvo copias antiguas de los datos de este equipo. Las demás hojas siguen valiendo.",
      confirm: "Anular la hoja",
    },
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
  failure,
} satisfies Words;
