/**
 * Layers: archives that functions lay under their code. Versions of a layer are numbered and never change; deleting one
 * only keeps new functions from using it.
 *
 * Evidence: aws.md section B.1; LocalStack's recordings of `TestLambdaLayer`, 2023-11. Gap: layer permissions answer 501,
 * so layers are used within their account only.
 */
import type { Instant } from '../../kernel/instant.ts';
import { arn, type Scope } from '../../kernel/scope.ts';
import type { Statement, Store } from '../../kernel/store.ts';
import { invalidParameter, resourceNotFound, validation } from './errors.ts';
import type { CodePackage } from './versions.ts';

export interface LayerVersion {
  readonly scope: Scope;
  readonly name: string;
  readonly version: number;
  readonly description: string;
  readonly license: string | undefined;
  readonly runtimes: readonly string[];
  readonly architectures: readonly string[];
  readonly code: CodePackage;
  readonly createdAt: Instant;
}

interface Row {
  readonly account_id: string;
  readonly region: string;
  readonly name: string;
  readonly version: number;
  readonly description: string;
  readonly license: string | null;
  readonly runtimes: string;
  readonly architectures: string;
  readonly code: string;
  readonly created_at: number;
}

export interface LayerReference {
  readonly scope: Scope;
  readonly name: string;
  readonly version: number | undefined;
}

const ARN = /^arn:aws[a-zA-Z-]*:lambda:([a-z0-9-]+):(\d{12}):layer:([a-zA-Z0-9-_]+)(?::(\d+))?$/;
const PRINTED =
  '(arn:[a-zA-Z0-9-]+:lambda:[a-z]{2}((-gov)|(-iso(b?)))?-[a-z]+-\\d{1}:\\d{12}:layer:[a-zA-Z0-9-_]+:[0-9]+)|(arn:[a-zA-Z0-9-]+:lambda:::awslayer:[a-zA-Z0-9-_]+)';

export const layerArn = (scope: Scope, name: string, version?: number): string =>
  arn('lambda', scope, `layer:${name}${version === undefined ? '' : `:${version}`}`);

/** Reads a layer's name, its ARN, or the ARN of a version of it. */
export function readLayerReference(text: string, scope: Scope): LayerReference {
  const match = ARN.exec(text);
  if (match === null) return { scope, name: text, version: undefined };
  const [, region, accountId, name, version] = match;
  return {
    scope: { partition: 'aws', region: region!, accountId: accountId! },
    name: name!,
    version: version === undefined ? undefined : Number(version),
  };
}

export class Layers {
  readonly #insert: Statement<Row>;
  readonly #next: Statement<{ next: number }>;
  readonly #find: Statement<Row>;
  readonly #listVersions: Statement<Row>;
  readonly #listNewest: Statement<Row>;
  readonly #delete: Statement<Row>;
  readonly #size: Statement<{ size: number }>;

  constructor(store: Store) {
    this.#insert = store.statement(
      `INSERT INTO lambda_layers
         (account_id, region, name, version, description, license, runtimes, architectures, code, blob, created_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    const named = 'account_id = ? AND region = ? AND name = ?';
    this.#next = store.statement(
      `SELECT coalesce(max(version), 0) + 1 AS next FROM lambda_layers WHERE ${named}`,
    );
    this.#find = store.statement(`SELECT * FROM lambda_layers WHERE ${named} AND version = ?`);
    this.#listVersions = store.statement(
      `SELECT * FROM lambda_layers WHERE ${named} AND deleted = 0 ORDER BY version DESC`,
    );
    this.#listNewest = store.statement(
      `SELECT *, max(version) FROM lambda_layers
       WHERE account_id = ? AND region = ? AND deleted = 0 GROUP BY name ORDER BY name`,
    );
    this.#delete = store.statement(`UPDATE lambda_layers SET deleted = 1 WHERE ${named} AND version = ?`);
    this.#size = store.statement(
      `SELECT coalesce(sum(json_extract(code, '$.size')), 0) AS size FROM lambda_layers
       WHERE account_id = ? AND region = ? AND deleted = 0`,
    );
  }

  publish(layer: Omit<LayerVersion, 'version'>): LayerVersion {
    const { scope, name, code } = layer;
    const version = this.#next.get(scope.accountId, scope.region, name)!.next;
    this.#insert.run(
      scope.accountId,
      scope.region,
      name,
      version,
      layer.description,
      layer.license ?? null,
      JSON.stringify(layer.runtimes),
      JSON.stringify(layer.architectures),
      JSON.stringify(code),
      code.blob ?? '',
      layer.createdAt,
    );
    return { ...layer, version };
  }

  /** A version that functions have, deleted or not. */
  findByArn(text: string): LayerVersion | undefined {
    const reference = readLayerReference(text, { accountId: '', region: '', partition: 'aws' });
    const { scope, name, version } = reference;
    const row =
      version === undefined ? undefined : this.#find.get(scope.accountId, scope.region, name, version);
    return row === undefined ? undefined : layerOf(row);
  }

  /** @throws AwsError ResourceNotFoundException */
  get({ scope, name }: LayerReference, version: number): LayerVersion {
    const found = this.versions(scope, name).find((layer) => layer.version === version);
    if (found === undefined) throw resourceNotFound();
    return found;
  }

  /** Newest first. */
  versions({ accountId, region }: Scope, name: string): readonly LayerVersion[] {
    return this.#listVersions.all(accountId, region, name).map(layerOf);
  }

  /** The newest version of each layer, in order of name. */
  newest({ accountId, region }: Scope): readonly LayerVersion[] {
    return this.#listNewest.all(accountId, region).map(layerOf);
  }

  /** Removing what is not there succeeds. */
  remove({ scope, name }: LayerReference, version: number): void {
    this.#delete.run(scope.accountId, scope.region, name, version);
  }

  codeSize({ accountId, region }: Scope): number {
    return this.#size.get(accountId, region)!.size;
  }

  /**
   * Checks the layers that a function asks for.
   *
   * @throws AwsError ValidationException, InvalidParameterValueException
   */
  check(arns: readonly string[], { accountId, region }: Scope): void {
    const seen = new Map<string, string>();
    for (const text of arns) {
      const match = ARN.exec(text);
      if (match?.[4] === undefined) {
        throw validation([
          `Value '[${text}]' at 'layers' failed to satisfy constraint: Member must satisfy constraint: [Member must have length less than or equal to 140, Member must have length greater than or equal to 1, Member must satisfy regular expression pattern: ${PRINTED}, Member must not be null]`,
        ]);
      }
      const [, layerRegion, owner, name, version] = match;
      if (layerRegion !== region) {
        throw invalidParameter(
          `Layers are not in the same region as the function. Layers are expected to be in region ${region}.`,
        );
      }
      const scope: Scope = { partition: 'aws', region, accountId: owner! };
      const known = this.versions(scope, name!).some((layer) => layer.version === Number(version));
      if (owner !== accountId || !known) throw invalidParameter(`Layer version ${text} does not exist.`);
      const other = seen.get(name!);
      if (other !== undefined) {
        throw invalidParameter(
          `Two different versions of the same layer are not allowed to be referenced in the same function. ${other} and ${text} are versions of the same layer.`,
        );
      }
      seen.set(name!, text);
    }
  }
}

const layerOf = (row: Row): LayerVersion => ({
  scope: { accountId: row.account_id, region: row.region, partition: 'aws' },
  name: row.name,
  version: row.version,
  description: row.description,
  license: row.license ?? undefined,
  runtimes: JSON.parse(row.runtimes) as string[],
  architectures: JSON.parse(row.architectures) as string[],
  code: JSON.parse(row.code) as CodePackage,
  createdAt: row.created_at,
});
