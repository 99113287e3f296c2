// Everything the person reads, in Indonesian.

import type { Words } from "./en";
import { counting } from "./plural";

const count = counting("id");

export const id = {
  action: {
    back: "Kembali",
    cancel: "Batal",
    close: "Tutup",
    continue: "Lanjutkan",
    copied: "Disalin",
    copy: "Salin",
    details: "Detail",
    goOn: "Teruskan",
    toAccounts: "Ke akun",
  },
  reference: "Referensi",
  working: "Sebentar",
  rail: {
    label: "Bagian",
    accounts: "Akun",
    access: "Akses",
    activity: "Aktivitas",
    settings: "Pengaturan",
    environment: "Bukan Telegram yang sebenarnya",
  },
  start: {
    waiting: "Signet sedang dimulai",
  },
  welcome: {
    title: "Jaga sesi masuk Telegram Anda. Tentukan siapa yang boleh memakainya.",
    locked: "Terkunci di komputer ini",
    shared: "Dibagikan hanya jika Anda setuju",
    yours: "Anda yang mengakhirinya",
    add: "Tambahkan akun Telegram Anda",
    haveLink: "Saya punya tautan",
    unofficial: "Memakai API Telegram. Bukan buatan Telegram.",
    how: "Cara kerjanya",
  },
  addAccount: {
    title: "Belum ada di versi ini",
    sentence: "Versi Signet ini belum bisa masuk ke Telegram, dan tidak ada yang dikirim.",
  },
  pasteLink: {
    title: "Buka tautan",
    label: "Tautan",
    help: "Diawali signet:// dan ada di halaman yang meminta akses.",
    open: "Buka tautan",
    empty: "Tempelkan tautannya dulu.",
    tooLong: (over: number) =>
      count(over, {
        other: "Kelebihan # karakter untuk sebuah tautan. Salin lagi.",
      }),
  },
  link: {
    asks: "Situs ini meminta untuk menautkan akun Telegram Anda.",
    quiet: "Membuka tautan tidak menghubungi siapa pun sampai Anda melanjutkan.",
    started: "Lanjutkan hanya jika Anda sendiri yang memulainya di sana.",
    notYetTitle: "Versi ini belum bisa menautkan",
    notYet: (host: string) =>
      `Tidak ada yang dikirim ke ${host}. Setelah Signet bisa menautkan, mulai lagi di sana dengan tautan baru.`,
  },
  access: {
    title: "Siapa yang bisa memakai akun Anda",
    empty:
      "Belum ada yang punya akses. Izin yang Anda beri tampil di sini, dengan tanggal akhir dan cara mengakhirinya.",
  },
  activity: {
    title: "Apa yang terjadi",
    empty: "Belum ada. Sesi masuk, akses, dan pengakhirannya dicatat di sini.",
  },
  how: {
    title: "Cara kerja Signet",
    lead: "Apa yang dilakukannya, apa yang tidak bisa, dan yang perlu diketahui sebelum memakainya.",
    unofficialTitle: "Klien Telegram tidak resmi",
    unofficial:
      "Signet masuk lewat API Telegram. Signet bukan buatan Telegram. Telegram mengawasi akun di klien tidak resmi lebih ketat, dan dapat membatasi atau memblokir akun yang melanggar aturannya.",
    keptTitle: "Sesi masuk Anda tetap di komputer ini",
    kept: "Nomor, kode, dan kata sandi Anda hanya dikirim ke Telegram. Sesi masuk Anda dienkripsi di sini, dan kuncinya ada di gantungan kunci sistem Anda. Sesi itu tidak pernah diserahkan.",
    wholeTitle: "Akses penuh atau tidak sama sekali",
    whole:
      "Telegram tidak mengenal akses separuh: layanan yang Anda izinkan bisa melakukan hampir semua yang Anda bisa. Apa yang dijanjikannya hanyalah kata-katanya, dan platformnya hanya bisa menegakkannya pada panggilannya sendiri.",
    ownTitle: "Setiap layanan mendapat sesi masuk sendiri",
    own: "Sesi itu dibuat khusus untuk layanan tersebut dan disegel agar hanya layanan itu yang bisa membukanya. Telegram menampilkannya di antara perangkat Anda dengan nama layanan. Paling lama sehari, Signet mungkin menyimpan salinan yang tidak pernah dipakai, hanya agar bisa mengakhirinya.",
    endingTitle: "Apa yang terjadi saat diakhiri",
    ending:
      "Platform langsung memblokir layanan, layanan diminta keluar, dan sesi masuknya diakhiri di Telegram. Telegram tidak membolehkan sesi yang berumur kurang dari 24 jam mengakhiri sesi lain, jadi ini bisa makan waktu sehari. Sampai saat itu, salinan yang disimpan layanan mungkin masih berfungsi. Ponsel Anda bisa mengakhirinya lebih cepat: Telegram, Pengaturan > Perangkat. Signet terus mencoba dan menampilkannya sampai Telegram tidak lagi mencantumkannya.",
    limitsTitle: "Yang tidak bisa dicegah Signet",
    malware: "Perangkat lunak berbahaya yang berjalan atas nama Anda di komputer ini.",
    unlocked: "Siapa pun di depan komputer ini saat tidak terkunci.",
    rollback:
      "Siapa pun yang mengembalikan salinan lama data Signet: satu entri, atau semuanya bersama gantungan kunci Anda.",
  },
  settings: {
    title: "Pengaturan",
    setAsideTitle: "Pengaturan lama Anda disisihkan",
    setAside: "Signet tidak bisa membacanya dan mulai dengan yang baru. Tidak ada yang dihapus:",
    appearance: "Tampilan",
    theme: "Tema",
    themes: {
      system: "Sistem",
      light: "Terang",
      dark: "Gelap",
    },
    language: "Bahasa",
    languageHelp: "Kata-kata Signet sendiri. Nama dari luar tetap seperti aslinya.",
    languageSystem: "Sistem",
    about: "Tentang Signet",
    version: "Versi",
    environment: "Lingkungan",
    dataFolder: "Folder data",
    logFolder: "Folder log",
    build: "Build",
    profiles: {
      development: "Pengembangan",
      release: "Rilis",
    },
    commit: "Commit",
    commitUnknown: "Tidak diketahui build ini",
    webEngine: "Mesin web",
    licences: "Lisensi",
    licencesText: "Sumber terbuka dengan lisensi Apache 2.0 atau MIT, sesuai pilihan Anda.",
  },
  failure: {
    INTERNAL: {
      title: "Ada yang gagal di dalam Signet",
      sentence:
        "Yang sedang berjalan telah dibatalkan. Coba lagi. Jika terulang, sebutkan referensinya kepada dukungan.",
      action: "Coba lagi",
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
        sentence:
          "Tautan Signet diawali signet://link. Salin lagi dari halaman yang menampilkannya.",
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
  },
} satisfies Words;
