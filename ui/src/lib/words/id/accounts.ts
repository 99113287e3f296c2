// Accounts in Indonesian: the list, one account, and its end.

import type { Words } from "../en";
import { counting } from "../plural";

const count = counting("id");

export const accounts = {
  title: "Akun",
  add: "Tambah akun",
  all: "Semua akun",
  loading: "Membaca akun Anda",
  gone: "Akun ini sudah tidak ada di sini.",
  pills: {
    active: "Berfungsi",
    revoked: "Dikeluarkan",
    duplicated: "Dikeluarkan",
    expired: "Dikeluarkan",
    keyLost: "Dikeluarkan",
    deactivated: "Dihapus",
    banned: "Diblokir",
    frozen: "Dibatasi",
    unreachable: "Tak terjangkau",
    leaving: "Sedang dilepas",
  },
  tabs: {
    label: "Bagian akun ini",
    overview: "Ringkasan",
    access: "Akses",
    devices: "Perangkat",
    activity: "Aktivitas",
  },
  inTelegram: (name: string) => `Di Telegram: ${name}`,
  health: {
    title: "Keadaan",
    says: {
      active: "Berfungsi.",
      revoked: "Telegram mengeluarkan akun ini. Masuk untuk melanjutkan.",
      duplicated: "Dipakai di dua tempat, jadi Telegram mengakhirinya. Masuk untuk melanjutkan.",
      expired:
        "Tidak dipakai lebih lama dari yang diizinkan akun ini, jadi Telegram mengakhirinya. Masuk untuk melanjutkan.",
      keyLost: "Telegram tidak lagi mengenali sesi masuk ini. Masuk untuk melanjutkan.",
      deactivated: "Akun ini sudah dihapus di Telegram. Sisanya di sini bisa dilepas.",
      banned: "Telegram memblokir akun ini. Ajukan banding di aplikasinya, lalu periksa lagi.",
      frozen: "Telegram membatasi akun ini. Ajukan banding di aplikasinya, lalu periksa lagi.",
      unreachable:
        "Telegram tidak terjangkau. Sesi masuk mungkin baik-baik saja; Signet mencoba lagi.",
    },
    checked: (when: string) => `Diperiksa ${when}.`,
    noticed: (when: string) => `Diketahui ${when}.`,
    check: "Periksa sekarang",
    again: "Periksa lagi",
    signIn: "Masuk",
  },
  access: {
    title: "Akses",
    some: (services: number) => count(services, { other: "# layanan punya akses." }),
    none: "Tidak ada layanan yang punya akses.",
    empty:
      "Tidak ada layanan yang bisa memakai akun ini. Akses dimulai dari tautan sebuah layanan.",
  },
  devices: {
    title: "Perangkat",
    all: (devices: number) => count(devices, { other: "# perangkat bisa membuka akun ini." }),
    new: (devices: number) => count(devices, { other: "# baru sejak terakhir dilihat." }),
    unknown: "Belum dilihat.",
  },
  password: {
    title: "Kata sandi tambahan",
    none: "Tidak ada, jadi kode saja cukup untuk masuk. Buat di ponsel: Telegram, Pengaturan > Privasi dan Keamanan > Verifikasi Dua Langkah.",
  },
  stay: {
    title: (span: string) => `Tetap masuk jika Signet dibuka setidaknya tiap ${span}`,
    help: "Telegram mengakhiri sesi yang selama itu tidak dipakai. Ini berlaku untuk semua perangkat akun.",
    label: "Sesi masuk yang tidak dipakai berakhir setelah",
  },
  rename: {
    title: "Nama",
    help: "Hanya di Signet. Telegram dan orang lain tidak melihatnya.",
    open: "Ganti nama",
    dialog: "Beri nama akun ini",
    label: "Nama",
    empty: "Kosongkan untuk memakai nama dari Telegram.",
    save: "Simpan",
  },
  lost: {
    title: "Komputer ini hilang?",
    help: "Ponsel Anda bisa mengakhiri sesi masuknya.",
    open: "Yang harus dilakukan",
    lead: "Isinya tetap terenkripsi. Meski begitu, akhiri sesi masuknya:",
    steps: {
      open: "Di ponsel, buka Telegram, lalu Pengaturan > Perangkat.",
      end: "Pilih sesi masuk bernama “Signet” dengan nama komputer yang hilang, lalu akhiri.",
      password:
        "Jika mungkin dipakai orang saat tidak terkunci, ganti kata sandi Telegram Anda: Pengaturan > Privasi dan Keamanan > Verifikasi Dua Langkah.",
      services:
        "Akses layanan tetap ada: masing-masing punya sesi masuk sendiri bernama “… via Signet”. Akhiri juga di sana jika mau.",
    },
  },
  remove: {
    title: "Lepas akun ini",
    help: "Mengakhiri sesi masuknya di komputer ini dan melupakannya.",
    open: "Lepas",
    ask: (name: string) => `Lepas ${name}?`,
    stops: "Signet keluar dari Telegram dan melupakan akun ini: sesi masuk, nama, nomor, dan foto.",
    access: (services: number) => count(services, { other: "# layanan kehilangan akses." }),
    stays:
      "Akun Telegram Anda, obrolannya, dan perangkat lain tetap ada. Catatan tentang yang terjadi juga tetap, tanpa nama.",
    confirm: "Lepas akun",
  },
  leaving: {
    title: "Akun ini sedang dilepas",
    lead: "Anda boleh menutup ini. Prosesnya berlanjut, juga setelah dimulai ulang.",
    steps: "Pelepasan",
    ending: "Akhiri akses",
    signingOut: "Keluar dari Telegram",
    forgetting: "Lupakan di sini",
    spoken: {
      waiting: "menunggu",
      doing: "berlangsung",
      done: "selesai",
      failed: "tidak berhasil",
    },
    left: (services: number) => count(services, { other: "tersisa # layanan" }),
    next: (when: string) => `Percobaan berikutnya ${when}.`,
    try: "Coba sekarang",
    open: "Lepas sekarang",
    ask: "Lepas tanpa keluar dari Telegram?",
    stops: "Signet langsung melupakan akun ini dan menghapus kuncinya di sini.",
    stays:
      "Telegram tetap mencantumkan sesi masuk ini sampai Anda mengakhirinya di ponsel: Telegram, Pengaturan > Perangkat > “Signet”.",
    confirm: "Lepas sekarang",
  },
} satisfies Words["accounts"];
