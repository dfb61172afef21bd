"""What the page of all components shows: invented values through the functions that the pages use."""
