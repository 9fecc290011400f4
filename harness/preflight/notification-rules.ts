/** What is behind a refused notification configuration: each rule is put alone, then as many together as S3 takes. */
import type { BucketSpec } from '#pipeline';
import type { Finding } from './finding.ts';
import { answerOf, isAnswer, type Deployed, type Stage } from './stage.ts';

type Configuration = NonNullable<BucketSpec['notifications']>;

/** Functions first: where not all can stand, it is they whose work is seen. */
const MEMBERS = ['LambdaFunctionConfigurations', 'TopicConfigurations', 'QueueConfigurations'] as const;

const oneByOne = (configuration: Configuration): readonly Configuration[] =>
  MEMBERS.flatMap((member) => (configuration[member] ?? []).map((rule) => ({ [member]: [rule] })));

const together = (one: Configuration, other: Configuration): Configuration =>
  Object.fromEntries(MEMBERS.map((member) => [member, [...(one[member] ?? []), ...(other[member] ?? [])]]));

export async function connectOneByOne(
  stage: Stage,
  Bucket: string,
  configuration: Configuration,
  place: Deployed['place'],
): Promise<readonly Finding[]> {
  const s3 = await stage.clients.s3();
  const put = async (NotificationConfiguration: Configuration): Promise<Error | undefined> => {
    try {
      await s3.putBucketNotificationConfiguration({ Bucket, NotificationConfiguration });
      return undefined;
    } catch (error) {
      if (!isAnswer(error)) throw error;
      return error;
    }
  };
  const findings: Finding[] = [];
  let standing: Configuration = {};
  for (const rule of oneByOne(configuration)) {
    const destination = destinationOf(rule);
    const refused = await put(rule);
    if (refused !== undefined) {
      findings.push({
        rule: 'no-permission',
        resource: `notifications ${Bucket}`,
        place: place('notifications', Bucket, destination),
        problem: `S3 may not call ${destination}, and refuses to be told to`,
        evidence: `PutBucketNotificationConfiguration with this rule alone: ${answerOf(refused)}`,
        repair: `Let s3.amazonaws.com call it on behalf of arn:aws:s3:::${Bucket}.`,
      });
      await permit(stage, Bucket, destination);
    }
    const more = together(standing, rule);
    if ((await put(more)) === undefined) standing = more;
  }
  await put(standing);
  return findings;
}

function destinationOf(rule: Configuration): string {
  const [topic] = rule.TopicConfigurations ?? [];
  const [queue] = rule.QueueConfigurations ?? [];
  const [fn] = rule.LambdaFunctionConfigurations ?? [];
  return topic?.TopicArn ?? queue?.QueueArn ?? fn?.LambdaFunctionArn ?? '';
}

/** Gives S3 the permission that the design forgot. */
async function permit({ clients }: Stage, bucket: string, arn: string): Promise<void> {
  const SourceArn = `arn:aws:s3:::${bucket}`;
  const name = arn.split(':').at(-1) ?? '';
  const statement = (action: string) =>
    JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Service: 's3.amazonaws.com' },
          Action: action,
          Resource: arn,
          Condition: { ArnEquals: { 'aws:SourceArn': SourceArn } },
        },
      ],
    });
  if (arn.includes(':lambda:')) {
    await (
      await clients.lambda()
    ).addPermission({
      FunctionName: name,
      StatementId: 'preflight',
      Action: 'lambda:InvokeFunction',
      Principal: 's3.amazonaws.com',
      SourceArn,
    });
  } else if (arn.includes(':sqs:')) {
    const sqs = await clients.sqs();
    const { QueueUrl } = await sqs.getQueueUrl({ QueueName: name });
    await sqs.setQueueAttributes({ QueueUrl, Attributes: { Policy: statement('sqs:SendMessage') } });
  } else {
    await (
      await clients.sns()
    ).setTopicAttributes({
      TopicArn: arn,
      AttributeName: 'Policy',
      AttributeValue: statement('sns:Publish'),
    });
  }
}
