/**
 * Invalidations: paths whose cached copies end. One is complete five seconds of emulated time after its creation; that is
 * when the copies are gone (aws.md section A.19).
 *
 * Gaps: AWS's rate quota (150 paths a second) is not enforced.
 */
import type { Ids } from '../../kernel/ids.ts';
import { seconds, toDate, type Duration, type Instant } from '../../kernel/instant.ts';
import type { Statement, Store } from '../../kernel/store.ts';
import type { Invalidation as InvalidationOutput } from '@aws-sdk/client-cloudfront';
import { invalid, invalidArgument, noSuchInvalidation, tooLarge } from './errors.ts';
import { listOf } from './quantities.ts';
import { shortId, type Page } from './resources.ts';

export interface Invalidation {
  readonly id: string;
  readonly distribution: string;
  readonly reference: string;
  readonly paths: readonly string[];
  readonly created: Instant;
  readonly completes: Instant;
}

interface Row extends Omit<Invalidation, 'id' | 'paths'> {
  readonly invalidation: string;
  readonly paths: string;
}

const TAKES: Duration = seconds(5);
const LONGEST_PATH = 4_000;
const MOST_PATHS = 3_000;

export class Invalidations {
  readonly #ids: Ids;
  readonly #insert: Statement<never>;
  readonly #byReference: Statement<Row>;
  readonly #find: Statement<Row>;
  readonly #page: Statement<Row>;
  readonly #open: Statement<{ n: number }>;

  constructor(store: Store, ids: Ids) {
    this.#ids = ids;
    this.#insert = store.statement(
      `INSERT INTO cloudfront_invalidations (invalidation, distribution, reference, paths, created, completes)
       VALUES (?, ?, ?, ?, ?, ?)`,
    );
    this.#byReference = store.statement(
      'SELECT * FROM cloudfront_invalidations WHERE distribution = ? AND reference = ?',
    );
    this.#find = store.statement(
      'SELECT * FROM cloudfront_invalidations WHERE distribution = ? AND invalidation = ?',
    );
    this.#page = store.statement(
      `SELECT * FROM cloudfront_invalidations WHERE distribution = ? AND id <
         coalesce((SELECT id FROM cloudfront_invalidations WHERE invalidation = ?), 9e15)
       ORDER BY id DESC LIMIT ?`,
    );
    this.#open = store.statement(
      'SELECT count(*) AS n FROM cloudfront_invalidations WHERE distribution = ? AND completes > ?',
    );
  }

  /**
   * The same reference with the same paths is the same invalidation.
   *
   * @returns `fresh` when it did not exist before
   * @throws AwsError InvalidationBatchAlreadyExists, InvalidArgument, BatchTooLarge
   */
  create(
    distribution: string,
    reference: string,
    paths: readonly string[],
    now: Instant,
  ): { readonly invalidation: Invalidation; readonly fresh: boolean } {
    checkPaths(paths);
    const earlier = this.#byReference.get(distribution, reference);
    if (earlier !== undefined) {
      if (earlier.paths !== JSON.stringify(paths)) {
        throw invalid(
          'InvalidationBatchAlreadyExists',
          'The caller reference that you are using is associated with an invalidation batch of other paths.',
        );
      }
      return { invalidation: read(earlier), fresh: false };
    }
    const id = shortId(this.#ids, 'I');
    const completes = now + TAKES;
    this.#insert.run(id, distribution, reference, JSON.stringify(paths), now, completes);
    const invalidation = { id, distribution, reference, paths, created: now, completes };
    return { invalidation, fresh: true };
  }

  /** @throws AwsError NoSuchInvalidation */
  get(distribution: string, id = ''): Invalidation {
    const row = this.#find.get(distribution, id);
    if (row === undefined) throw noSuchInvalidation();
    return read(row);
  }

  /** The newest first. */
  page(distribution: string, after: string | undefined, limit: number): Page<Invalidation> {
    const rows = this.#page.all(distribution, after ?? '', limit + 1);
    const items = rows.slice(0, limit).map((row) => read(row));
    return { items, next: rows.length > limit ? items.at(-1)?.id : undefined };
  }

  /** How many are in progress. */
  open(distribution: string, now: Instant): number {
    return this.#open.get(distribution, now)?.n ?? 0;
  }
}

const read = ({ invalidation, paths, distribution, reference, created, completes }: Row): Invalidation => ({
  id: invalidation,
  distribution,
  reference,
  created,
  completes,
  paths: JSON.parse(paths) as string[],
});

function checkPaths(paths: readonly string[]): void {
  if (paths.length > MOST_PATHS) {
    throw tooLarge('BatchTooLarge', 'Your request contains too many invalidation paths.');
  }
  for (const path of paths) {
    const star = path.indexOf('*');
    const wild = star >= 0 && star < path.length - 1;
    if (isTag(path) ? !TAG.test(path) : !path.startsWith('/') || path.length > LONGEST_PATH || wild) {
      throw invalidArgument('Your request contains one or more invalid invalidation paths.');
    }
  }
}

const TAG = /^#[\u0021-\u002b\u002d-\u007e]{1,256}$/;

/** `#tag` ends the copies whose origin gave them that tag. */
export const isTag = (path: string): boolean => path.startsWith('#');

export const statusOf = ({ completes }: Invalidation, now: Instant): 'InProgress' | 'Completed' =>
  now < completes ? 'InProgress' : 'Completed';

export const invalidationOf = (invalidation: Invalidation, now: Instant): InvalidationOutput => ({
  Id: invalidation.id,
  Status: statusOf(invalidation, now),
  CreateTime: toDate(invalidation.created),
  InvalidationBatch: {
    Paths: listOf(invalidation.paths),
    CallerReference: invalidation.reference,
  },
});
