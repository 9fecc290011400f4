/** Speaks to the embedded PostgreSQL, which runs in a thread of its own. */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Database, Row } from './database.ts';

export type Question =
  | {
      readonly id: number;
      readonly kind: 'query';
      readonly text: string;
      readonly values: readonly unknown[];
    }
  | { readonly id: number; readonly kind: 'script'; readonly text: string }
  | { readonly id: number; readonly kind: 'close' };

export interface Answer {
  readonly id: number;
  readonly rows: readonly Row[];
  readonly error?: unknown;
}

type Asked = Question extends infer Q ? (Q extends Question ? Omit<Q, 'id'> : never) : never;

interface Waiting {
  readonly resolve: (rows: readonly Row[]) => void;
  readonly reject: (error: unknown) => void;
}

/** Starts the engine; questions asked meanwhile wait for it. */
export function openEmbedded(dataDir: string | undefined): Database {
  const thread = new Worker(new URL('./embedded-database.ts', import.meta.url), { workerData: { dataDir } });
  // An idle database keeps nobody's process alive.
  thread.unref();
  const waiting = new Map<number, Waiting>();
  let asked = 0;
  const ask = (question: Asked): Promise<readonly Row[]> =>
    new Promise((resolve, reject) => {
      asked += 1;
      waiting.set(asked, { resolve, reject });
      thread.ref();
      thread.postMessage({ ...question, id: asked });
    });
  thread.on('message', ({ id, rows, error }: Answer) => {
    const { resolve, reject } = waiting.get(id) ?? {};
    waiting.delete(id);
    if (waiting.size === 0) thread.unref();
    if (error === undefined) resolve?.(rows);
    else reject?.(error);
  });
  thread.on('error', (error) => {
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  });
  return {
    query: (text, values) => ask({ kind: 'query', text, values }),
    async script(text) {
      await ask({ kind: 'script', text });
    },
    async close() {
      const ended = once(thread, 'exit');
      await ask({ kind: 'close' });
      void thread.terminate();
      await ended;
    },
  };
}
