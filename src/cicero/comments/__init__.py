"""The daily work on comments: the stream of them, what became of each, topics, ratings, recaps, forgetting.

They are stored by `posts`, and fetched by `ingest`.
"""
