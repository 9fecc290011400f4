/**
 * HTTP and HTTPS on one port: the first byte of a connection tells them apart. TLS ends here, and what comes out of it
 * goes to the same HTTP server, so that timeouts, limits and closing are the same for both.
 *
 * Gaps: HTTP/2 is not offered.
 */
import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { TLSSocket, type SecureContext } from 'node:tls';

/** The first byte of a TLS handshake record. */
const HANDSHAKE = 0x16;
/** For clients that name no host: those that address a server by number. */
const NAMELESS = 'localhost';

export interface Door {
  /** Cuts connections that have not said anything yet, or not finished their handshake. */
  close(): void;
}

/** @param contextFor what to show to clients that ask for a name */
export function openDoor(server: Server, contextFor: (name: string) => SecureContext): Door {
  const [accept] = server.listeners('connection') as [(socket: Socket) => void];
  const waiting = new Set<Socket>();
  server.off('connection', accept);
  server.on('connection', (socket: Socket) => {
    const leave = (): void => void waiting.delete(socket);
    const fail = (): void => void socket.destroy();
    waiting.add(socket);
    socket.once('close', leave);
    socket.once('error', fail);
    socket.once('data', (first: Buffer) => {
      socket.pause();
      socket.unshift(first);
      if (first[0] === HANDSHAKE) {
        const secured = unwrapped(socket, contextFor);
        secured.once('secure', () => {
          leave();
          accept.call(server, secured);
        });
      } else {
        leave();
        socket.off('error', fail);
        accept.call(server, socket);
        socket.resume();
      }
    });
  });
  return {
    close() {
      for (const socket of waiting) socket.destroy();
    },
  };
}

function unwrapped(socket: Socket, contextFor: (name: string) => SecureContext): TLSSocket {
  const secured = new TLSSocket(socket, {
    isServer: true,
    secureContext: contextFor(NAMELESS),
    SNICallback: (name, done) => done(null, contextFor(name)),
  });
  secured.once('error', () => secured.destroy());
  return secured;
}
