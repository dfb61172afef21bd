"""What people write under posts, in Indonesian and English, and who they are. All of them are invented."""

from __future__ import annotations

from functools import lru_cache

from msgspec import Struct

from cicero.emulator.chance import mix, pick, unit


class Person(Struct, frozen=True):
    """Somebody who comments: recurring, some far more often than others."""

    number: int
    handle: str
    name: str


PEOPLE = 900
FIRST = (
    "ayu", "bima", "citra", "dimas", "eka", "fajar", "gita", "hana", "indra", "joko", "kirana", "lestari",
    "maya", "naufal", "oki", "putri", "raka", "sari", "tari", "umar", "vina", "wahyu", "yuda", "zahra",
    "rio", "mega",
)  # fmt: skip
SECOND = (
    "pratama", "wulandari", "saputra", "anggraini", "nugroho", "maharani", "hidayat", "permata", "santosa",
    "kusuma", "rahma", "setiawan", "larasati", "gunawan", "melati", "purnama", "ramadhan", "cahya",
)  # fmt: skip

ANYWHERE: tuple[tuple[str, str], ...] = (
    ("Keren banget {e}", "id"), ("Mantap min {e}", "id"), ("Nyimak dulu", "id"), ("Gas terus {e}", "id"),
    ("wkwkwk relate", "id"), ("Ini yang aku cari2", "id"), ("Makasih infonya ya kak", "id"),
    ("First! {e}", "en"), ("Love this {e}", "en"), ("kok baru tau ya", "id"), ("Setuju bgt sm ini", "id"),
    ("{e}{e}{e}", "un"), ("Nice content, keep it up!", "en"), ("di kota ku kapan kak?", "id"),
    ("tag temen: @{p} sini liat", "id"), ("Gak nyangka sih ini", "id"), ("Ditunggu part 2 nya min", "id"),
    ("so good, literally obsessed", "en"), ("Bagus tapi kurang lengkap penjelasannya", "id"),
    ("ini serius apa settingan?", "id"), ("Up", "un"), ("Respect {e}", "en"),
    ("jujur agak kecewa sih", "id"), ("Where can I find this?", "en"), ("hadir {e}", "id"),
    ("vibes nya dapet banget {e}", "id"), ("Sumpah ngakak", "id"), ("tolong dibalas dm saya min", "id"),
    ("Kalau hujan tetap buka gak?", "id"), ("Semoga makin maju {e}", "id"),
    ("admin nya lagi semangat nih", "id"), ("this made my day {e}", "en"),
    ("gpp pelan2 yang penting jalan", "id"), ("Kurang setuju, alasannya lemah", "id"),
    ("bookmark dulu buat nanti", "id"), ("Lagunya judulnya apa ya?", "id"), ("the editing tho {e}", "en"),
)  # fmt: skip

ABOUT: dict[str, tuple[tuple[str, str], ...]] = {
    "coffee": (
        ("Harganya berapa kak?", "id"), ("gula aren nya juara {e}", "id"),
        ("Buka sampai jam berapa?", "id"), ("beans nya single origin mana?", "id"),
        ("kemaren kesana antri bgt, pelayanan lambat", "id"), ("My go-to every morning {e}", "en"),
        ("pahitnya pas, gak asam", "id"), ("Kok sekarang manis banget ya", "id"),
        ("promo nya bisa di semua cabang?", "id"), ("overpriced menurutku", "en"),
        ("ada oat milk gak?", "id"), ("barista nya ramah bgt {e}", "id"), ("V60 recipe please", "en"),
        ("kangen nongkrong di sini", "id"),
    ),
    "bakery": (
        ("Bisa pesan antar gak kak?", "id"), ("croissant nya renyah parah {e}", "id"),
        ("PO kapan lagi?", "id"), ("kemarin dapet yang keras, kecewa", "id"), ("Looks so soft {e}", "en"),
        ("resepnya dong min", "id"), ("halal kan kak?", "id"), ("ukuran nya makin kecil ya", "id"),
        ("enak buat bekal anak", "id"),
    ),
    "office": (
        ("Syaratnya apa saja min?", "id"), ("Sudah lapor tapi belum ada tindak lanjut", "id"),
        ("Terima kasih pelayanannya cepat {e}", "id"), ("jalan depan pasar kapan diperbaiki pak?", "id"),
        ("antrinya dari subuh, tolong ditambah loket", "id"), ("Kalau sabtu buka?", "id"),
        ("akhirnya ada juga", "id"), ("link pendaftaran nya error min", "id"),
        ("Good initiative {e}", "en"), ("lampu jalan RT 04 mati terus", "id"),
        ("bisa diwakilkan gak?", "id"), ("semoga merata sampai pinggiran", "id"),
        ("pungli masih ada tolong dicek", "id"),
    ),
    "safety": (
        ("di sini sudah hujan deras min", "id"), ("jalur bawah aman gak?", "id"),
        ("Stay safe everyone {e}", "en"), ("listrik padam dari tadi sore", "id"),
        ("tetap waspada semua {e}", "id"), ("petugas gercep, makasih", "id"),
        ("tolong update lagi min, simpang siur", "id"), ("air sudah naik ke teras", "id"),
    ),
    "news": (
        ("Sumbernya mana min?", "id"), ("judulnya lebay, isinya biasa", "id"),
        ("Pantesan harga naik", "id"), ("rakyat kecil lagi yang kena", "id"),
        ("alhamdulillah kabar baik {e}", "id"), ("Hoax jangan disebar", "id"), ("This is big news", "en"),
        ("baru tau ada berita ini", "id"), ("kawal terus min", "id"), ("netral dong", "id"),
        ("gol nya offside itu", "id"), ("kapan selesainya proyek itu ya", "id"),
        ("lanjutkan liputannya {e}", "id"),
    ),
}  # fmt: skip

BY_OWNER = (
    ("Halo kak, silakan cek tautan di profil ya 🙏", "id"), ("Siap, kami teruskan ke tim.", "id"),
    ("Terima kasih masukannya!", "id"), ("Boleh kirim detailnya lewat pesan?", "id"),
    ("Ditunggu ya kak ☺️", "id"), ("Sudah diperbaiki, silakan coba lagi.", "id"), ("Thank you! 💛", "en"),
    ("Besok pukul 09.00 ya.", "id"),
)  # fmt: skip
ANSWERS = (
    ("iya bener", "id"), ("@{p} setuju", "id"), ("aku juga gitu {e}", "id"), ("masa sih?", "id"),
    ("same here", "en"), ("coba dm adminnya", "id"), ("gak juga sih", "id"), ("ikut nyimak", "id"),
    ("kemarin saya tanya katanya bisa", "id"), ("wkwk bisa aja", "id"), ("not really tbh", "en"),
)  # fmt: skip
EMOJI = ("🔥", "😍", "👏", "😂", "🙏", "☕", "❤️", "😭", "👍", "🤔", "✨", "😅", "💪", "😡")
AFTERTHOUGHTS = (
    "",
    "",
    "",
    "",
    " 😂",
    " ya",
    " sih",
    " banget",
    " deh",
    "!!",
    "...",
    " kak",
    " min",
    " hehe",
)


def person(topic: str, seed: int, number: int) -> Person:
    """Who wrote it: one of those who follow such topics, a few of them again and again."""
    crowd = len(topic) * 7919
    return someone(crowd + int(PEOPLE * unit(seed, number, 1) ** 2.5))


@lru_cache(maxsize=20_000)
def someone(number: int) -> Person:
    """The person of that number."""
    first, second = pick(FIRST, number, 21), pick(SECOND, number, 22)
    style = mix(number, 23) % 4
    tail = mix(number, 24) % 97
    handles = (
        f"{first}.{second}{tail}",
        f"{first}_{second[:4]}{tail}",
        f"{second}{first}{tail}",
        f"its{first}{tail}__",
    )
    return Person(number, handles[style], f"{first.title()} {second.title()}")


def phrase(topic: str, seed: int, number: int, by_owner: bool, changed: bool) -> tuple[str, str]:
    """(text, language as TikTok names it: id, en, or un where it cannot tell); `changed` after an edit."""
    if by_owner:
        said, language = pick(BY_OWNER, seed, number, 2)
    elif number % 4 == 3:
        said, language = pick(ANSWERS, seed, number, 2)
    else:
        said, language = pick(ABOUT[topic] if unit(seed, number, 3) < 0.55 else ANYWHERE, seed, number, 2)
    text = said.replace("{e}", pick(EMOJI, seed, number, 4))
    if "{p}" in text:
        text = text.replace("{p}", person(topic, seed, number + 1).handle)
    if not by_owner and unit(seed, number, 5) < 0.6:
        text += pick(AFTERTHOUGHTS, seed, number, 6)
    return (text + " (edit: salah ketik)" if changed else text), language
