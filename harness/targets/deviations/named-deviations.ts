/** The list of deviations that a cloud behind a URL is judged by: one that is kept here, or one of the user's own. */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import * as v from 'valibot';
import { SafelightError } from '#aws';
import type { Deviation } from '../deviation.ts';
import { LOCALSTACK_DEVIATIONS } from './localstack.ts';
import { MINISTACK_DEVIATIONS } from './ministack.ts';
import { MOTO_DEVIATIONS } from './moto.ts';

const KEPT: Readonly<Record<string, readonly Deviation[]>> = {
  ministack: MINISTACK_DEVIATIONS,
  moto: MOTO_DEVIATIONS,
};

const OWN = v.array(
  v.strictObject({
    scenario: v.string(),
    instead: v.string(),
    link: v.string(),
    sometimes: v.optional(v.boolean()),
  }),
);

/** All lists that are kept here, by emulator. */
export const KNOWN_DEVIATIONS = { ...KEPT, localstack: LOCALSTACK_DEVIATIONS };

/** What other processes find the list by, wherever they run: an emulator's name or an absolute path. */
export const deviationsPlace = (named: string): string =>
  Object.hasOwn(KEPT, named) ? named : resolve(named);

/**
 * @param named an emulator's name, or a file of JSON: `[{ "scenario", "instead", "link" }]`
 * @throws SafelightError ERR_DEVIATIONS
 */
export async function namedDeviations(named: string): Promise<readonly Deviation[]> {
  if (Object.hasOwn(KEPT, named)) return KEPT[named]!;
  const file = resolve(named);
  try {
    return v.parse(OWN, JSON.parse(await readFile(file, 'utf8')));
  } catch (cause) {
    throw new SafelightError('ERR_DEVIATIONS', `${file} is no list of deviations: ${String(cause)}`, {
      hint: `Name ${Object.keys(KEPT).join(' or ')}, or a file of JSON: [{ "scenario": "…", "instead": "…", "link": "…" }].`,
      cause,
    });
  }
}
