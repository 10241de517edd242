"""CTC: greedy decoding with a confidence a character."""
import numpy as np


def softmax(logits):
    e = np.exp(logits - logits.max(-1, keepdims=True))
    return e / e.sum(-1, keepdims=True)


def greedy(logits, alphabet):
    """logits [T,K] → (text, [confidence a character]). A character's confidence is its highest probability while it lasts."""
    p = softmax(np.asarray(logits, np.float32))
    best = p.argmax(-1)
    text, conf, last = [], [], 0
    for t, k in enumerate(best):
        if k and k != last:
            text.append(alphabet[k])
            conf.append(float(p[t, k]))
        elif k and k == last:
            conf[-1] = max(conf[-1], float(p[t, k]))
        last = k
    return "".join(text), conf


def normalise(crop):
    """The reader's input: (x − mean) / (std + 8) over the crop, values 0…255. [..., H, W]"""
    x = np.asarray(crop, np.float32)
    return (x - x.mean((-2, -1), keepdims=True)) / (x.std((-2, -1), keepdims=True) + 8)
