"""The metrics whose values an analysis works out: defined here like all others, out of a Query's reach."""

from __future__ import annotations

from cicero.metrics.metric import Input, Metric, Text

_PARTS: tuple[Input, ...] = ("likes", "comments", "shares")

_COMPARING: Text = {"en": "the comparison of accounts", "id": "perbandingan akun"}
_RANKING: Text = {"en": "the ranking of posts", "id": "peringkat post"}
_HOURS: Text = {"en": "the best times", "id": "waktu terbaik"}
_TAGS: Text = {"en": "hashtags and mentions", "id": "tagar dan sebutan"}
_COMMENTS: Text = {"en": "comments", "id": "komentar"}
_MEMBERS: Text = {"en": "members", "id": "anggota"}
_BENCHMARK: Text = {"en": "the benchmark", "id": "tolok ukur"}
_LEDGER: Text = {"en": "the accuracy ledger", "id": "buku akurasi"}


def _voice(of: str, counted: Text, reads: tuple[Input, ...]) -> Metric:
    """The share of voice counted in one named thing."""
    return Metric(
        name=f"share_of_voice_{of}",
        label={"en": f"Share of voice by {counted['en']}", "id": f"Pangsa suara menurut {counted['id']}"},
        formula={
            "en": f"own {counted['en']} ÷ {counted['en']} of all compared accounts",
            "id": f"{counted['id']} sendiri ÷ {counted['id']} semua akun yang dibandingkan",
        },
        unit="percent",
        source="analysis",
        reads=reads,
        analysis=_COMPARING,
    )


_OF_POSTS = (
    _voice("posts", {"en": "posts", "id": "post"}, ("published_at",)),
    _voice("interactions", {"en": "interactions", "id": "interaksi"}, _PARTS),
    _voice("views", {"en": "views", "id": "tayangan"}, ("views",)),
    Metric(
        name="outperformance",
        label={"en": "Outperformance", "id": "Kinerja relatif"},
        formula={
            "en": "actual ÷ expected, below 1 shown as −expected ÷ actual; expected = mean at the same age "
            "of the "
            "account's last 100 posts of that kind without the top and bottom quarter",
            "id": "aktual ÷ harapan, di bawah 1 ditulis −harapan ÷ aktual; harapan = rata-rata pada usia "
            "yang sama "
            "dari 100 post terakhir akun dengan jenis itu tanpa seperempat teratas dan terbawah",
        },
        unit="times",
        source="analysis",
        reads=("snapshots", *_PARTS),
        analysis=_RANKING,
        note={
            "en": "Small counts are raised to a floor first, so that 4 instead of 1 is no triumph. An "
            "outlier did at least 7 times as well or as badly, and lies 3 standard deviations from "
            "those 100 posts.",
            "id": "Angka kecil dinaikkan dahulu ke batas bawah, agar 4 alih-alih 1 tidak tampak sebagai "
            "kemenangan. Pencilan: kinerjanya sedikitnya 7 kali lebih baik atau lebih buruk, dan berjarak 3 "
            "simpangan baku dari ke-100 post itu.",
        },
    ),
    Metric(
        name="best_time_index",
        label={"en": "Best time index", "id": "Indeks waktu terbaik"},
        formula={
            "en": "per weekday and hour: median of post interactions ÷ the account's own median for that "
            "kind",
            "id": "per hari dan jam: median interaksi post ÷ median akun itu sendiri untuk jenis tersebut",
        },
        unit="times",
        source="analysis",
        reads=("published_at", *_PARTS),
        analysis=_HOURS,
        note={
            "en": "Hours are the client's. Cells under 3 posts are hatched and never recommended.",
            "id": "Jam menurut zona waktu klien. Sel dengan kurang dari 3 post diarsir dan tidak pernah "
            "disarankan.",
        },
    ),
    Metric(
        name="hashtag_trend",
        label={"en": "Hashtag trend", "id": "Tren tagar"},
        formula={
            "en": "use now against the period before: log-odds ratio with a prior, in standard errors",
            "id": "pemakaian kini dibanding periode sebelumnya: rasio log-odds dengan prior, dalam galat "
            "baku",
        },
        unit="score",
        source="analysis",
        reads=("hashtags", "published_at"),
        up_is_good=None,
        analysis=_TAGS,
        note={
            "en": "Not a bare ratio: a tag used once after never would lead every list. As rising or as "
            "falling are told as many as leave at most 1 in 100 of them to chance.",
            "id": "Bukan rasio biasa: tagar yang dipakai sekali setelah tidak pernah akan selalu memimpin. "
            "Tagar disebut naik atau turun hanya sebanyak yang membuat paling banyak 1 dari 100 di "
            "antaranya terjadi karena kebetulan.",
        },
    ),
    Metric(
        name="hashtag_lift",
        label={"en": "Hashtag lift", "id": "Daya angkat tagar"},
        formula={
            "en": "median over posts with the tag of their performance relative to the account's usual",
            "id": "median atas post dengan tagar itu dari kinerjanya relatif terhadap kebiasaan akun",
        },
        unit="times",
        source="analysis",
        reads=("hashtags", *_PARTS),
        analysis=_TAGS,
    ),
    Metric(
        name="benchmark_percentile",
        label={"en": "Benchmark percentile", "id": "Persentil tolok ukur"},
        formula={
            "en": "rank of the account among accounts of the same platform and follower class (to 5 k, 10 "
            "k, 50 k, "
            "100 k, 500 k, 1 M, more) that this installation knows",
            "id": "peringkat akun di antara akun dengan platform dan kelas pengikut yang sama (hingga 5 "
            "rb, 10 rb, "
            "50 rb, 100 rb, 500 rb, 1 jt, lebih) yang dikenal instalasi ini",
        },
        unit="percentile",
        source="analysis",
        reads=("follower_samples", *_PARTS),
        analysis=_BENCHMARK,
    ),
)

_OF_COMMENTS = (
    Metric(
        name="comments_received",
        label={"en": "Comments received", "id": "Komentar diterima"},
        formula={
            "en": "comments written in the period on the accounts' posts, beside how many the network counts",
            "id": "komentar yang ditulis dalam periode pada post akun, di samping jumlah menurut jejaring",
        },
        source="analysis",
        reads=("comment_list",),
        empty="zero",
        analysis=_COMMENTS,
    ),
    Metric(
        name="commenters",
        label={"en": "Commenters", "id": "Pemberi komentar"},
        formula={
            "en": "different people who wrote the comments received",
            "id": "banyaknya orang berbeda yang menulis komentar diterima",
        },
        source="analysis",
        reads=("comment_list",),
        empty="zero",
        analysis=_COMMENTS,
    ),
    Metric(
        name="replies",
        label={"en": "Replies", "id": "Balasan"},
        formula={
            "en": "comments written in answer to another comment",
            "id": "komentar yang ditulis untuk menjawab komentar lain",
        },
        source="analysis",
        reads=("comment_list",),
        empty="zero",
        analysis=_COMMENTS,
    ),
    Metric(
        name="response_rate",
        label={"en": "Response rate", "id": "Tingkat respons"},
        formula={
            "en": "comments answered by the account ÷ comments received",
            "id": "komentar yang dijawab akun ÷ komentar diterima",
        },
        unit="percent",
        source="analysis",
        reads=("comment_list",),
        analysis=_COMMENTS,
    ),
    Metric(
        name="response_time",
        label={"en": "Response time", "id": "Waktu respons"},
        formula={
            "en": "median time from a comment to the account's first answer, over answered comments",
            "id": "median waktu dari komentar sampai jawaban pertama akun, atas komentar yang dijawab",
        },
        unit="hours",
        source="analysis",
        reads=("comment_list",),
        up_is_good=False,
        analysis=_COMMENTS,
    ),
    Metric(
        name="net_sentiment",
        label={"en": "Net sentiment", "id": "Sentimen bersih"},
        formula={
            "en": "(positive − negative comments) ÷ all rated ones, beside the share left unrated",
            "id": "(komentar positif − negatif) ÷ semua yang dinilai, di samping bagian yang tidak dinilai",
        },
        unit="percent",
        source="analysis",
        reads=("comment_list",),
        analysis=_COMMENTS,
    ),
    Metric(
        name="participation",
        label={"en": "Participation", "id": "Partisipasi"},
        formula={
            "en": "posts of the period on which the member commented (or liked, where the source lists all "
            "who "
            "did) ÷ posts of the period",
            "id": "post dalam periode yang dikomentari anggota (atau disukai, bila sumber menyebut "
            "semuanya) ÷ post "
            "dalam periode",
        },
        unit="percent",
        source="analysis",
        reads=("roster", "comment_list", "published_at"),
        analysis=_MEMBERS,
    ),
    Metric(
        name="accuracy",
        label={"en": "Accuracy", "id": "Akurasi"},
        formula={
            "en": "stored counts equal to (and within 1 % of) a fresh fetch ÷ counts compared, by count "
            "and age",
            "id": "angka tersimpan yang sama dengan (dan selisih hingga 1 % dari) pengambilan baru ÷ angka "
            "yang "
            "dibandingkan, menurut jenis angka dan usianya",
        },
        unit="percent",
        source="analysis",
        reads=("fetches",),
        analysis=_LEDGER,
    ),
)

OF_ANALYSES = (*_OF_POSTS, *_OF_COMMENTS)
