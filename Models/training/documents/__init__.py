"""Machine-readable zones of travel documents: rendering and training."""
