// The later settings in Persian: keys and locking, network, notifications, window, diagnostics.

import type { Words } from "../en";

export const custody = {
  autoLock: {
    title: "قفل شدن خودکار",
    help: "وقتی این مدت کسی پشت پنجره نباشد، و همیشه پس از خواب رایانه.",
    after: {
      fiveMinutes: "پس از ۵ دقیقه",
      quarterHour: "پس از ۱۵ دقیقه",
      hour: "پس از ۱ ساعت",
      never: "فقط پس از خواب",
    },
  },
  rotate: {
    title: "عوض کردن کلید",
    help: "کلیدی تازه جای کلید کهنه را می‌گیرد. حساب‌ها و برگه‌های بازیابی می‌مانند.",
    open: "عوض کردن کلید",
    what: "اگر شاید کسی کلید کهنه را داشته، این کار را بکنید. نسخه‌های کهنه‌ی داده‌های این رایانه همچنان با آن باز می‌شوند.",
    confirm: "عوض کردن کلید",
    done: "کلید عوض شد",
  },
} satisfies Words["custody"];

export const network = {
  title: "شبکه",
  proxy: "پروکسی",
  none: "ارتباط با تلگرام بدون پروکسی است.",
  through: (address: string) => `ارتباط با تلگرام از راه ${address} است.`,
  credentials: "نام و گذرواژه‌ی آن رمزنگاری‌شده می‌مانند و نشان داده نمی‌شوند.",
  set: "تعیین پروکسی",
  change: "تغییر",
  remove: "برداشتن",
  ask: "پروکسی برداشته شود؟",
  stops: "سیگنت مستقیم به تلگرام وصل می‌شود: شبکه‌ی شما این را می‌بیند و شاید جلویش را بگیرد.",
  stays: "حساب‌ها و ورودهایتان می‌مانند.",
  confirm: "برداشتن پروکسی",
} satisfies Words["network"];

export const notifications = {
  title: "اعلان‌ها",
  lead: "نام و شماره‌ی کسی در آن‌ها نیست.",
  kinds: {
    newDevice: "دستگاهی تازه حسابی را باز کرد",
    accessEnds: "دسترسی ۳ روز دیگر پایان می‌یابد",
    accessEnded: "دسترسی پایان یافت",
    signInLost: "حسابی خارج شد",
    deliveryStuck: "تحویلی ۱۰ دقیقه است که مانده",
    updateNeeded: "سیگنت به روزآمد شدن نیاز دارد",
  },
} satisfies Words["notifications"];

export const closing = {
  section: "پنجره",
  title: "هنگام بستن پنجره",
  help: "سیگنت در سینی سیستم همچنان ورودها را بررسی می‌کند و دسترسی‌ها را پایان می‌دهد.",
  choices: {
    ask: "بپرسد",
    stay: "در سینی بماند",
    quit: "خارج شود",
  },
  ask: "سیگنت در سینی سیستم بماند؟",
  what: "آنجا همچنان ورودهایتان را بررسی می‌کند و دسترسی‌ها را به‌هنگام پایان می‌دهد. پس از خروج، این کار می‌ماند تا دوباره بازش کنید.",
  remember: "دیگر نپرس",
  stay: "در سینی بماند",
  quit: "خروج",
} satisfies Words["closing"];

export const diagnostics = {
  title: "عیب‌یابی",
  help: "پرونده‌ای که پشتیبانی شاید بخواهد. نخست همه‌ی آن را می‌بینید.",
  open: "دیدن",
  lead: "همه‌ی آنچه در پرونده خواهد بود همین است: نه نامی، نه شماره‌ای، نه ورودی. چیزی فرستاده نمی‌شود.",
  loading: "گردآوری",
  contents: "محتوای پرونده",
  save: "ذخیره‌ی پرونده",
  saved: "ذخیره شد:",
} satisfies Words["diagnostics"];
