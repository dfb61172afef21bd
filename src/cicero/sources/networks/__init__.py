"""The networks' own JSON: shapes and pure parsers that exports (`files`) and live sources share."""
