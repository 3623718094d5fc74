"""Rules for disclint: what the city of Wuwei asks. They are in pack.toml; nothing here is ever run."""
