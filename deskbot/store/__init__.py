"""The only SQL: tables, the database, blobs, and a file of queries for each noun."""
