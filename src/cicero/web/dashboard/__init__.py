"""What stands on a client's dashboard, widget by widget: from a Result to what a template shows.

Nothing here asks the database except `findings`.
"""
