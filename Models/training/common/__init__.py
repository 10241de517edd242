"""What the training of plates and of container codes shares."""
