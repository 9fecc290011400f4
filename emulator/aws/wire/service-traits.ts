/**
 * What the SDK's schemas do not export about a service: its signing name, host, RPC target, query version, XML namespace
 * and the protocols its endpoint speaks. Values as in each client's `protocolSettings` and endpoint rules (SDK 3.1137 to
 * 3.1169, 2026-11-20); `router.test.ts` compares the two. The protocols beyond a client's default are AWS's own: SQS and
 * CloudWatch still answer query clients, CloudWatch also CBOR ones (aws.md section 0.1).
 */

import { MAX_BODY } from './body.ts';

export type ProtocolName =
  | 'rest-xml'
  | 'rest-json'
  | 'aws-json-1.0'
  | 'aws-json-1.1'
  | 'aws-query'
  | 'rpc-v2-cbor'
  | 's3';

export interface ServiceTraits {
  /** The service's name in the emulator: the suffix of its `@aws-sdk/client-*` package. */
  readonly id: ServiceId;
  readonly namespace: string;
  /** The service part of a SigV4 credential scope. */
  readonly signingName: string;
  /** What its endpoint's host starts with: `sqs` of `sqs.us-east-1.amazonaws.com`. */
  readonly host: string;
  /** The part of `X-Amz-Target` before the operation, and the service's name in an RPC v2 path. */
  readonly target: string;
  readonly version: string;
  readonly xmlNamespace: string | undefined;
  /** The client's default first. */
  readonly protocols: readonly ProtocolName[];
  /** Errors carry the old query code in `x-amzn-query-error`. */
  readonly queryCompatible: boolean;
  /** What precedes `#` in a JSON error's `__type`; none when the name stands alone. */
  readonly errorNamespace: string | undefined;
  /** Errors in XML end with an empty `Detail` (aws.md section C.1). */
  readonly errorDetail: boolean;
  /** In bytes: a request that is larger is answered with 413, however it announces its length. */
  readonly largestBody: number;
}

type Row = Partial<Omit<ServiceTraits, 'id' | 'protocols'>> &
  Pick<ServiceTraits, 'target' | 'version' | 'protocols'>;

const ROWS = {
  'api-gateway': {
    namespace: 'com.amazonaws.apigateway',
    signingName: 'apigateway',
    target: 'BackplaneControlService',
    version: '2015-07-09',
    protocols: ['rest-json'],
  },
  cloudformation: {
    target: 'CloudFormation',
    version: '2010-05-15',
    xmlNamespace: 'http://cloudformation.amazonaws.com/doc/2010-05-15/',
    protocols: ['aws-query'],
  },
  cloudfront: {
    target: 'Cloudfront2020_05_31',
    version: '2020-05-31',
    xmlNamespace: 'http://cloudfront.amazonaws.com/doc/2020-05-31/',
    protocols: ['rest-xml'],
  },
  cloudtrail: {
    target: 'CloudTrail_20131101',
    version: '2013-11-01',
    xmlNamespace: 'http://cloudtrail.amazonaws.com/doc/2013-11-01/',
    protocols: ['aws-json-1.1'],
  },
  cloudwatch: {
    signingName: 'monitoring',
    target: 'GraniteServiceVersion20100801',
    version: '2010-08-01',
    xmlNamespace: 'http://monitoring.amazonaws.com/doc/2010-08-01/',
    protocols: ['aws-json-1.0', 'rpc-v2-cbor', 'aws-query'],
    queryCompatible: true,
    errorNamespace: 'com.amazonaws.cloudwatch',
  },
  'cloudwatch-logs': {
    namespace: 'com.amazonaws.cloudwatchlogs',
    signingName: 'logs',
    target: 'Logs_20140328',
    version: '2014-03-28',
    xmlNamespace: 'http://monitoring.amazonaws.com/doc/2014-03-28/',
    protocols: ['aws-json-1.1'],
  },
  dynamodb: {
    target: 'DynamoDB_20120810',
    version: '2012-08-10',
    xmlNamespace: 'http://dynamodb.amazonaws.com/doc/2012-08-10/',
    protocols: ['aws-json-1.0'],
    errorNamespace: 'com.amazonaws.dynamodb.v20120810',
    largestBody: MAX_BODY,
  },
  'dynamodb-streams': {
    namespace: 'com.amazonaws.dynamodbstreams',
    signingName: 'dynamodb',
    host: 'streams.dynamodb',
    target: 'DynamoDBStreams_20120810',
    version: '2012-08-10',
    xmlNamespace: 'http://dynamodb.amazonaws.com/doc/2012-08-10/',
    protocols: ['aws-json-1.0'],
    errorNamespace: 'com.amazonaws.dynamodb.v20120810',
  },
  ecr: {
    namespace: 'com.amazonaws.ecr',
    host: 'api.ecr',
    target: 'AmazonEC2ContainerRegistry_V20150921',
    version: '2015-09-21',
    xmlNamespace: 'http://ecr.amazonaws.com/doc/2015-09-21/',
    protocols: ['aws-json-1.1'],
  },
  eventbridge: {
    signingName: 'events',
    target: 'AWSEvents',
    version: '2015-10-07',
    xmlNamespace: 'http://events.amazonaws.com/doc/2015-10-07',
    protocols: ['aws-json-1.1'],
  },
  iam: {
    target: 'AWSIdentityManagementV20100508',
    version: '2010-05-08',
    xmlNamespace: 'https://iam.amazonaws.com/doc/2010-05-08/',
    protocols: ['aws-query'],
  },
  kms: {
    target: 'TrentService',
    version: '2014-11-01',
    xmlNamespace: 'https://trent.amazonaws.com/doc/2014-11-01/',
    protocols: ['aws-json-1.1'],
  },
  lambda: { target: 'AWSGirApiService', version: '2015-03-31', protocols: ['rest-json'] },
  s3: {
    target: 'AmazonS3',
    version: '2006-03-01',
    xmlNamespace: 'http://s3.amazonaws.com/doc/2006-03-01/',
    protocols: ['s3'],
  },
  'secrets-manager': {
    namespace: 'com.amazonaws.secretsmanager',
    signingName: 'secretsmanager',
    target: 'secretsmanager',
    version: '2017-10-17',
    protocols: ['aws-json-1.1'],
  },
  sfn: {
    signingName: 'states',
    target: 'AWSStepFunctions',
    version: '2016-11-23',
    xmlNamespace: 'http://swf.amazonaws.com/doc/2015-07-20/',
    protocols: ['aws-json-1.0'],
  },
  sns: {
    target: 'AmazonSimpleNotificationService',
    version: '2010-03-31',
    xmlNamespace: 'http://sns.amazonaws.com/doc/2010-03-31/',
    protocols: ['aws-query'],
  },
  sqs: {
    target: 'AmazonSQS',
    version: '2012-11-05',
    xmlNamespace: 'http://queue.amazonaws.com/doc/2012-11-05/',
    protocols: ['aws-json-1.0', 'aws-query'],
    queryCompatible: true,
    errorNamespace: 'com.amazonaws.sqs',
    errorDetail: true,
  },
  ssm: {
    target: 'AmazonSSM',
    version: '2014-11-06',
    xmlNamespace: 'http://ssm.amazonaws.com/doc/2014-11-06/',
    protocols: ['aws-json-1.1'],
  },
  sts: {
    target: 'AWSSecurityTokenServiceV20110615',
    version: '2011-06-15',
    xmlNamespace: 'https://sts.amazonaws.com/doc/2011-06-15/',
    protocols: ['aws-query'],
  },
} as const satisfies Record<string, Row>;

export type ServiceId = keyof typeof ROWS;

/** Function packages travel as base64 in JSON; nothing larger is read whole. */
const LARGEST_BODY = 96 * 1024 * 1024;

export const SERVICES: readonly ServiceTraits[] = Object.entries<Row>(ROWS).map(([id, row]) => {
  const signingName = row.signingName ?? id;
  return {
    id: id as ServiceId,
    namespace: row.namespace ?? `com.amazonaws.${id}`,
    signingName,
    host: row.host ?? signingName,
    target: row.target,
    version: row.version,
    xmlNamespace: row.xmlNamespace,
    protocols: row.protocols,
    queryCompatible: row.queryCompatible ?? false,
    errorNamespace: row.errorNamespace,
    errorDetail: row.errorDetail ?? false,
    largestBody: row.largestBody ?? LARGEST_BODY,
  };
});

const byNamespace = new Map(SERVICES.map((service) => [service.namespace, service]));

/** The traits of the service with this Smithy namespace: `com.amazonaws.sqs`. */
export function serviceTraits(namespace: string): ServiceTraits {
  const traits = byNamespace.get(namespace);
  if (traits === undefined) throw new Error(`wire/service-traits.ts has no row for ${namespace}.`);
  return traits;
}
