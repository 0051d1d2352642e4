"""What people do with their catalogue: make products and collections, rename, publish. Each keeps the lists true."""
