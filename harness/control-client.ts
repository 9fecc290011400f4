/** Talks to the control API of a running cloud. */
import type { JournalEntry, SavedSnapshot, Usage } from '#aws';
import { SafelightError } from '#aws/terms';

export interface ClockStatus {
  /** ISO 8601. */
  readonly now: string;
  readonly rate: number;
  readonly pending: number;
  readonly nextDeadline: string | null;
}

export interface CloudStatus {
  readonly version: string;
  readonly pid: number;
  readonly endpoint: string;
  readonly region: string;
  readonly accountId: string;
  readonly clock: ClockStatus;
  readonly services: readonly string[];
  readonly pendingDeliveries: number;
  /** Number of the newest entry of the journal. */
  readonly journal: number;
  readonly defects: number;
  /** Bytes of resident memory. */
  readonly memory: number;
  /** What runs beside the cloud: the API's address, the blueprint's name. */
  readonly about: Readonly<Record<string, string>>;
}

export type ClockRequest =
  | { readonly advance: number }
  | { readonly set: string }
  | { readonly freeze: true }
  | { readonly resume: true }
  /** Emulated seconds in a second of this machine. */
  | { readonly scale: number };

export interface ControlClient {
  status(): Promise<CloudStatus>;
  clock(request?: ClockRequest): Promise<ClockStatus>;
  reset(): Promise<void>;
  saveSnapshot(name: string, replace: boolean): Promise<SavedSnapshot>;
  /** Answers with the time that it is then. */
  loadSnapshot(name: string): Promise<ClockStatus>;
  snapshots(): Promise<readonly SavedSnapshot[]>;
  /** Entries after a sequence number. */
  journal(after: number): Promise<readonly JournalEntry[]>;
  /**
   * What was written into the journal since a count of entries written before, in that order; without one, nothing but
   * the count.
   */
  written(after?: number): Promise<Written>;
  /** Tells those who watch the cloud how far a load test is. */
  loadProgress(progress: LoadProgress): Promise<void>;
  /** Everything metered so far. */
  usage(): Promise<readonly Usage[]>;
}

/** A load test's own view of how far it is: what the dashboard shows of it. */
export interface LoadProgress {
  readonly journey: string;
  readonly profile: string;
  /** `running`, or how it ended. */
  readonly state: string;
  /** Seconds since it began, and of all of it. */
  readonly elapsed: number;
  readonly seconds: number;
  readonly iterations: number;
  readonly failures: number;
  readonly dropped: number;
  /** Milliseconds, as the client sees them. */
  readonly steps: readonly { readonly name: string; readonly p50: number; readonly p95: number }[];
}

/** What a control API says that does not do what it was asked for. */
interface Refusal {
  readonly error?: string;
  readonly code?: SafelightError['code'];
  readonly hint?: string;
}

interface Written {
  /** Entries ever written. */
  readonly written: number;
  /** Of those asked for, the ones that are still kept. */
  readonly entries: readonly JournalEntry[];
}

/** @throws SafelightError ERR_UNREACHABLE, ERR_NOT_SAFELIGHT, ERR_CONTROL from each of its methods */
export function controlClient(endpoint: string): ControlClient {
  const call = async <T>(method: 'GET' | 'POST' | 'PUT', path: string, body?: object): Promise<T> => {
    const response = await reach(endpoint, path, {
      method,
      ...(body !== undefined && {
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json' },
      }),
    });
    const answer = await response.text();
    const json = parse(answer);
    if (json === undefined) {
      throw new SafelightError('ERR_NOT_SAFELIGHT', `What answers at ${endpoint} is not a safelight.`, {
        hint: 'Give the address of a running safelight with --endpoint, or start one with `safelight up`.',
      });
    }
    if (!response.ok) {
      const { error = answer, code, hint } = json as Refusal;
      throw new SafelightError(code ?? 'ERR_CONTROL', error, {
        hint: hint ?? `The cloud at ${endpoint} refused ${method} ${path}.`,
        exitCode: code === undefined ? 1 : 2,
      });
    }
    return json as T;
  };
  return {
    status: () => call('GET', '/status'),
    clock: (request) => (request === undefined ? call('GET', '/clock') : call('POST', '/clock', request)),
    reset: async () => {
      await call('POST', '/reset');
    },
    saveSnapshot: (name, replace) =>
      call('PUT', `/snapshots/${encodeURIComponent(name)}${replace ? '?replace=true' : ''}`),
    loadSnapshot: (name) => call('POST', `/snapshots/${encodeURIComponent(name)}/load`),
    snapshots: async () => {
      const { snapshots } = await call<{ snapshots: SavedSnapshot[] }>('GET', '/snapshots');
      return snapshots;
    },
    journal: async (after) => {
      const { entries } = await call<{ entries: JournalEntry[] }>('GET', `/journal?after=${after}`);
      return entries;
    },
    written: (after) => call('GET', `/journal/written${after === undefined ? '' : `?after=${after}`}`),
    loadProgress: async (progress) => {
      await call('POST', '/load-progress', progress);
    },
    usage: async () => {
      const { usage } = await call<{ usage: Usage[] }>('GET', '/usage');
      return usage;
    },
  };
}

async function reach(endpoint: string, path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(`${endpoint}/_safelight${path}`, init);
  } catch (cause) {
    throw new SafelightError('ERR_UNREACHABLE', `Nothing answers at ${endpoint}.`, {
      hint: 'Start a cloud with `safelight up`, or say where one runs with --endpoint or SAFELIGHT_ENDPOINT.',
      cause,
    });
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
