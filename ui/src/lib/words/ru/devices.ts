// The devices of an account in Russian.

import type { Words } from "../en";
import { counting } from "../plural";

const count = counting("ru");

export const devices = {
  title: (devices: number) =>
    count(devices, {
      one: "# устройство может открыть этот аккаунт",
      few: "# устройства могут открыть этот аккаунт",
      many: "# устройств могут открыть этот аккаунт",
      other: "# устройства могут открыть этот аккаунт",
    }),
  looked: (when: string) => `Обновлено: ${when}.`,
  refresh: "Обновить",
  loading: "Спрашиваем Telegram",
  here: "Этот компьютер",
  given: "Доступ от вас",
  others: "Остальные",
  noOthers: "Других устройств, которые могут открыть этот аккаунт, нет.",
  new: "Новое",
  pending: "Пароль ещё не введён",
  active: (when: string) => `активность: ${when}`,
  signedIn: (day: string) => `Вход ${day}`,
  unofficial: "неофициальное приложение",
  server: (place: string) => `${place} (его сервер)`,
  address: (address: string) => `адрес ${address}`,
  end: "Завершить",
  endNamed: (name: string) => `Завершить: ${name}`,
  question: (what: string) => `Новый вход: ${what}. Это вы?`,
  no: "Нет, завершить",
  yes: "Да",
  young: {
    sentence:
      "Новому входу Telegram разрешает завершать другие только через 24 часа. С телефона можно уже сейчас: Telegram, Настройки > Устройства.",
    when: (when: string) => `На этом компьютере можно ${when}.`,
  },
  one: {
    ask: (name: string) => `Завершить вход ${name}?`,
    stops: "Это устройство сразу выйдет из вашего аккаунта.",
    given: (service: string) => `${service} потеряет вместе с ним доступ.`,
    stays:
      "Другие устройства останутся. Если это устройство вам незнакомо, смените и пароль Telegram.",
    confirm: "Завершить вход",
  },
  all: {
    open: "Завершить другие…",
    ask: "Завершить входы на других устройствах?",
    stops: (devices: number) =>
      count(devices, {
        one: "# устройство сразу выйдет из вашего аккаунта.",
        few: "# устройства сразу выйдут из вашего аккаунта.",
        many: "# устройств сразу выйдут из вашего аккаунта.",
        other: "# устройства сразу выйдут из вашего аккаунта.",
      }),
    stays: "Этот компьютер останется.",
    spared: (services: number) =>
      count(services, {
        one: "Останется # сервис, которому вы дали доступ.",
        few: "Останутся # сервиса, которым вы дали доступ.",
        many: "Останутся # сервисов, которым вы дали доступ.",
        other: "Останутся # сервиса, которым вы дали доступ.",
      }),
    services: "Завершить и сервисы",
    servicesHelp: "Вместе с этим они потеряют доступ.",
    confirm: (devices: number) =>
      count(devices, {
        one: "Завершить # устройство",
        few: "Завершить # устройства",
        many: "Завершить # устройств",
        other: "Завершить # устройства",
      }),
  },
} satisfies Words["devices"];
