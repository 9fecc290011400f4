import { allPages, marked, tagsOf, type Finder } from '../leftover.ts';

/** Secrets, which go at once: nobody will want the value back. */
export const findSecrets: Finder = async (clients) => {
  const secrets = await clients.secrets();
  const all = await allPages(
    (NextToken) => secrets.listSecrets({ NextToken }),
    (page) => page.SecretList,
    (page) => page.NextToken,
  );
  return marked(
    all,
    ({ Name }) => Name,
    ({ Tags }, SecretId) => ({
      kind: 'secret',
      tags: async () => tagsOf(Tags),
      remove: () => secrets.deleteSecret({ SecretId, ForceDeleteWithoutRecovery: true }),
    }),
  );
};
