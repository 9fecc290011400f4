/**
 * Tables as tagging operations name them: by ARN only.
 *
 * Evidence: aws.md section E.2; texts about ARNs of other things as measured (public notes of a controller's developers,
 * October 2026).
 * Gaps: streams cannot be tagged.
 */
import type { Call } from '../../kernel/operation.ts';
import { parseArn } from '../../kernel/scope.ts';
import type { DynamoDb } from './dynamodb.ts';
import { invalidParameter, resourceNotFound, validation } from './errors.ts';
import type { Table } from './table.ts';

/** @throws AwsError ValidationException, AccessDeniedException, ResourceNotFoundException */
export function tableByArn(db: DynamoDb, call: Call, action: string, arn: string): Table {
  if (!arn.startsWith('arn:')) throw invalidParameter(`ARNs must start with 'arn:': ${arn}`);
  const { service, resource = '', accountId = '', region = '' } = parseArn(arn) ?? {};
  const [kind, name = '', part] = resource.split('/');
  if (service === 'dynamodb' && (kind !== 'table' || part === 'backup')) {
    throw invalidParameter(`Provided Arn is not a DynamoDB resource arn: ${arn}`);
  }
  if (service === 'dynamodb' && part === 'index') {
    throw invalidParameter(
      `Invalid resource arn provided, only table or stream is accepted. Provided resource arn: ${arn}`,
    );
  }
  const elsewhere = accountId === call.scope.accountId && region !== call.scope.region;
  if (service !== 'dynamodb' || name === '' || part !== undefined || elsewhere) {
    throw validation(`Invalid TableArn: Invalid ResourceArn provided as input ${arn}`);
  }
  call.touches(name);
  db.authorize(call, action, name);
  const table = db.tables.find({ ...call.scope, accountId, region }, name);
  if (table === undefined || accountId !== call.scope.accountId) {
    throw resourceNotFound(`ResourcArn: ${arn} not found`);
  }
  return table;
}
