"""Check of one external URL: HEAD, then GET if that fails.

Guarded against SSRF: only public addresses are requested; a name is resolved once, and
the connection goes to the address that was checked (no DNS rebinding).
"""

import http.client
import ipaddress
import socket
import ssl
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

from apps.desk.models import Link

TIMEOUT = 10  # seconds
MAX_REDIRECTS = 5
AGENT = "BaliProcessRecord-links/1.0 (checks whether its own links still work)"
REDIRECTS = {301, 302, 303, 307, 308}
GONE = {404, 410}
# All of IPv6 that is given to machines of the open net. Teredo and IPv4-compatible
# addresses are not of it, or not global.
OPEN_IPV6 = ipaddress.ip_network("2000::/3")
NAT64 = ipaddress.ip_network("64:ff9b::/96")
State = Link.State


@dataclass
class CheckResult:
    """The result of a link check."""

    state: str
    words: str = ""
    leads_to: str = ""


class NotAllowed(Exception):
    """An address that is not requested."""


def is_public(ip):
    """Whether an IP address is global unicast."""
    address = ipaddress.ip_address(ip.partition("%")[0])
    if address.version == 6:
        embedded = _embedded_ipv4(address)
        if embedded is None and address not in OPEN_IPV6:
            return False
        address = embedded or address
    return address.is_global and not address.is_multicast


def _embedded_ipv4(address):
    """The IPv4 address embedded in an IPv6 address (NAT64, mapped, 6to4), or None."""
    if address in NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour


def check_link(url, *, is_allowed=is_public, timeout=TIMEOUT):
    """Request a URL, following redirects."""
    first = url
    try:
        for _step in range(MAX_REDIRECTS):
            status, location = _request("HEAD", url, is_allowed, timeout)
            if status >= 400:  # some machines know no HEAD
                status, location = _request("GET", url, is_allowed, timeout)
            if status not in REDIRECTS or not location:
                return _result_of_status(status, "" if url == first else url)
            url = urljoin(url, location)
    except NotAllowed as error:
        return CheckResult(State.UNSURE, str(error))
    except socket.gaierror:
        return CheckResult(State.BROKEN, "unknown host")
    except TimeoutError:
        return CheckResult(State.UNSURE, "timeout")
    except (OSError, http.client.HTTPException, ValueError) as error:
        return CheckResult(State.UNSURE, f"{type(error).__name__}: {error}"[:200])
    return CheckResult(State.UNSURE, "too many redirects")


def _result_of_status(status, leads_to):
    words = f"{status} {http.client.responses.get(status, '')}".strip()
    if status < 300:
        return CheckResult(State.WORKS, words, leads_to)
    return CheckResult(
        State.BROKEN if status in GONE else State.UNSURE, words, leads_to
    )


def _request(method, url, is_allowed, timeout):
    """Status and Location of an answer; its body is left unread."""
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise NotAllowed("not a web address")
    port = parts.port or (443 if parts.scheme == "https" else 80)
    found = socket.getaddrinfo(parts.hostname, port, type=socket.SOCK_STREAM)
    ips = [place[4][0] for place in found]
    if not all(is_allowed(ip) for ip in ips):
        raise NotAllowed("not a public address")
    connection = http.client.HTTPConnection(parts.hostname, port, timeout=timeout)
    connection.sock = socket.create_connection((ips[0], port), timeout)
    try:
        if parts.scheme == "https":
            connection.default_port = 443
            context = ssl.create_default_context()
            connection.sock = context.wrap_socket(
                connection.sock, server_hostname=parts.hostname
            )
        path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
        query = f"?{quote(parts.query, safe='/%:@!$&()*+,;=~-._?')}"
        connection.request(
            method,
            path + (query if parts.query else ""),
            headers={"User-Agent": AGENT, "Accept": "*/*", "Connection": "close"},
        )
        answer = connection.getresponse()
        answer.close()
        return answer.status, answer.headers.get("Location")
    finally:
        connection.close()
