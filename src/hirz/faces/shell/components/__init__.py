"""The parts pages are made of: template tags with keyword-only arguments that refuse a typo."""
