"""What people send: judged by its content, made harmless, looked at by a scanner, and given to the right person."""
