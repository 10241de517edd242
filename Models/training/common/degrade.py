"""What cameras, weather and years do to a grey picture of characters. Pictures are uint8 [H,W]; every function takes the generator."""
import cv2
import numpy as np

cv2.setNumThreads(1)


def tone(img, g):
    """Contrast, brightness, gamma, over- and under-exposure."""
    x = img.astype(np.float32)
    if g.random() < 0.75:
        c = g.uniform(0.45, 1.15) if g.random() < 0.85 else g.uniform(0.2, 0.45)
        mean = x.mean()
        x = (x - mean) * c + mean + g.uniform(-45, 45)
    if g.random() < 0.4:
        x = 255 * np.power(np.clip(x, 0, 255) / 255, np.exp(g.uniform(-0.7, 0.7)))
    if g.random() < 0.08:
        x = x * g.uniform(1.2, 1.6)
    elif g.random() < 0.1:
        x = x * g.uniform(0.15, 0.5)
    return np.clip(x, 0, 255).astype(np.uint8)


def light(img, g):
    """A gradient, a hard shadow's edge, or a spot of glare."""
    h, w = img.shape
    r = g.random()
    if r < 0.45:
        return img
    yy, xx = np.ogrid[0:h, 0:w]
    a = g.uniform(0, 2 * np.pi)
    u = ((xx - w * g.random()) * np.cos(a) + (yy - h * g.random()) * np.sin(a)) / max(w, h)
    if r < 0.7:
        m = 1 + g.uniform(-0.7, 0.7) * u
    elif r < 0.88:
        m = np.where(u > 0, 1.0, g.uniform(0.35, 0.85))
        if g.random() < 0.5:
            m = cv2.blur(m.astype(np.float32), (5, 5))
    else:
        d = ((xx - w * g.random()) / (w * g.uniform(0.05, 0.35))) ** 2 + ((yy - h * g.random()) / (h * g.uniform(0.1, 0.6))) ** 2
        return np.clip(img + g.uniform(40, 200) * np.exp(-d), 0, 255).astype(np.uint8)
    return np.clip(img * m, 0, 255).astype(np.uint8)


def blur(img, g, strength=1.0):
    """Defocus or motion, about as strong as still leaves characters legible to a person."""
    r = g.random()
    if r < 0.35:
        return img
    if r < 0.7:
        s = g.uniform(0.4, 1.5) * strength
        return cv2.GaussianBlur(img, (0, 0), s)
    n = int(max(2, round(g.uniform(2, 6) * strength)))
    k = np.zeros((n * 2 + 1, n * 2 + 1), np.float32)
    a = g.normal(0, 0.5) if g.random() < 0.6 else g.uniform(0, np.pi)
    dx, dy = np.cos(a) * n / 2, np.sin(a) * n / 2
    cv2.line(k, (int(round((n - dx) * 16)), int(round((n - dy) * 16))), (int(round((n + dx) * 16)), int(round((n + dy) * 16))), 1.0, 1,
             cv2.LINE_AA, 4)
    s = k.sum()
    return cv2.filter2D(img, -1, k / s) if s > 0 else img


def saturate(img, g):
    """An exposure that suits the surroundings: paper burns out and eats into the strokes, or ink drowns and they grow."""
    if g.random() < 0.8:
        return img
    k = g.uniform(1.2, 2.4)
    pivot = np.percentile(img[::3, ::3], g.uniform(5, 45)) if g.random() < 0.75 else np.percentile(img[::3, ::3], g.uniform(70, 98))
    return np.clip((img.astype(np.float32) - pivot) * k + pivot, 0, 255).astype(np.uint8)


def lamp(img, g):
    """A vehicle's lamp above: light that falls off downwards."""
    if g.random() < 0.93:
        return img
    h, w = img.shape
    yy, xx = np.ogrid[0:h, 0:w]
    d = ((xx - w * g.uniform(0.1, 0.9)) / (w * g.uniform(0.2, 0.9))) ** 2 + ((yy + h * g.uniform(0, 0.3)) / (h * g.uniform(0.2, 0.9))) ** 2
    return np.clip(img + g.uniform(60, 230) * np.exp(-d), 0, 255).astype(np.uint8)


def noise(img, g):
    if g.random() < 0.35:
        return img
    top = min(18.0, 2 + 0.45 * float(img.std()))  # a camera's noise never drowns what a person could read
    n = g.standard_normal(img.shape, dtype=np.float32) * float(np.exp(g.uniform(np.log(1.2), np.log(top))))
    if g.random() < 0.3:
        n = cv2.blur(n, (2, 2)) * 1.7
    return np.clip(img + n, 0, 255).astype(np.uint8)


def compress(img, g, low=20):
    if g.random() < 0.35:
        return img
    ok, b = cv2.imencode(".jpg", img, [cv2.IMWRITE_JPEG_QUALITY, int(g.integers(low, 96))])
    return cv2.imdecode(b, cv2.IMREAD_GRAYSCALE)


def sharpen(img, g):
    """What cameras' own processing adds: halos."""
    if g.random() < 0.8:
        return img
    b = cv2.GaussianBlur(img, (0, 0), g.uniform(0.8, 2))
    return cv2.addWeighted(img, 1 + (k := g.uniform(0.4, 1.6)), b, -k, 0)


def camera(img, g, strength=1.0):
    """From the scene to the recorded picture; `strength` scales the blur."""
    return compress(noise(sharpen(saturate(blur(lamp(tone(light(img, g), g), g), g, strength), g), g), g), g)


def texture(h, w, g):
    """Something to stand behind or beside: flat, gradient, stripes or clouds."""
    r = g.random()
    base, amp = g.uniform(10, 230), g.uniform(0, 90)
    if r < 0.3:
        t = np.full((h, w), base, np.float32)
    elif r < 0.5:
        t = cv2.resize((base + amp * g.standard_normal((2, 2))).astype(np.float32), (w, h), interpolation=cv2.INTER_LINEAR)
    elif r < 0.7:
        a, f = g.uniform(0, np.pi), g.uniform(0.1, 1.2)
        yy, xx = np.ogrid[0:h, 0:w]
        t = base + amp * np.sign(np.sin((xx * np.cos(a) + yy * np.sin(a)) * f))
        t = t.astype(np.float32)
    else:
        n = int(g.integers(3, 12))
        t = cv2.resize((base + amp * g.standard_normal((n, n))).astype(np.float32), (w, h), interpolation=cv2.INTER_CUBIC)
    return np.clip(t, 0, 255).astype(np.uint8)
