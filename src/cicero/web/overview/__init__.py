"""What the first page shows: every client one may see, its key figures, and what needs attention."""
