"""Messages to people. The inbox is the truth; other channels follow it."""
