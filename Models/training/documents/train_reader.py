"""Trains the reader of machine-readable zones on rendered strips.

    python train_reader.py --minutes 40 --work DIR --start Models/code-reader-1.xml [--out Models]     resumes from DIR/reader.pt
    python train_reader.py --smoke                                                                    writes nothing
"""
import argparse
import os
import sys
import tempfile
import time

import numpy as np
import torch
import torch.nn.functional as F

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.dirname(HERE)]
import render  # noqa: E402
from common.ctc import normalise  # noqa: E402
from common.reader_net import ReaderNet  # noqa: E402
from common.resume import from_ir  # noqa: E402
from common.training import Feeder, Run  # noqa: E402

INDEX = {c: i for i, c in enumerate(render.ALPHABET)}
WIDTH = 0.75


def make(g, hard, batch=32):
    x, labels, lengths = np.zeros((batch, 1, *render.SHAPE), np.float32), [], []
    for i in range(batch):
        crop, text = render.strip(g, hard)
        x[i, 0] = normalise(crop)
        labels += [INDEX[c] for c in text]
        lengths.append(len(text))
    return x, np.array(labels, np.int64), np.array(lengths, np.int64)


def echo(g):
    """A batch once more, moved by a pixel or two and noisier."""
    def change(batch):
        x = np.roll(batch[0], (int(g.integers(-1, 2)), int(g.integers(-3, 4))), (2, 3))
        return (x + g.standard_normal(x.shape, dtype=np.float32) * g.uniform(0, .3, (len(x), 1, 1, 1)).astype(np.float32), *batch[1:])
    return change


def right(logits, labels, lengths):
    """Shares of lines and of characters that greedy decoding reads."""
    best, lines, at, chars = logits.argmax(-1).numpy(), 0, 0, 0
    for row, n in zip(best, lengths):
        want = labels[at:at + n].tolist()
        at += n
        got = row[np.concatenate([[True], row[1:] != row[:-1]]) & (row > 0)].tolist()
        lines += got == want
        chars += len(got) == n and np.mean([a == b for a, b in zip(got, want)])
    return lines / len(lengths), chars / len(lengths)


def export(state, out):
    from common.export import to_ir, write_card
    net = ReaderNet(len(render.ALPHABET), width=WIDTH)
    net.load_state_dict(state)
    to_ir(net, (1, 1, *render.SHAPE), "crop", ["logits"], os.path.join(out, "document-reader.xml"))
    write_card(os.path.join(out, "document-reader.json"), {
        "alphabet": render.ALPHABET, "cropMargin": render.CROP_MARGIN, "shape": list(render.SHAPE), "normalise": "(x - mean) / (std + 8)",
        "hidden": "the last class: nobody can see the character"})


def main():
    ap = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ap.add_argument("--minutes", type=float, default=40)
    ap.add_argument("--work", default=os.path.join(tempfile.gettempdir(), "bordergate-train-documents"))
    ap.add_argument("--start", help="code-reader-1.xml to begin with, where there is no checkpoint")
    ap.add_argument("--rate", type=float, default=2e-3)
    ap.add_argument("--seed", type=int, default=5)
    ap.add_argument("--out", help="folder to export the IR to")
    ap.add_argument("--smoke", action="store_true")
    a = ap.parse_args()
    if a.smoke:
        a.minutes, a.work, a.out = .5, tempfile.mkdtemp(), None
    torch.set_num_threads(1)
    torch.manual_seed(a.seed)
    net = ReaderNet(len(render.ALPHABET), width=WIDTH).to(memory_format=torch.channels_last)
    if a.start:
        g = np.random.default_rng(a.seed)
        from_ir(net, a.start, (torch.from_numpy(make(g, .5, 8)[0]) for _ in range(6)))
    run = Run(net, a.work, "reader", a.minutes, lr=a.rate)
    batch = 8 if a.smoke else 32
    feeder = Feeder(lambda g, hard: make(g, hard, batch), a.seed + run.steps, echo=echo(np.random.default_rng(a.seed)), later=60)
    net.train()
    seen, shown, first = [], time.time(), None
    try:
        while run.progress < 1:
            feeder.hard.value = min(1.0, run.progress / .35)
            x, labels, lengths = feeder.get()
            x = torch.from_numpy(x).contiguous(memory_format=torch.channels_last)
            with torch.autocast("cpu", torch.bfloat16):
                logits = net(x)
            logits = logits.float()
            loss = F.ctc_loss(logits.log_softmax(-1).transpose(0, 1), torch.from_numpy(labels), torch.full((len(x),), logits.shape[1]),
                              torch.from_numpy(lengths), zero_infinity=True)
            run.step(loss, len(x))
            seen.append((loss.item(), *right(logits.detach(), labels, lengths)))
            if first is None and len(seen) >= 4:
                first = np.mean([s[0] for s in seen])
            if time.time() - shown > (5 if a.smoke else 60):
                loss, lines, chars = np.mean(seen, 0)
                print(f"{run.elapsed / 60:6.1f} min {run.samples:8d} samples loss {loss:.4f} lines {lines:.3f} characters {chars:.3f}", flush=True)
                last, seen, shown = loss, [], time.time()
            if time.time() - run.saved > 120:
                run.save()
    finally:
        feeder.close()
        run.save()
    if a.out:
        export({k: v.clone() for k, v in run.ema.items()}, a.out)
    if a.smoke and not last < .8 * first:
        raise SystemExit("smoke: the reader's loss did not fall")


if __name__ == "__main__":
    main()
