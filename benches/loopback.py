"""Servers on loopback that send a folder no faster than they are told, and what the scripts beside this file share."""
import http.server
import os
import shutil
import subprocess
import threading
import time
from pathlib import Path

CHUNK = 16 << 10


class Bucket:
    """So many bytes a second, for all connections that share it. 0: without a limit."""

    def __init__(self, rate):
        self.rate, self.lock, self.due = rate, threading.Lock(), 0.0

    def take(self, count):
        if not self.rate:
            return
        with self.lock:
            now = time.monotonic()
            self.due = max(self.due, now - 0.02) + count / self.rate
            wait = self.due - now
        if wait > 0:
            time.sleep(wait)


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 60

    def do_HEAD(self):
        self.answer(with_body=False)

    def do_GET(self):
        self.answer(with_body=True)

    def answer(self, with_body):
        path = (self.server.root / self.path.lstrip("/").split("?")[0]).resolve()
        if self.server.root not in path.parents or not path.is_file():
            self.send_response(404)
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        size = path.stat().st_size
        first, last, partial = 0, size - 1, False
        wanted = self.headers.get("Range", "")
        if wanted.startswith("bytes=") and "," not in wanted:
            begin, _, end = wanted[6:].partition("-")
            if begin:
                first, last, partial = int(begin), min(int(end or size), size - 1), True
            elif end:
                first, partial = max(0, size - int(end)), True
        self.send_response(206 if partial else 200)
        self.send_header("Content-Length", str(last - first + 1))
        self.send_header("Accept-Ranges", "bytes")
        self.send_header("ETag", f'"{size}-{int(path.stat().st_mtime)}"')
        if partial:
            self.send_header("Content-Range", f"bytes {first}-{last}/{size}")
        self.end_headers()
        if with_body:
            self.send(path, first, last)

    def send(self, path, first, last):
        with path.open("rb") as file:
            file.seek(first)
            left = last - first + 1
            while left > 0:
                block = file.read(min(CHUNK, left))
                self.server.bucket.take(len(block))
                try:
                    self.wfile.write(block)
                except OSError:
                    self.close_connection = True
                    return
                left -= len(block)

    def log_message(self, *_):
        pass


class Mirror(http.server.ThreadingHTTPServer):
    """A mirror of a folder, at a free port of loopback."""

    daemon_threads = True

    def __init__(self, root, rate=0):
        super().__init__(("127.0.0.1", 0), Handler)
        self.root, self.bucket = Path(root).resolve(), Bucket(rate)
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def url(self, path=""):
        return f"http://127.0.0.1:{self.server_address[1]}/{path}"

    def handle_error(self, *_):
        pass


def clean(home, **more):
    """An environment without settings of the user's, in which nothing but loopback is asked."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "SYSTEMROOT") if name in os.environ}
    return {**kept, "HOME": str(home), "NO_PROXY": "127.0.0.1", **more}


def timed(command, fresh, environment=None):
    """Runs a command in a folder that is empty before it: the seconds, or None where it fails."""
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    begun = time.monotonic()
    done = subprocess.run(command, cwd=fresh, env=environment or clean(fresh), stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    seconds = time.monotonic() - begun
    subprocess.run(["chmod", "-R", "u+w", str(fresh)], check=False)
    shutil.rmtree(fresh, ignore_errors=True)
    if done.returncode != 0:
        print(f"{command[0]} ended with {done.returncode}: {done.stdout.decode(errors='replace')[-400:]}")
        return None
    return seconds


def median(values):
    return sorted(values)[len(values) // 2]


def program(variable, *usual):
    """The program that a variable names, else the first usual one that is here."""
    named = os.environ.get(variable)
    found = [named] if named else [shutil.which(name) or (name if Path(name).is_file() else None) for name in usual]
    return next((str(Path(path).resolve()) for path in found if path), None)
