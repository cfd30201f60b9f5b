# SPDX-License-Identifier: Apache-2.0
"""One GET over HTTP/3: prints the status and then the body, or what went wrong, with exit status 1.

get.py ADDRESS PORT SERVER_NAME PATH
"""
import asyncio
import ssl
import sys

from aioquic.asyncio.client import connect
from aioquic.asyncio.protocol import QuicConnectionProtocol
from aioquic.h3.connection import H3_ALPN, H3Connection
from aioquic.h3.events import DataReceived, HeadersReceived
from aioquic.quic.configuration import QuicConfiguration


class Client(QuicConnectionProtocol):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.http = H3Connection(self._quic)
        self.status, self.body = None, b""
        self.done = asyncio.get_running_loop().create_future()

    def get(self, host, path):
        stream = self._quic.get_next_available_stream_id()
        names = {":method": "GET", ":scheme": "https", ":authority": host, ":path": path}
        headers = [(k.encode(), v.encode()) for k, v in names.items()]
        self.http.send_headers(stream, headers, end_stream=True)
        self.transmit()

    def quic_event_received(self, event):
        for one in self.http.handle_event(event):
            if isinstance(one, HeadersReceived):
                self.status = dict(one.headers)[b":status"].decode()
            if isinstance(one, DataReceived):
                self.body += one.data
            if getattr(one, "stream_ended", False) and not self.done.done():
                self.done.set_result(None)


async def main(address, port, server_name, path):
    configuration = QuicConfiguration(
        is_client=True, alpn_protocols=H3_ALPN, verify_mode=ssl.CERT_NONE, server_name=server_name
    )
    async with connect(
        address, int(port), configuration=configuration, create_protocol=Client
    ) as client:
        client.get(server_name, path)
        await client.done
        print(client.status)
        print(client.body.decode())


try:
    asyncio.run(asyncio.wait_for(main(*sys.argv[1:]), 10))
except Exception as problem:
    print(repr(problem))
    sys.exit(1)
