"""Synthetic gate lanes: what the lane renderer is made of.

The world is metric: x along the lane in the direction of travel, y to the driver's left, z up.
Pictures are uint8 BGR (OpenCV's order); textures with transparency carry a fourth channel.
"""
