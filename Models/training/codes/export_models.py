"""Write the IR files from the newest checkpoints: python export_models.py --work DIR --out Models"""
import argparse
import os
import sys

import torch

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.dirname(HERE)]
import train_detector  # noqa: E402
import train_reader  # noqa: E402

if __name__ == "__main__":
    ap = argparse.ArgumentParser()
    ap.add_argument("--work", required=True)
    ap.add_argument("--out", default=os.path.join(HERE, "..", ".."))
    a = ap.parse_args()
    torch.set_num_threads(1)
    os.makedirs(a.out, exist_ok=True)
    d, r = os.path.join(a.work, "detector.pt"), os.path.join(a.work, "reader.pt")
    if os.path.exists(d):
        s = torch.load(d, weights_only=False)
        net = train_detector.TextDetector()
        net.load_state_dict(s["ema"])
        train_detector.export(net, a.out)
        print("detector", s["step"], s["seen"])
    if os.path.exists(r):
        s = torch.load(r, weights_only=False)
        nets = {}
        for k in "hv":
            nets[k] = train_reader.ReaderNet(len(train_reader.ALPHABET), width=train_reader.WIDTH)
            nets[k].load_state_dict(s["ema"][k])
        train_reader.export(nets, a.out)
        print("reader", s["step"], s["seen"])
