/**
 * Policies that AWS manages, as far as image pipelines attach them. Evidence: AWS managed policy reference (2026-11).
 *
 * Gaps: AWS manages over a thousand; those not listed do not exist here. Each has one version, v1, whatever its number
 * at AWS is; the full-access policies are reduced to their own service's actions.
 */
import { createHash } from 'node:crypto';
import type { Instant } from '../../kernel/instant.ts';
import type { ManagedPolicy } from './managed-policies.ts';

/** 2015-02-06T18:40:00Z, when the oldest of them were made. */
const CREATED: Instant = 1_423_248_000_000;

const allow = (...actions: string[]): object => ({ Effect: 'Allow', Action: actions, Resource: '*' });

const LOG_WRITING = ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'];

const STACK_READING = ['Describe*', 'Detect*', 'Estimate*', 'Get*', 'List*', 'Validate*'].map(
  (name) => `cloudformation:${name}`,
);

/** Of the services that are here; secrets are described and not told. */
const READING = [
  'apigateway:GET',
  ...STACK_READING,
  ...['cloudfront', 'cloudtrail', 'cloudwatch', 'ecr', 'kms', 'logs', 'ssm'].flatMap((service) =>
    ['Describe*', 'Get*', 'List*'].map((name) => `${service}:${name}`),
  ),
  ...['iam', 'lambda', 's3', 'sns', 'sqs'].flatMap((service) => [`${service}:Get*`, `${service}:List*`]),
  ...['BatchGet*', 'Describe*', 'Get*', 'List*', 'PartiQLSelect', 'Query', 'Scan'].map(
    (name) => `dynamodb:${name}`,
  ),
  ...['Describe*', 'List*', 'Test*'].map((name) => `events:${name}`),
  ...['Describe*', 'GetResourcePolicy', 'List*'].map((name) => `secretsmanager:${name}`),
  ...['Describe*', 'GetExecutionHistory', 'List*'].map((name) => `states:${name}`),
  'cloudtrail:LookupEvents',
  'ecr:BatchGet*',
  'iam:Simulate*',
  'logs:FilterLogEvents',
  'sts:GetCallerIdentity',
];

/** Actions by path and name. */
const GRANTS: Readonly<Record<string, readonly object[]>> = {
  AdministratorAccess: [allow('*')],
  PowerUserAccess: [
    {
      Effect: 'Allow',
      NotAction: ['iam:*', 'organizations:*', 'account:*'],
      Resource: '*',
    },
    allow('iam:CreateServiceLinkedRole', 'iam:DeleteServiceLinkedRole', 'iam:ListRoles'),
  ],
  ReadOnlyAccess: [allow(...READING)],
  AWSCloudFormationReadOnlyAccess: [allow(...STACK_READING)],
  IAMFullAccess: [allow('iam:*')],
  IAMReadOnlyAccess: [allow('iam:Get*', 'iam:List*', 'iam:Simulate*')],
  AmazonS3FullAccess: [allow('s3:*', 's3-object-lambda:*')],
  AmazonS3ReadOnlyAccess: [allow('s3:Get*', 's3:List*', 's3:Describe*')],
  AmazonSQSFullAccess: [allow('sqs:*')],
  AmazonSQSReadOnlyAccess: [
    allow('sqs:GetQueueAttributes', 'sqs:GetQueueUrl', 'sqs:ListDeadLetterSourceQueues', 'sqs:ListQueues'),
  ],
  AmazonSNSFullAccess: [allow('sns:*')],
  AmazonDynamoDBFullAccess: [allow('dynamodb:*')],
  AmazonDynamoDBReadOnlyAccess: [
    allow('dynamodb:BatchGetItem', 'dynamodb:Describe*', 'dynamodb:List*', 'dynamodb:GetItem'),
    allow('dynamodb:Query', 'dynamodb:Scan', 'dynamodb:PartiQLSelect'),
  ],
  AWSLambda_FullAccess: [allow('lambda:*', 'logs:DescribeLogStreams', 'logs:FilterLogEvents')],
  AWSStepFunctionsFullAccess: [allow('states:*')],
  CloudFrontFullAccess: [allow('cloudfront:*')],
  CloudWatchFullAccess: [allow('cloudwatch:*', 'logs:*', 'sns:*')],
  CloudWatchLogsFullAccess: [allow('logs:*')],
  SecretsManagerReadWrite: [allow('secretsmanager:*', 'kms:DescribeKey', 'kms:ListAliases', 'kms:ListKeys')],
  'service-role/AWSLambdaBasicExecutionRole': [allow(...LOG_WRITING)],
  'service-role/AWSLambdaSQSQueueExecutionRole': [
    allow('sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes', ...LOG_WRITING),
  ],
  'service-role/AWSLambdaDynamoDBExecutionRole': [
    allow(
      'dynamodb:DescribeStream',
      'dynamodb:GetRecords',
      'dynamodb:GetShardIterator',
      'dynamodb:ListStreams',
      ...LOG_WRITING,
    ),
  ],
};

interface AwsPolicy {
  readonly policy: ManagedPolicy;
  readonly document: string;
}

/** A stable stand-in for the id that AWS gave the policy. */
const uniqueIdOf = (arn: string): string =>
  `ANPA${createHash('sha256').update(arn).digest('hex').slice(0, 17).toUpperCase()}`;

function awsPolicy(place: string, statements: readonly object[]): AwsPolicy {
  const arn = `arn:aws:iam::aws:policy/${place}`;
  const name = place.split('/').at(-1) ?? place;
  const policy = {
    id: 0,
    arn,
    account: 'aws',
    name,
    path: `/${place.slice(0, -name.length)}`,
    uniqueId: uniqueIdOf(arn),
    description: undefined,
    createdAt: CREATED,
    updatedAt: CREATED,
    defaultVersion: 1,
    newestVersion: 1,
    tags: {},
  };
  return { policy, document: JSON.stringify({ Version: '2012-10-17', Statement: statements }) };
}

/** By ARN. */
export const AWS_POLICIES: ReadonlyMap<string, AwsPolicy> = new Map(
  Object.entries(GRANTS).map(([place, statements]) => {
    const entry = awsPolicy(place, statements);
    return [entry.policy.arn, entry];
  }),
);
