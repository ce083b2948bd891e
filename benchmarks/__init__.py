"""Quality and scale, measured: against public instances, against peers, against a whole city."""
