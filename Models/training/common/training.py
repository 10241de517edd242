"""What every training run here needs: a worker that renders, a moving average of weights, checkpoints, a schedule by wall time."""
import collections
import copy
import math
import multiprocessing as mp
import os
import queue
import signal
import sys
import time

import numpy as np
import torch


class Feeder:
    """Renders batches in worker processes. make(generator, hard) → a batch; `hard` grows from 0 to 1 with the training.

    Rendering costs as much as training: with `echo`, a function that changes a batch a little, each is given twice, the second time
    some hundred batches later (data echoing: arXiv 1907.05550).
    """

    def __init__(self, make, seed, workers=1, depth=6, echo=None, later=300):
        self.echo, self.later, self.kept, self.turn = echo, later, collections.deque(), 0
        ctx = mp.get_context("fork")
        self.hard = ctx.Value("d", 0.0)
        self.queue = ctx.Queue(depth)
        self.workers = [ctx.Process(target=self._run, args=(make, seed, i), daemon=True) for i in range(workers)]
        for w in self.workers:
            w.start()

    def _run(self, make, seed, index):
        torch.set_num_threads(1)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        parent = os.getppid()
        g = np.random.default_rng([seed, index])
        while True:
            batch = make(g, self.hard.value)
            while True:
                try:
                    self.queue.put(batch, timeout=5)
                    break
                except queue.Full:
                    if os.getppid() != parent:
                        os._exit(0)

    def get(self):
        self.turn += 1
        if self.echo and len(self.kept) >= self.later and self.turn % 2:
            return self.echo(self.kept.popleft())
        batch = self._new()
        if self.echo:
            self.kept.append(batch)
        return batch

    def _new(self):
        while True:
            try:
                return self.queue.get(timeout=10)
            except queue.Empty:
                if not any(w.is_alive() for w in self.workers):
                    raise RuntimeError("every rendering worker died: see its traceback above")

    def close(self):
        for w in self.workers:
            w.terminate()


class Run:
    """Network, optimiser, moving average, elapsed time: saved and resumed together."""

    def __init__(self, net, folder, name, minutes, lr=2e-3, decay=0.998, warm=0.01, seed=1):
        self.net, self.path, self.total, self.lr, self.decay, self.warm = net, os.path.join(folder, name + ".pt"), minutes * 60, lr, decay, warm
        os.makedirs(folder, exist_ok=True)
        self.opt = torch.optim.AdamW([{"params": [p for p in net.parameters() if p.ndim > 1], "weight_decay": 0.01},
                                      {"params": [p for p in net.parameters() if p.ndim <= 1], "weight_decay": 0.0}], lr=lr)
        self.before, self.steps, self.samples = 0.0, 0, 0
        self.ema = copy.deepcopy(net.state_dict())
        self.seed = seed
        if os.path.exists(self.path):
            c = torch.load(self.path, map_location="cpu")
            net.load_state_dict(c["net"])
            self.opt.load_state_dict(c["opt"])
            self.ema, self.before, self.steps, self.samples = c["ema"], c["elapsed"], c["steps"], c["samples"]
            print(f"resumed {self.path}: {self.before / 60:.1f} min, {self.samples} samples", flush=True)
        self.start = self.saved = time.time()
        signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped: run the same command again to resume"))

    @property
    def elapsed(self):
        return self.before + time.time() - self.start

    @property
    def progress(self):
        return min(1.0, self.elapsed / self.total)

    def step(self, loss, samples, clip=5.0):
        p = self.progress
        lr = self.lr * (min(1.0, (self.steps + 1) / 60)) * max(0.01, 0.5 * (1 + math.cos(math.pi * p)))
        for group in self.opt.param_groups:
            group["lr"] = lr
        self.opt.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.net.parameters(), clip)
        self.opt.step()
        self.steps += 1
        self.samples += samples
        d = min(self.decay, (self.steps + 1) / (self.steps + 20))
        with torch.no_grad():
            for k, v in self.net.state_dict().items():
                if v.dtype.is_floating_point:
                    self.ema[k].lerp_(v.float(), 1 - d)
                else:
                    self.ema[k].copy_(v)

    def save(self):
        torch.save({"net": self.net.state_dict(), "opt": self.opt.state_dict(), "ema": self.ema, "elapsed": self.elapsed, "steps": self.steps,
                    "samples": self.samples}, self.path + ".part")
        os.replace(self.path + ".part", self.path)
        self.saved = time.time()
