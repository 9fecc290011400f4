/** Asks, of whoever starts with safelight, what their project does not say by itself. */
import { createInterface } from 'node:readline/promises';
import { SafelightError } from '#aws/terms';
import type { Plan } from './first-files.ts';
import type { FoundTemplate, Surroundings } from './surroundings.ts';

const PREFIX = 'uploads/';
const REST = '{user}/{name}.{extension}';

export interface Given {
  readonly template?: FoundTemplate;
  readonly bucket?: string;
  readonly key?: string;
}

/** What follows without asking: the first template with a bucket, the first that tells of uploads, keys that it tells of. */
export function assumedPlan({ templates, packages }: Surroundings, given: Given): Plan {
  const template = given.template ?? templates.find(({ buckets }) => buckets.length > 0);
  const bucket = given.bucket ?? template?.buckets[0];
  if (template === undefined || bucket === undefined) return { pipeline: undefined, packages };
  return {
    pipeline: { template: template.file, bucket, key: given.key ?? usualKey(template, bucket) },
    packages,
  };
}

/** Under the prefix that the bucket tells of, so that what is uploaded is heard of. */
function usualKey(template: FoundTemplate | undefined, bucket: string): string {
  const told = template?.prefixes.get(bucket) || PREFIX;
  return `${told}${told.endsWith('/') ? '' : '-'}${REST}`;
}

/** The same, each part offered as the answer to a question. */
export async function askedPlan(surroundings: Surroundings, given: Given): Promise<Plan> {
  const assumed = assumedPlan(surroundings, given);
  if (assumed.pipeline === undefined) return assumed;
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const ask = async (question: string, offered: string): Promise<string> =>
    (await terminal.question(`${question} (${offered}) `)).trim() || offered;
  try {
    const { template, bucket } = assumed.pipeline;
    const chosen = await ask('Which template deploys the pipeline?', template);
    const found = [given.template, ...surroundings.templates].find((each) => each?.file === chosen);
    const offered =
      found === undefined || found.buckets.includes(bucket) ? bucket : (found.buckets[0] ?? bucket);
    const taking = given.bucket ?? (await ask('Which bucket takes uploads, by its logical id?', offered));
    const key = given.key ?? (await ask('Under which keys?', usualKey(found, taking)));
    return { ...assumed, pipeline: { template: chosen, bucket: taking, key } };
  } catch (error) {
    throw error instanceof Error && error.name === 'AbortError' ? brokenOff(error) : error;
  } finally {
    terminal.close();
  }
}

/** Ctrl+C, or an input that ends before the last answer. */
const brokenOff = (cause: Error): SafelightError =>
  new SafelightError('ERR_INIT', 'Nothing was written: the questions were broken off.', {
    hint: '--yes asks nothing; --template, --bucket and --key answer beforehand.',
    cause,
  });
