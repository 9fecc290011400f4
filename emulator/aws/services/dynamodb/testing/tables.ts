/** Tables for tests: a cloud, a client, and the tables most tests need. */
import {
  DynamoDB,
  type AttributeDefinition,
  type CreateTableCommandInput,
  type DynamoDBServiceException,
  type GlobalSecondaryIndex,
} from '@aws-sdk/client-dynamodb';
import { createCloud, type Cloud } from '../../../cloud.ts';
import { clientConfig } from '../../../testing/client-config.ts';

export interface TestDynamo extends AsyncDisposable {
  readonly cloud: Cloud;
  readonly dynamo: DynamoDB;
}

/** A cloud whose time stands still, and a client of it. */
export async function startDynamo(): Promise<TestDynamo> {
  const cloud = await createCloud({ clock: 'manual', seed: 'dynamodb' });
  const dynamo = new DynamoDB(clientConfig(cloud));
  return {
    cloud,
    dynamo,
    async [Symbol.asyncDispose]() {
      dynamo.destroy();
      await cloud[Symbol.asyncDispose]();
    },
  };
}

/** `pk:S` and its like. */
export const attribute = (text: string): AttributeDefinition => {
  const [AttributeName, AttributeType = 'S'] = text.split(':');
  return { AttributeName, AttributeType: AttributeType as 'S' };
};

/** An on-demand table with the key `hash` or `hash range`, each like `pk:S`. */
export function tableInput(
  name: string,
  key: string,
  more: Partial<CreateTableCommandInput> = {},
): CreateTableCommandInput {
  const [hash, range] = key.split(' ').map(attribute);
  const definitions = [hash!, ...(range === undefined ? [] : [range]), ...(more.AttributeDefinitions ?? [])];
  return {
    TableName: name,
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: [
      { AttributeName: hash!.AttributeName, KeyType: 'HASH' },
      ...(range === undefined ? [] : [{ AttributeName: range.AttributeName, KeyType: 'RANGE' as const }]),
    ],
    ...more,
    AttributeDefinitions: definitions,
  };
}

/** A global index by its key attributes' names: `index('byUser', ['user'], ['at'])`. */
export const index = (
  name: string,
  hash: readonly string[],
  range: readonly string[] = [],
  Projection: GlobalSecondaryIndex['Projection'] = { ProjectionType: 'ALL' },
): GlobalSecondaryIndex => ({
  IndexName: name,
  KeySchema: [
    ...hash.map((AttributeName) => ({ AttributeName, KeyType: 'HASH' as const })),
    ...range.map((AttributeName) => ({ AttributeName, KeyType: 'RANGE' as const })),
  ],
  Projection,
});

/** What a call was refused with; fails when it was not refused. */
export async function refusal(call: Promise<unknown>): Promise<DynamoDBServiceException> {
  const answer = await call.catch((error: unknown) => error as DynamoDBServiceException);
  if (answer instanceof Error) return answer as DynamoDBServiceException;
  throw new Error(`answered instead of refusing: ${JSON.stringify(answer)}`);
}

/** The message that a call was refused with. */
export const message = async (call: Promise<unknown>): Promise<string> => (await refusal(call)).message;
