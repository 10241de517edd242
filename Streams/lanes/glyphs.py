"""Letters as masks: fonts of Debian, drawn once and scaled to the size that a plate or a wall asks for."""
import functools
import os

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

_FOLDERS = ["/usr/share/fonts/truetype", "/usr/share/fonts/opentype"]
# The first file that exists serves; each list ends in a font that a bare Debian with fonts-liberation has.
_FONTS = {
    "plate": ["roadgeek/RG2014C.ttf", "liberation/LiberationSansNarrow-Bold.ttf"],
    "plate-wide": ["roadgeek/RG2014D.ttf", "liberation/LiberationSans-Bold.ttf"],
    "hanzi": ["noto/NotoSansCJK-Bold.ttc", "wqy/wqy-zenhei.ttc"],
    "code": ["roadgeek/RG2014D.ttf", "liberation/LiberationSans-Bold.ttf"],
    "code-narrow": ["liberation/LiberationSansNarrow-Bold.ttf"],
    "label": ["liberation/LiberationSans-Regular.ttf"],
    "logo": ["liberation/LiberationSans-BoldItalic.ttf"],
    "logo-serif": ["liberation/LiberationSerif-Bold.ttf"],
}


@functools.lru_cache(maxsize=None)
def font_file(name):
    """Path of the font that serves under this name."""
    for candidate in _FONTS[name]:
        for folder in _FOLDERS:
            path = os.path.join(folder, candidate)
            if os.path.exists(path):
                return path
    raise SystemExit(f"no font for '{name}': install one of {', '.join(_FONTS[name])} "
                     "(Debian: fonts-roadgeek fonts-noto-cjk fonts-wqy-zenhei fonts-liberation)")


@functools.lru_cache(maxsize=None)
def _font(name, size):
    return ImageFont.truetype(font_file(name), size, layout_engine=ImageFont.Layout.BASIC)


@functools.lru_cache(maxsize=None)
def glyph(character, name):
    """Tight mask of one character, 160 px font size, float 0…1."""
    font = _font(name, 160)
    left, top, right, bottom = font.getbbox(character)
    image = Image.new("L", (right - left + 8, bottom - top + 8))
    ImageDraw.Draw(image).text((4 - left, 4 - top), character, fill=255, font=font)
    mask = np.asarray(image)
    rows, columns = np.where(mask.max(1) > 60)[0], np.where(mask.max(0) > 60)[0]
    return mask[rows[0]:rows[-1] + 1, columns[0]:columns[-1] + 1].astype(np.float32) / 255


def stamp(layer, mask, x, y, width, height):
    """Lays a mask on a float layer at a place given in pixels (fractions count), keeping the larger value."""
    scale = np.float32([[width / mask.shape[1], 0, x], [0, height / mask.shape[0], y]])
    shrink = max(1.0, mask.shape[0] / max(height, 1.0))
    if shrink > 1.5:  # let the area filter do the shrinking, so that thin strokes survive
        mask = cv2.resize(mask, (max(1, round(width)), max(1, round(height))), interpolation=cv2.INTER_AREA)
        scale = np.float32([[width / mask.shape[1], 0, x], [0, height / mask.shape[0], y]])
    drawn = cv2.warpAffine(mask, scale, (layer.shape[1], layer.shape[0]), flags=cv2.INTER_LINEAR)
    np.maximum(layer, drawn, out=layer)


def text_mask(text, name, height):
    """A line of text as a float mask whose capitals are `height` pixels high, with the font's own spacing."""
    size = 160
    font = _font(name, size)
    left, top, right, bottom = font.getbbox(text)
    capital = glyph("H", name).shape[0]
    image = Image.new("L", (right - left + 8, bottom - top + 8))
    ImageDraw.Draw(image).text((4 - left, 4 - top), text, fill=255, font=font)
    mask = np.asarray(image).astype(np.float32) / 255
    scale = height / capital
    size = (max(1, round(mask.shape[1] * scale)), max(1, round(mask.shape[0] * scale)))
    return cv2.resize(mask, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR)


def put_text(picture, text, name, height, x, y, colour, opacity=1.0, anchor="left"):
    """Draws text on a BGR picture; x, y is the top left (or top middle, top right) of the text's box."""
    mask = text_mask(text, name, height) * opacity
    x -= {"left": 0, "middle": mask.shape[1] / 2, "right": mask.shape[1]}[anchor]
    blend(picture, mask, int(round(x)), int(round(y)), colour)
    return mask.shape[1]


def blend(picture, mask, x, y, colour):
    """Paints a colour through a mask; what lies outside the picture is cut off."""
    x0, y0 = max(0, x), max(0, y)
    x1, y1 = min(picture.shape[1], x + mask.shape[1]), min(picture.shape[0], y + mask.shape[0])
    if x1 <= x0 or y1 <= y0:
        return
    part = mask[y0 - y:y1 - y, x0 - x:x1 - x, None]
    region = picture[y0:y1, x0:x1, :3]
    region[:] = (region * (1 - part) + np.float32(colour) * part + 0.5).astype(np.uint8)
