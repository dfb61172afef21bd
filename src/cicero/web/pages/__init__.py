"""One page per file: read the request, ask one room, render. The templates bear the same names."""
