"""Donated medicine: lots, what a pharmacist releases of them, and what comes back."""
