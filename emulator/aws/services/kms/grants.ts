/**
 * Grants: permissions on a key beside its policy, for one principal and certain operations, perhaps only with a certain
 * encryption context. A grant is read as statements of the key's policy, so that one evaluator decides and a denial in
 * any policy still wins.
 *
 * Evidence: KMS developer guide "Grants in AWS KMS" (2026-11). Gaps: grants count at once, so grant tokens are not
 * needed; the constraint SourceArn is refused.
 */
import type { GrantConstraints, GrantOperation } from '@aws-sdk/client-kms';
import type { Instant } from '../../kernel/instant.ts';
import type { Statement, Store } from '../../kernel/store.ts';
import type { EncryptionContext } from './encryption-context.ts';
import type { Key } from './key.ts';

export interface Grant {
  readonly id: number;
  /** The number of the key's record. */
  readonly key: number;
  /** 64 hex digits. */
  readonly grantId: string;
  readonly token: string;
  readonly name: string | undefined;
  /** ARN of a user, role, session or account, or a service's name. */
  readonly grantee: string;
  readonly retiring: string | undefined;
  /** ARN of the account that made it. */
  readonly issuer: string;
  readonly operations: readonly GrantOperation[];
  readonly constraints: Pick<GrantConstraints, 'EncryptionContextEquals' | 'EncryptionContextSubset'>;
  readonly createdAt: Instant;
}

interface Row {
  readonly id: number;
  readonly key: number;
  readonly grant_id: string;
  readonly token: string;
  readonly name: string | null;
  readonly grantee: string;
  readonly retiring: string | null;
  readonly issuer: string;
  readonly operations: string;
  readonly constraints: string;
  readonly created_at: number;
}

export const isServiceName = (principal: string): boolean => !principal.startsWith('arn:');

/** Operations that an encryption context can accompany; constraints bind only these. */
const WITH_CONTEXT = new Set<GrantOperation>([
  'Decrypt',
  'Encrypt',
  'GenerateDataKey',
  'GenerateDataKeyPair',
  'GenerateDataKeyPairWithoutPlaintext',
  'GenerateDataKeyWithoutPlaintext',
  'ReEncryptFrom',
  'ReEncryptTo',
]);

const pairs = (context: EncryptionContext): object =>
  Object.fromEntries(
    Object.entries(context).map(([name, value]) => [`kms:EncryptionContext:${name}`, value]),
  );

function conditionOf({ constraints }: Grant): object {
  const { EncryptionContextEquals: exact, EncryptionContextSubset: subset } = constraints;
  const bound = exact ?? subset;
  return {
    ...(bound !== undefined && { StringEquals: pairs(bound) }),
    ...(exact !== undefined && {
      'ForAllValues:StringEquals': { 'kms:EncryptionContextKeys': Object.keys(exact) },
    }),
  };
}

function statementsOf(grant: Grant): object[] {
  const common = {
    Sid: `grant ${grant.grantId}`,
    Effect: 'Allow',
    Principal: isServiceName(grant.grantee) ? { Service: grant.grantee } : { AWS: grant.grantee },
    Resource: '*',
  };
  const bound = grant.operations.filter((operation) => WITH_CONTEXT.has(operation));
  const free = grant.operations.filter((operation) => !WITH_CONTEXT.has(operation));
  const named = (operations: readonly GrantOperation[]) => operations.map((operation) => `kms:${operation}`);
  return [
    ...(bound.length === 0 ? [] : [{ ...common, Action: named(bound), Condition: conditionOf(grant) }]),
    ...(free.length === 0 ? [] : [{ ...common, Action: named(free) }]),
  ];
}

/** The key's policy with what its grants add. */
export function policyWithGrants(policy: string, grants: readonly Grant[]): string {
  if (grants.length === 0) return policy;
  const document = JSON.parse(policy) as { readonly Statement: object | readonly object[] };
  const statements = [document.Statement].flat();
  return JSON.stringify({ ...document, Statement: [...statements, ...grants.flatMap(statementsOf)] });
}

export class Grants {
  readonly #insert: Statement<Row>;
  readonly #ofKey: Statement<Row>;
  readonly #byToken: Statement<Row>;
  readonly #retirable: Statement<Row>;
  readonly #remove: Statement<Row>;

  constructor(store: Store) {
    this.#insert = store.statement(
      `INSERT INTO kms_grants (key, grant_id, token, name, grantee, retiring, issuer, operations, constraints,
         created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#ofKey = store.statement('SELECT * FROM kms_grants WHERE key = ? ORDER BY grant_id');
    this.#byToken = store.statement('SELECT * FROM kms_grants WHERE token = ?');
    this.#retirable = store.statement('SELECT * FROM kms_grants WHERE retiring = ? ORDER BY grant_id');
    this.#remove = store.statement('DELETE FROM kms_grants WHERE id = ?');
  }

  create(grant: Omit<Grant, 'id'>): void {
    this.#insert.run(
      grant.key,
      grant.grantId,
      grant.token,
      grant.name ?? null,
      grant.grantee,
      grant.retiring ?? null,
      grant.issuer,
      JSON.stringify(grant.operations),
      JSON.stringify(grant.constraints),
      grant.createdAt,
    );
  }

  ofKey(key: Key): readonly Grant[] {
    return this.#ofKey.all(key.id).map(grantOf);
  }

  withToken(token: string): Grant | undefined {
    const row = this.#byToken.get(token);
    return row === undefined ? undefined : grantOf(row);
  }

  /** Those that the principal may retire, in order of grant id. */
  retirableBy(principal: string): readonly Grant[] {
    return this.#retirable.all(principal).map(grantOf);
  }

  remove(grant: Grant): void {
    this.#remove.run(grant.id);
  }
}

const grantOf = (row: Row): Grant => ({
  id: row.id,
  key: row.key,
  grantId: row.grant_id,
  token: row.token,
  name: row.name ?? undefined,
  grantee: row.grantee,
  retiring: row.retiring ?? undefined,
  issuer: row.issuer,
  operations: JSON.parse(row.operations) as GrantOperation[],
  constraints: JSON.parse(row.constraints) as Grant['constraints'],
  createdAt: row.created_at,
});
