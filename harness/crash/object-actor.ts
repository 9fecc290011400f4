/** Objects without versions: written, overwritten, copied and deleted. */
import { NoSuchKey } from '@aws-sdk/client-s3';
import { change, compare, same, type Fact, type Outcome } from './fact.ts';
import {
  bodyOf,
  bytesOf,
  labelOf,
  newBody,
  type Actor,
  type Dice,
  type Findings,
  type Life,
} from './world.ts';

/** A body's label; null when there is no object. */
type State = string | null;

export class ObjectActor implements Actor {
  readonly #bucket: string;
  readonly #objects: readonly Fact<State>[];

  constructor(bucket: string, keys = 4) {
    this.#bucket = bucket;
    this.#objects = Array.from({ length: keys }, (_, n) => ({ name: `object ${n}`, possible: [null] }));
  }

  async prepare({ s3 }: Life): Promise<void> {
    await s3.createBucket({ Bucket: this.#bucket });
  }

  act({ s3 }: Life, dice: Dice): Promise<Outcome> {
    const fact = dice.pick(...this.#objects);
    const at = { Bucket: this.#bucket, Key: fact.name };
    const source = dice.pick(...this.#objects);
    const [copied = null] = source.possible;
    switch (dice.roll(6)) {
      case 0:
        return change(
          fact,
          () => s3.deleteObject(at),
          () => null,
        );
      case 1:
        // A copy onto itself that changes nothing is refused, and so is one of nothing.
        return change(
          fact,
          () => s3.copyObject({ ...at, CopySource: encodeURI(`${this.#bucket}/${source.name}`) }),
          () => copied,
        );
      case 2:
        return change(
          fact,
          () => s3.deleteObjects({ Bucket: this.#bucket, Delete: { Objects: [{ Key: fact.name }] } }),
          () => null,
        );
      default: {
        const body = newBody(dice);
        return change(
          fact,
          () => s3.putObject({ ...at, Body: bytesOf(body) }),
          () => body,
        );
      }
    }
  }

  async check({ s3 }: Life): Promise<Findings> {
    const { Contents = [] } = await s3.listObjectsV2({ Bucket: this.#bucket });
    const listed = new Set(Contents.map(({ Key }) => Key));
    const wrong: string[] = [];
    for (const fact of this.#objects) {
      const observed = await this.#look(s3, fact);
      const finding = compare(fact, observed, same);
      if (finding !== undefined) wrong.push(finding);
      if (listed.has(fact.name) !== (observed !== null))
        wrong.push(`the listing does not agree about ${fact.name}`);
    }
    return { checked: this.#objects.length, wrong };
  }

  async #look(s3: Life['s3'], { name, possible }: Fact<State>): Promise<State> {
    try {
      const bytes = await bodyOf(await s3.getObject({ Bucket: this.#bucket, Key: name }));
      return labelOf(
        bytes,
        possible.filter((one) => one !== null),
      );
    } catch (error) {
      if (error instanceof NoSuchKey) return null;
      return String(error);
    }
  }
}
