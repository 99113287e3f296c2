// Signing in to Telegram, in Ukrainian.

import { counting } from "../plural";

const count = counting("uk");

export const signIn = {
  step: (at: string, of: string) => `Крок ${at} з ${of}`,
  useQr: "Увійти за QR-кодом",
  usePhone: "Увійти за номером",
  otherNumber: "Інший номер",
  startOver: "Почати заново",
  again: "Надіслати ще раз",
  asking: "Запит",
  slow: "Telegram відповідає не одразу.",
  offline: "Зараз Telegram недоступний.",
  kept: {
    title: "Продовжити вхід?",
    phone: (phone: string, ago: string) =>
      `Вхід із номером ${phone} розпочато ${ago}. Його можна продовжити з того самого місця.`,
    other: (ago: string) => `Вхід розпочато ${ago}. Його можна продовжити з того самого місця.`,
  },
  phone: {
    title: "Вхід у Telegram",
    lead: "Номер, код і пароль надсилаються лише в Telegram.",
    country: "Країна",
    noCountry: "Такої країни немає",
    number: "Телефон",
    odd: "Незвичний номер. Продовжуйте, якщо він ваш.",
    empty: "Спершу введіть номер.",
  },
  known: {
    title: "Увійти знову",
    lead: (name: string, phone: string) => `${name} вже тут. Номер акаунта: ${phone}.`,
    someone: (phone: string) => `Цей акаунт уже тут. Його номер: ${phone}.`,
    whose: (name: string) => `Щоб знову увійти як ${name}, вкажіть номер цього акаунта.`,
    send: "Надіслати код",
  },
  qr: {
    title: "Відскануйте в Telegram",
    picture: "QR-код для входу Signet",
    one: "Відкрийте Telegram на телефоні",
    two: "Налаштування > Пристрої > Під’єднати пристрій",
    three: "Наведіть камеру сюди",
    next: (when: string) => `Новий код ${when}`,
    fetching: "Отримуємо код",
    none: "Коду немає",
    scanned: "Відскановано",
    entering: "Telegram виконує вхід.",
  },
  code: {
    label: "Код",
    empty: "Спершу введіть код.",
    app: {
      title: "Введіть код із Telegram",
      where: "Він у застосунку Telegram, у чаті з назвою Telegram. Не в SMS.",
    },
    sms: {
      title: "Введіть код із SMS",
      where: "Telegram надіслав його на ваш телефон. Це може тривати хвилину.",
    },
    call: {
      title: "Введіть код із дзвінка",
      where: "Telegram телефонує вам, і голос називає код.",
    },
    flashCall: {
      title: "Введіть номер, з якого дзвонять",
      label: "Номер",
      where: (pattern: string) =>
        `Telegram дзвонить із ${pattern} і кладе слухавку. Не відповідайте: цей номер і є кодом.`,
    },
    missedCall: {
      title: "Введіть кінець номера, з якого дзвонять",
      label: "Останні цифри",
      where: (prefix: string) =>
        `Telegram дзвонить із ${prefix}… і кладе слухавку. Не відповідайте: останні цифри цього номера і є кодом.`,
    },
    fragment: {
      title: "Введіть код із Fragment",
      where: "Ваш номер із Fragment, і коди Telegram надсилає туди.",
      open: "Відкрити Fragment",
    },
    officialApp: {
      title: "Цей код не надійде",
      where:
        "Запросити його в SMS можуть лише застосунки самого Telegram. Відскануйте натомість QR-код у Telegram на телефоні.",
    },
    word: {
      title: "Введіть слово з SMS",
      label: "Слово",
      where: "Telegram надіслав його на ваш телефон. Регістр літер не важливий.",
    },
    phrase: {
      title: "Введіть слова з SMS",
      label: "Слова",
      where: "Telegram надіслав їх на ваш телефон. Введіть їх по порядку.",
    },
    begins: (beginning: string) => `Початок: ${beginning}.`,
    warning: "Введіть його тут і не кажіть нікому. Пересилання його скасовує.",
    change: "Змінити",
    noCode: "Немає коду?",
    another: (when: string) => `Інший спосіб ${when}`,
    next: {
      sms: "Надіслати SMS",
      call: "Отримати дзвінок",
      flashCall: "Отримати короткий дзвінок",
      missedCall: "Отримати пропущений дзвінок",
      fragment: "Надіслати на Fragment",
    },
  },
  emailSetup: {
    title: "Додайте адресу пошти",
    lead: "Telegram просить її й надалі надсилає коди туди. Signet її не зберігає.",
    label: "Адреса пошти",
    empty: "Спершу введіть адресу.",
  },
  emailCode: {
    title: "Введіть код із листа",
    where: (pattern: string) => `Telegram надіслав його на ${pattern}.`,
    setup: "Він підтверджує, що адреса ваша. Код для входу надійде після нього.",
    reset: "Немає доступу до цієї пошти?",
    resetNow: "Прибрати адресу",
    resetAfter: (span: string) => `Telegram чекає: ${span}.`,
    resetAt: (when: string) => `Telegram прибере цю адресу ${when}.`,
  },
  password: {
    title: "Введіть пароль Telegram",
    lead: "Додатковий, заданий у Telegram, а не код.",
    label: "Пароль",
    hint: (hint: string) => `Підказка: ${hint}`,
    forgot: "Забули його?",
    noRecovery:
      "Пошту для відновлення не задано. Скиньте пароль у Telegram на телефоні й поверніться.",
  },
  recovery: {
    title: "Прибрати пароль",
    where: (pattern: string) => `Telegram надіслав код на ${pattern}.`,
    warning: "Код виконає вхід і прибере ваш пароль Telegram. Потім задайте в Telegram новий.",
    submit: "Прибрати й увійти",
  },
  done: {
    title: (name: string) => `${name}: вхід виконано`,
    none: "Поки жоден сервіс не має доступу.",
    fresh: "Вхід на цьому комп’ютері знову працює.",
    named: (listed: string) => `Якщо Telegram спитає про новий вхід «${listed}», це були ви.`,
    relogin: (days: number) =>
      count(days, {
        one: "У Telegram цей акаунт не захищено паролем. Поки ви його не задасте, новий вхід може тривати # день.",
        few: "У Telegram цей акаунт не захищено паролем. Поки ви його не задасте, новий вхід може тривати # дні.",
        many: "У Telegram цей акаунт не захищено паролем. Поки ви його не задасте, новий вхід може тривати # днів.",
        other:
          "У Telegram цей акаунт не захищено паролем. Поки ви його не задасте, новий вхід може тривати # дня.",
      }),
    done: "Готово",
    goOn: (host: string) => `Перейти до ${host}`,
  },
  leave: {
    title: "Перервати вхід?",
    typed: "Введене забудеться.",
    code: "Надісланий код більше не підійде, а Telegram надсилає лише кілька на день.",
    password: "Ваш код підійшов. Щоб повернутися, знадобиться новий.",
    scanned: "Телефон відсканував код. Щоб повернутися, доведеться сканувати заново.",
    kept: "Розпочате буде залишено. Почати заново можна будь-коли.",
    unkept: "Telegram виконав вхід; цей вхід знову завершиться.",
    stay: "Залишитися",
    confirm: "Перервати",
  },
  bring: {
    link: "Перенести сесію з іншої програми",
    title: "Перенести сесію сюди",
    lead: "Signet створить із неї власний вхід, а старий завершить. Сам рядок не зберігається.",
    label: "Рядок сесії",
    help: "З Telethon, GramJS, Pyrogram або mtcute",
    stopped: "Програму, з якої його взято, зупинено",
    why: "Якщо її використовують обидві відразу, Telegram завершить її назавжди.",
    submit: "Перенести",
    going: "Переносимо",
    empty: "Спершу вставте рядок.",
    running: "Спершу зупиніть ту програму, потім позначте це тут.",
    file: "Якщо рядок був у файлі, видаліть і його. Сліди можуть лишитися.",
  },
  proxy: {
    title: "Проксі",
    on: "Проксі ввімкнено",
    lead: "Signet звертається до Telegram через нього. Його власник бачить, що ви користуєтеся Telegram, але не те, що ви там пишете.",
    label: "Адреса",
    help: "Наприклад, socks5://хост:порт",
    empty: "Спершу введіть адресу.",
    inUse: (host: string) => `Зараз увімкнено: ${host}`,
    use: "Увімкнути проксі",
    remove: "Без проксі",
  },
};
