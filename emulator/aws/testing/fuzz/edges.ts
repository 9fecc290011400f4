/** Nearly valid requests for the edges, over every way that leads to them: HTTP, TLS and HTTP/2. */
import { createServer, type AddressInfo } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { createCloud } from '../../cloud.ts';
import { Chance, mutateBytes, mutateText } from '#fixtures';
import { openEdges } from './edge-cloud.ts';
import { fieldsOf, http1Of, mutateRequest, type EdgeRequest } from './edge-requests.ts';
import { bytesOf, connectionOf, mutateFrames } from './frames.ts';
import { FOR_GOOD, fuzzPort, sendBytes, untilQuiet, type PortCase } from './port-cases.ts';
import type { Fuzzed } from './services.ts';

interface Ways {
  readonly port: number;
  /** In PEM. */
  readonly authority: string;
  /** What clients say first when they want TLS. */
  readonly hello: Buffer;
  readonly seeds: readonly EdgeRequest[];
  /** One that speaks HTTP/2. */
  readonly modernHost: string;
}

/** Sends so many cases; the same seed makes the same ones. */
export async function fuzzEdges(seed: number, cases: number): Promise<Fuzzed> {
  await using cloud = await createCloud({ clock: 'manual' });
  const seeds = await openEdges(cloud);
  const ways: Ways = {
    port: Number(new URL(cloud.endpoint).port),
    authority: await (await fetch(`${cloud.endpoint}/_safelight/ca.pem`)).text(),
    hello: await recordHello(),
    seeds,
    modernHost: seeds[0]!.host,
  };
  const chance = new Chance(seed);
  const fuzzed = await fuzzPort(cloud, cases, () => {
    const way = chance.next();
    if (way < 0.5) return overHttp(ways, chance);
    if (way < 0.65) return insideTls(ways, chance);
    if (way < 0.75) return handshake(ways, chance);
    return overHttp2(ways, chance);
  });
  await cloud.close(FOR_GOOD);
  return fuzzed;
}

function nearly({ seeds }: Ways, chance: Chance): EdgeRequest {
  let request = chance.of(seeds);
  for (let times = chance.of([1, 1, 2, 3]); times > 0; times -= 1) request = mutateRequest(request, chance);
  return request;
}

/** Mostly right in its form, or not even that. */
function http1Bytes(ways: Ways, chance: Chance): Buffer {
  const text = chance.hits(0.75)
    ? http1Of(nearly(ways, chance))
    : mutateText(http1Of(chance.of(ways.seeds)), chance);
  return Buffer.from(text.slice(0, 200_000), 'latin1');
}

function overHttp(ways: Ways, chance: Chance): PortCase {
  const bytes = http1Bytes(ways, chance);
  return { shown: bytes.toString('latin1'), send: () => sendBytes(ways.port, bytes) };
}

function insideTls(ways: Ways, chance: Chance): PortCase {
  const bytes = http1Bytes(ways, chance);
  const servername = chance.of(ways.seeds).host;
  return {
    shown: `TLS to ${servername}\n${bytes.toString('latin1')}`,
    send: () => sendSecured(ways, { servername, protocol: 'http/1.1' }, bytes),
  };
}

function handshake({ port, hello }: Ways, chance: Chance): PortCase {
  let bytes: Uint8Array = hello;
  for (let times = chance.of([1, 1, 2, 4]); times > 0; times -= 1) bytes = mutateBytes(bytes, chance);
  return { shown: Buffer.from(bytes).toString('base64'), send: () => sendBytes(port, bytes) };
}

function overHttp2(ways: Ways, chance: Chance): PortCase {
  const requests = Array.from({ length: chance.of([1, 1, 2, 5]) }, () => nearly(ways, chance)).map(
    (request) => ({
      fields: fieldsOf(request),
      body: request.body.slice(0, 16_000),
    }),
  );
  if (chance.hits(0.3)) {
    const { fields } = requests[0]!;
    const at = chance.below(fields.length);
    requests[0] = {
      ...requests[0]!,
      fields: chance.hits(0.5) ? fields.toSpliced(at, 1) : fields.toSpliced(at, 0, fields[at]!),
    };
  }
  let frames = connectionOf(requests);
  for (let times = chance.of([0, 1, 2, 4]); times > 0; times -= 1) frames = mutateFrames(frames, chance);
  const valid = bytesOf(frames);
  const bytes = chance.hits(0.1) ? mutateBytes(valid, chance) : valid;
  return {
    shown: `HTTP/2 ${Buffer.from(bytes).toString('base64')}`,
    send: () => sendSecured(ways, { servername: ways.modernHost, protocol: 'h2' }, bytes),
  };
}

function sendSecured(
  { port, authority }: Ways,
  { servername, protocol }: { readonly servername: string; readonly protocol: string },
  bytes: Uint8Array,
): Promise<void> {
  const socket = connectTls({
    host: '127.0.0.1',
    port,
    servername,
    ca: authority,
    ALPNProtocols: [protocol],
  });
  return untilQuiet(socket, bytes);
}

/** What Node's own client says first. */
async function recordHello(): Promise<Buffer> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const heard = new Promise<Buffer>((resolve) => {
    server.once('connection', (socket) =>
      socket.once('data', (bytes: Buffer) => {
        resolve(bytes);
        socket.destroy();
      }),
    );
  });
  const { port } = server.address() as AddressInfo;
  const client = connectTls({
    host: '127.0.0.1',
    port,
    servername: 'localhost',
    ALPNProtocols: ['h2', 'http/1.1'],
  });
  client.on('error', () => undefined);
  const hello = await heard;
  server.close();
  return hello;
}
