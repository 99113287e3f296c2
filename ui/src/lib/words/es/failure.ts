// What can fail, in Spanish.

import type { FailureTable } from "../../failures";

export const failure = {
  INTERNAL: {
    title: "Algo ha fallado dentro de Signet",
    sentence:
      "Lo que estaba en marcha se ha deshecho. Inténtalo otra vez, o cierra Signet y vuelve a abrirlo. Si vuelve a pasar, da la referencia a soporte.",
    action: "Reintentar",
  },
  NO_ANSWER: {
    title: "Signet no ha respondido",
    sentence: "Inténtalo otra vez. Si sigue sin responder, cierra Signet y vuelve a abrirlo.",
    action: "Reintentar",
  },
  WINDOW_STOPPED: {
    sentence:
      "Solo se ha detenido esta ventana; lo que estaba en marcha sigue. Vuelve a cargarla, o cierra Signet y vuelve a abrirlo.",
    action: "Volver a cargar",
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
  KEYCHAIN_LOCKED: {
    title: "Tu llavero está bloqueado",
    sentence: "Desbloquéalo para seguir. El sistema te pide su contraseña.",
    action: "Desbloquear",
  },
  KEYCHAIN_ABSENT: {
    fresh: {
      title: "Este equipo no tiene llavero",
      sentence: "Ahí guarda Signet su clave. Una frase de contraseña tuya sirve igual.",
      action: "Usar una frase de contraseña",
    },
    kept: {
      title: "No hay llavero",
      sentence:
        "Contiene la clave de lo que hay aquí. No se ha borrado nada. Cierra la sesión del equipo, ábrela otra vez e inténtalo de nuevo.",
      action: "Reintentar",
    },
  },
  KEYCHAIN_SILENT: {
    title: "El llavero no responde",
    sentence: "Quizá pida su contraseña en otra ventana. Responde ahí e inténtalo otra vez.",
    action: "Reintentar",
  },
  KEY_MISSING: {
    title: "Falta la clave de tus cuentas",
    sentence:
      "Están en este equipo, todavía bajo llave. No se ha borrado nada. Primero cierra la sesión del equipo y ábrela otra vez.",
    action: "Reintentar",
  },
  KEY_WRONG: {
    title: "La clave no encaja con tus cuentas",
    sentence:
      "Están en este equipo, todavía bajo llave. No se ha borrado nada. Quizá uno de los dos viene de una copia de seguridad: restaura el llavero o la carpeta de datos que va con el otro.",
    action: "Reintentar",
  },
  KEY_DOUBLED: {
    title: "Hay dos claves de tus cuentas",
    sentence:
      "Están en este equipo, todavía bajo llave. No se ha borrado nada. Nada dice cuál es la buena: quita la otra de tu llavero.",
    action: "Reintentar",
  },
  VAULT_NEWER: {
    title: "Hecho por un Signet más nuevo",
    sentence: "Lo que hay aquí no se ha modificado. Actualiza Signet y ábrelo otra vez.",
    action: "Reintentar",
  },
  VAULT_DAMAGED: {
    title: "Lo que hay aquí está dañado",
    sentence:
      "No se ha borrado nada. Restaura una copia de la carpeta de datos, o apártala y empieza de nuevo.",
    action: "Reintentar",
  },
  VAULT_ELSEWHERE: {
    title: "Esta carpeta es de otro Telegram",
    sentence: (environment: string) =>
      `Se hizo para ${environment}. No se ha modificado nada. Abre Signet con la carpeta que va con este Telegram.`,
    action: "Reintentar",
  },
  VAULT_IN_USE: {
    title: "Otro Signet usa esta carpeta",
    sentence: "Ciérralo e inténtalo otra vez.",
    action: "Reintentar",
  },
  VAULT_FAILED: {
    title: "No se puede leer lo que hay aquí",
    sentence:
      "No se ha borrado nada. Revisa el disco e inténtalo otra vez. Si se repite, di la referencia al soporte.",
    action: "Reintentar",
  },
  VAULT_CLOSED: {
    title: "Signet está bloqueado",
    sentence: "Desbloquéalo primero e inténtalo otra vez.",
    action: "Reintentar",
  },
  PASSPHRASE_WRONG: {
    title: "Frase incorrecta",
    sentence: "Revisa las mayúsculas y el idioma del teclado y escríbela otra vez.",
    action: "Reintentar",
  },
  PASSPHRASE_UNFIT: {
    title: "Esta frase no sirve",
    sentence: (fewest: number) => `Necesita al menos ${fewest} caracteres.`,
    action: "Reintentar",
  },
  OUT_OF_MEMORY: {
    title: "No hay memoria suficiente",
    sentence: "Comprobar una frase necesita 64 MB. Cierra otro programa e inténtalo otra vez.",
    action: "Reintentar",
  },
  KIT_INVALID: {
    count: {
      title: "La hoja no está completa",
      sentence: (found: number, needed: number) =>
        `Una hoja tiene ${needed} palabras, aquí hay ${found}.`,
      action: "Reintentar",
    },
    word: {
      title: "Esa palabra no está en ninguna hoja",
      sentence: (place: number) => `Mira otra vez la palabra ${place}.`,
      action: "Reintentar",
    },
    checksum: {
      title: "Estas palabras no van juntas",
      sentence: "Una es otra, o dos cambiaron de lugar.",
      action: "Reintentar",
    },
  },
  KIT_WRONG: {
    title: "Esta hoja abre otra cosa",
    sentence: "Sus palabras son correctas, pero es de otros datos o fue anulada. Usa otra hoja.",
    action: "Reintentar",
  },
  KIT_DAMAGED: {
    title: "Se ha alterado una hoja de recuperación",
    sentence:
      "La clave sigue como estaba. Anula tus hojas de recuperación, crea una nueva e inténtalo de nuevo.",
    action: "Cerrar",
  },
  TELEGRAM_UNREACHABLE: {
    title: "No se puede llegar a Telegram",
    sentence: "No se ha pedido nada. Comprueba la conexión de este equipo o usa un proxy.",
    action: "Probar ahora",
  },
  TELEGRAM_SILENT: {
    title: "Telegram no ha respondido",
    sentence: "Puede que aun así lo haya hecho. Comprueba la conexión y vuelve a intentarlo.",
    action: "Reintentar",
  },
  TELEGRAM_GARBLED: {
    title: "Telegram no responde así",
    sentence:
      "Puede que haya alguien entre tú y Telegram. Prueba con otra red; si sigue igual, di la referencia al soporte.",
    action: "Reintentar",
  },
  TELEGRAM_REFUSED: {
    title: "Telegram ha dicho que no",
    sentence: (name: string) =>
      `El motivo que da es ${name}. Inténtalo más tarde; si sigue igual, di la referencia al soporte.`,
    action: "Reintentar",
  },
  PROXY_UNREACHABLE: {
    title: "El proxy no deja pasar nada",
    sentence: "No se ha pedido nada a Telegram. Comprueba la dirección del proxy o sigue sin él.",
    action: "Reintentar",
  },
  PROXY_INVALID: {
    title: "No es la dirección de un proxy",
    sentence:
      "Tiene esta forma: socks5://nombre:contraseña@host:puerto; nombre y contraseña pueden faltar.",
    action: "Corregir",
  },
  PROXY_UNREADABLE: {
    title: "No se puede leer el proxy que pusiste",
    sentence:
      "Hasta que lo pongas de nuevo o lo quites, no se llega a Telegram. Está en los ajustes, en Red.",
    action: "Ponerlo de nuevo",
  },
  NO_API_ID: {
    title: "A esta versión le falta el API ID",
    sentence:
      "Telegram se lo pide a todos los programas. Consigue una versión que lo tenga o inicia Signet con un archivo de entorno que indique el tuyo.",
    action: "Cerrar",
  },
  API_ID_INVALID: {
    title: "Telegram no conoce este API ID",
    sentence:
      "Venía con esta versión o con tu archivo de entorno. Corrígelo allí o consigue otra versión.",
    action: "Cerrar",
  },
  API_ID_PUBLISHED_FLOOD: {
    title: "Telegram ha bloqueado el API ID de esta versión",
    sentence:
      "Consigue una versión más nueva o inicia Signet con un archivo de entorno que indique tu propio ID.",
    action: "Cerrar",
  },
  UNUSABLE: {
    title: "Esto no se puede usar",
    sentence: "Está vacío o es demasiado largo. Escríbelo otra vez.",
    action: "Corregir",
  },
  FLOOD_WAIT: {
    title: "Demasiados intentos",
    sentence: (when: string) => `Podrás volver a intentarlo ${when}.`,
    action: "Reintentar",
  },
  PHONE_NUMBER_FLOOD: {
    title: "Demasiados intentos",
    sentence: "Telegram no dice hasta cuándo. Escanea un código QR en su lugar.",
    action: "Usar QR",
  },
  PHONE_NUMBER_INVALID: {
    title: "No es un número válido",
    sentence: "Comprueba el país y las cifras.",
    action: "Corregir",
  },
  PHONE_NUMBER_UNOCCUPIED: {
    title: "Aún no hay cuenta",
    sentence: "Crea una en la app de Telegram.",
    action: "Otro número",
  },
  PHONE_NUMBER_BANNED: {
    title: "Telegram ha bloqueado este número",
    sentence: "Pregunta a Telegram.",
    action: "Otro número",
  },
  PHONE_CODE_INVALID: {
    title: "No es el código",
    sentence: "Usa el del mensaje más reciente.",
    action: "Otra vía",
  },
  PHONE_CODE_EXPIRED: {
    title: "Este código ya no vale",
    sentence: "Reenviarlo también lo anula.",
    action: "Código nuevo",
  },
  CODE_TOO_EARLY: {
    title: "Es pronto para otro código",
    sentence: (when: string) => `Telegram podrá enviar el siguiente ${when}.`,
    action: "Reintentar",
  },
  SEND_CODE_UNAVAILABLE: {
    title: "No hay otra vía",
    sentence: "Mira en Telegram o escanea.",
    action: "Usar QR",
  },
  OFFICIAL_APP_ONLY: {
    title: "Este código solo llega a la app de Telegram",
    sentence: "Escanea con ella un código QR.",
    action: "Usar QR",
  },
  UPDATE_APP_TO_LOGIN: {
    title: "Signet es demasiado antiguo",
    sentence: "Actualízalo y después sigue.",
    action: "Reintentar",
  },
  EMAIL_INVALID: {
    title: "No es un correo válido",
    sentence: "Compruébalo y escríbelo otra vez.",
    action: "Corregir",
  },
  EMAIL_NOT_ALLOWED: {
    title: "Telegram no acepta este correo",
    sentence: "Usa uno de otro proveedor.",
    action: "Otro correo",
  },
  PASSWORD_HASH_INVALID: {
    title: "Contraseña incorrecta",
    sentence: "Usa la que está puesta en Telegram.",
    action: "¿La olvidaste?",
  },
  PASSWORD_CHANGED: {
    title: "La contraseña acaba de cambiar",
    sentence: "Se puso otra desde otro dispositivo. Escribe la nueva.",
    action: "Reintentar",
  },
  PASSWORD_RECOVERY_NA: {
    title: "No hay correo de recuperación",
    sentence: "Restablécela en tu teléfono.",
    action: "Atrás",
  },
  FRESH_RESET_FORBIDDEN: {
    title: "Las sesiones nuevas esperan 24 h",
    sentence: (when: string) => `Signet podrá cerrarla ${when}; tu teléfono puede hacerlo ya.`,
    action: "Cerrar",
  },
  SESSION_REVOKED: {
    title: "Telegram cerró la sesión de esta cuenta",
    sentence: "Inicia sesión para seguir.",
    action: "Iniciar sesión",
  },
  AUTH_KEY_DUPLICATED: {
    title: "Esta sesión se usó en dos lugares",
    sentence: "Por eso Telegram la cerró. Inicia sesión para seguir.",
    action: "Iniciar sesión",
  },
  SESSION_EXPIRED: {
    title: "Esta sesión llevaba demasiado sin usarse",
    sentence: "Telegram la dejó caducar. Inicia sesión para seguir.",
    action: "Iniciar sesión",
  },
  SESSION_LOST: {
    title: "Telegram ya no conoce esta sesión",
    sentence: "Nada puede recuperarla. Inicia sesión para seguir.",
    action: "Iniciar sesión",
  },
  USER_DEACTIVATED: {
    title: "Esta cuenta fue eliminada",
    sentence: "Si no fuiste tú, pregunta a Telegram.",
    action: "Comprobar otra vez",
  },
  USER_RESTRICTED: {
    title: "Telegram ha restringido esta cuenta",
    sentence: "Reclama en su app.",
    action: "Comprobar otra vez",
  },
  SIGN_IN_ENDED: {
    title: "Este inicio de sesión ha terminado",
    sentence: "Tardó demasiado o lo cerró otro dispositivo. Empieza de nuevo.",
    action: "Empezar de nuevo",
  },
  SIGN_IN_NOT_NOW: {
    title: "El inicio de sesión está en otro paso",
    sentence: "Ha avanzado mientras tanto. Mira qué pide ahora.",
    action: "Seguir",
  },
  NOT_HERE: {
    title: "Ya no está aquí",
    sentence: "Se quitó o terminó mientras tanto.",
    action: "Cerrar",
  },
  IMPORT_INVALID: {
    notASession: {
      title: "No es una sesión",
      sentence:
        "Copia otra vez la cadena entera. Signet lee las de Telethon, GramJS, Pyrogram y mtcute.",
      action: "Reintentar",
    },
    bot: {
      title: "Esta sesión es de un bot",
      sentence: "Signet guarda cuentas de personas. Usa otra cadena.",
      action: "Reintentar",
    },
    elsewhere: {
      title: "Esta sesión es de otro lugar",
      sentence:
        "Se hizo para otro Telegram o para alguien distinto de quien dice. Usa otra cadena.",
      action: "Reintentar",
    },
  },
  NAME_UNFIT: {
    title: "Este nombre no se puede usar",
    sentence: "Es demasiado largo o no muestra nada. Elige otro.",
    action: "Corregir",
  },
  FILE_NOT_WRITTEN: {
    title: "El archivo no se ha escrito",
    sentence: (folder: string) => `Permite escribir en ${folder} y vuelve a intentarlo.`,
    action: "Reintentar",
  },
} satisfies FailureTable;
