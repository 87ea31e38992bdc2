"""Who somebody is: accounts, roles, keys of applications, and the actor of each request."""
