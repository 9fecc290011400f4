/** A book that functions write into over HTTP: which message was tried by which invocation. Their processes may die then. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

interface Try {
  readonly requestId: string;
  /** Bodies of messages. */
  readonly messages: readonly string[];
}

export interface Ledger extends AsyncDisposable {
  readonly url: string;
  /** The invocations that tried a message, by its body. */
  readonly tries: ReadonlyMap<string, readonly string[]>;
}

/** @param told is called after each entry */
export async function openLedger(told: () => void): Promise<Ledger> {
  const tries = new Map<string, string[]>();
  const enter = ({ requestId, messages }: Try): void => {
    for (const message of messages) {
      const known = tries.get(message);
      if (known === undefined) tries.set(message, [requestId]);
      else known.push(requestId);
    }
    told();
  };
  const server = createServer((request, response) => {
    void json(request).then((sent) => {
      enter(sent as Try);
      return response.end();
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    tries,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
