"""The first lines of `make run`: where to go, and whom one can be."""

from pathlib import Path

from ayo.config.supervisor import Plan, greeting


def test_the_greeting_names_the_address_the_people_and_what_else_was_to_be_mentioned():
    plan = Plan(Path("/home/x"), "0.0.0.0", 8000, 1, True, ("python -m sandbox",), ("Copies: http://127.0.0.1:9199",))

    said = greeting(plan, [{"name": "Ratna", "role": "resident"}, {"name": "Nia K", "role": "integrator"}])

    assert said[1:] == [
        "Ayo is open at http://127.0.0.1:8000",
        "Passkeys want a name: try them at http://localhost:8000",
        "Sign in with one click as:",
        "  Ratna  resident",
        "  Nia K  integrator",
        "Copies: http://127.0.0.1:9199",
        "Data and logs are in /home/x. Ctrl-C ends everything.",
        "",
    ]
