"""What follows for orders without asking the database: states, the ledger's postings, totals, deadlines."""
