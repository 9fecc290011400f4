/**
 * Follows a trace across a queue: what a worker does for a message is traced back to who sent it. Functions need none of
 * this, their runtime does it. The header travels as SQS's system attribute AWSTraceHeader and as `X-Amzn-Trace-Id`.
 */
import { AsyncLocalStorage } from 'node:async_hooks';

const current = new AsyncLocalStorage<string>();

/** Runs the work under a trace header, if there is one. */
export const underTrace = <T>(header: string | undefined, work: () => T): T =>
  header === undefined ? work() : current.run(header, work);

type Next = (args: { request: unknown }) => Promise<unknown>;

interface Traceable {
  readonly middlewareStack: {
    add(middleware: (next: Next) => Next, options: { step: 'build'; name: string }): void;
  };
}

/** Makes a client of the SDK send the header of the trace that its caller runs under. */
export function followTrace<Client extends object>(client: Client): Client {
  const addHeader =
    (next: Next): Next =>
    (args) => {
      const header = current.getStore();
      const { headers } = args.request as { headers: Record<string, string> };
      if (header !== undefined) headers['x-amzn-trace-id'] = header;
      return next(args);
    };
  (client as unknown as Traceable).middlewareStack.add(addHeader, { step: 'build', name: 'followTrace' });
  return client;
}
