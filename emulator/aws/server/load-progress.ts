/**
 * Word of a load test that is sent against this cloud, so that whoever watches the journal sees the client's side too.
 * What is told becomes an entry `load.progress`.
 */
import type { JournalFacts } from '../kernel/journal.ts';

const TEXTS = ['journey', 'profile', 'state'] as const;
const NUMBERS = ['elapsed', 'seconds', 'iterations', 'failures', 'dropped'] as const;
const MOST_STEPS = 50;

interface Step {
  readonly name: string;
  readonly p50: number;
  readonly p95: number;
}

/** The entry that a body asks for, or what is wrong with it. */
export function readLoadProgress(text: string): JournalFacts | { readonly error: string } {
  const body = parsed(text);
  if (body === undefined) return { error: 'The body must be a JSON object.' };
  for (const name of TEXTS) if (typeof body[name] !== 'string') return { error: `"${name}" must be a text.` };
  for (const name of NUMBERS)
    if (!Number.isFinite(body[name])) return { error: `"${name}" must be a number.` };
  const steps = body['steps'] ?? [];
  if (!Array.isArray(steps) || steps.length > MOST_STEPS || !steps.every(isStep)) {
    return { error: `"steps" must be at most ${MOST_STEPS} objects with "name", "p50" and "p95".` };
  }
  const facts = Object.fromEntries([...TEXTS, ...NUMBERS].map((name) => [name, body[name]]));
  return {
    type: 'load.progress',
    cause: 0,
    ...facts,
    steps: steps.map(({ name, p50, p95 }: Step) => ({ name, p50, p95 })),
  };
}

function parsed(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

function isStep(value: unknown): value is Step {
  if (typeof value !== 'object' || value === null) return false;
  const { name, p50, p95 } = value as Record<string, unknown>;
  return typeof name === 'string' && Number.isFinite(p50) && Number.isFinite(p95);
}
