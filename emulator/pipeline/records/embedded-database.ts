/**
 * The embedded PostgreSQL, in a thread of its own: it is WebAssembly that runs for seconds at its start, and whoever
 * shares a thread with it stands still meanwhile. Answers messages of `embedded-thread.ts`.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { PGlite, type PGliteOptions } from '@electric-sql/pglite';
import type { Answer, Question } from './embedded-thread.ts';
import { freshCluster } from './fresh-cluster.ts';

const { dataDir } = workerData as { readonly dataDir: string | undefined };
/**
 * Pages that the engine keeps in shared memory, which it writes over at its start: the default of 128 MB takes a tenth of the
 * start and 80 MiB. The records fit in less, and files in memory are not faster from there.
 */
const SHARED_BUFFERS = '16MB';
const engine = await PGlite.create({
  ...(dataDir === undefined ? await inMemory() : { dataDir }),
  startParams: [...PGlite.defaultStartParams, '-c', `shared_buffers=${SHARED_BUFFERS}`],
});

async function inMemory(): Promise<PGliteOptions> {
  const loadDataDir = await freshCluster();
  return loadDataDir === undefined ? {} : { loadDataDir };
}

async function answer(question: Question): Promise<Answer> {
  const { id } = question;
  try {
    switch (question.kind) {
      case 'query':
        return { id, rows: (await engine.query(question.text, [...question.values])).rows as Answer['rows'] };
      case 'script':
        await engine.transaction((transaction) => transaction.exec(question.text));
        return { id, rows: [] };
      case 'close':
        await engine.close();
        return { id, rows: [] };
    }
  } catch (error) {
    return { id, rows: [], error };
  }
}

parentPort?.on('message', (question: Question) => {
  void answer(question).then((given) => parentPort?.postMessage(given));
});
