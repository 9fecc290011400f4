/** Objects with versions: written anew, hidden by delete markers, and deleted version by version. */
import { change, compare, type Fact, type Outcome } from './fact.ts';
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

interface Version {
  /** Undefined while no answer has told it. */
  readonly id: string | undefined;
  /** A body's label; null for a delete marker. */
  readonly body: string | null;
}

/** Newest first. */
type History = readonly Version[];

const BUCKET = 'versions';

export class VersionActor implements Actor {
  readonly #objects: readonly Fact<History>[] = [0, 1, 2].map((n) => ({
    name: `object ${n}`,
    possible: [[]],
  }));

  async prepare({ s3 }: Life): Promise<void> {
    await s3.createBucket({ Bucket: BUCKET });
    await s3.putBucketVersioning({ Bucket: BUCKET, VersioningConfiguration: { Status: 'Enabled' } });
  }

  act({ s3 }: Life, dice: Dice): Promise<Outcome> {
    const fact = dice.pick(...this.#objects);
    const [versions = []] = fact.possible;
    const at = { Bucket: BUCKET, Key: fact.name };
    const grow = (
      request: () => Promise<{ VersionId?: string | undefined }>,
      body: string | null,
    ): Promise<Outcome> =>
      change(
        fact,
        request,
        (before) => [{ id: undefined, body }, ...before],
        ({ VersionId: id }, before) => [{ id, body }, ...before],
      );
    const victim = versions.length === 0 ? undefined : dice.pick(...versions);
    if (victim !== undefined && dice.roll(6) < versions.length) {
      const without = (before: History): History => before.filter(({ id }) => id !== victim.id);
      return change(fact, () => s3.deleteObject({ ...at, VersionId: victim.id }), without);
    }
    if (dice.roll(4) === 0) return grow(() => s3.deleteObject(at), null);
    const body = newBody(dice);
    return grow(() => s3.putObject({ ...at, Body: bytesOf(body) }), body);
  }

  async check({ s3 }: Life): Promise<Findings> {
    const { Versions = [], DeleteMarkers = [] } = await s3.listObjectVersions({ Bucket: BUCKET });
    const wrong: string[] = [];
    let checked = 0;
    for (const fact of this.#objects) {
      const labels = new Set(fact.possible.flat().flatMap(({ body }) => (body === null ? [] : [body])));
      const latestFirst: { id: string | undefined; marker: boolean; latest: boolean }[] = [
        ...Versions.map((version) => ({ ...version, marker: false })),
        ...DeleteMarkers.map((version) => ({ ...version, marker: true })),
      ]
        .filter(({ Key }) => Key === fact.name)
        .map(({ VersionId: id, IsLatest: latest = false, marker }) => ({ id, marker, latest }));
      const observed = new Map<string | undefined, string | null>();
      for (const { id, marker } of latestFirst) {
        observed.set(id, marker ? null : await this.#read(s3, fact.name, id, labels));
      }
      const order = this.#inOrder(fact, observed);
      checked += observed.size;
      const finding = compare(fact, order, fits);
      if (finding !== undefined) wrong.push(finding);
      const latest = latestFirst.find((version) => version.latest)?.id;
      if (order.length > 0 && latest !== order[0]?.id)
        wrong.push(`${fact.name}: ${latest} is said to be the latest`);
    }
    return { checked, wrong };
  }

  /** Versions and markers are listed apart: what is known of their order is kept, what is new stands first. */
  #inOrder({ possible }: Fact<History>, observed: ReadonlyMap<string | undefined, string | null>): History {
    const known = (possible[0] ?? []).map(({ id }) => id);
    const ids = [...observed.keys()];
    return [...ids.filter((id) => !known.includes(id)), ...known.filter((id) => observed.has(id))].map(
      (id) => ({
        id,
        body: observed.get(id) ?? null,
      }),
    );
  }

  async #read(
    s3: Life['s3'],
    Key: string,
    VersionId: string | undefined,
    labels: Iterable<string>,
  ): Promise<string> {
    try {
      return labelOf(await bodyOf(await s3.getObject({ Bucket: BUCKET, Key, VersionId })), labels);
    } catch (error) {
      return String(error);
    }
  }
}

const fits = (possible: History, observed: History): boolean =>
  possible.length === observed.length &&
  possible.every(
    ({ id, body }, n) => body === observed[n]?.body && (id === undefined || id === observed[n]?.id),
  );
