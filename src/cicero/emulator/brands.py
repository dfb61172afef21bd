"""Two invented clients, what they watch, and how each account behaves. No such brand or office exists."""

from __future__ import annotations

from random import Random

from msgspec import Struct

from cicero.emulator.chance import chances
from cicero.records import PLATFORMS, Platform


class Brand(Struct, frozen=True, kw_only=True):
    """One account as it is thought up: size in followers, posts a day, likely growth of followers a day."""

    client: str
    own: bool
    platform: Platform
    handle: str
    name: str
    topic: str
    followers: int
    pace: float
    growth: float = 0.0008
    biography: str = ""
    category: str = ""
    website: str = ""
    verified: bool = False
    private: bool = False
    hides_likes: bool = False
    partner: str = ""
    """Handle of the account that it publishes together with at times (Instagram)."""


COFFEE, OFFICE = "Kopi Nusantara", "Kominfo Lembayung"

_KOPI = "Kopi dari kebun rakyat, disangrai tiap pagi ☕ Buka 07.00–22.00"
_INFO = "Kanal resmi informasi Kota Lembayung. Aduan: 24 jam lewat pesan."

BRANDS = (
    Brand(
        client=COFFEE, own=True, platform="instagram", handle="kopi.nusantara", name="Kopi Nusantara",
        topic="coffee", followers=48_200, pace=1.1, growth=0.0012, biography=_KOPI, category="Coffee shop",
        website="https://kopi-nusantara.example", partner="roti.nusantara",
    ),
    Brand(
        client=COFFEE, own=True, platform="tiktok", handle="kopi.nusantara", name="Kopi Nusantara",
        topic="coffee", followers=83_400, pace=0.9, growth=0.0018, biography=_KOPI,
        website="https://kopi-nusantara.example",
    ),
    Brand(
        client=COFFEE, own=True, platform="instagram", handle="roti.nusantara", name="Roti Nusantara",
        topic="bakery", followers=12_600, pace=0.5, biography="Roti hangat teman kopi 🥐", category="Bakery",
        partner="kopi.nusantara",
    ),
    Brand(
        client=COFFEE, own=False, platform="instagram", handle="seduhsenja", name="Seduh Senja",
        topic="coffee", followers=131_000, pace=1.4, biography="Slow bar & roastery. Sore lebih enak.",
        category="Coffee shop", hides_likes=True,
    ),
    Brand(
        client=COFFEE, own=False, platform="tiktok", handle="seduhsenja", name="Seduh Senja", topic="coffee",
        followers=264_000, pace=1.0, growth=0.0015, biography="Slow bar & roastery",
    ),
    Brand(
        client=COFFEE, own=False, platform="instagram", handle="warung.biji", name="Warung Biji",
        topic="coffee", followers=22_900, pace=0.7, biography="Biji pilihan, harga warung.",
        category="Coffee shop",
    ),
    Brand(
        client=COFFEE, own=False, platform="tiktok", handle="warungbiji", name="Warung Biji", topic="coffee",
        followers=37_800, pace=0.45, biography="Biji pilihan, harga warung.",
    ),
    Brand(
        client=COFFEE, own=False, platform="instagram", handle="kedai.lontar", name="Kedai Lontar",
        topic="coffee", followers=405_000, pace=1.8, biography="43 kedai di 12 kota", verified=True,
        category="Food & beverage", website="https://kedai-lontar.example",
    ),
    Brand(
        client=COFFEE, own=False, platform="tiktok", handle="kedailontar", name="Kedai Lontar",
        topic="coffee", followers=612_000, pace=1.3, growth=0.0011, biography="43 kedai di 12 kota",
        verified=True, website="https://kedai-lontar.example",
    ),
    Brand(
        client=COFFEE, own=False, platform="instagram", handle="teh.awan", name="Teh Awan", topic="bakery",
        followers=9_300, pace=0.45, biography="Teh dari lereng. Akun privat, minta izin dulu ya.",
        category="Tea room", private=True,
    ),
    Brand(
        client=OFFICE, own=True, platform="instagram", handle="info.lembayung", name="Info Kota Lembayung",
        topic="office", followers=67_500, pace=1.6, biography=_INFO, category="Government organization",
        website="https://lembayung.example", verified=True, partner="lembayung.siaga",
    ),
    Brand(
        client=OFFICE, own=True, platform="tiktok", handle="info.lembayung", name="Info Kota Lembayung",
        topic="office", followers=41_200, pace=1.0, growth=0.0021, biography=_INFO, verified=True,
    ),
    Brand(
        client=OFFICE, own=True, platform="instagram", handle="lembayung.siaga", name="Lembayung Siaga",
        topic="safety", followers=18_900, pace=0.8, biography="Cuaca, banjir, jalan: tahu lebih dulu.",
        category="Government organization", partner="info.lembayung",
    ),
    Brand(
        client=OFFICE, own=False, platform="instagram", handle="humas.kencana", name="Humas Kota Kencana",
        topic="office", followers=88_100, pace=1.2, biography="Kabar dari Kota Kencana",
        category="Government organization",
    ),
    Brand(
        client=OFFICE, own=False, platform="tiktok", handle="humaskencana", name="Humas Kota Kencana",
        topic="office", followers=29_500, pace=0.6, biography="Kabar dari Kota Kencana",
    ),
    Brand(
        client=OFFICE, own=False, platform="instagram", handle="kabar.sagara", name="Kabar Sagara",
        topic="news", followers=356_000, pace=4.0, biography="Berita pesisir, tiap hari.", category="News",
        verified=True, website="https://kabar-sagara.example",
    ),
    Brand(
        client=OFFICE, own=False, platform="tiktok", handle="kabarsagara", name="Kabar Sagara", topic="news",
        followers=530_000, pace=2.6, growth=0.0014, biography="Berita pesisir, tiap hari.", verified=True,
    ),
    Brand(
        client=OFFICE, own=False, platform="instagram", handle="portal.arunika", name="Portal Arunika",
        topic="news", followers=148_000, pace=1.5, biography="Warta pagi, tanpa gaduh.", category="News",
    ),
    Brand(
        client=OFFICE, own=False, platform="tiktok", handle="portalarunika", name="Portal Arunika",
        topic="news", followers=97_000, pace=0.8, biography="Warta pagi, tanpa gaduh.",
    ),
    Brand(
        client=OFFICE, own=False, platform="tiktok", handle="layananpelita", name="Layanan Pelita",
        topic="office", followers=15_300, pace=0.45, growth=0.0009, biography="Tanya urusan warga di sini.",
    ),
)  # fmt: skip

FIRST_WORDS = (
    "kopi",
    "kedai",
    "dapur",
    "warta",
    "kabar",
    "info",
    "rumah",
    "toko",
    "cerita",
    "jejak",
    "pasar",
)
LAST_WORDS = (
    "lentera", "cakrawala", "mentari", "rimba", "telaga", "embun", "bahari", "merpati", "kelana", "angkasa",
    "pelangi", "samudra", "melati", "garuda", "sejuk", "gemilang",
)  # fmt: skip
TOPICS = ("coffee", "bakery", "office", "safety", "news")


def brands(accounts: int, seed: int) -> list[Brand]:
    """So many of them: the thought-up ones first, then ones made of words."""
    chance = chances(seed, "brands")
    more = (_made_up(index, chance) for index in range(accounts - len(BRANDS)))
    return [*BRANDS[:accounts], *more]


def _made_up(index: int, chance: Random) -> Brand:
    first = FIRST_WORDS[index // 2 % len(FIRST_WORDS)]
    last = LAST_WORDS[index // (2 * len(FIRST_WORDS)) % len(LAST_WORDS)]
    around = index // (2 * len(FIRST_WORDS) * len(LAST_WORDS))
    return Brand(
        client=(COFFEE, OFFICE)[index // 2 % 2],
        own=False,
        platform=PLATFORMS[index % 2],
        handle=f"{first}.{last}{around or ''}",
        name=f"{first.title()} {last.title()}",
        topic=chance.choice(TOPICS),
        followers=int(10 ** chance.uniform(3.8, 5.8)),
        pace=chance.choice((0.43, 0.6, 0.8, 1.0, 1.3, 2.0)),
        growth=chance.uniform(0.0003, 0.0022),
        biography=f"{first.title()} {last.title()}, sejak dulu.",
    )
