"""What the page about the best time shows, from what `analytics.best_time` found to values.

Nothing here asks the database except `findings`.
"""
