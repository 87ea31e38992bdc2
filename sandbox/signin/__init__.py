"""Three of the twenty let people in through Ayo, with a client library that knows nothing of Ayo (Authlib)."""
