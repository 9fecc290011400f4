/** Asks, of whoever starts with safelight, what their project does not say by itself. */
import { createInterface } from 'node:readline/promises';
import type { Plan } from './first-files.ts';
import type { FoundTemplate, Surroundings } from './surroundings.ts';

const KEY = 'uploads/{user}/{name}.{extension}';

export interface Given {
  readonly template?: FoundTemplate;
  readonly bucket?: string;
  readonly key?: string;
}

/** What follows without asking: the first template with a bucket, its first bucket, a usual key. */
export function assumedPlan({ templates, packages }: Surroundings, given: Given): Plan {
  const template = given.template ?? templates.find(({ buckets }) => buckets.length > 0);
  const bucket = given.bucket ?? template?.buckets[0];
  if (template === undefined || bucket === undefined) return { pipeline: undefined, packages };
  return { pipeline: { template: template.file, bucket, key: given.key ?? KEY }, packages };
}

/** The same, each part offered as the answer to a question. */
export async function askedPlan(surroundings: Surroundings, given: Given): Promise<Plan> {
  const assumed = assumedPlan(surroundings, given);
  if (assumed.pipeline === undefined) return assumed;
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const ask = async (question: string, offered: string): Promise<string> =>
    (await terminal.question(`${question} (${offered}) `)).trim() || offered;
  try {
    const { template, bucket, key } = assumed.pipeline;
    const chosen = await ask('Which template deploys the pipeline?', template);
    const found = surroundings.templates.find(({ file }) => file === chosen);
    const offered =
      found === undefined || found.buckets.includes(bucket) ? bucket : (found.buckets[0] ?? bucket);
    return {
      ...assumed,
      pipeline: {
        template: chosen,
        bucket: given.bucket ?? (await ask('Which bucket takes uploads, by its logical id?', offered)),
        key: given.key ?? (await ask('Under which keys?', key)),
      },
    };
  } finally {
    terminal.close();
  }
}
