/** The cloud that transcripts are replayed on, one after the other. */
import { findLeftovers, removeLeftovers } from '../sweep/sweep.ts';
import { Stage } from '../targets/stage.ts';
import { startTarget, type StartTargetOptions } from '../targets/start-target.ts';
import type { Target } from '../targets/target.ts';

export interface Ground {
  readonly name: string;
  /** Gives the cloud to one replay; the embedded one as new each time. */
  onto<T>(act: (target: Target) => Promise<T>): Promise<T>;
  /** Removes what was made on a cloud that stays; in words, what did not go. */
  clear(): Promise<readonly string[]>;
}

/** @throws SafelightError for whatever keeps the target from being used */
export async function openGround(choice: StartTargetOptions): Promise<Ground> {
  if (choice.target !== 'embedded') return lastingGround(await startTarget(choice));
  const { region } = choice;
  // Long polls are answered by nobody while time stands still.
  const stage = await Stage.open({ clock: 'real', ...(region !== undefined && { region }) });
  return {
    name: 'embedded',
    async onto(act) {
      await using target = await stage.enter();
      return await act(target);
    },
    async clear() {
      await stage.close();
      return [];
    },
  };
}

const lastingGround = (target: Target): Ground => ({
  name: target.name,
  onto: (act) => act(target),
  async clear() {
    await using leaving = target;
    const { clients, run } = leaving;
    const { leftovers } = await findLeftovers(clients, { tagged: false, runs: (other) => other === run });
    const { failed } = await removeLeftovers(clients, leftovers);
    return failed.map(({ leftover: { kind, name }, reason }) => `${kind} ${name} was not removed: ${reason}`);
  },
});
