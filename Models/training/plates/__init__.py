"""Number plates: rendering, training, evaluation."""
