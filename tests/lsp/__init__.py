"""The language server, spoken to by a real client over standard input and output."""
