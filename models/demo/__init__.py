"""The demo district's people and needs, made up from a seed by parameters.toml; nobody is real."""
