#!/usr/bin/python3
"""Serves cameras on loopback: rtsp-server.py PORT [NAME=CLIP]…   A clip plays from its start, once, for everyone who asks for /NAME;
without clips /lane shows a test pattern for ever.   (python3-gst-1.0, gir1.2-gst-rtsp-server-1.0, gstreamer1.0-plugins-*)"""
import sys

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstRtspServer", "1.0")
from gi.repository import GLib, Gst, GstRtspServer

PATTERN = (
    "( videotestsrc is-live=true pattern=ball ! video/x-raw,width=320,height=240,framerate=10/1"
    " ! x264enc tune=zerolatency key-int-max=10 speed-preset=ultrafast ! rtph264pay name=pay0 pt=96 )"
)

Gst.init(None)
server = GstRtspServer.RTSPServer()
server.set_address("127.0.0.1")
server.set_service(sys.argv[1])


def mount(name, launch, shared):
    factory = GstRtspServer.RTSPMediaFactory()
    factory.set_launch(launch)
    factory.set_shared(shared)
    server.get_mount_points().add_factory("/" + name, factory)


for argument in sys.argv[2:]:
    name, clip = argument.split("=", 1)
    mount(name, f'( filesrc location="{clip}" ! qtdemux ! h264parse ! rtph264pay name=pay0 pt=96 config-interval=-1 )', False)
if len(sys.argv) == 2:
    mount("lane", PATTERN, True)
server.attach(None)
print("serving", flush=True)
GLib.MainLoop().run()
