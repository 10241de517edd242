"""The reader: a small, fully convolutional network that reads one or two lines of characters (CTC).

A crop 32 high gives one row of features, a crop 64 high two, which are laid one after the other in time: a two-line plate is read in
one go with the same weights. Width is free; a step is 4 px wide.
"""
import torch
import torch.nn as nn
import torch.nn.functional as F


def conv_bn(cin, cout, kernel=3, stride=1, dilation=1):
    if isinstance(kernel, int):
        kernel = (kernel, kernel)
    pad = tuple(dilation * (k // 2) for k in kernel)
    return nn.Sequential(
        nn.Conv2d(cin, cout, kernel, stride, pad, dilation=dilation, bias=False), nn.BatchNorm2d(cout), nn.ReLU(inplace=True))


class Block(nn.Module):
    """1×1 to half the channels, 3×3 back, and a skip."""

    def __init__(self, c, dilation=1):
        super().__init__()
        self.squeeze = conv_bn(c, c // 2, 1)
        self.conv = nn.Sequential(nn.Conv2d(c // 2, c, 3, 1, dilation, dilation=dilation, bias=False), nn.BatchNorm2d(c))

    def forward(self, x):
        return F.relu(x + self.conv(self.squeeze(x)))


class ReaderNet(nn.Module):
    """[B,1,32·n,W] → logits [B, n·W/4, classes]; class 0 is CTC's blank.

    `aux_classes` > 0 adds a head used in training only: it names the character in a window of columns of the top line (the province of
    a Chinese plate), which CTC alone learns very slowly.
    """

    def __init__(self, classes, aux_classes=0, width=1.0):
        super().__init__()
        c = [int(round(n * width / 8)) * 8 for n in (24, 40, 80, 112, 128)]
        self.stem = nn.Sequential(conv_bn(1, c[0], 5, 2), conv_bn(c[0], c[1]), nn.MaxPool2d(2))
        self.mid = nn.Sequential(conv_bn(c[1], c[2]), Block(c[2]), Block(c[2]), nn.MaxPool2d((2, 1)), conv_bn(c[2], c[3]), Block(c[3]),
                                 nn.MaxPool2d((2, 1)), conv_bn(c[3], c[4]))
        self.context = nn.Sequential(nn.Conv2d(c[4], c[4], (1, 5), 1, (0, 2), bias=False), nn.BatchNorm2d(c[4]))
        self.drop = nn.Dropout(0.1)
        self.head = nn.Conv2d(c[4], classes, 1)
        self.aux = nn.Linear(c[4] * 2 * 9, aux_classes) if aux_classes else None

    def features(self, x):
        return self.mid(self.stem(x))  # [B, C, 2·lines, W/4]

    def read(self, f):
        f = F.avg_pool2d(f, (2, 1))
        f = F.relu(f + self.context(f))
        return self.head(self.drop(f)).flatten(2).transpose(1, 2)

    def forward(self, x):
        return self.read(self.features(x))

    def forward_train(self, x):
        """Logits, and the auxiliary head's logits (None without one): columns 0–8 of one line, 3–11 of two."""
        f = self.features(x)
        start = 0 if x.shape[2] == 32 else 3
        aux = self.aux(f[:, :, :2, start:start + 9].flatten(1)) if self.aux is not None else None
        return self.read(f), aux


def parameters(net):
    """Parameters that inference uses."""
    return sum(p.numel() for n, p in net.named_parameters() if not n.startswith("aux"))
