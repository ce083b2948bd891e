"""What things are: plain frozen values that refuse nonsense when they are made."""
