// What can fail, in Indonesian.

import type { FailureTable } from "../../failures";

export const failure = {
  INTERNAL: {
    title: "Ada yang gagal di dalam Signet",
    sentence:
      "Yang sedang berjalan telah dibatalkan. Coba lagi, atau tutup Signet lalu buka lagi. Jika terulang, sebutkan referensinya kepada dukungan.",
    action: "Coba lagi",
  },
  NO_ANSWER: {
    title: "Signet tidak menjawab",
    sentence: "Coba lagi. Jika tetap tidak menjawab, tutup Signet lalu buka lagi.",
    action: "Coba lagi",
  },
  WINDOW_STOPPED: {
    sentence:
      "Hanya jendela ini yang berhenti; yang sedang berjalan tetap berlanjut. Muat lagi, atau tutup Signet lalu buka lagi.",
    action: "Muat lagi",
  },
  DATA_FOLDER_UNUSABLE: {
    title: "Folder data tidak bisa dipakai",
    sentence: (folder: string) =>
      `Signet menyimpan semuanya di ${folder} dan tidak bisa menulis di sana. Selama itu, tidak ada perubahan yang tersimpan. Buat folder itu bisa ditulisi, lalu mulai Signet lagi.`,
    action: "Teruskan",
  },
  DISK_FULL: {
    title: "Disk penuh",
    sentence: "Tidak ada yang hilang. Kosongkan sedikit ruang, lalu coba lagi.",
    action: "Coba lagi",
  },
  SETTINGS_NOT_SAVED: {
    title: "Tidak tersimpan",
    sentence:
      "Pengaturan lama tetap berlaku. Periksa apakah folder data bisa ditulisi, lalu coba lagi.",
    action: "Coba lagi",
  },
  LINK_INVALID: {
    notALink: {
      title: "Bukan tautan Signet",
      sentence: "Tautan Signet diawali signet://link. Salin lagi dari halaman yang menampilkannya.",
      action: "Tempel tautan lain",
    },
    damaged: {
      title: "Tautan ini rusak",
      sentence: "Ada bagian yang hilang atau tertambah. Salin lagi seluruh tautannya.",
      action: "Tempel tautan lain",
    },
    notHttps: {
      title: "Tautan ini tidak aman",
      sentence:
        "Situsnya tidak memakai https. Tidak ada yang dihubungi. Beri tahu pihak yang memberikannya.",
      action: "Tempel tautan lain",
    },
    privateAddress: {
      title: "Tautan ini menuju jaringan pribadi",
      sentence:
        "Signet hanya membuka tautan ke situs publik. Tidak ada yang dihubungi. Minta tautan baru.",
      action: "Tempel tautan lain",
    },
  },
  KEYCHAIN_LOCKED: {
    title: "Gantungan kunci Anda terkunci",
    sentence: "Buka kuncinya untuk melanjutkan. Sistem menanyakan kata sandinya.",
    action: "Buka kunci",
  },
  KEYCHAIN_ABSENT: {
    fresh: {
      title: "Komputer ini tidak punya gantungan kunci",
      sentence: "Di sanalah Signet menyimpan kuncinya. Frasa sandi Anda bisa menggantikannya.",
      action: "Pakai frasa sandi",
    },
    kept: {
      title: "Tidak ada gantungan kunci",
      sentence:
        "Di dalamnya ada kunci isi di sini. Tidak ada yang dihapus. Keluar dari komputer dan masuk lagi, lalu coba lagi.",
      action: "Coba lagi",
    },
  },
  KEYCHAIN_SILENT: {
    title: "Gantungan kunci tidak menjawab",
    sentence: "Mungkin ia menanyakan kata sandinya di jendela lain. Jawab di sana, lalu coba lagi.",
    action: "Coba lagi",
  },
  KEY_MISSING: {
    title: "Kunci akun Anda hilang",
    sentence:
      "Akun Anda ada di komputer ini, masih terkunci. Tidak ada yang dihapus. Pertama, keluar dari komputer dan masuk lagi.",
    action: "Coba lagi",
  },
  KEY_WRONG: {
    title: "Kuncinya tidak cocok dengan akun Anda",
    sentence:
      "Akun Anda ada di komputer ini, masih terkunci. Tidak ada yang dihapus. Mungkin salah satunya dari cadangan: kembalikan gantungan kunci atau folder data yang cocok dengan yang lain.",
    action: "Coba lagi",
  },
  KEY_DOUBLED: {
    title: "Ada dua kunci untuk akun Anda",
    sentence:
      "Akun Anda ada di komputer ini, masih terkunci. Tidak ada yang dihapus. Tidak ada yang menunjukkan kunci mana yang benar: hapus yang salah dari gantungan kunci.",
    action: "Coba lagi",
  },
  VAULT_NEWER: {
    title: "Dibuat oleh Signet yang lebih baru",
    sentence: "Isi di sini tidak diubah. Perbarui Signet, lalu buka lagi.",
    action: "Coba lagi",
  },
  VAULT_DAMAGED: {
    title: "Isi di sini rusak",
    sentence:
      "Tidak ada yang dihapus. Kembalikan cadangan folder data, atau sisihkan dan mulai baru.",
    action: "Coba lagi",
  },
  VAULT_ELSEWHERE: {
    title: "Folder ini milik Telegram lain",
    sentence: (environment: string) =>
      `Folder ini dibuat untuk ${environment}. Tidak ada yang diubah. Mulai Signet dengan folder yang cocok dengan Telegram ini.`,
    action: "Coba lagi",
  },
  VAULT_IN_USE: {
    title: "Signet lain sedang memakai folder ini",
    sentence: "Tutup dulu, lalu coba lagi.",
    action: "Coba lagi",
  },
  VAULT_FAILED: {
    title: "Isi di sini tidak bisa dibaca",
    sentence:
      "Tidak ada yang dihapus. Periksa disk, lalu coba lagi. Jika terulang, sebutkan kodenya kepada dukungan.",
    action: "Coba lagi",
  },
  VAULT_CLOSED: {
    title: "Signet terkunci",
    sentence: "Buka kuncinya dulu, lalu coba lagi.",
    action: "Coba lagi",
  },
  PASSPHRASE_WRONG: {
    title: "Frasa sandi salah",
    sentence: "Periksa Caps Lock dan bahasa papan ketik, lalu ketik lagi.",
    action: "Coba lagi",
  },
  PASSPHRASE_UNFIT: {
    title: "Frasa sandi ini tidak bisa dipakai",
    sentence: (fewest: number) => `Perlu paling sedikit ${fewest} karakter.`,
    action: "Coba lagi",
  },
  OUT_OF_MEMORY: {
    title: "Memori tidak cukup",
    sentence: "Memeriksa frasa sandi perlu 64 MB. Tutup program lain, lalu coba lagi.",
    action: "Coba lagi",
  },
  KIT_INVALID: {
    count: {
      title: "Lembarnya belum lengkap",
      sentence: (found: number, needed: number) =>
        `Satu lembar berisi ${needed} kata, di sini ada ${found}.`,
      action: "Coba lagi",
    },
    word: {
      title: "Kata itu tidak ada di lembar mana pun",
      sentence: (place: number) => `Lihat lagi kata ke-${place}.`,
      action: "Coba lagi",
    },
    checksum: {
      title: "Kata-kata ini tidak sepasang",
      sentence: "Salah satunya kata lain, atau dua kata bertukar tempat.",
      action: "Coba lagi",
    },
  },
  KIT_WRONG: {
    title: "Lembar ini membuka yang lain",
    sentence: "Kata-katanya benar, tetapi untuk data lain, atau sudah dicabut. Pakai lembar lain.",
    action: "Coba lagi",
  },
  KIT_DAMAGED: {
    title: "Sebuah lembar pemulihan telah diubah",
    sentence:
      "Kuncinya tetap seperti semula. Cabut lembar pemulihan Anda, buat yang baru, lalu coba lagi.",
    action: "Tutup",
  },
  TELEGRAM_UNREACHABLE: {
    title: "Telegram tidak terjangkau",
    sentence: "Belum ada yang diminta. Periksa koneksi komputer ini, atau pakai proksi.",
    action: "Coba sekarang",
  },
  TELEGRAM_SILENT: {
    title: "Telegram tidak menjawab",
    sentence: "Mungkin yang diminta tetap dikerjakan. Periksa koneksi, lalu coba lagi.",
    action: "Coba lagi",
  },
  TELEGRAM_GARBLED: {
    title: "Telegram tidak menjawab seperti ini",
    sentence:
      "Mungkin ada yang menyela antara Anda dan Telegram. Coba jaringan lain; jika tetap begitu, sebutkan referensinya ke dukungan.",
    action: "Coba lagi",
  },
  TELEGRAM_REFUSED: {
    title: "Telegram menolak",
    sentence: (name: string) =>
      `Alasan yang disebutnya ${name}. Coba lagi nanti; jika tetap begitu, sebutkan referensinya ke dukungan.`,
    action: "Coba lagi",
  },
  PROXY_UNREACHABLE: {
    title: "Proksi tidak meneruskan apa pun",
    sentence: "Belum ada yang diminta ke Telegram. Periksa alamat proksi, atau lanjutkan tanpanya.",
    action: "Coba lagi",
  },
  PROXY_INVALID: {
    title: "Bukan alamat proksi",
    sentence: "Bentuknya socks5://nama:sandi@host:port; nama dan sandi boleh tidak ada.",
    action: "Ubah",
  },
  PROXY_UNREADABLE: {
    title: "Proksi yang Anda atur tidak dapat dibaca",
    sentence:
      "Telegram tidak dijangkau sampai Anda mengaturnya lagi atau menghapusnya. Letaknya di pengaturan, bagian Jaringan.",
    action: "Atur lagi",
  },
  NO_API_ID: {
    title: "Versi ini tidak punya API ID",
    sentence:
      "Telegram memintanya dari setiap program. Ambil versi yang memilikinya, atau jalankan Signet dengan berkas lingkungan yang memuat milik Anda.",
    action: "Tutup",
  },
  API_ID_INVALID: {
    title: "Telegram tidak mengenal API ID ini",
    sentence:
      "Asalnya dari versi ini atau dari berkas lingkungan Anda. Perbaiki di sana, atau ambil versi lain.",
    action: "Tutup",
  },
  API_ID_PUBLISHED_FLOOD: {
    title: "Telegram memblokir API ID versi ini",
    sentence:
      "Ambil versi yang lebih baru, atau jalankan Signet dengan berkas lingkungan yang memuat ID Anda sendiri.",
    action: "Tutup",
  },
  UNUSABLE: {
    title: "Ini tidak bisa dipakai",
    sentence: "Isinya kosong atau terlalu panjang. Ketik lagi.",
    action: "Ubah",
  },
  FLOOD_WAIT: {
    title: "Terlalu banyak percobaan",
    sentence: (when: string) => `Berikutnya bisa ${when}.`,
    action: "Coba lagi",
  },
  PHONE_NUMBER_FLOOD: {
    title: "Terlalu banyak percobaan",
    sentence: "Telegram tidak menyebut waktunya. Pindai kode QR saja.",
    action: "Pakai QR",
  },
  PHONE_NUMBER_INVALID: {
    title: "Bukan nomor yang sah",
    sentence: "Periksa negara dan angkanya.",
    action: "Ubah",
  },
  PHONE_NUMBER_UNOCCUPIED: {
    title: "Belum ada akun",
    sentence: "Buat satu di aplikasi Telegram.",
    action: "Nomor lain",
  },
  PHONE_NUMBER_BANNED: {
    title: "Telegram memblokir nomor ini",
    sentence: "Tanyakan ke Telegram.",
    action: "Nomor lain",
  },
  PHONE_CODE_INVALID: {
    title: "Bukan kodenya",
    sentence: "Pakai pesan yang terbaru.",
    action: "Cara lain",
  },
  PHONE_CODE_EXPIRED: {
    title: "Kode ini sudah berakhir",
    sentence: "Meneruskannya juga mengakhirinya.",
    action: "Kode baru",
  },
  CODE_TOO_EARLY: {
    title: "Terlalu cepat untuk kode lain",
    sentence: (when: string) => `Telegram mengirim yang berikutnya ${when}.`,
    action: "Coba lagi",
  },
  SEND_CODE_UNAVAILABLE: {
    title: "Tidak ada cara lain",
    sentence: "Lihat di Telegram, atau pindai.",
    action: "Pakai QR",
  },
  OFFICIAL_APP_ONLY: {
    title: "Hanya aplikasi Telegram yang mendapat kode ini",
    sentence: "Pindai kode QR dengannya.",
    action: "Pakai QR",
  },
  UPDATE_APP_TO_LOGIN: {
    title: "Signet terlalu lama",
    sentence: "Perbarui, lalu lanjutkan.",
    action: "Coba lagi",
  },
  EMAIL_INVALID: {
    title: "Bukan alamat email yang sah",
    sentence: "Periksa dan ketik lagi.",
    action: "Ubah",
  },
  EMAIL_NOT_ALLOWED: {
    title: "Telegram tidak menerima alamat ini",
    sentence: "Pakai alamat dari penyedia lain.",
    action: "Alamat lain",
  },
  PASSWORD_HASH_INVALID: {
    title: "Kata sandi salah",
    sentence: "Pakai yang dipasang di Telegram.",
    action: "Lupa?",
  },
  PASSWORD_CHANGED: {
    title: "Kata sandinya baru saja diganti",
    sentence: "Perangkat lain memasang yang baru. Ketik yang baru.",
    action: "Coba lagi",
  },
  PASSWORD_RECOVERY_NA: {
    title: "Tidak ada email pemulihan",
    sentence: "Atur ulang di ponsel Anda.",
    action: "Kembali",
  },
  FRESH_RESET_FORBIDDEN: {
    title: "Sesi masuk baru menunggu 24 jam",
    sentence: (when: string) => `Signet bisa mengakhirinya ${when}; ponsel Anda bisa sekarang.`,
    action: "Tutup",
  },
  SESSION_REVOKED: {
    title: "Telegram mengeluarkan akun ini",
    sentence: "Masuk untuk melanjutkan.",
    action: "Masuk",
  },
  AUTH_KEY_DUPLICATED: {
    title: "Sesi masuk ini dipakai di dua tempat",
    sentence: "Karena itu Telegram mengakhirinya. Masuk untuk melanjutkan.",
    action: "Masuk",
  },
  SESSION_EXPIRED: {
    title: "Sesi masuk ini terlalu lama tidak dipakai",
    sentence: "Telegram membiarkannya berakhir. Masuk untuk melanjutkan.",
    action: "Masuk",
  },
  SESSION_LOST: {
    title: "Telegram tidak lagi mengenal sesi masuk ini",
    sentence: "Tidak ada yang bisa mengembalikannya. Masuk untuk melanjutkan.",
    action: "Masuk",
  },
  USER_DEACTIVATED: {
    title: "Akun ini sudah dihapus",
    sentence: "Jika bukan Anda, tanyakan ke Telegram.",
    action: "Periksa lagi",
  },
  USER_RESTRICTED: {
    title: "Telegram membatasi akun ini",
    sentence: "Ajukan banding di aplikasinya.",
    action: "Periksa lagi",
  },
  SIGN_IN_ENDED: {
    title: "Proses masuk ini sudah berakhir",
    sentence: "Terlalu lama, atau diakhiri dari perangkat lain. Mulai lagi.",
    action: "Mulai lagi",
  },
  SIGN_IN_NOT_NOW: {
    title: "Proses masuk ada di langkah lain",
    sentence: "Sementara itu ia sudah berlanjut. Lihat apa yang dimintanya sekarang.",
    action: "Teruskan",
  },
  NOT_HERE: {
    title: "Sudah tidak ada di sini",
    sentence: "Sementara itu sudah dihapus atau berakhir.",
    action: "Tutup",
  },
  IMPORT_INVALID: {
    notASession: {
      title: "Bukan sesi",
      sentence:
        "Salin lagi seluruh teksnya. Signet membaca milik Telethon, GramJS, Pyrogram, dan mtcute.",
      action: "Coba lagi",
    },
    bot: {
      title: "Sesi ini milik bot",
      sentence: "Signet menyimpan akun manusia. Pakai teks lain.",
      action: "Coba lagi",
    },
    elsewhere: {
      title: "Sesi ini milik tempat lain",
      sentence:
        "Dibuat untuk Telegram lain, atau untuk orang lain daripada yang disebutnya. Pakai teks lain.",
      action: "Coba lagi",
    },
  },
  NAME_UNFIT: {
    title: "Nama ini tidak bisa dipakai",
    sentence: "Terlalu panjang, atau tidak menampilkan apa pun. Pilih yang lain.",
    action: "Ubah",
  },
  FILE_NOT_WRITTEN: {
    title: "Berkas tidak tertulis",
    sentence: (folder: string) => `Buat ${folder} bisa ditulisi, lalu coba lagi.`,
    action: "Coba lagi",
  },
} satisfies FailureTable;
