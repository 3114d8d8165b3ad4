"""What a text is cut into: kinds of tokens, shapes, and the words of three languages."""
