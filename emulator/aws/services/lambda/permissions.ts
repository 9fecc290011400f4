/**
 * Permissions: who besides the owner may invoke a function. Each is a statement of the function's policy, kept per
 * qualifier and put together when the policy is asked for.
 *
 * Evidence: aws.md section B.5.
 */
import type { AddPermissionRequest } from '@aws-sdk/client-lambda';
import type { Statement, Store } from '../../kernel/store.ts';
import { invalidParameter, notFound, statementExists } from './errors.ts';
import { LATEST } from './function-reference.ts';
import type { LambdaFunction } from './functions.ts';

export interface PolicyStatement {
  readonly Sid: string;
  readonly Effect: 'Allow';
  readonly Principal: '*' | Readonly<Record<string, string>>;
  readonly Action: string;
  readonly Resource: string;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

export class Permissions {
  readonly #insert: Statement<never>;
  readonly #list: Statement<{ sid: string; statement: string }>;
  readonly #remove: Statement<never>;

  constructor(store: Store) {
    this.#insert = store.statement(
      'INSERT INTO lambda_permissions (function_id, qualifier, sid, statement) VALUES (?, ?, ?, ?)',
    );
    this.#list = store.statement(
      'SELECT sid, statement FROM lambda_permissions WHERE function_id = ? AND qualifier = ? ORDER BY id',
    );
    this.#remove = store.statement(
      'DELETE FROM lambda_permissions WHERE function_id = ? AND qualifier = ? AND sid = ?',
    );
  }

  /** @throws AwsError ResourceConflictException when the statement's id is taken */
  add(fn: LambdaFunction, qualifier: string | undefined, statement: PolicyStatement): void {
    const { Sid: sid } = statement;
    const kept = this.#list.all(fn.id, qualifier ?? LATEST);
    if (kept.some((row) => row.sid === sid)) throw statementExists(sid);
    this.#insert.run(fn.id, qualifier ?? LATEST, sid, JSON.stringify(statement));
  }

  /** @throws AwsError ResourceNotFoundException */
  remove(fn: LambdaFunction, qualifier: string | undefined, sid: string): void {
    if (this.policy(fn, qualifier) === undefined) {
      throw notFound('No policy is associated with the given resource.');
    }
    const { changes } = this.#remove.run(fn.id, qualifier ?? LATEST, sid);
    if (changes === 0) throw notFound(`Statement ${sid} is not found in resource policy.`);
  }

  /** The policy document of a qualifier, as GetPolicy shows it; none when nothing was permitted. */
  policy(fn: LambdaFunction, qualifier: string | undefined): string | undefined {
    const rows = this.#list.all(fn.id, qualifier ?? LATEST);
    if (rows.length === 0) return undefined;
    const statements = rows.map(({ statement }) => statement).join(',');
    return `{"Version":"2012-10-17","Id":"default","Statement":[${statements}]}`;
  }
}

/** @throws AwsError InvalidParameterValueException when the principal is none */
export function newStatement(input: AddPermissionRequest, resource: string): PolicyStatement {
  const { StatementId: sid = '', Action: action = '', Principal: principal = '' } = input;
  const condition = conditionOf(input);
  return {
    Sid: sid,
    Effect: 'Allow',
    Principal: principalOf(principal),
    Action: action,
    Resource: resource,
    ...(Object.keys(condition).length > 0 && { Condition: condition }),
  };
}

function principalOf(principal: string): PolicyStatement['Principal'] {
  if (principal === '*') return '*';
  if (/^\d{12}$/.test(principal)) return { AWS: `arn:aws:iam::${principal}:root` };
  if (/^arn:aws[a-zA-Z-]*:(?:iam|sts)::\d{12}:/.test(principal)) return { AWS: principal };
  if (/^[a-z0-9.-]+\.amazonaws\.com$/.test(principal)) return { Service: principal };
  throw invalidParameter('The provided principal was invalid. Please check the principal and try again.');
}

function conditionOf(input: AddPermissionRequest): Record<string, Record<string, string>> {
  const equals: Record<string, string> = {
    ...(input.FunctionUrlAuthType !== undefined && {
      'lambda:FunctionUrlAuthType': input.FunctionUrlAuthType,
    }),
    ...(input.PrincipalOrgID !== undefined && { 'aws:PrincipalOrgID': input.PrincipalOrgID }),
    ...(input.SourceAccount !== undefined && { 'AWS:SourceAccount': input.SourceAccount }),
    ...(input.EventSourceToken !== undefined && { 'lambda:EventSourceToken': input.EventSourceToken }),
  };
  return {
    ...(Object.keys(equals).length > 0 && { StringEquals: equals }),
    ...(input.SourceArn !== undefined && { ArnLike: { 'AWS:SourceArn': input.SourceArn } }),
    ...(input.InvokedViaFunctionUrl !== undefined && {
      Bool: { 'lambda:InvokedViaFunctionUrl': String(input.InvokedViaFunctionUrl) },
    }),
  };
}
