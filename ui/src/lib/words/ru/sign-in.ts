// Signing in to Telegram, in Russian.

import { counting } from "../plural";

const count = counting("ru");

export const signIn = {
  step: (at: string, of: string) => `Шаг ${at} из ${of}`,
  useQr: "Войти по QR-коду",
  usePhone: "Войти по номеру",
  otherNumber: "Другой номер",
  startOver: "Начать заново",
  again: "Отправить ещё раз",
  asking: "Запрос",
  slow: "Telegram отвечает не сразу.",
  offline: "Сейчас Telegram недоступен.",
  kept: {
    title: "Продолжить вход?",
    phone: (phone: string, ago: string) =>
      `Вход с номером ${phone} начат ${ago}. Его можно продолжить с того же места.`,
    other: (ago: string) => `Вход начат ${ago}. Его можно продолжить с того же места.`,
  },
  phone: {
    title: "Вход в Telegram",
    lead: "Номер, код и пароль отправляются только в Telegram.",
    country: "Страна",
    noCountry: "Такой страны нет",
    number: "Телефон",
    odd: "Необычный номер. Продолжайте, если он ваш.",
    empty: "Сначала введите номер.",
  },
  known: {
    title: "Войти снова",
    lead: (name: string, phone: string) => `${name} уже здесь. Номер аккаунта: ${phone}.`,
    someone: (phone: string) => `Этот аккаунт уже здесь. Его номер: ${phone}.`,
    whose: (name: string) => `Чтобы снова войти как ${name}, укажите номер этого аккаунта.`,
    send: "Отправить код",
  },
  qr: {
    title: "Отсканируйте в Telegram",
    picture: "QR-код для входа Signet",
    one: "Откройте Telegram на телефоне",
    two: "Настройки > Устройства > Подключить устройство",
    three: "Наведите камеру сюда",
    next: (when: string) => `Новый код ${when}`,
    fetching: "Получаем код",
    none: "Кода нет",
    scanned: "Отсканировано",
    entering: "Telegram выполняет вход.",
  },
  code: {
    label: "Код",
    empty: "Сначала введите код.",
    app: {
      title: "Введите код из Telegram",
      where: "Он в приложении Telegram, в чате с названием Telegram. Не в SMS.",
    },
    sms: {
      title: "Введите код из SMS",
      where: "Telegram отправил его на ваш телефон. Это может занять минуту.",
    },
    call: {
      title: "Введите код из звонка",
      where: "Telegram звонит вам, и голос называет код.",
    },
    flashCall: {
      title: "Введите номер, с которого звонят",
      label: "Номер",
      where: (pattern: string) =>
        `Telegram звонит с ${pattern} и кладёт трубку. Не отвечайте: этот номер и есть код.`,
    },
    missedCall: {
      title: "Введите конец номера, с которого звонят",
      label: "Последние цифры",
      where: (prefix: string) =>
        `Telegram звонит с ${prefix}… и кладёт трубку. Не отвечайте: последние цифры этого номера и есть код.`,
    },
    fragment: {
      title: "Введите код из Fragment",
      where: "Ваш номер с Fragment, и коды Telegram отправляет туда.",
      open: "Открыть Fragment",
    },
    officialApp: {
      title: "Этот код не придёт",
      where:
        "Запросить его по SMS могут только приложения самого Telegram. Отсканируйте вместо этого QR-код в Telegram на телефоне.",
    },
    word: {
      title: "Введите слово из SMS",
      label: "Слово",
      where: "Telegram отправил его на ваш телефон. Регистр букв не важен.",
    },
    phrase: {
      title: "Введите слова из SMS",
      label: "Слова",
      where: "Telegram отправил их на ваш телефон. Введите их по порядку.",
    },
    begins: (beginning: string) => `Начало: ${beginning}.`,
    warning: "Введите его здесь и не говорите никому. Пересылка его отменяет.",
    change: "Изменить",
    noCode: "Нет кода?",
    another: (when: string) => `Другой способ ${when}`,
    next: {
      sms: "Отправить SMS",
      call: "Получить звонок",
      flashCall: "Получить короткий звонок",
      missedCall: "Получить пропущенный звонок",
      fragment: "Отправить на Fragment",
    },
  },
  emailSetup: {
    title: "Добавьте адрес почты",
    lead: "Telegram просит его и дальше отправляет коды туда. Signet его не хранит.",
    label: "Адрес почты",
    empty: "Сначала введите адрес.",
  },
  emailCode: {
    title: "Введите код из письма",
    where: (pattern: string) => `Telegram отправил его на ${pattern}.`,
    setup: "Он подтверждает, что адрес ваш. Код для входа придёт после него.",
    reset: "Нет доступа к этой почте?",
    resetNow: "Убрать адрес",
    resetAfter: (span: string) => `Telegram ждёт: ${span}.`,
    resetAt: (when: string) => `Telegram уберёт этот адрес ${when}.`,
  },
  password: {
    title: "Введите пароль Telegram",
    lead: "Дополнительный, который задан в Telegram, а не код.",
    label: "Пароль",
    hint: (hint: string) => `Подсказка: ${hint}`,
    forgot: "Забыли его?",
    noRecovery:
      "Почта для восстановления не задана. Сбросьте пароль в Telegram на телефоне и вернитесь.",
  },
  recovery: {
    title: "Убрать пароль",
    where: (pattern: string) => `Telegram отправил код на ${pattern}.`,
    warning: "Код выполнит вход и уберёт ваш пароль Telegram. Задайте потом в Telegram новый.",
    submit: "Убрать и войти",
  },
  done: {
    title: (name: string) => `${name}: вход выполнен`,
    none: "Пока ни у одного сервиса нет доступа.",
    fresh: "Вход на этом компьютере снова работает.",
    named: (listed: string) => `Если Telegram спросит о новом входе «${listed}», это были вы.`,
    relogin: (days: number) =>
      count(days, {
        one: "В Telegram этот аккаунт не защищён паролем. Пока вы его не зададите, новый вход может занять # день.",
        few: "В Telegram этот аккаунт не защищён паролем. Пока вы его не зададите, новый вход может занять # дня.",
        many: "В Telegram этот аккаунт не защищён паролем. Пока вы его не зададите, новый вход может занять # дней.",
        other:
          "В Telegram этот аккаунт не защищён паролем. Пока вы его не зададите, новый вход может занять # дня.",
      }),
    done: "Готово",
    goOn: (host: string) => `Перейти к ${host}`,
  },
  leave: {
    title: "Прервать вход?",
    typed: "Введённое забудется.",
    code: "Отправленный код больше не подойдёт, а Telegram присылает лишь несколько в день.",
    password: "Ваш код подошёл. Чтобы вернуться, понадобится новый.",
    scanned: "Телефон отсканировал код. Чтобы вернуться, придётся сканировать заново.",
    kept: "Начатое будет оставлено. Начать заново можно в любой момент.",
    unkept: "Telegram выполнил вход; этот вход снова завершится.",
    stay: "Остаться",
    confirm: "Прервать",
  },
  bring: {
    link: "Перенести сессию из другой программы",
    title: "Перенести сессию сюда",
    lead: "Signet создаст из неё собственный вход, а старый завершит. Сама строка не сохраняется.",
    label: "Строка сессии",
    help: "Из Telethon, GramJS, Pyrogram или mtcute",
    stopped: "Программа, из которой она взята, остановлена",
    why: "Если её используют обе сразу, Telegram завершит её навсегда.",
    submit: "Перенести",
    going: "Переносим",
    empty: "Сначала вставьте строку.",
    running: "Сначала остановите ту программу, затем отметьте это здесь.",
    file: "Если строка была в файле, удалите и его. Следы могут остаться.",
  },
  proxy: {
    title: "Прокси",
    on: "Прокси включён",
    lead: "Signet обращается к Telegram через него. Его владелец видит, что вы пользуетесь Telegram, но не то, что вы там пишете.",
    label: "Адрес",
    help: "Например, socks5://хост:порт",
    empty: "Сначала введите адрес.",
    inUse: (host: string) => `Сейчас включён: ${host}`,
    use: "Включить прокси",
    remove: "Без прокси",
  },
};
