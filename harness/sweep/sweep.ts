/**
 * Removes what runs of the scenarios left behind. Nothing is touched that does not bear a run's mark in its name, and on
 * AWS, where all that can be tagged is, nothing that lacks the tag.
 */
import type { Clients } from '../targets/clients.ts';
import { RUN_TAG } from '../targets/run-mark.ts';
import { FINDERS } from './finders.ts';
import type { Leftover } from './leftover.ts';

/** A service that could not be asked. */
interface Unseen {
  /** `buckets` */
  readonly kinds: string;
  readonly reason: string;
}

interface Found {
  /** In the order in which they can go. */
  readonly leftovers: readonly Leftover[];
  readonly unseen: readonly Unseen[];
}

interface SweepOptions {
  /** Whether what is made carries tags there, which is then asked for before anything goes. */
  readonly tagged: boolean;
  /** Only of runs for which this says so. */
  readonly runs?: (run: string) => boolean;
}

export async function findLeftovers(
  clients: Clients,
  { tagged, runs = () => true }: SweepOptions,
): Promise<Found> {
  const unseen: Unseen[] = [];
  const looked = await Promise.all(
    FINDERS.map(async ([kinds, find]) => {
      try {
        const leftovers = (await find(clients)).filter(({ run }) => runs(run));
        const ours = await Promise.all(leftovers.map(async (each) => !tagged || (await isTagged(each))));
        return leftovers.filter((_, index) => ours[index]);
      } catch (error) {
        unseen.push({ kinds, reason: error instanceof Error ? error.message : String(error) });
        return [];
      }
    }),
  );
  return { leftovers: looked.flat(), unseen };
}

const isTagged = async ({ tags, run }: Leftover): Promise<boolean> =>
  tags === undefined || (await tags())[RUN_TAG] === run;

export interface Swept {
  readonly removed: readonly Leftover[];
  readonly failed: readonly { readonly leftover: Leftover; readonly reason: string }[];
}

/**
 * Removes them one after the other; one that does not go keeps nobody else. What a stack took with it counts as removed.
 */
export async function removeLeftovers(clients: Clients, leftovers: readonly Leftover[]): Promise<Swept> {
  const removed: Leftover[] = [];
  const failed: { leftover: Leftover; reason: string }[] = [];
  for (const leftover of leftovers) {
    try {
      await leftover.remove();
      removed.push(leftover);
    } catch (error) {
      failed.push({ leftover, reason: error instanceof Error ? error.message : String(error) });
    }
  }
  if (failed.length === 0) return { removed, failed };
  const { leftovers: standing, unseen } = await findLeftovers(clients, { tagged: false });
  const isStanding = ({ kind, name }: Leftover): boolean =>
    standing.some((other) => other.kind === kind && other.name === name) ||
    unseen.some(({ kinds }) => kinds === `${kind}s`);
  const gone = failed.filter(({ leftover }) => !isStanding(leftover)).map(({ leftover }) => leftover);
  return {
    removed: [...removed, ...gone],
    failed: failed.filter(({ leftover }) => isStanding(leftover)),
  };
}
