"""Trains the plate reader on rendered plates (and, where given, on licensed real crops).

  python Models/training/plates/train_reader.py --minutes 120 --work DIR [--real DIR] [--start IR] [--export]

Resumes from DIR/reader.pt; --minutes is the whole schedule's length. --start goes on from an exported model instead of from nothing. --smoke runs for seconds, writes to a temporary folder, and checks
that the loss falls. --real: a folder with truth.tsv (image, text); pictures with an EVEN number train, odd ones stay for measuring.
"""
import argparse
import csv
import os
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
import cv2
import numpy as np
import torch
import torch.nn.functional as F

from common import degrade
from common.ctc import normalise
from common.reader_net import ReaderNet, parameters
from common.resume import from_ir
from common.training import Feeder, Run
from plates import render
from plates.alphabet import ALPHABET, CLASSES, HIDDEN, INDEX, PROVINCES, SHAPE

NONE = len(PROVINCES)  # the auxiliary head's class for "no province here"
BATCH = 96


def real_crops(folder):
    out = []
    for row in csv.DictReader(open(os.path.join(folder, "truth.tsv"), encoding="utf-8"), delimiter="\t"):
        number = int("".join(c for c in os.path.basename(row["image"]) if c.isdigit()))
        if number % 2 == 0 and all(c in INDEX for c in row["text"]):
            img = cv2.imread(os.path.join(folder, row["image"]), cv2.IMREAD_GRAYSCALE)
            if img is not None and img.shape[1] < 320:
                out.append((img, [INDEX[c] for c in row["text"]]))
    return out


def real_sample(g, real):
    """Half of them from any province alike: nearly all real crops are of one."""
    if g.random() < .5:
        provinces = sorted({label[0] for _, label in real})
        province = provinces[int(g.integers(len(provinces)))]
        real = [r for r in real if r[1][0] == province]
    img, label = real[int(g.integers(len(real)))]
    h, w = img.shape
    q = np.array([[0, 0], [w, 0], [w, h], [0, h]], np.float32)
    q = render.jitter(g, q, .6)
    img = degrade.noise(degrade.tone(img, g), g) if g.random() < .7 else img
    crop, _ = render.rectify(img, q, 1, g)
    return crop, label, None, "real"


def batch_maker(real):
    def make(g, hard):
        two = g.random() < .5
        lines = 2 if two else 1
        h, w = SHAPE[lines]
        steps = lines * w // 4
        x = np.zeros((BATCH, 1, h, w), np.float32)
        frames = np.full((BATCH, steps), -100, np.int64)
        aux = np.full(BATCH, -100, np.int64)
        labels, lengths = [], []
        for i in range(BATCH):
            if real and not two and g.random() < .04:
                crop, label, centres, kind = real_sample(g, real)
            else:
                level = hard * g.uniform(.3, 1)
                crop, label, centres, kind = render.crop_sample(g, two, level)
            if g.random() < .04:
                crop = 255 - crop
            x[i, 0] = normalise(crop)
            labels += label
            lengths.append(len(label))
            p = [ALPHABET[c] for c in label if c != HIDDEN and ALPHABET[c] in PROVINCES]
            if HIDDEN not in label and (kind == "real" or kind.startswith("cn") or not p):
                aux[i] = PROVINCES.index(p[0]) if p else NONE
            if centres is not None:
                frames[i] = 0
                before = None
                for c, cx, line in centres:
                    t = int(np.clip(cx // 4, 0, w // 4 - 1)) + line * (w // 4)
                    if c == HIDDEN and before is not None and before[1] == line:
                        frames[i, before[0]:t] = HIDDEN
                    before = (t, line) if c == HIDDEN else None
                    for n in (t - 1, t + 1):
                        if 0 <= n < steps and frames[i, n] == 0:
                            frames[i, n] = -100
                for c, cx, line in centres:
                    t = int(np.clip(cx // 4, 0, w // 4 - 1)) + line * (w // 4)
                    frames[i, t] = c if frames[i, t] in (0, -100, c) else -100
        return x, np.array(labels, np.int64), np.array(lengths, np.int64), frames, aux
    return make


def echo(g):
    """A batch once more, moved by a pixel or two and noisier."""
    def change(batch):
        x = np.roll(batch[0], (int(g.integers(-1, 2)), int(g.integers(-2, 3))), (2, 3))
        x = x + g.standard_normal(x.shape, dtype=np.float32) * g.uniform(0, .3, (len(x), 1, 1, 1)).astype(np.float32)
        return (x.astype(np.float32), *batch[1:])
    return change


def greedy_exact(logits, labels, lengths):
    best, right, at = logits.argmax(-1).numpy(), 0, 0
    for row, n in zip(best, lengths):
        want = labels[at:at + n].tolist()
        at += n
        keep = np.concatenate([[True], row[1:] != row[:-1]]) & (row > 0)
        right += row[keep].tolist() == want
    return right / len(lengths)


def main():
    ap = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ap.add_argument("--minutes", type=float, default=120)
    ap.add_argument("--work", default=os.path.join(tempfile.gettempdir(), "bordergate-train-plates"))
    ap.add_argument("--real")
    ap.add_argument("--start", help="plate-reader-1.xml to go on from, where there is no checkpoint")
    ap.add_argument("--rate", type=float, default=2e-3, help="the schedule's highest learning rate")
    ap.add_argument("--workers", type=int, default=1)
    ap.add_argument("--threads", type=int, default=1)
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--export", action="store_true", help="write Models/plate-reader-* every 15 minutes and at the end")
    ap.add_argument("--smoke", action="store_true")
    a = ap.parse_args()
    if a.smoke:
        a.minutes, a.work, a.export = 0.35, tempfile.mkdtemp(), False
        global BATCH
        BATCH = 32
    torch.set_num_threads(a.threads)
    torch.manual_seed(a.seed)
    net = ReaderNet(CLASSES, aux_classes=NONE + 1).to(memory_format=torch.channels_last)
    make = batch_maker(real_crops(a.real) if a.real else [])
    if a.start:
        g = np.random.default_rng(a.seed)
        from_ir(net, a.start, (torch.from_numpy(make(g, 1.0)[0]) for _ in range(24)))
    run = Run(net, a.work, "reader", a.minutes, lr=a.rate)
    feeder = Feeder(make, a.seed + run.steps, a.workers, echo=echo(np.random.default_rng(a.seed)))
    print(f"{parameters(net)} parameters", flush=True)
    net.train()
    seen, shown, exported, first = [], time.time(), time.time(), None
    try:
        while run.progress < 1:
            feeder.hard.value = 1.0 if a.start else min(1.0, run.progress / .25)
            x, labels, lengths, frames, aux = feeder.get()
            x = torch.from_numpy(x).contiguous(memory_format=torch.channels_last)
            with torch.autocast("cpu", torch.bfloat16):
                logits, extra = net.forward_train(x)
            logits, extra = logits.float(), extra.float()
            t = logits.shape[1]
            ctc = F.ctc_loss(logits.log_softmax(-1).transpose(0, 1), torch.from_numpy(labels), torch.full((len(x),), t), torch.from_numpy(lengths),
                             zero_infinity=True)
            frame = F.cross_entropy(logits.flatten(0, 1), torch.from_numpy(frames).flatten(), ignore_index=-100)
            side = F.cross_entropy(extra, torch.from_numpy(aux), ignore_index=-100)
            loss = ctc + (3.0 if run.progress < .3 and not a.start else .6) * frame + .3 * (1 - .7 * run.progress) * side
            run.step(loss, len(x))
            seen.append((ctc.item(), frame.item(), side.item(), greedy_exact(logits.detach(), labels, lengths), x.shape[2] == 64))
            if first is None and len(seen) >= 4:
                first = np.mean([s[0] for s in seen[:4]])
            if time.time() - shown > (5 if a.smoke else 60):
                one, two = [[s for s in seen if s[4] == k] for k in (False, True)]
                m = lambda s, i: np.mean([v[i] for v in s]) if s else float("nan")
                print(f"{run.elapsed / 60:6.1f} min {run.samples:8d} samples ({len(seen) * BATCH / (time.time() - shown):.0f}/s) ctc {m(one, 0):.3f} {m(two, 0):.3f} "
                      f"frame {m(seen, 1):.3f} aux {m(seen, 2):.3f} exact {m(one, 3):.3f} {m(two, 3):.3f}", flush=True)
                last, seen, shown = m(seen, 0), [], time.time()
            if time.time() - run.saved > 150:
                run.save()
            if a.export and time.time() - exported > 900:
                exported = time.time()
                export(run)
    finally:
        feeder.close()
        run.save()
    if a.export:
        export(run)
    if a.smoke:
        print(f"ctc {first:.2f} → {last:.2f}")
        if not last < .8 * first:
            raise SystemExit("smoke: the reader's loss did not fall")


def export(run):
    from plates.export_models import export_reader
    export_reader({k: v.clone() for k, v in run.ema.items()})


if __name__ == "__main__":
    main()
