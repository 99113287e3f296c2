// Signing in to Telegram, in Indonesian.

import { counting } from "../plural";

const count = counting("id");

export const signIn = {
  step: (at: string, of: string) => `Langkah ${at} dari ${of}`,
  useQr: "Pakai kode QR",
  usePhone: "Pakai nomor telepon",
  otherNumber: "Nomor lain",
  startOver: "Mulai lagi",
  again: "Kirim lagi",
  asking: "Bertanya",
  slow: "Telegram butuh waktu.",
  offline: "Telegram sedang tidak terjangkau.",
  kept: {
    title: "Teruskan proses masuk?",
    phone: (phone: string, ago: string) =>
      `Anda mulai dengan ${phone}, ${ago}. Bisa diteruskan dari tempatnya.`,
    other: (ago: string) => `Anda mulai ${ago}. Bisa diteruskan dari tempatnya.`,
  },
  phone: {
    title: "Masuk ke Telegram",
    lead: "Nomor, kode, dan kata sandi Anda hanya dikirim ke Telegram.",
    country: "Negara",
    noCountry: "Tidak ada negara itu",
    number: "Telepon",
    odd: "Nomor yang tidak biasa. Lanjutkan jika milik Anda.",
    empty: "Ketik nomor Anda dulu.",
  },
  known: {
    title: "Masuk lagi",
    lead: (name: string, phone: string) => `${name} sudah ada di sini. Nomornya ${phone}.`,
    someone: (phone: string) => `Akun ini sudah ada di sini. Nomornya ${phone}.`,
    whose: (name: string) => `Untuk masuk lagi sebagai ${name}, pakai nomor akun itu.`,
    send: "Kirim kode",
  },
  qr: {
    title: "Pindai dengan Telegram",
    picture: "Kode QR untuk masuk di Signet",
    one: "Buka Telegram di ponsel",
    two: "Pengaturan > Perangkat > Tautkan Perangkat Desktop",
    three: "Arahkan ke sini",
    next: (when: string) => `Kode baru ${when}`,
    fetching: "Mengambil kode",
    none: "Tidak ada kode",
    scanned: "Terpindai",
    entering: "Telegram sedang memasukkan Anda.",
  },
  code: {
    label: "Kode",
    empty: "Ketik kodenya dulu.",
    app: {
      title: "Masukkan kode dari Telegram",
      where: "Ada di aplikasi Telegram Anda, di obrolan bernama Telegram. Bukan di SMS.",
    },
    sms: {
      title: "Masukkan kode dari SMS",
      where: "Telegram mengirimnya ke ponsel Anda. Bisa butuh semenit.",
    },
    call: {
      title: "Masukkan kode dari panggilan",
      where: "Telegram menelepon Anda, dan suara menyebutkan kodenya.",
    },
    flashCall: {
      title: "Masukkan nomor yang menelepon",
      label: "Nomor",
      where: (pattern: string) =>
        `Telegram menelepon dari ${pattern} lalu menutup. Jangan diangkat: nomor itulah kodenya.`,
    },
    missedCall: {
      title: "Masukkan akhir nomor yang menelepon",
      label: "Angka terakhir",
      where: (prefix: string) =>
        `Telegram menelepon dari ${prefix}… lalu menutup. Jangan diangkat: angka terakhir nomor itulah kodenya.`,
    },
    fragment: {
      title: "Masukkan kode dari Fragment",
      where: "Nomor Anda berasal dari Fragment, dan Telegram mengirim kodenya ke sana.",
      open: "Buka Fragment",
    },
    officialApp: {
      title: "Kode ini tidak akan datang",
      where:
        "Hanya aplikasi Telegram sendiri yang bisa memintanya lewat SMS. Pindai saja kode QR dengan Telegram di ponsel Anda.",
    },
    word: {
      title: "Masukkan kata dari SMS",
      label: "Kata",
      where: "Telegram mengirimnya ke ponsel Anda. Huruf besar atau kecil sama saja.",
    },
    phrase: {
      title: "Masukkan kata-kata dari SMS",
      label: "Kata-kata",
      where: "Telegram mengirimnya ke ponsel Anda. Ketik sesuai urutannya.",
    },
    begins: (beginning: string) => `Awalnya ${beginning}.`,
    warning: "Ketik di sini, jangan beri tahu siapa pun. Meneruskannya membatalkannya.",
    change: "Ubah",
    noCode: "Tidak ada kode?",
    another: (when: string) => `Cara lain ${when}`,
    next: {
      sms: "Kirim SMS",
      call: "Terima panggilan",
      flashCall: "Terima panggilan singkat",
      missedCall: "Terima panggilan tak terjawab",
      fragment: "Kirim ke Fragment",
    },
  },
  emailSetup: {
    title: "Tambahkan alamat email",
    lead: "Telegram memintanya dan seterusnya mengirim kode Anda ke sana. Signet tidak menyimpannya.",
    label: "Alamat email",
    empty: "Ketik alamatnya dulu.",
  },
  emailCode: {
    title: "Masukkan kode dari email Anda",
    where: (pattern: string) => `Telegram mengirimnya ke ${pattern}.`,
    setup: "Itu membuktikan alamatnya milik Anda. Kode untuk masuk datang sesudahnya.",
    reset: "Tidak bisa membaca email ini?",
    resetNow: "Hapus alamat",
    resetAfter: (span: string) => `Waktu tunggu di Telegram: ${span}.`,
    resetAt: (when: string) => `Telegram menghapus alamat ini ${when}.`,
  },
  password: {
    title: "Masukkan kata sandi Telegram Anda",
    lead: "Kata sandi tambahan yang Anda pasang di Telegram, bukan kodenya.",
    label: "Kata sandi",
    hint: (hint: string) => `Petunjuk: ${hint}`,
    forgot: "Lupa?",
    noRecovery:
      "Email pemulihan tidak dipasang. Atur ulang kata sandi di Telegram pada ponsel Anda, lalu kembali.",
  },
  recovery: {
    title: "Hapus kata sandi",
    where: (pattern: string) => `Telegram mengirim kode ke ${pattern}.`,
    warning:
      "Kode ini memasukkan Anda dan menghapus kata sandi Telegram Anda. Sesudahnya, pasang yang baru di Telegram.",
    submit: "Hapus dan masuk",
  },
  done: {
    title: (name: string) => `${name} sudah masuk`,
    none: "Belum ada layanan yang punya akses.",
    fresh: "Sesi masuknya di komputer ini berfungsi lagi.",
    named: (listed: string) =>
      `Jika Telegram menanyakan sesi masuk baru bernama “${listed}”, itu Anda.`,
    relogin: (days: number) =>
      count(days, {
        other:
          "Tidak ada kata sandi yang melindungi akun ini di Telegram. Sampai Anda memasangnya, masuk lagi bisa butuh # hari.",
      }),
    done: "Selesai",
    goOn: (host: string) => `Lanjut ke ${host}`,
  },
  leave: {
    title: "Tinggalkan proses masuk ini?",
    typed: "Yang Anda ketik akan dilupakan.",
    code: "Kode yang dikirim tidak bisa dipakai lagi, dan Telegram hanya mengirim beberapa sehari.",
    password: "Kode Anda benar. Untuk kembali perlu kode baru.",
    scanned: "Ponsel Anda sudah memindai kodenya. Untuk kembali perlu memindai lagi.",
    kept: "Yang sudah dimulai ditinggalkan. Anda bisa mulai lagi kapan saja.",
    unkept: "Telegram sudah memasukkan Anda; sesi masuk ini akan diakhiri lagi.",
    stay: "Tetap di sini",
    confirm: "Tinggalkan",
  },
  bring: {
    link: "Bawa sesi dari program lain",
    title: "Bawa sesi ke sini",
    lead: "Signet membuat sesi masuknya sendiri darinya, lalu mengakhiri yang lama. Teksnya sendiri tidak disimpan.",
    label: "Teks sesi",
    help: "Dari Telethon, GramJS, Pyrogram, atau mtcute",
    stopped: "Program asalnya sudah dihentikan",
    why: "Jika keduanya memakainya bersamaan, Telegram mengakhirinya untuk selamanya.",
    submit: "Ambil alih",
    going: "Mengambil alih",
    empty: "Tempelkan teksnya dulu.",
    running: "Hentikan dulu program itu, lalu nyatakan di sini.",
    file: "Jika ada di berkas, hapus juga berkasnya. Jejaknya mungkin tersisa.",
  },
  proxy: {
    title: "Proksi",
    on: "Proksi menyala",
    lead: "Signet menjangkau Telegram lewat proksi. Pengelolanya melihat bahwa Anda memakai Telegram, bukan apa yang Anda tulis di sana.",
    label: "Alamat",
    help: "Misalnya socks5://host:port",
    empty: "Ketik alamatnya dulu.",
    inUse: (host: string) => `Sedang dipakai: ${host}`,
    use: "Pakai proksi",
    remove: "Tanpa proksi",
  },
};
