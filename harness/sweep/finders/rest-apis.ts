import { allPages, marked, type Finder } from '../leftover.ts';

export const findRestApis: Finder = async (clients) => {
  const gateway = await clients.apiGateway();
  const apis = await allPages(
    (position) => gateway.getRestApis({ limit: 500, position }),
    (page) => page.items,
    (page) => page.position,
  );
  return marked(
    apis,
    ({ name }) => name,
    ({ id, tags = {} }) => ({
      kind: 'REST API',
      tags: async () => tags,
      remove: () => gateway.deleteRestApi({ restApiId: id }),
    }),
  );
};
