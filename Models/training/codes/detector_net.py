"""Text-line segmentation network for container faces.

Input  [N,1,H,W] grey / 255 (H and W multiples of 32)
Output [N,2,H/4,W/4] logits: channel 0 horizontal lines, channel 1 stacked columns.
A narrow pyramid: strides 2, 4, 8, 16, 32, summed top-down to stride 4.
"""
import torch
from torch import nn


def conv(i, o, k=3, s=1, d=1):
    return nn.Sequential(
        nn.Conv2d(i, o, k, s, d * (k // 2), dilation=d, bias=False), nn.BatchNorm2d(o), nn.ReLU(inplace=True))


class Block(nn.Module):
    """1x1 to half the channels, 3x3 back, skip."""

    def __init__(self, c, d=1):
        super().__init__()
        self.a = conv(c, c // 2, 1)
        self.b = nn.Sequential(nn.Conv2d(c // 2, c, 3, 1, d, dilation=d, bias=False), nn.BatchNorm2d(c))
        self.r = nn.ReLU(inplace=True)

    def forward(self, x):
        return self.r(x + self.b(self.a(x)))


class TextDetector(nn.Module):
    def __init__(self):
        super().__init__()
        self.stem = conv(1, 12, 5, 2)
        self.s4 = nn.Sequential(conv(12, 24, 3, 2), Block(24))
        self.s8 = nn.Sequential(conv(24, 48, 3, 2), Block(48), Block(48))
        self.s16 = nn.Sequential(conv(48, 96, 3, 2), Block(96), Block(96, 2), Block(96))
        self.s32 = nn.Sequential(conv(96, 128, 3, 2), Block(128), Block(128, 2), Block(128))
        self.l32 = nn.Conv2d(128, 96, 1)
        self.l16 = nn.Conv2d(96, 48, 1)
        self.p8 = Block(48)
        self.l8 = nn.Conv2d(48, 24, 1)
        self.p4 = conv(24, 16)
        self.head = nn.Conv2d(16, 2, 1)
        nn.init.constant_(self.head.bias, -3.0)
        self.up = nn.Upsample(scale_factor=2, mode="nearest")

    def forward(self, x):
        x4 = self.s4(self.stem(x))
        x8 = self.s8(x4)
        x16 = self.s16(x8)
        x32 = self.s32(x16)
        y = x16 + self.up(self.l32(x32))
        y = self.p8(x8 + self.up(self.l16(y)))
        y = self.p4(x4 + self.up(self.l8(y)))
        return self.head(y)


class WithSigmoid(nn.Module):
    def __init__(self, net):
        super().__init__()
        self.net = net

    def forward(self, image):
        return torch.sigmoid(self.net(image))
