"""What happens in the district, told to others in one order: numbered, read in pages, sent to webhooks."""
