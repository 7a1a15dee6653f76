"""The instruments that the answers are measured with; they know nothing about any answer."""
