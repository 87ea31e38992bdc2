from django.db import migrations


class Migration(migrations.Migration):
    """Tokens are ended by the sign-in they descend from, which the provider's table has no column for."""

    dependencies = [
        ("identity", "0003_oidc"),
        ("allauth_idp_oidc", "0003_client_allow_uri_wildcards"),
    ]

    operations = [
        migrations.RunSQL(
            "create index identity_token_family on allauth_idp_oidc_token ((data -> 'family'))",
            "drop index identity_token_family",
        ),
    ]
