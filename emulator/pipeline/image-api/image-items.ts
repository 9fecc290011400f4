/** The table `ImageMetadata`: one item per image, read by id, or by user in the order of creation. */
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, GetCommand, PutCommand, QueryCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { ItemKey } from './cursor.ts';
import type { ListFilters } from './list-request.ts';
import type { ImageMetadata } from './upload-request.ts';

export const USER_INDEX = 'UserIdIndex';

export interface ImageItem extends ImageMetadata {
  readonly image_id: string;
  readonly user_id: string;
  readonly s3_key: string;
  readonly filename: string;
  readonly content_type: string;
  /** Bytes. */
  readonly file_size: number;
  /** ISO 8601 with milliseconds, so that texts sort as times do. */
  readonly created_at: string;
  readonly updated_at: string;
}

export interface ItemTable {
  readonly documents: DynamoDBDocumentClient;
  readonly table: string;
}

/** Puts an item that is not there yet; answers whether it was put. Two clients with one id: the second is told. */
export async function putNewItem({ documents, table }: ItemTable, item: ImageItem): Promise<boolean> {
  try {
    await documents.send(
      new PutCommand({ TableName: table, Item: item, ConditionExpression: 'attribute_not_exists(image_id)' }),
    );
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}

export async function getItem({ documents, table }: ItemTable, id: string): Promise<ImageItem | undefined> {
  const { Item } = await documents.send(new GetCommand({ TableName: table, Key: { image_id: id } }));
  return Item as ImageItem | undefined;
}

export async function deleteItem({ documents, table }: ItemTable, id: string): Promise<void> {
  await documents.send(new DeleteCommand({ TableName: table, Key: { image_id: id } }));
}

interface Expression {
  readonly conditions: string[];
  readonly names: Record<string, string>;
  readonly values: Record<string, unknown>;
}

/** What the key cannot say. Read capacity is paid for items that a filter takes away, too. */
export function filterOf({
  title,
  tags,
  location,
}: Pick<ListFilters, 'location' | 'tags' | 'title'>): Expression {
  const conditions: string[] = [];
  const names: Record<string, string> = {};
  const values: Record<string, unknown> = {};
  if (title !== undefined) {
    conditions.push('contains(#title, :title)');
    names['#title'] = 'title';
    values[':title'] = title;
  }
  if (tags.length > 0) {
    const any = tags.map((tag, index) => {
      values[`:tag${index}`] = tag;
      return `contains(#tags, :tag${index})`;
    });
    conditions.push(`(${any.join(' OR ')})`);
    names['#tags'] = 'tags';
  }
  if (location !== undefined) {
    conditions.push('#location = :location');
    names['#location'] = 'location';
    values[':location'] = location;
  }
  return { conditions, names, values };
}

/** The span of creation: part of the key where a user is given, a filter like any other where not. */
function spanOf({ createdAfter, createdBefore }: ListFilters): Expression {
  const values = {
    ...(createdAfter === undefined ? {} : { ':after': createdAfter }),
    ...(createdBefore === undefined ? {} : { ':before': createdBefore }),
  };
  const both = createdAfter !== undefined && createdBefore !== undefined;
  const condition = both
    ? '#created_at BETWEEN :after AND :before'
    : createdAfter !== undefined
      ? '#created_at >= :after'
      : '#created_at <= :before';
  const isOpen = createdAfter === undefined && createdBefore === undefined;
  return isOpen
    ? { conditions: [], names: {}, values }
    : { conditions: [condition], names: { '#created_at': 'created_at' }, values };
}

export interface ItemPage {
  readonly items: readonly ImageItem[];
  /** Absent after the last item. */
  readonly next?: ItemKey;
}

/** Reads up to `limit` items, of which the filters leave some, many or none: DynamoDB counts before it filters. */
export async function readPage(
  { documents, table }: ItemTable,
  filters: ListFilters,
  limit: number,
  start: ItemKey | undefined,
): Promise<ItemPage> {
  const filter = filterOf(filters);
  const span = spanOf(filters);
  const isQuery = filters.userId !== undefined;
  const inFilter = [...filter.conditions, ...(isQuery ? [] : span.conditions)];
  const names = { ...filter.names, ...span.names, ...(isQuery ? { '#user_id': 'user_id' } : {}) };
  const values = { ...filter.values, ...span.values, ...(isQuery ? { ':user_id': filters.userId } : {}) };
  const input = {
    TableName: table,
    Limit: limit,
    ...(inFilter.length > 0 ? { FilterExpression: inFilter.join(' AND ') } : {}),
    ...(Object.keys(names).length > 0
      ? { ExpressionAttributeNames: names, ExpressionAttributeValues: values }
      : {}),
    ...(start === undefined ? {} : { ExclusiveStartKey: { ...start } }),
  };
  const KeyConditionExpression = ['#user_id = :user_id', ...span.conditions].join(' AND ');
  const { Items = [], LastEvaluatedKey } = isQuery
    ? await documents.send(new QueryCommand({ ...input, IndexName: USER_INDEX, KeyConditionExpression }))
    : await documents.send(new ScanCommand(input));
  return {
    items: Items as ImageItem[],
    ...(LastEvaluatedKey === undefined ? {} : { next: LastEvaluatedKey as ItemKey }),
  };
}

/** Where a list goes on after an item: its key, in the index too when the list goes by user. */
export const keyAfter = (item: ImageItem, filters: ListFilters): ItemKey =>
  filters.userId === undefined
    ? { image_id: item.image_id }
    : { image_id: item.image_id, user_id: item.user_id, created_at: item.created_at };
