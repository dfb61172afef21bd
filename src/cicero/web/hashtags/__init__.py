"""What the page about hashtags and mentions shows, from what `analytics.hashtags` found to values.

Nothing here asks the database except `findings`.
"""
