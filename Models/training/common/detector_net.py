"""The plate detector: strides 2/4/8/16, dilated blocks at 16, top-down to one stride-8 head.

[B,1,H,W] grey 0…1 → heat (logits while training, probability when exported) [B,1,H/8,W/8] and corners [B,8,H/8,W/8]: x,y of the
corners top-left, top-right, bottom-right, bottom-left of the plate as written, from the cell's centre in units of 8 px.
"""
import torch
import torch.nn as nn
import torch.nn.functional as F

from common.reader_net import Block, conv_bn


class DetectorNet(nn.Module):
    def __init__(self, heat_bias=-4.0):
        super().__init__()
        self.s4 = nn.Sequential(conv_bn(1, 12, 5, 2), conv_bn(12, 24, 3, 2), Block(24))
        self.s8 = nn.Sequential(conv_bn(24, 48, 3, 2), Block(48), Block(48))
        self.s16 = nn.Sequential(conv_bn(48, 88, 3, 2), Block(88), Block(88, 2), Block(88, 4), Block(88, 2))
        self.lateral = conv_bn(88, 48, 1)
        self.fuse = Block(48)
        self.trunk = conv_bn(48, 32)
        self.heat = nn.Conv2d(32, 1, 1)
        self.corners = nn.Conv2d(32, 8, 1)
        nn.init.constant_(self.heat.bias, heat_bias)

    def forward(self, x):
        a = self.s8(self.s4(x))
        b = self.lateral(self.s16(a))
        t = self.trunk(self.fuse(a + F.interpolate(b, scale_factor=2.0, mode="nearest")))
        return self.heat(t), self.corners(t)


class Exported(nn.Module):
    def __init__(self, net):
        super().__init__()
        self.net = net

    def forward(self, image):
        heat, corners = self.net(image)
        return torch.sigmoid(heat), corners
