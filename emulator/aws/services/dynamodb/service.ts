/**
 * DynamoDB, API version 2012-08-10.
 *
 * Evidence: facts section E; the modules name their own. Gaps of the service as a whole: PartiQL, backups, exports and
 * imports, global tables, resource policies, contributor insights, Kinesis destinations and vector indexes answer 501.
 */
import { defineService } from '../../kernel/operation.ts';
import { readModel } from '../../wire/schema.ts';
import { DynamoDb } from './dynamodb.ts';
import { createTable } from './operations/create-table.ts';
import { deleteItem } from './operations/delete-item.ts';
import { describeTable } from './operations/describe-table.ts';
import { getItem } from './operations/get-item.ts';
import { putItem } from './operations/put-item.ts';
import { updateItem } from './operations/update-item.ts';

export const dynamodb = defineService({
  name: 'dynamodb',
  model: async () => readModel(await import('@aws-sdk/client-dynamodb')),
  create: (kernel) => new DynamoDb(kernel),
  operations: {
    CreateTable: createTable,
    DeleteItem: deleteItem,
    DescribeTable: describeTable,
    GetItem: getItem,
    PutItem: putItem,
    UpdateItem: updateItem,
  },
});
