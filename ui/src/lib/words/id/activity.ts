// The record of what happened, in Indonesian.

import type { Words } from "../en";

export const activity = {
  title: "Apa yang terjadi",
  empty: "Belum ada. Sesi masuk, akses, dan pengakhirannya dicatat di sini.",
  none: "Tidak ada yang sejenis ini.",
  loading: "Membaca catatan",
  older: "Tampilkan yang lebih lama",
  filter: "Tampilkan",
  kinds: {
    all: "Semua",
    signIns: "Sesi masuk",
    access: "Akses",
    security: "Keamanan",
    shown: "Ditampilkan atau ditulis",
  },
  trail: {
    checking: "Memeriksa setiap baris.",
    whole: (when: string) => `Diverifikasi ${when}: setiap baris seperti saat ditulis.`,
    openEnded: (when: string) =>
      `Diverifikasi ${when}: baris-baris ini seperti saat ditulis. Baris yang dipotong dari akhir tidak akan ketahuan.`,
    altered: (when: string) => `Diperiksa ${when}: beberapa baris tidak seperti saat ditulis.`,
    again: "Periksa lagi",
  },
  export: {
    open: "Ekspor",
    done: "Ditulis tanpa nama dan nomor:",
  },
  actors: {
    person: "Anda",
    app: "Signet",
    operator: "Dukungan",
    service: "Sebuah layanan",
  },
  outcomes: {
    begun: "Dimulai",
    done: "Selesai",
    refused: "Ditolak",
    failed: "Tidak berhasil",
  },
  actions: {
    "signed-in": "Masuk",
    "signed-in-again": "Masuk lagi",
    "sign-in-lost": "Sesi masuk hilang",
    "end-device": "Mengakhiri perangkat",
    "end-other-devices": "Mengakhiri perangkat lainnya",
    "confirm-device": "Menyatakan perangkat dikenal",
    "set-inactive-days": "Mengubah kapan sesi masuk yang tidak dipakai berakhir",
    "remove-account": "Melepas akun",
    link: "Mengikat akun ke platform",
    mint: "Membuat sesi masuk sendiri untuk layanan",
    export: "Membuat lembar pemulihan atau berkas tersegel",
    seal: "Menyegel sesi masuk untuk layanan",
    deliver: "Menyerahkan sesi masuk tersegel ke platform",
    reveal: "Menampilkan nomor secara utuh",
    rotate: "Mengganti kunci atau penyimpannya",
    import: "Mengambil alih sesi masuk dari program lain",
    restore: "Membuka dengan lembar pemulihan",
    lease: "Meminjamkan sesi masuk ke layanan",
    open: "Menyerahkan sesi masuk tersegel ke layanannya",
    prune: "Menghapus baris lama catatan ini",
    revoke: "Mengakhiri akses",
    "retire-kit": "Mencabut lembar pemulihan",
    "trail-loss-seen": "Melanjutkan meski ada baris yang hilang",
  },
} satisfies Words["activity"];
