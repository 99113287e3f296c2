// The devices of an account in Ukrainian.

import type { Words } from "../en";
import { counting } from "../plural";

const count = counting("uk");

export const devices = {
  title: (devices: number) =>
    count(devices, {
      one: "# пристрій може відкрити цей акаунт",
      few: "# пристрої можуть відкрити цей акаунт",
      many: "# пристроїв можуть відкрити цей акаунт",
      other: "# пристрою можуть відкрити цей акаунт",
    }),
  looked: (when: string) => `Оновлено: ${when}.`,
  refresh: "Оновити",
  loading: "Питаємо Telegram",
  here: "Цей комп’ютер",
  given: "Доступ від вас",
  others: "Інші",
  noOthers: "Інших пристроїв, що можуть відкрити цей акаунт, немає.",
  new: "Новий",
  pending: "Пароль ще не введено",
  active: (when: string) => `активність: ${when}`,
  signedIn: (day: string) => `Вхід ${day}`,
  unofficial: "неофіційний застосунок",
  server: (place: string) => `${place} (його сервер)`,
  address: (address: string) => `адреса ${address}`,
  end: "Завершити",
  endNamed: (name: string) => `Завершити: ${name}`,
  question: (what: string) => `Новий вхід: ${what}. Це ви?`,
  no: "Ні, завершити",
  yes: "Так",
  young: {
    sentence:
      "Новому входу Telegram дозволяє завершувати інші лише через 24 години. З телефона можна вже зараз: Telegram, Налаштування > Пристрої.",
    when: (when: string) => `На цьому комп’ютері можна ${when}.`,
  },
  one: {
    ask: (name: string) => `Завершити вхід ${name}?`,
    stops: "Цей пристрій одразу вийде з вашого акаунта.",
    given: (service: string) => `${service} втратить разом із ним доступ.`,
    stays: "Інші пристрої лишаться. Якщо цей вам незнайомий, змініть і пароль Telegram.",
    confirm: "Завершити вхід",
  },
  all: {
    open: "Завершити інші…",
    ask: "Завершити входи на інших пристроях?",
    stops: (devices: number) =>
      count(devices, {
        one: "# пристрій одразу вийде з вашого акаунта.",
        few: "# пристрої одразу вийдуть із вашого акаунта.",
        many: "# пристроїв одразу вийдуть із вашого акаунта.",
        other: "# пристрою одразу вийдуть із вашого акаунта.",
      }),
    stays: "Цей комп’ютер лишиться.",
    spared: (services: number) =>
      count(services, {
        one: "Лишиться # сервіс, якому ви дали доступ.",
        few: "Лишаться # сервіси, яким ви дали доступ.",
        many: "Лишаться # сервісів, яким ви дали доступ.",
        other: "Лишаться # сервісу, яким ви дали доступ.",
      }),
    services: "Завершити й сервіси",
    servicesHelp: "Разом із цим вони втратять доступ.",
    confirm: (devices: number) =>
      count(devices, {
        one: "Завершити # пристрій",
        few: "Завершити # пристрої",
        many: "Завершити # пристроїв",
        other: "Завершити # пристрою",
      }),
  },
} satisfies Words["devices"];
