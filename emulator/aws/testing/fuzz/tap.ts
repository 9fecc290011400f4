/** A line between a client and a cloud that keeps every byte that the client sends. */
import { connect, createServer, type AddressInfo } from 'node:net';

export interface Tap extends AsyncDisposable {
  /** `http://127.0.0.1:40123` */
  readonly endpoint: string;
  /** What was sent, one text of bytes (latin1) for each connection. */
  recorded(): readonly string[];
}

/** @param port where the cloud listens */
export async function tapTo(port: number): Promise<Tap> {
  const recordings: Buffer[][] = [];
  const server = createServer((client) => {
    const recording: Buffer[] = [];
    recordings.push(recording);
    const line = connect(port, '127.0.0.1');
    client.on('data', (chunk) => recording.push(chunk));
    client.pipe(line).pipe(client);
    for (const end of [client, line]) end.on('error', () => undefined);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    recorded: () => recordings.map((recording) => Buffer.concat(recording).toString('latin1')),
    async [Symbol.asyncDispose]() {
      await new Promise((closed) => server.close(closed));
    },
  };
}
