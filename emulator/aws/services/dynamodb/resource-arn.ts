/** Tables as tagging operations name them: by ARN only. */
import type { Call } from '../../kernel/operation.ts';
import { parseArn } from '../../kernel/scope.ts';
import type { DynamoDb } from './dynamodb.ts';
import { resourceNotFound, validation } from './errors.ts';
import type { Table } from './table.ts';

/** @throws AwsError ValidationException, AccessDeniedException, ResourceNotFoundException */
export function tableByArn(db: DynamoDb, call: Call, action: string, arn: string): Table {
  const { service, resource = '', accountId = '', region = '' } = parseArn(arn) ?? {};
  const [kind, name = ''] = resource.split('/');
  if (service !== 'dynamodb' || kind !== 'table' || name === '') {
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
