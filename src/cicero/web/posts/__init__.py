"""What the list of posts and the page of one post show, from answers to values."""
