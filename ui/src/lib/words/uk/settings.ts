// The later settings in Ukrainian: keys and locking, network, notifications, window, diagnostics.

import type { Words } from "../en";

export const custody = {
  autoLock: {
    title: "Блокуватися самому",
    help: "Якщо стільки часу біля вікна нікого не було, і завжди після сну комп’ютера.",
    after: {
      fiveMinutes: "Через 5 хвилин",
      quarterHour: "Через 15 хвилин",
      hour: "Через 1 годину",
      never: "Лише після сну",
    },
  },
  rotate: {
    title: "Змінити ключ",
    help: "Новий ключ стає на місце старого. Акаунти й аркуші відновлення лишаються.",
    open: "Змінити ключ",
    what: "Зробіть це, якщо старий ключ міг опинитися ще в когось. Старі копії даних цього комп’ютера він і далі відкриває.",
    confirm: "Змінити ключ",
    done: "Ключ змінено",
  },
} satisfies Words["custody"];

export const network = {
  title: "Мережа",
  proxy: "Проксі",
  none: "Зв’язок із Telegram іде без проксі.",
  through: (address: string) => `Зв’язок із Telegram іде через ${address}.`,
  credentials: "Ім’я та пароль до нього зберігаються зашифрованими й не показуються.",
  set: "Задати проксі",
  change: "Змінити",
  remove: "Прибрати",
  ask: "Прибрати проксі?",
  stops: "Signet зв’язуватиметься з Telegram напряму: ваша мережа це бачить і може блокувати.",
  stays: "Ваші акаунти й входи лишаться.",
  confirm: "Прибрати проксі",
} satisfies Words["network"];

export const notifications = {
  title: "Сповіщення",
  lead: "У них немає ні імен, ні номерів.",
  kinds: {
    newDevice: "Акаунт відкрито на новому пристрої",
    accessEnds: "Доступ закінчиться через 3 дні",
    accessEnded: "Доступ завершено",
    signInLost: "Вхід в акаунт завершено",
    deliveryStuck: "Передавання чекає вже 10 хвилин",
    updateNeeded: "Signet час оновити",
  },
} satisfies Words["notifications"];

export const closing = {
  section: "Вікно",
  title: "Коли вікно закривають",
  help: "У треї Signet і далі перевіряє входи та завершує доступ.",
  choices: {
    ask: "Питати",
    stay: "Лишатися в треї",
    quit: "Виходити",
  },
  ask: "Лишити Signet у треї?",
  what: "Там він і далі перевірятиме ваші входи та завершуватиме доступ у строк. Після виходу це чекає, доки ви не відкриєте його знову.",
  remember: "Більше не питати",
  stay: "Лишити в треї",
  quit: "Вийти",
} satisfies Words["closing"];

export const diagnostics = {
  title: "Діагностика",
  help: "Файл, про який може попросити підтримка. Спершу ви побачите його повністю.",
  open: "Переглянути",
  lead: "Це все, що було б у файлі: ні імені, ні номера, ні входу. Нічого не надсилається.",
  loading: "Збираємо",
  contents: "Вміст файлу",
  save: "Зберегти файл",
  saved: "Збережено:",
} satisfies Words["diagnostics"];
