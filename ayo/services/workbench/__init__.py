"""What an officer sees of the work: the queue and one case of it, in words."""
