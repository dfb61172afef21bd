"""Pretend sources: an ASGI app that speaks as the real ones do, over a seeded world that lives.

Built from what is known of the real interfaces alone; it shares no code with `sources`, which reads them.
"""
