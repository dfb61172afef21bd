"""What stands on the page that compares accounts, widget by widget: from an answer to what a template shows.

Nothing here asks the database except `findings`.
"""
