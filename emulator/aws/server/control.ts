/**
 * The control API under `/_safelight`: what a person, the command line and the dashboard steer a running cloud by. It
 * is not AWS and asks for no signature; whom it answers instead is said in `control-admission.ts`.
 */
import { Readable } from 'node:stream';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { streamSSE } from 'hono/streaming';
import { isBrokenConnection } from '../kernel/broken-connection.ts';
import { readFaultRule } from '../kernel/fault-rule.ts';
import { toIso } from '../kernel/instant.ts';
import type { JournalEntry } from '../kernel/journal.ts';
import type { Kernel } from '../kernel/kernel.ts';
import { SafelightError } from '../kernel/safelight-error.ts';
import { troubleFacts } from '../kernel/storage-failure.ts';
import type { WireRequest, WireResponse } from '../wire/message.ts';
import { applyClockCommand, readClockCommand } from './clock-command.ts';
import { refusalOf } from './control-admission.ts';
import { controlDocument } from './control-document.ts';
import { addPage, type PageHolder } from './control-page.ts';
import { readLoadProgress } from './load-progress.ts';

export const CONTROL_PREFIX = '/_safelight';

/** No command is longer, in bytes. */
const LONGEST_BODY = 64 * 1024;

/** What the control API needs of its cloud. The kernel changes with a reset, so it is asked for each time. */
export interface Controlled {
  readonly version: string;
  kernel(): Kernel;
  services(): readonly string[];
  readonly about: Readonly<Record<string, string>>;
  /** The certificate behind the cloud's TLS, in PEM. */
  authority(): string;
  reset(): Promise<void>;
  /** What there is in it. */
  inventory(): object;
  /** The page for people, if anybody brought one. */
  readonly page: PageHolder;
  readonly saved: Saved;
}

/** Snapshots on the disk, as `Cloud.saved` has them. */
interface Saved {
  save(name: string, options: { readonly replace: boolean }): Promise<object>;
  load(name: string): Promise<void>;
  list(): readonly object[];
}

export type Control = (request: WireRequest) => Promise<WireResponse>;

export function createControl(cloud: Controlled): Control {
  const app = controlRoutes(cloud);
  // No program has a use for it, so it stands in no description.
  addPage(app, { ...cloud, status: () => statusOf(cloud) });
  return async (request) => refusalOf(request, cloud.page) ?? (await relay(app, request));
}

/** What is answered to those who are let in. Each route is described in `control-document.ts`. */
export function controlRoutes(cloud: Controlled): Hono {
  const app = new Hono({ strict: false }).basePath(CONTROL_PREFIX);
  app.use(
    bodyLimit({
      maxSize: LONGEST_BODY,
      onError: (c) => c.json({ error: `A body here has at most ${LONGEST_BODY} bytes.` }, 413),
    }),
  );

  app.get('/health', (c) => c.json({ status: 'ok', version: cloud.version, services: cloud.services() }));
  app.get('/openapi.json', (c) => c.json(controlDocument(cloud.version)));
  app.get('/ca.pem', (c) => c.text(cloud.authority()));
  app.get('/status', (c) => c.json(statusOf(cloud)));

  app.get('/clock', (c) => c.json(clockOf(cloud.kernel())));
  app.post('/clock', async (c) => {
    const command = readClockCommand(await c.req.text(), cloud.kernel().clock.now());
    if ('error' in command) return c.json(command, 400);
    await applyClockCommand(cloud.kernel().clock, command);
    return c.json(clockOf(cloud.kernel()));
  });

  app.post('/reset', async (c) => {
    await cloud.reset();
    return c.json({ status: 'reset' });
  });

  app.get('/snapshots', (c) => c.json({ snapshots: cloud.saved.list() }));
  app.put('/snapshots/:name', async (c) => {
    const replace = c.req.query('replace') === 'true';
    return c.json(await cloud.saved.save(c.req.param('name'), { replace }), 201);
  });
  app.post('/snapshots/:name/load', async (c) => {
    await cloud.saved.load(c.req.param('name'));
    return c.json(clockOf(cloud.kernel()));
  });

  app.get('/journal', (c) => {
    const after = Number(c.req.query('after') ?? 0);
    const type = c.req.query('type');
    const entries = cloud.kernel().journal.entries(after);
    return c.json({ entries: type === undefined ? entries : entries.filter((entry) => entry.type === type) });
  });
  app.get('/journal/written', (c) => {
    const { journal } = cloud.kernel();
    const { written } = journal;
    const after = Number(c.req.query('after') ?? written);
    return c.json({ written, entries: journal.writtenAfter(after) });
  });
  app.get('/journal/stream', (c) =>
    streamSSE(c, async (stream) => {
      const stop = cloud.kernel().journal.subscribe((entry) => void stream.writeSSE(eventOf(entry)));
      // A comment: whoever listens learns that nothing will be missed from now on.
      await stream.write(': listening\n\n');
      await new Promise<void>((resolve) => stream.onAbort(resolve));
      stop();
    }),
  );
  app.get('/journal/:seq{[0-9]+}/tree', (c) =>
    c.json({ entries: cloud.kernel().journal.tree(Number(c.req.param('seq'))) }),
  );

  app.post('/load-progress', async (c) => {
    const facts = readLoadProgress(await c.req.text());
    if (!('type' in facts)) return c.json(facts, 400);
    return c.json({ seq: cloud.kernel().journal.append(facts) }, 201);
  });

  app.get('/usage', (c) => c.json({ usage: cloud.kernel().meter.usage() }));

  app.get('/faults', (c) => c.json({ faults: cloud.kernel().faults.list() }));
  app.post('/faults', async (c) => {
    const rule = readFaultRule(await c.req.text());
    return typeof rule === 'string'
      ? c.json({ error: rule }, 400)
      : c.json(cloud.kernel().faults.add(rule), 201);
  });
  app.delete('/faults', (c) => {
    cloud.kernel().faults.clear();
    return c.body(null, 204);
  });
  app.delete('/faults/:id', (c) => {
    const id = c.req.param('id');
    return cloud.kernel().faults.remove(id) ? c.body(null, 204) : c.json({ error: `no fault ${id}` }, 404);
  });

  app.onError((error, c) => {
    if (error instanceof SafelightError) {
      return c.json({ error: error.message, code: error.code, hint: error.hint }, 409);
    }
    if (!isBrokenConnection(error)) cloud.kernel().journal.append({ ...troubleFacts(error), cause: 0 });
    return c.json({ error: error.message }, 500);
  });
  app.notFound((c) => c.json({ error: `no ${c.req.method} ${c.req.path} here` }, 404));
  return app;
}

function statusOf(cloud: Controlled): object {
  const kernel = cloud.kernel();
  const defects = kernel.journal.entries().filter((entry) => entry.type === 'defect').length;
  return {
    version: cloud.version,
    pid: process.pid,
    endpoint: kernel.endpoint(),
    region: kernel.home.region,
    accountId: kernel.home.accountId,
    seed: kernel.ids.seed,
    clock: clockOf(kernel),
    services: cloud.services(),
    about: cloud.about,
    pendingDeliveries: kernel.outbox.pending(),
    journal: kernel.journal.seq,
    defects,
    memory: process.memoryUsage().rss,
  };
}

function clockOf(kernel: Kernel): object {
  const { now, rate, pending, nextDeadline } = kernel.clock.reading();
  return {
    now: toIso(now),
    mode: kernel.clock.mode,
    rate,
    pending,
    nextDeadline: nextDeadline === undefined ? null : toIso(nextDeadline),
  };
}

const eventOf = (entry: JournalEntry): { id: string; event: string; data: string } => ({
  id: String(entry.seq),
  event: entry.type,
  data: JSON.stringify(entry),
});

async function relay(app: Hono, request: WireRequest): Promise<WireResponse> {
  const target = `http://${request.headers['host']}${request.path}${request.query && `?${request.query}`}`;
  const hasBody = request.method !== 'GET' && request.method !== 'HEAD';
  const body = hasBody ? { body: Readable.toWeb(request.body) as never, duplex: 'half' as const } : {};
  const response = await app.fetch(
    new Request(target, { method: request.method, headers: request.headers, ...body }),
  );
  const headers = Object.fromEntries(response.headers);
  if (response.body === null) return { status: response.status, headers };
  return { status: response.status, headers, body: Readable.fromWeb(response.body) };
}
