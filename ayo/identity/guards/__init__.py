"""What guards an account beside its password: which passwords are taken, codes, passkeys, the brake on guessing."""
