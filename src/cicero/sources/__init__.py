"""Where data comes from: one folder per source, each with pure parsers. Storing is none of its business."""
