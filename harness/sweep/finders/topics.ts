import { allPages, marked, tagsOf, type Finder } from '../leftover.ts';

/** Topics, with their subscriptions. */
export const findTopics: Finder = async (clients) => {
  const sns = await clients.sns();
  const topics = await allPages(
    (NextToken) => sns.listTopics({ NextToken }),
    (page) => page.Topics,
    (page) => page.NextToken,
  );
  return marked(
    topics,
    ({ TopicArn }) => TopicArn?.split(':').at(-1),
    ({ TopicArn }) => ({
      kind: 'topic',
      tags: async () => tagsOf((await sns.listTagsForResource({ ResourceArn: TopicArn })).Tags),
      async remove() {
        const subscriptions = await allPages(
          (NextToken) => sns.listSubscriptionsByTopic({ TopicArn, NextToken }),
          (page) => page.Subscriptions,
          (page) => page.NextToken,
        );
        for (const { SubscriptionArn } of subscriptions) await sns.unsubscribe({ SubscriptionArn });
        await sns.deleteTopic({ TopicArn });
      },
    }),
  );
};
