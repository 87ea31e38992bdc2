"""What identity holds of a person goes along when two records are merged, and comes back when they are not."""
