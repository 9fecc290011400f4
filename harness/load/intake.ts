/** The least that takes uploads in: a bucket whose events go straight to a queue. What is measured on it is that way alone. */
import { allowService, type Blueprint } from '#pipeline';

const BUCKET = 'load-intake';
const QUEUE = 'load-intake-events';

export const intake: Blueprint = {
  name: 'intake',
  form: 'repaired',
  source: 'safelight load',
  resources(context) {
    const { accountId, region, suffix } = context;
    const queueArn = `arn:aws:sqs:${region}:${accountId}:${QUEUE}${suffix}`;
    const bucket = `${BUCKET}${suffix}`;
    return {
      buckets: [
        {
          name: bucket,
          notifications: {
            QueueConfigurations: [{ Id: 'uploads', QueueArn: queueArn, Events: ['s3:ObjectCreated:*'] }],
          },
        },
      ],
      queues: [
        {
          name: `${QUEUE}${suffix}`,
          attributes: { VisibilityTimeout: '120' },
          policy: allowService(
            {
              service: 's3.amazonaws.com',
              action: 'sqs:SendMessage',
              resource: queueArn,
              sourceArn: `arn:aws:s3:::${bucket}`,
            },
            context,
          ),
        },
      ],
      topics: [],
      functions: [],
      tables: [],
      environment: { INTAKE_BUCKET: bucket, INTAKE_QUEUE: `${QUEUE}${suffix}` },
    };
  },
};
