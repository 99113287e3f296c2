// The later settings in Russian: keys and locking, network, notifications, window, diagnostics.

import type { Words } from "../en";

export const custody = {
  autoLock: {
    title: "Блокироваться самому",
    help: "Если столько времени у окна никого не было, и всегда после сна компьютера.",
    after: {
      fiveMinutes: "Через 5 минут",
      quarterHour: "Через 15 минут",
      hour: "Через 1 час",
      never: "Только после сна",
    },
  },
  rotate: {
    title: "Сменить ключ",
    help: "Новый ключ занимает место старого. Аккаунты и листы восстановления остаются.",
    open: "Сменить ключ",
    what: "Сделайте это, если старый ключ мог оказаться у кого-то ещё. Старые копии данных этого компьютера он по-прежнему открывает.",
    confirm: "Сменить ключ",
    done: "Ключ сменён",
  },
} satisfies Words["custody"];

export const network = {
  title: "Сеть",
  proxy: "Прокси",
  none: "Связь с Telegram идёт без прокси.",
  through: (address: string) => `Связь с Telegram идёт через ${address}.`,
  credentials: "Имя и пароль к нему хранятся зашифрованными и не показываются.",
  set: "Задать прокси",
  change: "Изменить",
  remove: "Убрать",
  ask: "Убрать прокси?",
  stops: "Signet будет связываться с Telegram напрямую: ваша сеть это видит и может блокировать.",
  stays: "Ваши аккаунты и входы останутся.",
  confirm: "Убрать прокси",
} satisfies Words["network"];

export const notifications = {
  title: "Уведомления",
  lead: "В них нет ни имён, ни номеров.",
  kinds: {
    newDevice: "Аккаунт открыт на новом устройстве",
    accessEnds: "Доступ закончится через 3 дня",
    accessEnded: "Доступ завершён",
    signInLost: "Вход в аккаунт завершён",
    deliveryStuck: "Передача ждёт уже 10 минут",
    updateNeeded: "Signet пора обновить",
  },
} satisfies Words["notifications"];

export const closing = {
  section: "Окно",
  title: "При закрытии окна",
  help: "В трее Signet продолжает проверять входы и завершать доступ.",
  choices: {
    ask: "Спрашивать",
    stay: "Оставаться в трее",
    quit: "Выходить",
  },
  ask: "Оставить Signet в трее?",
  what: "Там он продолжит проверять ваши входы и завершать доступ в срок. После выхода это ждёт, пока вы не откроете его снова.",
  remember: "Больше не спрашивать",
  stay: "Оставить в трее",
  quit: "Выйти",
} satisfies Words["closing"];

export const diagnostics = {
  title: "Диагностика",
  help: "Файл, о котором может попросить поддержка. Сначала вы увидите его целиком.",
  open: "Посмотреть",
  lead: "Это всё, что было бы в файле: ни имени, ни номера, ни входа. Ничего не отправляется.",
  loading: "Собираем",
  contents: "Содержимое файла",
  save: "Сохранить файл",
  saved: "Сохранено:",
} satisfies Words["diagnostics"];
