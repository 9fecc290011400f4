/** What the cloud tells its page. */
import type { Step } from '../../journey/waterfall.ts';

interface StoredObject {
  readonly key: string;
  /** Bytes. */
  readonly size: number;
  readonly etag: string;
  readonly modified: number;
}

export interface BucketFacts {
  readonly name: string;
  readonly region: string;
  readonly objects: number;
  readonly isMore: boolean;
  readonly bytes: number;
  readonly newest: readonly StoredObject[];
}

interface QueueFacts {
  readonly name: string;
  readonly visible: number;
  readonly inFlight: number;
  readonly delayed: number;
}

export interface Facts {
  readonly status: {
    readonly version: string;
    readonly endpoint: string;
    readonly region: string;
    readonly accountId: string;
    readonly pendingDeliveries: number;
    readonly about: Readonly<Record<string, string>>;
    readonly clock: { readonly now: string; readonly rate: number; readonly pending: number };
  };
  readonly inventory: {
    readonly buckets: readonly BucketFacts[];
    readonly queues: readonly QueueFacts[];
    readonly functions: readonly { readonly name: string }[];
  };
  readonly cost?: {
    readonly total: number;
    readonly services: readonly { readonly service: string; readonly usd: number }[];
    readonly unpriced: number;
  };
  /** Entries ever written to the journal. */
  readonly written: number;
  readonly entries: readonly Step[];
}

const secret = document.querySelector<HTMLMetaElement>('meta[name="safelight-page"]')?.content ?? '';

async function ask(path: string, init: RequestInit = {}): Promise<unknown> {
  const answer = await fetch(`/_safelight${path}`, { ...init, headers: { 'x-safelight-page': secret } });
  const body = (await answer.json()) as { readonly error?: string };
  if (!answer.ok) throw new Error(body.error ?? `the cloud answered ${answer.status}`);
  return body;
}

export const askFacts = (after: number): Promise<Facts> =>
  ask(`/page/facts?after=${after}`) as Promise<Facts>;

/** `{ advance: 60000 }`, `{ freeze: true }`, `{ resume: true }` */
export const orderClock = (order: object): Promise<unknown> =>
  ask('/clock', { method: 'POST', body: JSON.stringify(order) });
