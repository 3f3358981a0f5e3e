"""How gunicorn's workers take connections, and how they give way to new ones.

gunicorn's master imports this module and keeps it over a reload, so it imports nothing
of the portal.
"""

import contextlib
import mmap
import re
import selectors
import socket
import struct
import time
from functools import partial

from gunicorn.util import write_error
from gunicorn.workers.gthread import ThreadWorker

# What a client may take for the head of a request, or to close after the answer.
PATIENCE = 15  # seconds
HEAD_END = b"\r\n\r\n"
LONGEST_HEAD = 64 * 1024
HAS_BODY = re.compile(rb"\r\n(?:content-length|transfer-encoding):", re.IGNORECASE)

# Shared by all processes. gunicorn numbers its workers: these are the last one of those
# that are to be replaced, and the last one that is ready.
shared = memoryview(mmap.mmap(-1, 16)).cast("Q")
REPLACED, READY = 0, 1


class Worker(ThreadWorker):
    """The threads of gunicorn, none of which waits for a client to say what it wants.

    In gunicorn's own worker a thread reads the head of a request, and the loop that
    takes connections waits for clients to close: a few clients that send half a
    request, or nothing, stop the rest. Here the loop itself reads heads, of as many
    clients at once as there are, and gives threads only those that are whole. Threads
    of their own take requests that have a body, so forms that are half sent may hold up
    other forms, for a while, but no page.
    """

    leaving = False

    def init_process(self):
        self.body_pool = self.get_thread_pool()
        super().init_process()

    def enqueue_req(self, conn):
        """Every request comes this way: on a new connection, on one that was kept."""
        conn.init()
        self.wait_for(conn, self.read_head)
        self.read_head(conn, conn.sock)  # it is there already, as a rule

    def wait_for(self, conn, act):
        conn.sock.setblocking(False)
        conn.timeout = time.monotonic() + PATIENCE
        self.pending_conns.append(conn)  # gunicorn closes those whose time is over
        self.poller.register(conn.sock, selectors.EVENT_READ, partial(act, conn))

    def wait_no_more(self, conn):
        self.poller.unregister(conn.sock)
        self.pending_conns.remove(conn)

    def read_head(self, conn, sock):
        unreader = conn.parser.unreader
        head, ended = unreader.take_buffered(), False
        if HEAD_END not in head:
            more = receive(sock)
            head, ended = head + (more or b""), more == b""
        unreader.unread(head)
        if ended or HEAD_END in head:
            self.wait_no_more(conn)
            self.submit(conn, HAS_BODY.search(head))
        elif len(head) > LONGEST_HEAD:
            self.wait_no_more(conn)
            with contextlib.suppress(OSError):
                write_error(sock, 431, "Request Header Fields Too Large", "")
            self.see_off(conn)

    def submit(self, conn, has_body):
        if has_body:
            limit = struct.pack("ll", PATIENCE, 0)
            conn.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, limit)
        future = (self.body_pool if has_body else self.tpool).submit(self.handle, conn)
        future.add_done_callback(
            lambda done: self.method_queue.defer(self.finish_request, conn, done)
        )

    def finish_request(self, conn, fs):
        if fs.cancelled() or fs.exception() or not fs.result():
            self.see_off(conn)
        else:
            super().finish_request(conn, fs)

    def see_off(self, conn):
        """Close after the client has: what it still sends would cut off its answer."""
        try:
            conn.sock.shutdown(socket.SHUT_WR)
            self.wait_for(conn, self.drain)
        except OSError:  # it has already
            self.forget(conn)

    def drain(self, conn, sock):
        if receive(sock) == b"":
            self.wait_no_more(conn)
            self.forget(conn)

    def forget(self, conn):
        self.nr_conns -= 1
        conn.close()

    @staticmethod
    def replace(last):
        """A reload begins: workers up to this number are to be replaced."""
        shared[REPLACED] = last

    def run(self):
        """The portal is loaded."""
        shared[READY] = max(self.age, shared[READY])
        super().run()

    def handle_exit(self, sig, frame):
        self.leaving = True
        self.method_queue.defer(self.leave)

    def notify(self):
        """Called by the loop, once a second at least."""
        super().notify()
        self.leave()

    def leave(self):
        """Stop as told; in a reload not before another worker can answer."""
        if self.leaving and not shared[READY] <= shared[REPLACED] >= self.age:
            self.alive = False


def receive(sock):
    """What a client has sent: None where nothing is there yet, empty at its end."""
    try:
        return sock.recv(LONGEST_HEAD)
    except BlockingIOError:
        return None
    except OSError:
        return b""
