import { expect, test } from 'vitest';
import { createCloud, type Cloud } from '#aws';
import { findLeftovers, removeLeftovers } from '../sweep/sweep.ts';
import { awsTarget, markedClients, openAccount } from './aws.ts';
import { createClients } from './clients.ts';
import { newRun, RUN_TAG, runOf } from './run-mark.ts';
import { deployFunction } from '../deploy-function.ts';

/** An access key of twelve digits belongs to the account of that number. */
const ACCOUNT = '123456789012';

function playingAws(cloud: Cloud, allowed?: string): NodeJS.ProcessEnv {
  return {
    AWS_ACCESS_KEY_ID: ACCOUNT,
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_ENDPOINT_URL: cloud.endpoint,
    AWS_REGION: 'us-east-1',
    ...(allowed !== undefined && { SAFELIGHT_AWS_ACCOUNTS: allowed }),
  };
}

const operations = (cloud: Cloud): readonly unknown[] =>
  cloud.journal
    .entries()
    .filter(({ type }) => type === 'call')
    .map(({ operation }) => operation);

test.each([undefined, '999999999999'])(
  'an account that is not on the list (%s) is asked for its number only',
  async (allowed) => {
    await using cloud = await createCloud();
    const env = playingAws(cloud, allowed);
    await expect(awsTarget({ env })).rejects.toMatchObject({ code: 'ERR_AWS_NOT_ALLOWED', exitCode: 2 });
    expect(operations(cloud)).toEqual(['GetCallerIdentity']);
  },
);

test('an account is let in by the environment or by name', async () => {
  await using cloud = await createCloud();
  expect((await openAccount({ env: playingAws(cloud, ACCOUNT) })).accountId).toBe(ACCOUNT);
  expect((await openAccount({ env: playingAws(cloud), accounts: [ACCOUNT] })).accountId).toBe(ACCOUNT);
});

/** One of everything that a run can make. */
async function makeEverything(clients: ReturnType<typeof createClients>, suffix: string): Promise<void> {
  const name = (what: string): string => `${what}-${suffix}`;
  const [s3, sqs, sns, lambda, dynamodb, logs] = await Promise.all([
    clients.s3(),
    clients.sqs(),
    clients.sns(),
    clients.lambda(),
    clients.dynamodb(),
    clients.logs(),
  ]);
  await s3.createBucket({ Bucket: name('bucket') });
  await s3.putBucketVersioning({ Bucket: name('bucket'), VersioningConfiguration: { Status: 'Enabled' } });
  await s3.putObject({ Bucket: name('bucket'), Key: 'a', Body: 'x' });
  await s3.deleteObject({ Bucket: name('bucket'), Key: 'a' });
  await sqs.createQueue({ QueueName: name('queue') });
  await sns.createTopic({ Name: name('topic') });
  await dynamodb.createTable({
    TableName: name('table'),
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    BillingMode: 'PAY_PER_REQUEST',
  });
  await deployFunction(lambda, {
    name: name('function'),
    code: 'exports.handler = async () => 1',
    accountId: ACCOUNT,
    settings: {},
  });
  await logs.createLogGroup({ logGroupName: `/aws/lambda/${name('function')}` });
  await (await clients.secrets()).createSecret({ Name: name('secret'), SecretString: 'x' });
  await (await clients.kms()).createKey({ Description: name('key') });
  const trust = { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' };
  const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [trust] });
  await (await clients.iam()).createRole({ RoleName: name('role'), AssumeRolePolicyDocument });
  await (await clients.apiGateway()).createRestApi({ name: name('api') });
  await (
    await clients.cloudwatch()
  ).putMetricAlarm({
    AlarmName: name('alarm'),
    Namespace: 'AWS/S3',
    MetricName: '4xxErrors',
    Statistic: 'Sum',
    Period: 60,
    EvaluationPeriods: 1,
    Threshold: 1,
    ComparisonOperator: 'GreaterThanThreshold',
  });
  await makeAtTheEdge(clients, name);
}

async function makeAtTheEdge(
  clients: ReturnType<typeof createClients>,
  name: (what: string) => string,
): Promise<void> {
  const cloudfront = await clients.cloudfront();
  await cloudfront.createOriginAccessControl({
    OriginAccessControlConfig: {
      Name: name('control'),
      SigningProtocol: 'sigv4',
      SigningBehavior: 'always',
      OriginAccessControlOriginType: 's3',
    },
  });
  await cloudfront.createFunction({
    Name: name('edge'),
    FunctionConfig: { Comment: '', Runtime: 'cloudfront-js-2.0' },
    FunctionCode: Buffer.from('function handler(event) { return event.request; }'),
  });
  await cloudfront.createDistribution({
    DistributionConfig: {
      CallerReference: name('cdn'),
      Comment: name('cdn'),
      Enabled: true,
      Origins: {
        Quantity: 1,
        Items: [
          {
            Id: 'bucket',
            DomainName: `${name('bucket')}.s3.us-east-1.amazonaws.com`,
            S3OriginConfig: { OriginAccessIdentity: '' },
          },
        ],
      },
      DefaultCacheBehavior: {
        TargetOriginId: 'bucket',
        ViewerProtocolPolicy: 'redirect-to-https',
        CachePolicyId: '658327ea-f89d-4fab-a63d-7e88639e58f6',
      },
    },
  });
}

const KINDS = [
  'REST API',
  'access control',
  'alarm',
  'bucket',
  'distribution',
  'edge function',
  'function',
  'key',
  'log group',
  'queue',
  'role',
  'secret',
  'table',
  'topic',
];

/** AWS has no tags for the first two, and Lambda makes the third by itself. */
const UNTAGGED = new Set(['access control', 'edge function', 'log group']);
/** Fifteen SDK clients are loaded for it. */
const PATIENCE = 60_000;

test(
  'what a run made is found by its tags and names, and goes; what others made stays',
  { timeout: PATIENCE },
  async () => {
    await using cloud = await createCloud();
    const { connection } = await openAccount({ env: playingAws(cloud, ACCOUNT) });
    const [ours, other] = [newRun(), newRun()];
    const [marked, foreign, plain] = [
      markedClients(connection, ours),
      markedClients(connection, other),
      createClients(connection),
    ];
    await makeEverything(marked, `${ours}a1`);
    await (await foreign.sqs()).createQueue({ QueueName: `queue-${other}` });
    // Somebody else's, whose name only looks like one of ours.
    await (await plain.sqs()).createQueue({ QueueName: `theirs-${ours}` });

    const { leftovers, unseen } = await findLeftovers(plain, { tagged: true, runs: (run) => run === ours });
    expect(unseen).toEqual([]);
    expect(leftovers.map(({ kind }) => kind).toSorted()).toEqual(KINDS);
    for (const { kind, tags } of leftovers) {
      const [tagged, run] = [!UNTAGGED.has(kind), (await tags?.())?.[RUN_TAG]];
      expect.soft(run, kind).toBe(tagged ? ours : undefined);
    }
    const { removed, failed } = await removeLeftovers(plain, leftovers);
    expect(failed).toEqual([]);
    expect(removed).toHaveLength(KINDS.length);
    expect((await findLeftovers(plain, { tagged: true, runs: (run) => run === ours })).leftovers).toEqual([]);
    const { QueueUrls } = await (await plain.sqs()).listQueues({});
    expect(QueueUrls?.map((url) => url.split('/').at(-1)).toSorted()).toEqual(
      [`queue-${other}`, `theirs-${ours}`].toSorted(),
    );
    for (const clients of [marked, foreign, plain]) clients.destroy();
  },
);

test('a run’s mark is read off a name, and nothing else is taken for one', () => {
  const run = newRun();
  for (const name of [`photos-${run}x1`, run, `/aws/lambda/f-${run}2-role`, `f-${run}x10-role`]) {
    expect(runOf(name)).toBe(run);
  }
  for (const name of ['slow-motion-pictures', 'photos-slzzzzzzzzzzz', 'pettracker-images-prod', undefined]) {
    expect(runOf(name)).toBeUndefined();
  }
});
