"""The metrics of accounts: followers and their growth, from the samples of each account."""

from __future__ import annotations

from cicero.metrics.metric import Metric

OF_ACCOUNTS = (
    Metric(
        name="followers",
        label={"en": "Followers", "id": "Pengikut"},
        formula={
            "en": "last known value up to the end of the period, summed over the accounts",
            "id": "nilai terakhir yang diketahui sampai akhir periode, dijumlahkan atas akun",
        },
        source="account",
        reads=("follower_samples",),
    ),
    Metric(
        name="follower_growth",
        label={"en": "Follower growth", "id": "Pertumbuhan pengikut"},
        formula={
            "en": "followers at the end − followers at the start, over accounts with both known",
            "id": "pengikut di akhir − pengikut di awal, atas akun yang keduanya diketahui",
        },
        source="account",
        reads=("follower_samples",),
    ),
    Metric(
        name="follower_growth_rate",
        label={"en": "Follower growth rate", "id": "Laju pertumbuhan pengikut"},
        formula={
            "en": "(followers at the end − at the start) ÷ at the start, over accounts with both known",
            "id": "(pengikut di akhir − di awal) ÷ di awal, atas akun yang keduanya diketahui",
        },
        unit="percent",
        source="account",
        reads=("follower_samples",),
    ),
    Metric(
        name="follower_growth_weekly",
        label={"en": "Weekly follower growth rate", "id": "Laju pertumbuhan pengikut mingguan"},
        formula={
            "en": "(followers at the end ÷ at the start)^(1 ÷ weeks) − 1, over accounts with both known",
            "id": "(pengikut di akhir ÷ di awal)^(1 ÷ minggu) − 1, atas akun yang keduanya diketahui",
        },
        unit="percent",
        source="account",
        reads=("follower_samples",),
        note={
            "en": "Weeks are the days that have begun ÷ 7; unknown of less than 7 days, which say nothing "
            "of a week.",
            "id": "Minggu adalah hari yang sudah berjalan ÷ 7; tidak diketahui bila kurang dari 7 hari, "
            "karena belum menggambarkan satu minggu.",
        },
    ),
)
