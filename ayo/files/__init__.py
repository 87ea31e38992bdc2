"""Files people give and get: kept outside the database, under names that tell nothing."""
