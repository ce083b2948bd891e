"""The reference district, Hanyang: what is known of it, and a stand-in, called assumed, for what is not."""
