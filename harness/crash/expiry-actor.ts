/** Time, and objects that a lifecycle rule lets expire: never early, never after the day that follows. */
import { change, type Fact, type Outcome } from './fact.ts';
import { bytesOf, newBody, type Actor, type Dice, type Findings, type Life } from './world.ts';

const BUCKET = 'expiring';
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

interface Kept {
  /** Emulated time of the answer. */
  readonly written: number;
}

export class ExpiryActor implements Actor {
  readonly #objects = new Map<string, Fact<Kept | null>>();
  readonly #time: Fact<number> = { name: 'time', possible: [0] };
  #written = 0;

  async prepare({ s3, control }: Life): Promise<void> {
    await s3.createBucket({ Bucket: BUCKET });
    await s3.putBucketLifecycleConfiguration({
      Bucket: BUCKET,
      LifecycleConfiguration: {
        Rules: [{ Status: 'Enabled', Filter: { Prefix: '' }, Expiration: { Days: 1 } }],
      },
    });
    this.#time.possible = [Date.parse((await control.clock()).now)];
  }

  async act({ s3, control, keepTime }: Life, dice: Dice): Promise<Outcome> {
    const [now = 0] = this.#time.possible;
    if (dice.roll(3) === 0) {
      const duration = dice.pick(1, HOUR, 7 * HOUR);
      const outcome = await change(
        this.#time,
        async () => {
          const { now: text } = await control.clock({ advance: duration });
          keepTime(Date.parse(text));
        },
        (before) => before + duration,
      );
      return outcome;
    }
    this.#written += 1;
    const Key = `object ${this.#written}`;
    const fact: Fact<Kept | null> = { name: Key, possible: [null] };
    this.#objects.set(Key, fact);
    const body = newBody(dice, [40, 20_000]);
    return change(
      fact,
      () => s3.putObject({ Bucket: BUCKET, Key, Body: bytesOf(body) }),
      () => ({ written: now }),
    );
  }

  async check({ s3, control, keepTime }: Life): Promise<Findings> {
    const wrong: string[] = [];
    const { now: text } = await control.clock();
    const now = Date.parse(text);
    const [least = 0, most = least] = this.#time.possible;
    if (now < least || now > most + DAY) wrong.push(`it is ${text}, and may be from ${least} to ${most}`);
    const before = await keysOf(s3);
    for (const { name, possible } of this.#objects.values()) {
      const [first, second] = possible;
      // An object that was never acknowledged may be there or not.
      if (second !== undefined || first === null || first === undefined) continue;
      if (!before.has(name) && now < expiryOf(first.written)) wrong.push(`${name} is gone before its time`);
    }
    for (const key of before) if (!this.#objects.has(key)) wrong.push(`nobody wrote ${key}, or it was gone`);
    const { now: later } = await control.clock({ advance: 3 * DAY });
    keepTime(Date.parse(later));
    const after = await keysOf(s3);
    for (const key of after) wrong.push(`${key} is there three days later`);
    const checked = this.#objects.size + 1;
    this.#objects.clear();
    this.#time.possible = [Date.parse(later)];
    return { checked, wrong };
  }
}

async function keysOf(s3: Life['s3']): Promise<ReadonlySet<string>> {
  const { Contents = [] } = await s3.listObjectsV2({ Bucket: BUCKET });
  return new Set(Contents.map(({ Key = '' }) => Key));
}

/** A day after it was written, at the midnight that follows. */
const expiryOf = (written: number): number => Math.ceil((written + DAY) / DAY) * DAY;
