"""One module a site: what its answers look like, and the items they become. Pure."""
