#!/usr/bin/python3
"""Cameras that misbehave, on loopback: bad-camera.py CLIP TRAP-PORT   Prints its HTTP port and its RTSP port, then serves until it is killed.
TRAP-PORT is the other address to which its answers try to lure the gate: nothing may ever connect to it."""
import base64, hashlib, http.server, os, shlex, socketserver, subprocess, sys, threading, time

CLIP, TRAP = sys.argv[1], f"127.0.0.1:{sys.argv[2]}"
SOURCE = f"-stream_loop -1 -re -i {shlex.quote(CLIP)}"
TS = f"ffmpeg -v error {SOURCE} -c copy -f mpegts -"
ENCODED = "-c:v libx264 -preset ultrafast -tune zerolatency -threads 1 -g 10"
STREAMS = {  # name: (content type, command)
    "ts": ("video/mp2t", TS),
    "mjpeg": ("multipart/x-mixed-replace; boundary=ffmpeg", f"ffmpeg -v error {SOURCE} -c:v mjpeg -q:v 5 -f mpjpeg -"),
    "barejpeg": ("application/octet-stream", f"ffmpeg -v error {SOURCE} -c:v mjpeg -q:v 5 -f mjpeg -"),
    "fmp4": ("video/mp4", f"ffmpeg -v error {SOURCE} {ENCODED} -movflags frag_keyframe+empty_moov -f mp4 -"),
    "mkv": ("video/x-matroska", f"ffmpeg -v error {SOURCE} -c copy -f matroska -"),
    "flv": ("video/x-flv", f"ffmpeg -v error {SOURCE} -c copy -f flv -"),
    "h264": ("video/h264", f"ffmpeg -v error {SOURCE} -c copy -f h264 -"),
    "hevc": ("video/mp2t", f"ffmpeg -v error {SOURCE} -c:v libx265 -preset ultrafast -x265-params log-level=none -f mpegts -"),
    "bframes": ("video/mp2t", f"ffmpeg -v error {SOURCE} -c:v libx264 -preset veryfast -bf 3 -threads 1 -f mpegts -"),
    "sound": ("video/mp2t", f"ffmpeg -v error {SOURCE} -f lavfi -i sine -c:v copy -c:a aac -f mpegts -"),
    "mpeg2": ("video/mp2t", f"ffmpeg -v error {SOURCE} -c:v mpeg2video -q:v 4 -f mpegts -"),
    "audio": ("video/mp2t", "ffmpeg -v error -re -f lavfi -i sine -c:a aac -f mpegts -"),
    "gif": ("video/mp2t", f"ffmpeg -v error {SOURCE} -f gif -"),
    "apng": ("video/mp2t", f"ffmpeg -v error {SOURCE} -f apng -"),
    "stall": ("video/mp2t", f"ffmpeg -v error -re -i {shlex.quote(CLIP)} -t 2 -c copy -f mpegts -; sleep 60"),
    "stallsound": ("video/mp2t", f"ffmpeg -v error -re -t 2 -i {shlex.quote(CLIP)} -re -f lavfi -i sine -c:v copy -c:a aac -t 60 -f mpegts -"),
}
TEXTS = {
    "playlist": f"#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nhttp://{TRAP}/inner.ts\n",
    "playlistfile": "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nfile:///etc/passwd\n",
    "concat": f"ffconcat version 1.0\nfile http://{TRAP}/inner.ts\n",
    "sdp": "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=video 18998 RTP/AVP 96\na=rtpmap:96 H264/90000\n",
    "asx": f"[Reference]\nRef1=http://{TRAP}/asx\n",
    "svg": f'<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64"><image href="http://{TRAP}/x.png"/></svg>',
    "dash": f'<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static" mediaPresentationDuration="PT10S" profiles="urn:mpeg:dash:profile:isoff-live:2011"><Period><AdaptationSet contentType="video" mimeType="video/mp4"><Representation id="1" bandwidth="1000"><BaseURL>http://{TRAP}/</BaseURL></Representation></AdaptationSet></Period></MPD>',
    "text": "plate 29C-582.14\nTGHU 604821 0\n" * 50,
}
REDIRECTIONS = {
    "redirect": f"http://{TRAP}/elsewhere", "redirecthost": "http://localhost:{port}/ts", "redirectfile": "file:///etc/passwd",
    "redirectrtsp": f"rtsp://{TRAP}/x", "redirectuser": "http://127.0.0.1:{port}@" + TRAP + "/ts", "same": "/ts", "circle": "/circle",
}


class Camera(http.server.BaseHTTPRequestHandler):
    def log_message(self, *_): pass

    def headers_of(self, status, **fields):
        self.send_response(status)
        for name, value in fields.items(): self.send_header(name.replace("_", "-"), value)
        self.end_headers()

    def do_GET(self):
        name = self.path.strip("/").split("?")[0]
        port = self.server.server_address[1]
        try:
            if name in REDIRECTIONS: return self.headers_of(302, Location=REDIRECTIONS[name].format(port=port))
            if name == "401": return self.headers_of(401, WWW_Authenticate='Basic realm="x"')
            if name == "404": return self.headers_of(404)
            if name == "basic":
                if self.headers.get("Authorization") != "Basic " + base64.b64encode(b"officer:a/b?c@d").decode():
                    return self.headers_of(401, WWW_Authenticate='Basic realm="x"')
                name = "ts"
            if name == "digest":
                if "response=" + '"' + self.digest() + '"' not in self.headers.get("Authorization", ""):
                    return self.headers_of(401, WWW_Authenticate='Digest realm="r", nonce="n"')
                name = "ts"
            if name == "hang": return time.sleep(60)
            if name == "endless": return self.wfile.write(b"HTTP/1.1 200 OK\r\n" + b"X-A: b\r\n" * 4_000_000)
            if name in TEXTS:
                self.headers_of(200, Content_Type="application/vnd.apple.mpegurl" if "playlist" in name else "video/mp2t")
                return self.wfile.write(TEXTS[name].encode())
            if name in ("garbage", "slow"):
                self.headers_of(200, Content_Type="video/mp2t")
                while True:
                    self.wfile.write(os.urandom(20000) if name == "garbage" else b"G")
                    self.wfile.flush()
                    time.sleep(0.1)
            if name not in STREAMS: return self.headers_of(404)
            kind, command = STREAMS[name]
            self.headers_of(200, Content_Type=kind)
            process = subprocess.Popen(["sh", "-c", "exec " + command if ";" not in command else command], stdout=subprocess.PIPE)
            try:
                while data := process.stdout.read1(65536):
                    self.wfile.write(data)
                    self.wfile.flush()
            finally:
                process.kill()
                process.wait()
        except OSError: pass

    def digest(self):
        md5 = lambda text: hashlib.md5(text.encode()).hexdigest()
        return md5(f"{md5('officer:r:s3cret')}:n:{md5('GET:' + self.path)}")


class RTSP(socketserver.StreamRequestHandler):
    """Redirects, or names another address wherever the protocol lets it."""

    def handle(self):
        try:
            while line := self.rfile.readline().decode("latin-1"):
                method, url = (line.split() + ["", ""])[:2]
                fields = {}
                while (field := self.rfile.readline().decode("latin-1").strip()):
                    key, _, value = field.partition(":")
                    fields[key.lower()] = value.strip()
                self.answer(method, url, fields.get("cseq", "1"))
        except OSError: pass

    def answer(self, method, url, sequence):
        head, body = f"RTSP/1.0 200 OK\r\nCSeq: {sequence}\r\n", ""
        kind = url.rstrip("/").split("/")[3] if url.count("/") > 2 else ""
        if kind == "options" or kind == "describe" and method == "DESCRIBE" or kind == "setup" and method == "SETUP":
            head = f"RTSP/1.0 302 Moved\r\nCSeq: {sequence}\r\nLocation: rtsp://{TRAP}/x\r\n"
        elif method == "OPTIONS":
            head += "Public: OPTIONS, DESCRIBE, SETUP, PLAY\r\n"
        elif method == "DESCRIBE":
            body = (f"v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\ns=x\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\na=control:rtsp://{TRAP}/x\r\n"
                    f"m=video 0 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\na=control:{'rtsp://' + TRAP + '/track' if kind == 'control' else 'setup'}\r\n")
            base = f"rtsp://{TRAP}/x/" if kind == "base" else url
            head += f"Content-Base: {base}\r\nContent-Type: application/sdp\r\nContent-Length: {len(body)}\r\n"
        elif method == "SETUP":
            head += f"Session: 1\r\nTransport: RTP/AVP/UDP;unicast;client_port=5000-5001;source={TRAP.split(':')[0]};server_port={TRAP.split(':')[1]}-1\r\n"
        self.wfile.write((head + "\r\n" + body).encode())


def serve(handler):
    class Server(socketserver.ThreadingMixIn, socketserver.TCPServer):
        daemon_threads, allow_reuse_address, request_queue_size = True, True, 64
    server = Server(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server.server_address[1]


print(f"{serve(Camera)} {serve(RTSP)}", flush=True)
threading.Event().wait()
