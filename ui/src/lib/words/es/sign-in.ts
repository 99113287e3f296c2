// Signing in to Telegram, in Spanish.

import { counting } from "../plural";

const count = counting("es");

export const signIn = {
  step: (at: string, of: string) => `Paso ${at} de ${of}`,
  useQr: "Usar código QR",
  usePhone: "Usar número de teléfono",
  otherNumber: "Otro número",
  startOver: "Empezar de nuevo",
  again: "Enviarlo otra vez",
  asking: "Consultando",
  slow: "Telegram se está tomando su tiempo.",
  offline: "Ahora mismo no se puede llegar a Telegram.",
  kept: {
    title: "¿Seguir iniciando sesión?",
    phone: (phone: string, ago: string) =>
      `Empezaste con ${phone}, ${ago}. Puede seguir donde estaba.`,
    other: (ago: string) => `Empezaste ${ago}. Puede seguir donde estaba.`,
  },
  phone: {
    title: "Inicia sesión en Telegram",
    lead: "Tu número, tu código y tu contraseña van solo a Telegram.",
    country: "País",
    noCountry: "No existe ese país",
    number: "Teléfono",
    odd: "Un número poco común. Sigue si es el tuyo.",
    empty: "Primero escribe tu número.",
  },
  known: {
    title: "Iniciar sesión otra vez",
    lead: (name: string, phone: string) => `${name} ya está aquí. Su número es ${phone}.`,
    someone: (phone: string) => `Esta cuenta ya está aquí. Su número es ${phone}.`,
    whose: (name: string) =>
      `Para iniciar sesión otra vez como ${name}, usa el número de esa cuenta.`,
    send: "Enviar código",
  },
  qr: {
    title: "Escanea con Telegram",
    picture: "Código QR que inicia la sesión de Signet",
    one: "Abre Telegram en tu teléfono",
    two: "Ajustes > Dispositivos > Vincular dispositivo de escritorio",
    three: "Apunta aquí",
    next: (when: string) => `Código nuevo ${when}`,
    fetching: "Pidiendo un código",
    none: "Sin código",
    scanned: "Escaneado",
    entering: "Telegram está iniciando tu sesión.",
  },
  code: {
    label: "Código",
    empty: "Primero escribe el código.",
    app: {
      title: "Escribe el código de Telegram",
      where: "Está en tu app de Telegram, en el chat llamado Telegram. No en un SMS.",
    },
    sms: {
      title: "Escribe el código del SMS",
      where: "Telegram lo ha enviado a tu teléfono. Puede tardar un minuto.",
    },
    call: {
      title: "Escribe el código de la llamada",
      where: "Telegram te llama y una voz dice el código.",
    },
    flashCall: {
      title: "Escribe el número que llama",
      label: "Número",
      where: (pattern: string) =>
        `Telegram llama desde ${pattern} y cuelga. No contestes: ese número es el código.`,
    },
    missedCall: {
      title: "Escribe el final del número que llama",
      label: "Últimas cifras",
      where: (prefix: string) =>
        `Telegram llama desde ${prefix}… y cuelga. No contestes: las últimas cifras de ese número son el código.`,
    },
    fragment: {
      title: "Escribe el código de Fragment",
      where: "Tu número viene de Fragment, y Telegram envía allí sus códigos.",
      open: "Abrir Fragment",
    },
    officialApp: {
      title: "Este código no llegará",
      where:
        "Solo las apps del propio Telegram pueden pedirlo por SMS. Escanea un código QR con Telegram en tu teléfono.",
    },
    word: {
      title: "Escribe la palabra del SMS",
      label: "Palabra",
      where: "Telegram la ha enviado a tu teléfono. Da igual en mayúsculas o minúsculas.",
    },
    phrase: {
      title: "Escribe las palabras del SMS",
      label: "Palabras",
      where: "Telegram las ha enviado a tu teléfono. Escríbelas en su orden.",
    },
    begins: (beginning: string) => `Empieza por ${beginning}.`,
    warning: "Escríbelo aquí y no se lo digas a nadie. Reenviarlo lo anula.",
    change: "Cambiar",
    noCode: "¿No llega?",
    another: (when: string) => `Otra vía ${when}`,
    next: {
      sms: "Enviar un SMS",
      call: "Recibir una llamada",
      flashCall: "Recibir una llamada corta",
      missedCall: "Recibir una llamada perdida",
      fragment: "Enviarlo a Fragment",
    },
  },
  emailSetup: {
    title: "Añade un correo electrónico",
    lead: "Telegram lo pide y enviará allí tus códigos. Signet no lo guarda.",
    label: "Correo electrónico",
    empty: "Primero escribe el correo.",
  },
  emailCode: {
    title: "Escribe el código de tu correo",
    where: (pattern: string) => `Telegram lo ha enviado a ${pattern}.`,
    setup: "Demuestra que el correo es tuyo. El código para iniciar sesión llega después.",
    reset: "¿No puedes leer este correo?",
    resetNow: "Quitar el correo",
    resetAfter: (span: string) => `Espera en Telegram: ${span}.`,
    resetAt: (when: string) => `Telegram quitará este correo ${when}.`,
  },
  password: {
    title: "Escribe tu contraseña de Telegram",
    lead: "La adicional que pusiste en Telegram, no el código.",
    label: "Contraseña",
    hint: (hint: string) => `Pista: ${hint}`,
    forgot: "¿La olvidaste?",
    noRecovery:
      "No hay correo de recuperación. Restablece la contraseña en Telegram en tu teléfono y después vuelve.",
  },
  recovery: {
    title: "Quitar la contraseña",
    where: (pattern: string) => `Telegram ha enviado un código a ${pattern}.`,
    warning:
      "El código inicia tu sesión y quita tu contraseña de Telegram. Después pon una nueva en Telegram.",
    submit: "Quitar e iniciar sesión",
  },
  done: {
    title: (name: string) => `${name} ha iniciado sesión`,
    none: "Aún ningún servicio tiene acceso.",
    fresh: "Su sesión en este equipo vuelve a funcionar.",
    named: (listed: string) =>
      `Si Telegram pregunta por un nuevo inicio de sesión llamado «${listed}», fuiste tú.`,
    relogin: (days: number) =>
      count(days, {
        one: "Ninguna contraseña protege esta cuenta en Telegram. Hasta que pongas una, volver a iniciar sesión puede tardar # día.",
        other:
          "Ninguna contraseña protege esta cuenta en Telegram. Hasta que pongas una, volver a iniciar sesión puede tardar # días.",
      }),
    done: "Listo",
    goOn: (host: string) => `Seguir a ${host}`,
  },
  leave: {
    title: "¿Salir de este inicio de sesión?",
    typed: "Lo que escribiste se olvida.",
    code: "El código enviado ya no servirá, y Telegram envía solo unos pocos al día.",
    password: "Tu código era correcto. Para volver necesitas uno nuevo.",
    scanned: "Tu teléfono ha escaneado el código. Para volver hay que escanear de nuevo.",
    kept: "Lo que empezaste se abandona. Puedes volver a empezar cuando quieras.",
    unkept: "Telegram ha iniciado tu sesión; esa sesión se cerrará otra vez.",
    stay: "Quedarme",
    confirm: "Salir",
  },
  bring: {
    link: "Traer una sesión de otro programa",
    title: "Traer una sesión aquí",
    lead: "Signet crea con ella una sesión propia y después cierra la antigua. La cadena misma no se guarda.",
    label: "Cadena de sesión",
    help: "De Telethon, GramJS, Pyrogram o mtcute",
    stopped: "El programa del que viene está detenido",
    why: "Si los dos la usan a la vez, Telegram la cierra para siempre.",
    submit: "Tomarla",
    going: "Tomándola",
    empty: "Primero pega la cadena.",
    running: "Detén antes ese programa y después indícalo aquí.",
    file: "Si estaba en un archivo, bórralo también. Pueden quedar rastros.",
  },
  proxy: {
    title: "Proxy",
    on: "Proxy activado",
    lead: "Signet llega a Telegram a través de él. Quien lo opera ve que usas Telegram, no lo que dices allí.",
    label: "Dirección",
    help: "Por ejemplo socks5://host:puerto",
    empty: "Primero escribe la dirección.",
    inUse: (host: string) => `En uso ahora: ${host}`,
    use: "Usar proxy",
    remove: "Sin proxy",
  },
};
