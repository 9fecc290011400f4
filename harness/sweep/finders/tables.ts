import { allPages, marked, tagsOf, type Finder } from '../leftover.ts';

export const findTables: Finder = async (clients) => {
  const dynamodb = await clients.dynamodb();
  const names = await allPages(
    (ExclusiveStartTableName) => dynamodb.listTables({ ExclusiveStartTableName }),
    (page) => page.TableNames,
    (page) => page.LastEvaluatedTableName,
  );
  return marked(
    names,
    (name) => name,
    (TableName) => ({
      kind: 'table',
      async tags() {
        const { Table } = await dynamodb.describeTable({ TableName });
        return tagsOf((await dynamodb.listTagsOfResource({ ResourceArn: Table?.TableArn })).Tags);
      },
      remove: () => dynamodb.deleteTable({ TableName }),
    }),
  );
};
