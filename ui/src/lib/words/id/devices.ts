// The devices of an account in Indonesian.

import type { Words } from "../en";
import { counting } from "../plural";

const count = counting("id");

export const devices = {
  title: (devices: number) => count(devices, { other: "# perangkat bisa membuka akun ini" }),
  looked: (when: string) => `Dilihat ${when}.`,
  refresh: "Lihat lagi",
  loading: "Bertanya ke Telegram",
  here: "Komputer ini",
  given: "Diberi oleh Anda",
  others: "Lainnya",
  noOthers: "Tidak ada perangkat lain yang bisa membuka akun ini.",
  new: "Baru",
  pending: "Kata sandi belum diberikan",
  active: (when: string) => `dipakai ${when}`,
  signedIn: (day: string) => `Masuk ${day}`,
  unofficial: "aplikasi tidak resmi",
  server: (place: string) => `${place} (servernya)`,
  address: (address: string) => `alamat ${address}`,
  end: "Akhiri",
  endNamed: (name: string) => `Akhiri ${name}`,
  question: (what: string) => `Sesi masuk baru: ${what}. Apakah ini Anda?`,
  no: "Bukan, akhiri",
  yes: "Ya",
  young: {
    sentence:
      "Telegram membolehkan sesi masuk baru mengakhiri yang lain hanya setelah 24 jam. Ponsel Anda bisa sekarang: Telegram, Pengaturan > Perangkat.",
    when: (when: string) => `Sesi masuk komputer ini bisa ${when}.`,
  },
  one: {
    ask: (name: string) => `Akhiri ${name}?`,
    stops: "Perangkat ini langsung keluar dari akun Anda.",
    given: (service: string) => `${service} sekaligus kehilangan akses.`,
    stays:
      "Perangkat Anda yang lain tetap. Jika tidak mengenal yang ini, ganti juga kata sandi Telegram Anda.",
    confirm: "Akhiri sesi masuk",
  },
  all: {
    open: "Akhiri lainnya…",
    ask: "Akhiri perangkat lainnya?",
    stops: (devices: number) =>
      count(devices, { other: "# perangkat langsung keluar dari akun Anda." }),
    stays: "Komputer ini tetap.",
    spared: (services: number) =>
      count(services, { other: "# layanan yang Anda beri akses tetap." }),
    services: "Akhiri layanan juga",
    servicesHelp: "Layanan sekaligus kehilangan akses.",
    confirm: (devices: number) => count(devices, { other: "Akhiri # perangkat" }),
  },
} satisfies Words["devices"];
