"""Response headers that tell the browser what these pages may do: nothing they do not need."""

from __future__ import annotations

from cicero.config import Settings

POLICY = "; ".join(
    (
        "default-src 'self'",
        "img-src 'self' data:",
        # charts and bars in tables set sizes and colours on elements; scripts and style sheets are files
        "style-src-attr 'unsafe-inline'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)


def security_headers(settings: Settings) -> dict[str, str]:
    headers = {
        "content-security-policy": POLICY,
        "x-content-type-options": "nosniff",
        "referrer-policy": "same-origin",
        "cross-origin-opener-policy": "same-origin",
        "permissions-policy": "camera=(), geolocation=(), microphone=()",
        # what somebody may see is nobody else's; static files say otherwise for themselves
        "cache-control": "no-store",
    }
    if settings.public_url.startswith("https:"):
        headers["strict-transport-security"] = "max-age=31536000"
    return headers
