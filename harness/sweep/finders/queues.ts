import { allPages, marked, type Finder } from '../leftover.ts';

export const findQueues: Finder = async (clients) => {
  const sqs = await clients.sqs();
  const urls = await allPages(
    (NextToken) => sqs.listQueues({ MaxResults: 1_000, NextToken }),
    (page) => page.QueueUrls,
    (page) => page.NextToken,
  );
  return marked(
    urls,
    (url) => url.split('/').at(-1),
    (QueueUrl) => ({
      kind: 'queue',
      tags: async () => (await sqs.listQueueTags({ QueueUrl })).Tags ?? {},
      remove: () => sqs.deleteQueue({ QueueUrl }),
    }),
  );
};
