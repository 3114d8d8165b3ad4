"""What stretches of a text mean: patterns over kinds of tokens, and the types that they become."""
