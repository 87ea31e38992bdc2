"""Acting for another person: given by that person, or following from the family card or a guardianship."""
