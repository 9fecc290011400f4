/**
 * The shapes that operations' inputs must have, in the words of DynamoDB's own model.
 *
 * Evidence: that projected names are judged too, and the name of what items expire by: Alternator's tests, which their
 * authors run on AWS.
 */
import type { Constraint, Constraints } from './constraints.ts';

const NAME = /^[a-zA-Z0-9_.-]+$/;
const COMPARISONS = 'IN NULL BETWEEN LT NOT_CONTAINS EQ GT NOT_NULL NE LE BEGINS_WITH GE CONTAINS'.split(' ');

/** A table by name; an ARN is resolved to the name before it is looked at. */
const tableName: Constraint = { required: true, minLength: 1, maxLength: 255, pattern: NAME };
const indexName: Constraint = { minLength: 3, maxLength: 255, pattern: NAME };
const required: Constraint = { required: true };
const capacityReport: Constraint = { oneOf: ['INDEXES', 'TOTAL', 'NONE'] };
const collectionReport: Constraint = { oneOf: ['SIZE', 'NONE'] };
const returnValues: Constraint = { oneOf: ['ALL_NEW', 'UPDATED_OLD', 'ALL_OLD', 'NONE', 'UPDATED_NEW'] };
const onFailure: Constraint = { oneOf: ['ALL_OLD', 'NONE'] };
const conditionalOperator: Constraint = { oneOf: ['OR', 'AND'] };
const attributesToGet: Constraint = { minLength: 1, maxLength: 255 };
const conditions: Constraint = {
  each: { members: { ComparisonOperator: { required: true, oneOf: COMPARISONS } } },
};
const expected: Constraint = { each: { members: { ComparisonOperator: { oneOf: COMPARISONS } } } };

const writes = {
  TableName: tableName,
  ReturnConsumedCapacity: capacityReport,
  ReturnItemCollectionMetrics: collectionReport,
  ReturnValues: returnValues,
  ReturnValuesOnConditionCheckFailure: onFailure,
  ConditionalOperator: conditionalOperator,
  Expected: expected,
} satisfies Constraints;

export const putItemInput: Constraints = { ...writes, Item: required };
export const deleteItemInput: Constraints = { ...writes, Key: required };
export const updateItemInput: Constraints = {
  ...writes,
  Key: required,
  AttributeUpdates: { each: { members: { Action: { oneOf: ['ADD', 'PUT', 'DELETE'] } } } },
};
export const getItemInput: Constraints = {
  TableName: tableName,
  Key: required,
  AttributesToGet: attributesToGet,
  ReturnConsumedCapacity: capacityReport,
};

const reads = {
  TableName: tableName,
  IndexName: indexName,
  Limit: { min: 1 },
  ReturnConsumedCapacity: capacityReport,
  AttributesToGet: attributesToGet,
  Select: { oneOf: ['SPECIFIC_ATTRIBUTES', 'COUNT', 'ALL_ATTRIBUTES', 'ALL_PROJECTED_ATTRIBUTES'] },
  ConditionalOperator: conditionalOperator,
} satisfies Constraints;

export const queryInput: Constraints = { ...reads, QueryFilter: conditions, KeyConditions: conditions };
export const scanInput: Constraints = {
  ...reads,
  ScanFilter: conditions,
  Segment: { min: 0, max: 999_999 },
  TotalSegments: { min: 1, max: 1_000_000 },
};

const batchTables = { minLength: 3, maxLength: 255, pattern: NAME } as const;

export const batchGetItemInput: Constraints = {
  ReturnConsumedCapacity: capacityReport,
  RequestItems: {
    required: true,
    keys: batchTables,
    each: {
      members: {
        Keys: { required: true, minLength: 1, maxLength: 100 },
        AttributesToGet: attributesToGet,
      },
    },
  },
};
export const batchWriteItemInput: Constraints = {
  ReturnConsumedCapacity: capacityReport,
  ReturnItemCollectionMetrics: collectionReport,
  RequestItems: {
    required: true,
    keys: batchTables,
    values: { maxLength: 25, minLength: 1 },
    each: {
      each: {
        members: {
          DeleteRequest: { members: { Key: required } },
          PutRequest: { members: { Item: required } },
        },
      },
    },
  },
};

const transactWrite = { TableName: tableName, ReturnValuesOnConditionCheckFailure: onFailure } as const;

export const transactWriteItemsInput: Constraints = {
  ReturnConsumedCapacity: capacityReport,
  ReturnItemCollectionMetrics: collectionReport,
  ClientRequestToken: { minLength: 1, maxLength: 36 },
  TransactItems: {
    required: true,
    minLength: 1,
    maxLength: 100,
    each: {
      members: {
        ConditionCheck: { members: { ...transactWrite, Key: required, ConditionExpression: required } },
        Put: { members: { ...transactWrite, Item: required } },
        Delete: { members: { ...transactWrite, Key: required } },
        Update: { members: { ...transactWrite, Key: required, UpdateExpression: required } },
      },
    },
  },
};
export const transactGetItemsInput: Constraints = {
  ReturnConsumedCapacity: capacityReport,
  TransactItems: {
    required: true,
    minLength: 1,
    maxLength: 100,
    each: { members: { Get: { required: true, members: { TableName: tableName, Key: required } } } },
  },
};

const throughput: Constraint = {
  members: {
    WriteCapacityUnits: { required: true, min: 1 },
    ReadCapacityUnits: { required: true, min: 1 },
  },
};
const projection: Constraint = {
  required: true,
  members: {
    ProjectionType: { oneOf: ['ALL', 'INCLUDE', 'KEYS_ONLY'] },
    NonKeyAttributes: { minLength: 1, maxLength: 20, texts: { minLength: 1, maxLength: 255 } },
  },
};
const keySchema = (maxLength: number): Constraint => ({
  required: true,
  minLength: 1,
  maxLength,
  each: {
    shape: 'KeySchemaElement',
    members: {
      AttributeName: { required: true, minLength: 1, maxLength: 255 },
      KeyType: { required: true, oneOf: ['HASH', 'RANGE'] },
    },
  },
});
const globalIndex = {
  IndexName: { ...indexName, required: true },
  KeySchema: keySchema(8),
  Projection: projection,
  ProvisionedThroughput: throughput,
} satisfies Constraints;
const attributeDefinitions: Constraint = {
  each: {
    members: {
      AttributeName: { required: true, minLength: 1, maxLength: 255 },
      AttributeType: { required: true, oneOf: ['B', 'N', 'S'] },
    },
  },
};
const tableSettings = {
  BillingMode: { oneOf: ['PROVISIONED', 'PAY_PER_REQUEST'] },
  ProvisionedThroughput: throughput,
  StreamSpecification: {
    members: {
      StreamEnabled: required,
      StreamViewType: { oneOf: ['NEW_IMAGE', 'OLD_IMAGE', 'NEW_AND_OLD_IMAGES', 'KEYS_ONLY'] },
    },
  },
  SSESpecification: { members: { SSEType: { oneOf: ['AES256', 'KMS'] } } },
} satisfies Constraints;

export const createTableInput: Constraints = {
  ...tableSettings,
  AttributeDefinitions: { ...attributeDefinitions, required: true },
  TableName: { ...tableName, minLength: 3 },
  KeySchema: keySchema(2),
  GlobalSecondaryIndexes: { each: { members: globalIndex } },
  LocalSecondaryIndexes: {
    each: {
      members: {
        IndexName: { ...indexName, required: true },
        KeySchema: keySchema(2),
        Projection: projection,
      },
    },
  },
};
export const updateTableInput: Constraints = {
  ...tableSettings,
  TableName: tableName,
  AttributeDefinitions: attributeDefinitions,
  GlobalSecondaryIndexUpdates: {
    each: {
      members: {
        Update: {
          members: { IndexName: { ...indexName, required: true }, ProvisionedThroughput: throughput },
        },
        Create: { members: globalIndex },
        Delete: { members: { IndexName: { ...indexName, required: true } } },
      },
    },
  },
};
export const namedTableInput: Constraints = { TableName: tableName };
export const listTablesInput: Constraints = {
  ExclusiveStartTableName: { minLength: 3, maxLength: 255, pattern: NAME },
  Limit: { min: 1, max: 100 },
};
export const updateTimeToLiveInput: Constraints = {
  TableName: tableName,
  TimeToLiveSpecification: {
    required: true,
    members: { AttributeName: { required: true, minLength: 1, maxLength: 255 }, Enabled: required },
  },
};
export const tagResourceInput: Constraints = {
  ResourceArn: { required: true, minLength: 1, maxLength: 1_283 },
  Tags: required,
};
export const untagResourceInput: Constraints = {
  ResourceArn: { required: true, minLength: 1, maxLength: 1_283 },
  TagKeys: required,
};
export const listTagsInput: Constraints = {
  ResourceArn: { required: true, minLength: 1, maxLength: 1_283 },
};
export const updateContinuousBackupsInput: Constraints = {
  TableName: tableName,
  PointInTimeRecoverySpecification: {
    required: true,
    members: {
      PointInTimeRecoveryEnabled: required,
      RecoveryPeriodInDays: { min: 1, max: 35 },
    },
  },
};
