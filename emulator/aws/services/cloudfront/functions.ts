/**
 * CloudFront Functions as they are kept: a draft under the stage DEVELOPMENT and, once published, a copy under LIVE, which
 * is what behaviors run (aws.md sections A.1 and A.17).
 *
 * Gaps: status words beyond UNPUBLISHED and UNASSOCIATED are not documented; an associated function says DEPLOYED.
 */
import type { FunctionConfig, FunctionStage, FunctionSummary } from '@aws-sdk/client-cloudfront';
import type { Ids } from '../../kernel/ids.ts';
import { toDate, type Instant } from '../../kernel/instant.ts';
import type { Statement, Store } from '../../kernel/store.ts';
import { arnOf } from './addressing.ts';
import { conflict, invalidArgument, noSuchFunction, tooLarge } from './errors.ts';
import { checkIfMatch, shortId, type Page } from './resources.ts';
import type { Revision } from './revision.ts';

export interface EdgeFunction {
  readonly account: string;
  readonly name: string;
  readonly stage: FunctionStage;
  readonly etag: string;
  readonly config: FunctionConfig;
  readonly code: Uint8Array;
  readonly created: Instant;
  readonly modified: Instant;
}

interface Row extends Omit<EdgeFunction, 'config'> {
  readonly config: string;
}

const LARGEST_CODE = 10 * 1_024;
const NAME = /^[a-zA-Z0-9_-]{1,64}$/;
const RUNTIMES = new Set(['cloudfront-js-1.0', 'cloudfront-js-2.0']);

export class Functions {
  readonly #ids: Ids;
  readonly #revision: Revision;
  readonly #store: Store;
  readonly #put: Statement<never>;
  readonly #find: Statement<Row>;
  readonly #remove: Statement<never>;
  readonly #page: Statement<Row>;

  constructor(store: Store, ids: Ids, revision: Revision) {
    this.#store = store;
    this.#ids = ids;
    this.#revision = revision;
    this.#put = store.statement(
      `INSERT OR REPLACE INTO cloudfront_function_stages
         (account, name, stage, etag, config, code, created, modified) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#find = store.statement(
      'SELECT * FROM cloudfront_function_stages WHERE account = ? AND name = ? AND stage = ?',
    );
    this.#remove = store.statement('DELETE FROM cloudfront_function_stages WHERE account = ? AND name = ?');
    this.#page = store.statement(
      `SELECT * FROM cloudfront_function_stages WHERE account = ? AND stage = ? AND name > ?
       ORDER BY name LIMIT ?`,
    );
  }

  /** @throws AwsError FunctionAlreadyExists, FunctionSizeLimitExceeded, InvalidArgument */
  create(
    account: string,
    name: string,
    config: FunctionConfig,
    code: Uint8Array,
    now: Instant,
  ): EdgeFunction {
    if (!NAME.test(name)) throw invalidArgument('The parameter Name is not valid.');
    checkFunction(config, code);
    if (this.find(account, name, 'DEVELOPMENT') !== undefined) {
      throw conflict(
        'FunctionAlreadyExists',
        'A function with the same name already exists in this AWS account. To create a function, you must provide a unique name. To update an existing function, use UpdateFunction.',
      );
    }
    return this.#keep({
      account,
      name,
      stage: 'DEVELOPMENT',
      config,
      code,
      created: now,
      modified: now,
      etag: shortId(this.#ids, 'E'),
    });
  }

  find(account: string, name: string, stage: FunctionStage): EdgeFunction | undefined {
    const row = this.#find.get(account, name, stage);
    return row === undefined ? undefined : read(row);
  }

  /** @throws AwsError NoSuchFunctionExists */
  get(account: string, name = '', stage: FunctionStage = 'DEVELOPMENT'): EdgeFunction {
    const found = this.find(account, name, stage);
    if (found === undefined) throw noSuchFunction();
    return found;
  }

  /** The published function of this ARN. */
  live(functionArn: string): EdgeFunction | undefined {
    const match = /^arn:aws:cloudfront::(\d*):function\/([\w-]+)$/.exec(functionArn);
    return match === null ? undefined : this.find(match[1]!, match[2]!, 'LIVE');
  }

  /** @throws AwsError InvalidIfMatchVersion, PreconditionFailed, FunctionSizeLimitExceeded, InvalidArgument */
  update(
    draft: EdgeFunction,
    ifMatch: string | undefined,
    config: FunctionConfig,
    code: Uint8Array,
    now: Instant,
  ): EdgeFunction {
    checkIfMatch(draft.etag, ifMatch);
    checkFunction(config, code);
    return this.#keep({ ...draft, config, code, modified: now, etag: shortId(this.#ids, 'E') });
  }

  /** @throws AwsError InvalidIfMatchVersion, PreconditionFailed */
  publish(draft: EdgeFunction, ifMatch: string | undefined, now: Instant): EdgeFunction {
    checkIfMatch(draft.etag, ifMatch);
    const created = this.find(draft.account, draft.name, 'LIVE')?.created ?? now;
    return this.#keep({ ...draft, stage: 'LIVE', created, modified: now });
  }

  remove({ account, name }: EdgeFunction): void {
    this.#revision.advance();
    this.#remove.run(account, name);
  }

  page(account: string, stage: FunctionStage, after: string | undefined, limit: number): Page<EdgeFunction> {
    const rows = this.#page.all(account, stage, after ?? '', limit + 1);
    const items = rows.slice(0, limit).map((row) => read(row));
    return { items, next: rows.length > limit ? items.at(-1)?.name : undefined };
  }

  #keep(kept: EdgeFunction): EdgeFunction {
    const { account, name, stage, etag, config, code, created, modified } = kept;
    this.#revision.advance();
    this.#store.transact(() =>
      this.#put.run(account, name, stage, etag, JSON.stringify(config), code, created, modified),
    );
    return kept;
  }
}

const read = (row: Row): EdgeFunction => ({ ...row, config: JSON.parse(row.config) as FunctionConfig });

function checkFunction({ Runtime: runtime }: FunctionConfig, code: Uint8Array): void {
  if (runtime === undefined || !RUNTIMES.has(runtime)) {
    throw invalidArgument('The parameter Runtime is not valid.');
  }
  if (code.length > LARGEST_CODE) {
    throw tooLarge(
      'FunctionSizeLimitExceeded',
      'The function is too large. For more information, see Quotas.',
    );
  }
  if (code.length === 0) throw invalidArgument('The parameter FunctionCode is not valid.');
}

export const functionArn = ({ account, name }: Pick<EdgeFunction, 'account' | 'name'>): string =>
  arnOf(account, 'function', name);

/** @param use what the published function is used for */
export function functionSummary(
  stored: EdgeFunction,
  use: { readonly published: boolean; readonly associated: boolean },
): FunctionSummary {
  const status = use.associated ? 'DEPLOYED' : 'UNASSOCIATED';
  return {
    Name: stored.name,
    Status: use.published ? status : 'UNPUBLISHED',
    FunctionConfig: stored.config,
    FunctionMetadata: {
      FunctionARN: functionArn(stored),
      Stage: stored.stage,
      CreatedTime: toDate(stored.created),
      LastModifiedTime: toDate(stored.modified),
    },
  };
}
