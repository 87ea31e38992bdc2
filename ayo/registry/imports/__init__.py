"""Files of persons, families and employees: mapped, checked, written in chunks that a kill cannot double or lose."""
