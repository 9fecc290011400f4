/** Objects, items and the documents around them. */
import { DynamoDB } from '@aws-sdk/client-dynamodb';
import { S3 } from '@aws-sdk/client-s3';
import { POLICY } from './sample-policy.ts';
import type { TalkConfig } from './talk-config.ts';

export async function talkS3(config: TalkConfig): Promise<void> {
  const s3 = new S3({ ...config, forcePathStyle: true });
  const at = { Bucket: 'photos' };
  const object = { ...at, Key: 'a/b c+é.jpg' };
  await s3.createBucket(at);
  await s3.putBucketVersioning({ ...at, VersioningConfiguration: { Status: 'Enabled' } });
  await s3.putObject({
    ...object,
    Body: 'photo',
    Metadata: { a: 'b' },
    Tagging: 'a=b&c=d',
    ContentType: 'image/jpeg',
  });
  await s3.getObject({
    ...object,
    Range: 'bytes=0-2',
    IfNoneMatch: '"x"',
    ResponseContentDisposition: 'inline',
  });
  await s3.headObject(object);
  await s3.copyObject({ ...at, Key: 'c', CopySource: 'photos/a/b%20c%2B%C3%A9.jpg' });
  await s3.listObjectsV2({
    ...at,
    Prefix: 'a/',
    Delimiter: '/',
    MaxKeys: 5,
    EncodingType: 'url',
    StartAfter: 'A',
  });
  await s3.listObjectVersions({ ...at, KeyMarker: 'a', MaxKeys: 1 });
  await s3.listObjects({ ...at, Marker: 'a' });
  const { UploadId } = await s3.createMultipartUpload({ ...at, Key: 'm' });
  const { ETag } = await s3.uploadPart({ ...at, Key: 'm', UploadId, PartNumber: 1, Body: 'part' });
  await s3.listParts({ ...at, Key: 'm', UploadId });
  await s3.completeMultipartUpload({
    ...at,
    Key: 'm',
    UploadId,
    MultipartUpload: { Parts: [{ PartNumber: 1, ETag }] },
  });
  await s3.putBucketPolicy({ ...at, Policy: POLICY.replace('"AWS":"*"', '"AWS":"000000000000"') });
  await s3.putBucketCors({
    ...at,
    CORSConfiguration: {
      CORSRules: [
        { AllowedMethods: ['GET'], AllowedOrigins: ['https://*.x'], AllowedHeaders: ['*'], MaxAgeSeconds: 5 },
      ],
    },
  });
  await s3.putBucketLifecycleConfiguration({
    ...at,
    LifecycleConfiguration: {
      Rules: [
        {
          ID: 'r',
          Status: 'Enabled',
          Filter: { And: { Prefix: 'a/', Tags: [{ Key: 'k', Value: 'v' }], ObjectSizeGreaterThan: 1 } },
          Transitions: [{ Days: 30, StorageClass: 'STANDARD_IA' }],
          Expiration: { Days: 90 },
        },
      ],
    },
  });
  await s3.putBucketNotificationConfiguration({
    ...at,
    NotificationConfiguration: { EventBridgeConfiguration: {} },
  });
  await s3.putBucketWebsite({
    ...at,
    WebsiteConfiguration: {
      IndexDocument: { Suffix: 'i' },
      RoutingRules: [{ Condition: { KeyPrefixEquals: 'a' }, Redirect: { ReplaceKeyPrefixWith: 'b' } }],
    },
  });
  await s3.putBucketTagging({ ...at, Tagging: { TagSet: [{ Key: 'k', Value: 'v' }] } });
  await s3.deleteObjects({
    ...at,
    Delete: { Objects: [{ Key: 'zz' }, { Key: 'z', VersionId: 'null' }], Quiet: true },
  });
  await s3.getObjectAttributes({ ...object, ObjectAttributes: ['ETag', 'ObjectSize'] });
}

export async function talkTables(config: TalkConfig): Promise<void> {
  const dynamo = new DynamoDB(config);
  const at = { TableName: 'tab' };
  await dynamo.createTable({
    ...at,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [
      { AttributeName: 'p', AttributeType: 'S' },
      { AttributeName: 's', AttributeType: 'N' },
    ],
    KeySchema: [
      { AttributeName: 'p', KeyType: 'HASH' },
      { AttributeName: 's', KeyType: 'RANGE' },
    ],
  });
  const Key = { p: { S: 'a' }, s: { N: '1' } };
  const names = { '#m': 'm', '#l': 'l' };
  await dynamo.putItem({
    ...at,
    Item: {
      ...Key,
      m: { M: { l: { L: [{ N: '1' }, { B: Buffer.from('x') }] } } },
      ss: { SS: ['a', 'b'] },
      x: { NULL: true },
    },
    ConditionExpression: 'attribute_not_exists(p) OR size(ss) BETWEEN :a AND :b',
    ExpressionAttributeValues: { ':a': { N: '1' }, ':b': { N: '9' } },
  });
  await dynamo.updateItem({
    ...at,
    Key,
    UpdateExpression:
      'SET #m.#l[1] = list_append(if_not_exists(q, :l), :l), n = :n + :n REMOVE x ADD c :n DELETE ss :s',
    ExpressionAttributeNames: names,
    ExpressionAttributeValues: { ':l': { L: [{ S: 'y' }] }, ':n': { N: '1.5e3' }, ':s': { SS: ['b'] } },
    ReturnValues: 'UPDATED_NEW',
  });
  await dynamo.query({
    ...at,
    KeyConditionExpression: 'p = :p AND s BETWEEN :a AND :b',
    FilterExpression: 'contains(ss, :p) AND NOT (begins_with(q, :p) OR n IN (:a, :b))',
    ProjectionExpression: 'p, #m.#l[0]',
    ExpressionAttributeNames: names,
    ExpressionAttributeValues: { ':p': { S: 'a' }, ':a': { N: '0' }, ':b': { N: '9' } },
    Limit: 3,
  });
  await dynamo.scan({ ...at, Segment: 0, TotalSegments: 2, ExclusiveStartKey: Key });
  await dynamo.getItem({ ...at, Key, ConsistentRead: true });
  await dynamo.batchWriteItem({
    RequestItems: {
      tab: [{ PutRequest: { Item: { p: { S: 'b' }, s: { N: '-1e-100' } } } }, { DeleteRequest: { Key } }],
    },
  });
  await dynamo.transactWriteItems({
    TransactItems: [
      { Put: { ...at, Item: Key } },
      {
        ConditionCheck: {
          ...at,
          Key: { ...Key, s: { N: '2' } },
          ConditionExpression: 'attribute_not_exists(p)',
        },
      },
    ],
    ClientRequestToken: 'x',
  });
}
