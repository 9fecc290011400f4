/**
 * HTTP and HTTPS on one port: the first byte of a connection tells them apart. TLS ends here, and what comes out of it
 * goes to the same HTTP server, so that timeouts, limits and closing are the same for both. Clients that offer HTTP/2
 * for a host that speaks it get it (ALPN, RFC 7301); without TLS nobody does, as at AWS.
 */
import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { createServer as createTlsServer, type Server as TlsServer, type TLSSocket } from 'node:tls';
import type { Credentials } from './certificate-authority.ts';

/** The first byte of a TLS handshake record. */
const HANDSHAKE = 0x16;
/** For clients that name no host: those that address a server by number. */
const NAMELESS = 'localhost';

export interface DoorOptions {
  /** What to show to clients that ask for a name. */
  readonly credentialsFor: (name: string) => Credentials;
  readonly speaksHttp2: (name: string) => boolean;
  /** Wall milliseconds for the first byte, and again for a handshake. */
  readonly patience: number;
  /** Takes connections that settled on HTTP/2. */
  readonly acceptHttp2: (socket: TLSSocket) => void;
}

export interface Door {
  /** Cuts connections that have not said anything yet, or not finished their handshake. */
  close(): void;
  /** Cuts all of them, whatever they are at. */
  cut(): void;
}

export function openDoor(server: Server, options: DoorOptions): Door {
  const [accept] = server.listeners('connection') as [(socket: Socket) => void];
  const waiting = new Map<string, Socket>();
  const open = new Set<Socket>();
  let tls: TlsServer | undefined;
  const secured = (socket: TLSSocket): void => {
    waiting.delete(peerOf(socket));
    if (socket.alpnProtocol === 'h2') return options.acceptHttp2(socket);
    socket.allowHalfOpen = true;
    accept.call(server, socket);
  };
  server.off('connection', accept);
  server.on('connection', (socket: Socket) => {
    const peer = peerOf(socket);
    const leave = (): void => void waiting.delete(peer);
    open.add(socket);
    socket.once('close', () => open.delete(socket));
    const fail = (): void => void socket.destroy();
    waiting.set(peer, socket);
    socket.once('close', leave);
    socket.once('error', fail);
    socket.setTimeout(options.patience, fail);
    socket.once('data', (first: Buffer) => {
      socket.setTimeout(0, fail);
      socket.pause();
      socket.unshift(first);
      if (first[0] === HANDSHAKE) {
        // Whoever closes one half in a handshake, or in HTTP/2, has left. HTTP/1.1 goes on with the other.
        socket.allowHalfOpen = false;
        // Only now: whoever never asks for TLS needs no authority.
        tls ??= tlsServer(options).on('secureConnection', secured);
        tls.emit('connection', socket);
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
      for (const socket of waiting.values()) socket.destroy();
    },
    cut() {
      for (const socket of open) socket.destroy();
    },
  };
}

/** Tells connections apart, whether seen below TLS or above. */
const peerOf = ({ remoteAddress, remotePort }: Socket): string => `${remoteAddress} ${remotePort}`;

/** A server that listens nowhere: it is handed its connections. */
function tlsServer({ credentialsFor, speaksHttp2, patience }: DoorOptions): TlsServer {
  const { key, cert } = credentialsFor(NAMELESS);
  return createTlsServer({
    key,
    cert,
    handshakeTimeout: patience,
    SNICallback: (name, done) => done(null, credentialsFor(name).context),
    ALPNCallback: ({ servername, protocols }) =>
      (speaksHttp2(servername) ? ['h2', 'http/1.1'] : ['http/1.1']).find((name) => protocols.includes(name)),
  }).on('tlsClientError', (_, socket) => socket.destroy());
}
