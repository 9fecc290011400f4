import { allPages, marked, type Finder } from '../leftover.ts';

/** Functions, with what reads queues for them. */
export const findFunctions: Finder = async (clients) => {
  const lambda = await clients.lambda();
  const functions = await allPages(
    (Marker) => lambda.listFunctions({ Marker }),
    (page) => page.Functions,
    (page) => page.NextMarker,
  );
  return marked(
    functions,
    ({ FunctionName }) => FunctionName,
    ({ FunctionArn }, FunctionName) => ({
      kind: 'function',
      tags: async () => (await lambda.listTags({ Resource: FunctionArn })).Tags ?? {},
      async remove() {
        const { EventSourceMappings = [] } = await lambda.listEventSourceMappings({ FunctionName });
        for (const { UUID } of EventSourceMappings) await lambda.deleteEventSourceMapping({ UUID });
        await lambda.deleteFunction({ FunctionName });
      },
    }),
  );
};
