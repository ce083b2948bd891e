"""Tables taken out of the registers: what the caller reaches, telephones masked, no cell a formula."""
