"""One history of the schema. A table and its row policy arrive in the same revision."""
