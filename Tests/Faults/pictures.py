"""Pictures and recordings that are none, that lure elsewhere, that end early or are too large; each as what it is and under other names."""
import shutil
import socket
import subprocess
import threading

from faults import command, fault, path, write

trap = socket.create_server(("127.0.0.1", 0))
PORT = trap.getsockname()[1]
contacts = []


def listen():
    while True:
        client, _ = trap.accept()
        contacts.append(client)
        client.close()


threading.Thread(target=listen, daemon=True).start()
LURE = f"http://127.0.0.1:{PORT}"
TEXTS = {
    "tty.nfo": "plate 29C-582.14\nTGHU 604821 0\n" * 9,
    "ansi.ans": "\x1b[2J\x1b[31mTGHU 604821 0\n",
    "picture.svg": f'<svg xmlns="http://www.w3.org/2000/svg" width="640" height="360"><image href="{LURE}/a.png"/><text x="9" y="99">29C58214</text></svg>',
    "list.m3u8": f"#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n{LURE}/a.ts\n#EXT-X-ENDLIST\n",
    "file.m3u8": "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n",
    "list.ffconcat": f"ffconcat version 1.0\nfile {LURE}/a.jpg\n",
    "camera.sdp": "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=video 18998 RTP/AVP 96\na=rtpmap:96 H264/90000\n",
    "list.asx": f"[Reference]\nRef1={LURE}/asx\n",
    "list.pls": f"[playlist]\nFile1={LURE}/a.ts\nNumberOfEntries=1\n",
    "list.mpd": f'<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static" mediaPresentationDuration="PT10S"><Period><AdaptationSet contentType="video" mimeType="video/mp4"><Representation id="1" bandwidth="1"><BaseURL>{LURE}/</BaseURL></Representation></AdaptationSet></Period></MPD>',
    "words.srt": "1\n00:00:00,000 --> 00:00:09,000\nTGHU 604821 0\n",
    "meta.ffmeta": ";FFMETADATA1\ntitle=x\n",
    "empty": "",
}


def draw(name, size="320x240", *options):
    subprocess.run(["ffmpeg", "-v", "error", "-y", "-f", "lavfi", "-i", f"testsrc=size={size}", "-frames:v", "1", *options, path(name)], check=True)
    return path(name)


def cut(name, part=0.6):
    data = open(path(name), "rb").read()
    return write("cut-" + name, data[: int(len(data) * part)])


for name, text in TEXTS.items():
    for other in (name, "as-jpg-" + name + ".jpg", "as-mp4-" + name + ".mp4"):
        fault(f"read {other}", command("read", "--json", write(other, text)), said=[r"not a picture"])
    fault(f"replay {name}", command("replay", "--json", write("r-" + name, text)), said=["check the file"])
for name in ("p.jpg", "p.png", "p.bmp", "p.tiff"):
    draw(name)
    fault(f"read {name}", command("read", path(name)), status=(0,), printed=["nothing read"])
    fault(f"cut {name}", command("read", cut(name)), said=["truncated"])
subprocess.run(["ffmpeg", "-v", "error", "-i", path("p.png"), path("p.webp")], check=True)
fault("read p.webp", command("read", path("p.webp")), status=(0,))
fault("cut p.webp", command("read", cut("p.webp")), said=["truncated"])
fault("animated PNG", command("read", draw("two.apng", "64x64", "-frames:v", "3", "-f", "apng", "-plays", "0")), said=["animated"])
fault("GIF", command("read", draw("p.gif")), said=["not a picture"])
fault("16,000 × 16,000", command("read", draw("huge.png", "16000x16000")), said=["64 megapixels"])
# The header alone says so: 60,000 × 60,000 in a few bytes.
png = bytearray(open(path("p.png"), "rb").read())
png[16:24] = (60000).to_bytes(4, "big") * 2
fault("a bomb of a header", command("read", write("bomb.png", bytes(png))), said=["64 megapixels"])
flipped = bytearray(open(path("p.png"), "rb").read())
flipped[len(flipped) // 2] ^= 0x55
fault("a flipped bit in a PNG", command("read", write("flipped.png", bytes(flipped))), said=["damaged"])
fault("a JPEG with garbage behind it", command("read", write("tail.jpg", open(path("p.jpg"), "rb").read() + b"\0" * 5000)), status=(0,))
shutil.copy(path("p.jpg"), path("a%03d.jpg"))
shutil.copy(path("p.jpg"), path("a001.jpg"))
fault("a%03d.jpg is the file of that name", command("read", path("a%03d.jpg")), status=(0,))
fault("a%04d.jpg is no sequence", command("read", path("a%04d.jpg")), said=["no such file"])
for name in (LURE + "/x.jpg", "concat:a|b", "data:image/jpeg;base64,AA", "subfile,,start,0,end,9,,:" + path("p.jpg"), "crypto:" + path("p.jpg"), "pipe:0",
             "gopher://127.0.0.1/", "file:" + path("p.jpg"), "lavfi:testsrc", "v4l2:/dev/video0", "async:x", "cache:x"):
    fault(f"read {name.split(path())[0]}", command("read", name), said=["no such file"])
    fault(f"replay {name.split(path())[0]}", command("replay", name), said=["no such file"])
for name in ("/dev/zero", "/dev/null", path()):
    fault(f"read {name.split(path())[0] or 'a folder'}", command("read", name), said=["no picture file"])
print("ok nothing was fetched" if not contacts else f"FAILED nothing was fetched: {len(contacts)} contacts")
