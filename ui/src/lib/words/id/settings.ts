// The later settings in Indonesian: keys and locking, network, notifications, window, diagnostics.

import type { Words } from "../en";

export const custody = {
  autoLock: {
    title: "Mengunci sendiri",
    help: "Setelah selama itu tidak ada orang di depan jendela, dan setiap kali komputer tidur.",
    after: {
      fiveMinutes: "Setelah 5 menit",
      quarterHour: "Setelah 15 menit",
      hour: "Setelah 1 jam",
      never: "Hanya setelah tidur",
    },
  },
  rotate: {
    title: "Ganti kunci",
    help: "Kunci baru menggantikan yang lama. Akun dan lembar pemulihan tetap.",
    open: "Ganti kunci",
    what: "Lakukan ini jika kunci lama mungkin dimiliki orang lain. Salinan lama data komputer ini masih terbuka dengannya.",
    confirm: "Ganti kunci",
    done: "Kunci diganti",
  },
} satisfies Words["custody"];

export const network = {
  title: "Jaringan",
  proxy: "Proksi",
  none: "Telegram dijangkau tanpa proksi.",
  through: (address: string) => `Telegram dijangkau lewat ${address}.`,
  credentials: "Nama dan kata sandinya disimpan terenkripsi dan tidak ditampilkan.",
  set: "Atur proksi",
  change: "Ubah",
  remove: "Hapus",
  ask: "Hapus proksi?",
  stops: "Signet menjangkau Telegram langsung: jaringan Anda melihatnya dan mungkin memblokirnya.",
  stays: "Akun dan sesi masuk Anda tetap.",
  confirm: "Hapus proksi",
} satisfies Words["network"];

export const notifications = {
  title: "Notifikasi",
  lead: "Tidak menyebut nama atau nomor siapa pun.",
  kinds: {
    newDevice: "Perangkat baru membuka akun",
    accessEnds: "Akses berakhir dalam 3 hari",
    accessEnded: "Akses telah berakhir",
    signInLost: "Sebuah akun dikeluarkan",
    deliveryStuck: "Penyerahan tertahan 10 menit",
    updateNeeded: "Signet perlu diperbarui",
  },
} satisfies Words["notifications"];

export const closing = {
  section: "Jendela",
  title: "Saat jendela ditutup",
  help: "Di baki sistem, Signet terus memeriksa sesi masuk dan mengakhiri akses.",
  choices: {
    ask: "Tanyakan",
    stay: "Tetap di baki",
    quit: "Keluar",
  },
  ask: "Biarkan Signet di baki sistem?",
  what: "Di sana Signet terus memeriksa sesi masuk Anda dan mengakhiri akses pada waktunya. Setelah keluar, itu menunggu sampai Anda membukanya lagi.",
  remember: "Jangan tanya lagi",
  stay: "Tetap di baki",
  quit: "Keluar",
} satisfies Words["closing"];

export const diagnostics = {
  title: "Diagnostik",
  help: "Berkas yang mungkin diminta dukungan. Anda melihat semuanya dulu.",
  open: "Lihat",
  lead: "Inilah semua yang ada di berkas: tanpa nama, tanpa nomor, tanpa sesi masuk. Tidak ada yang dikirim.",
  loading: "Mengumpulkan",
  contents: "Isi berkas",
  save: "Simpan berkas",
  saved: "Tersimpan:",
} satisfies Words["diagnostics"];
