"""The option that allows work which is estimated to be large."""

import click

allowing_large = click.option(
    "--allow-large", is_flag=True, help="Allow more than an hour, or half the memory."
)
