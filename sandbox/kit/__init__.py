"""What the twenty applications share: a small web server, stores, field conversion and the exchange protocol."""
