// Everything the person reads, in Indonesian.

import type { Words } from "./en";
import { accounts } from "./id/accounts";
import { activity } from "./id/activity";
import { devices } from "./id/devices";
import { failure } from "./id/failure";
import { closing, custody, diagnostics, network, notifications } from "./id/settings";
import { signIn } from "./id/sign-in";
import { counting } from "./plural";
import { timing } from "./timing";

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
    tryAgain: "Coba lagi",
  },
  reference: "Referensi",
  working: "Sebentar",
  when: timing("id", {
    now: "sekarang",
    soon: (time) => `dalam ${time}`,
    hours: (hours, minutes) => `${hours} jam ${minutes} mnt`,
    later: (day) => `pada ${day}`,
  }),
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
  signIn,
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
  vault: {
    opening:
      "Menunggu gantungan kunci Anda. Mungkin ia menanyakan kata sandinya di jendela sendiri.",
    passphrase: "Frasa sandi",
    show: "Tampilkan",
    hide: "Sembunyikan",
    capsLock: "Caps Lock menyala",
    checking: "Memeriksa",
    unlock: {
      title: "Signet terkunci",
      reasons: {
        start: "Ketik frasa sandi Anda untuk membukanya.",
        demand: "Anda menguncinya. Ketik frasa sandi Anda untuk membukanya.",
        idle: "Tidak ada yang memakainya beberapa lama, jadi ia mengunci diri.",
        sleep: "Komputer tidur, jadi Signet mengunci diri.",
      },
      open: "Buka kunci",
    },
    choose: {
      title: "Pilih frasa sandi",
      lead: "Frasa ini mengunci apa yang ada di sini selama Signet ditutup. Anda mengetiknya setiap kali mulai.",
      unkept:
        "Lembar pemulihan Anda membuka Signet, tetapi tidak ada gantungan kunci yang bisa menyimpan kuncinya. Mulai sekarang frasa sandi yang menyimpannya.",
      again: "Yang sama sekali lagi",
      help: "Paling sedikit 12 karakter. Hanya panjangnya yang diperiksa; beberapa kata tak berkaitan itu baik.",
      differ: "Keduanya tidak sama.",
      warning:
        "Tidak ada yang bisa mengembalikannya. Tanpa frasa itu atau lembar pemulihan, isi di sini tetap terkunci.",
      set: "Pasang frasa sandi",
    },
    restore: {
      title: "Pakai lembar pemulihan Anda",
      lead: "Itu lembar yang Anda salin. Kata-katanya membuka apa yang ada di sini.",
      ends: "Frasa sandi Anda berakhir, dan gantungan kunci kembali menyimpan kuncinya.",
      label: "24 kata",
      help: "Nomor dan ganti baris tidak masalah. Empat huruf dari tiap kata sudah cukup.",
      open: "Buka",
    },
    aside: {
      title: "Sisihkan apa yang ada di sini?",
      stops: "Signet mulai dari kosong. Anda masuk lagi ke setiap akun.",
      stays: "Isi di sini pindah ke folder tersendiri. Tidak ada yang dihapus.",
      confirm: "Sisihkan, mulai baru",
      done: "Isi yang tadinya di sini disisihkan:",
    },
    ways: {
      passphrase: "Pakai frasa sandi",
      recoveryKit: "Pakai lembar pemulihan",
      setAside: "Sisihkan, mulai baru",
    },
    trail: {
      title: "Catatan telah diubah",
      lead: "Signet mencatat apa yang terjadi di sini sehingga setiap perubahan terlihat. Ini tidak seperti saat ditulis:",
      line: (line: string) => `Baris ${line}`,
      lines: (lines: string) => `Baris ${lines}`,
      kinds: {
        edited: "Diubah",
        unreadable: "Tak terbaca",
        missing: "Hilang",
        moved: "Dipindah",
        repeated: "Muncul dua kali",
        cutOff: "Terpotong di akhir",
        replaced: "Ditukar",
        unexplained: "Dihapus tanpa catatan",
      },
      more: (more: number) => count(more, { other: "dan # lagi" }),
      then: "Jika Anda mengembalikan cadangan, itulah sebabnya. Jika tidak, mungkin ada orang lain di komputer ini: periksa Perangkat di Telegram pada ponsel Anda.",
    },
  },
  access: {
    title: "Siapa yang bisa memakai akun Anda",
    empty:
      "Belum ada yang punya akses. Izin yang Anda beri tampil di sini, dengan tanggal akhir dan cara mengakhirinya.",
  },
  accounts,
  devices,
  activity,
  custody,
  network,
  notifications,
  closing,
  diagnostics,
  how: {
    title: "Cara kerja Signet",
    lead: "Apa yang dilakukannya, apa yang tidak bisa, dan yang perlu diketahui sebelum memakainya.",
    unofficialTitle: "Klien Telegram tidak resmi",
    unofficial:
      "Signet masuk lewat API Telegram. Signet bukan buatan Telegram. Telegram mengawasi akun di klien tidak resmi lebih ketat, dan dapat membatasi atau memblokir akun yang melanggar aturannya.",
    keptTitle: "Sesi masuk Anda tetap di komputer ini",
    kept: "Nomor, kode, dan kata sandi Anda hanya dikirim ke Telegram. Sesi masuk Anda dienkripsi di sini, dan kuncinya ada di gantungan kunci sistem Anda atau di balik frasa sandi Anda. Sesi itu tidak pernah diserahkan.",
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
    security: "Keamanan",
    keyKept: "Tempat kunci disimpan",
    keepers: {
      keychain: "Di gantungan kunci komputer ini",
      passphrase: "Di balik frasa sandi Anda, yang diminta Signet setiap kali mulai",
    },
    openEnded:
      "Tidak ada apa pun di luar yang tahu di mana catatan berakhir, jadi baris yang terpotong di akhir tidak akan ketahuan.",
    lockNow: "Kunci sekarang",
    passphrase: {
      set: {
        title: "Pasang frasa sandi",
        what: "Frasa ini menggantikan gantungan kunci, dan Signet bisa mengunci diri. Lembar pemulihan sebelumnya berakhir; buat yang baru sesudahnya.",
        confirm: "Pasang",
      },
      change: {
        title: "Ubah frasa sandi",
        what: "Lembar pemulihan sebelumnya berakhir; buat yang baru sesudahnya.",
        confirm: "Ubah",
      },
      remove: {
        title: "Hapus frasa sandi",
        what: "Gantungan kunci kembali menyimpan kuncinya, dan Signet terbuka tanpa bertanya.",
        confirm: "Hapus",
      },
      current: "Frasa saat ini",
    },
    kits: {
      title: "Lembar pemulihan",
      help: "Lembar membuka isi di sini jika gantungan kunci kehilangan kuncinya. Simpan di kertas, jauh dari komputer ini.",
      make: "Buat lembar",
      ask: "Lembar membuka semuanya tanpa frasa sandi. Ketik frasa sandi Anda untuk membuatnya.",
      made: (day: string) => `Dibuat ${day}`,
      revoke: "Cabut",
      sheetTitle: "Lembar pemulihan Anda",
      sheet:
        "Catat kata-kata ini atau foto kodenya dengan perangkat tepercaya. Hanya ditampilkan sekali. Siapa pun yang memilikinya beserta data komputer ini bisa membukanya.",
      code: "Kata-kata yang sama sebagai kode QR",
      done: "Sudah saya catat",
      revokeTitle: "Cabut lembar ini?",
      revokeStays:
        "Lembar ini tidak membuka apa pun lagi, kecuali salinan lama data komputer ini. Lembar lain tetap berlaku.",
      confirm: "Cabut lembar",
    },
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
  failure,
} satisfies Words;
