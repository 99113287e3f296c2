// The devices of an account in Persian.

import type { Words } from "../en";
import { counting } from "../plural";

const count = counting("fa");

export const devices = {
  title: (devices: number) => count(devices, { other: "# دستگاه می‌تواند این حساب را باز کند" }),
  looked: (when: string) => `آخرین نگاه: ${when}.`,
  refresh: "نگاه دوباره",
  loading: "پرسیدن از تلگرام",
  here: "این رایانه",
  given: "داده‌شده از سوی شما",
  others: "دیگران",
  noOthers: "هیچ دستگاه دیگری نمی‌تواند این حساب را باز کند.",
  new: "تازه",
  pending: "گذرواژه هنوز داده نشده",
  active: (when: string) => `آخرین استفاده: ${when}`,
  signedIn: (day: string) => `ورود در ${day}`,
  unofficial: "برنامه‌ی غیررسمی",
  server: (place: string) => `${place} (سرور آن)`,
  address: (address: string) => `نشانی ${address}`,
  end: "پایان",
  endNamed: (name: string) => `پایان ${name}`,
  question: (what: string) => `ورود تازه: ${what}. شما بودید؟`,
  no: "نه، پایانش بده",
  yes: "بله",
  young: {
    sentence:
      "تلگرام به ورود تازه فقط پس از ۲۴ ساعت اجازه می‌دهد ورودهای دیگر را پایان دهد. گوشی شما اکنون می‌تواند: تلگرام، تنظیمات > دستگاه‌ها.",
    when: (when: string) => `ورود این رایانه ${when} می‌تواند.`,
  },
  one: {
    ask: (name: string) => `${name} پایان یابد؟`,
    stops: "بی‌درنگ از حساب شما خارج می‌شود.",
    given: (service: string) => `${service} با آن دسترسی‌اش را از دست می‌دهد.`,
    stays:
      "دستگاه‌های دیگرتان می‌مانند. اگر این یکی را نمی‌شناسید، گذرواژه‌ی تلگرام را هم عوض کنید.",
    confirm: "پایان ورود",
  },
  all: {
    open: "پایان دیگران…",
    ask: "دستگاه‌های دیگر پایان یابند؟",
    stops: (devices: number) =>
      count(devices, { other: "# دستگاه بی‌درنگ از حساب شما خارج می‌شود." }),
    stays: "این رایانه می‌ماند.",
    spared: (services: number) =>
      count(services, { other: "# سرویسی که به آن دسترسی داده‌اید می‌ماند." }),
    services: "سرویس‌ها هم پایان یابند",
    servicesHelp: "با این کار دسترسی‌شان را از دست می‌دهند.",
    confirm: (devices: number) => count(devices, { other: "پایان # دستگاه" }),
  },
} satisfies Words["devices"];
