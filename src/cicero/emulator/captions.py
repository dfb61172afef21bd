"""What posts say: captions in Indonesian and English, with hashtags and mentions."""

from __future__ import annotations

from random import Random

SUBJECTS: dict[str, tuple[str, ...]] = {
    "coffee": (
        "es kopi susu gula aren", "V60 dari lereng timur", "espresso dobel", "kopi tubruk resep lama",
        "cold brew 18 jam", "latte pandan", "menu baru sore ini", "sangrai batch ke-212", "biji panen raya",
        "kelas seduh hari Minggu", "barista favoritmu", "americano jeruk", "promo beli dua",
        "kedai baru kami",
    ),
    "bakery": (
        "roti sobek keju", "croissant mentega", "donat kentang", "roti gambang", "kue sus isi vla",
        "teh melati dingin", "paket sarapan", "bolu pandan", "roti tawar gandum", "kelas bikin roti",
    ),
    "office": (
        "layanan KTP keliling", "jadwal imunisasi", "pembayaran pajak daerah", "perbaikan jalan tahap dua",
        "festival kota akhir pekan", "beasiswa daerah", "pelatihan kerja gratis", "posyandu bulan ini",
        "musyawarah warga", "layanan aduan daring", "pasar murah", "lomba kebersihan kampung",
        "perpustakaan keliling", "jam layanan baru",
    ),
    "safety": (
        "hujan lebat sore ini", "tinggi muka air", "rekayasa lalu lintas", "pohon tumbang",
        "latihan evakuasi", "pemadaman listrik terjadwal", "jalur alternatif", "cuaca akhir pekan",
        "nomor darurat", "tas siaga",
    ),
    "news": (
        "harga cabai hari ini", "pelabuhan baru", "penumpang kereta naik", "hasil sidang dewan",
        "derbi semalam", "nelayan kembali melaut", "harga tiket mudik", "uji coba bus listrik",
        "panen garam", "wisata pesisir", "kurikulum baru", "film lokal terlaris", "festival lampion",
        "tambang pasir ditutup", "laga penentuan",
    ),
}  # fmt: skip

OPENINGS = (
    "Siapa yang sudah coba {s}?", "Catat ya: {s}.", "Hari ini soal {s}.", "{S}, begini ceritanya.",
    "Akhirnya! {S} 🎉", "3 hal tentang {s} yang jarang dibahas", "Jangan sampai ketinggalan {s} 👀",
    "Everything you need to know about {s}", "{S} — worth it or not?", "POV: pagi-pagi ketemu {s}",
    "Yang ditunggu-tunggu: {s}", "Info penting 📢 {s}", "Di balik layar: {s}", "Weekend plan: {s} ✨",
    "Masih bingung soal {s}? Simak dulu.", "{S}. Setuju?", "Kamu tim mana? {S}", "Quick update on {s}",
)  # fmt: skip

CLOSINGS = (
    "Geser sampai habis 👉", "Simpan dulu, siapa tahu perlu.", "Tulis pendapatmu di kolom komentar.",
    "Tag temanmu!", "Sampai ketemu besok.", "Info lengkap di tautan profil.", "Bagikan ke keluarga ya 🙏",
    "Save this for later.", "Tell us below 👇", "Terima kasih sudah setia.",
    "Cek jadwalnya sebelum berangkat.", "Jangan lupa follow.", "", "", "",
)  # fmt: skip

TAGS: dict[str, tuple[str, ...]] = {
    "coffee": ("kopi", "kopinusantara", "ngopi", "kopisusu", "manualbrew", "coffeetime", "anakkopi", "fyp"),
    "bakery": ("roti", "sarapan", "jajanan", "homebaked", "kulinerlokal", "tehdingin", "fyp"),
    "office": ("lembayung", "layananpublik", "infokota", "warga", "smartcity", "beritabaik"),
    "safety": ("siaga", "cuaca", "infolalin", "banjir", "waspada", "lembayung"),
    "news": ("berita", "beritaterkini", "kabarhariini", "viral", "update", "pesisir", "olahraga"),
}

TRENDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("ngopidulu", ("coffee", "bakery")),
    ("kotabersih2030", ("office", "safety", "news")),
    ("senjahemat", ("coffee",)),
    ("mudikaman", ("news", "safety")),
)
"""Tags that rise in the world at some date, and with which topics."""


def caption(
    topic: str, chance: Random, trend: str | None, mention: str | None
) -> tuple[str, tuple[str, ...]]:
    """(text with its tags, the tags without `#`, each once)."""
    subject = chance.choice(SUBJECTS[topic])
    text = chance.choice(OPENINGS).format(s=subject, S=subject[0].upper() + subject[1:])
    if closing := chance.choice(CLOSINGS):
        text += ("\n\n" if chance.random() < 0.4 else " ") + closing
    if mention:
        text += f" bareng @{mention}"
    tags = chance.sample(TAGS[topic], chance.choice((0, 1, 2, 2, 3, 4)))
    if trend:
        tags.insert(0, trend)
    if tags:
        text += "\n\n" + " ".join("#" + (tag.title() if chance.random() < 0.1 else tag) for tag in tags)
    return text, tuple(tags)
