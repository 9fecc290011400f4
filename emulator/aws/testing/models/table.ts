/** Tables with a global index under random actions. */
import {
  boolean,
  constant,
  constantFrom,
  integer,
  oneof,
  option,
  record,
  uniqueArray,
  type Arbitrary,
} from 'fast-check';
import type { Door, Outcome } from '../door.ts';
import type { Bout, Checked } from '../model-check.ts';
import {
  keyText,
  TableModel,
  type Condition,
  type Item,
  type Key,
  type Sort,
  type Write,
} from './table-model.ts';

const p = constantFrom('a', 'b');
/** Numbers that sort differently as texts. */
const s = constantFrom(-10, -9, 0, 2, 10);
const n = integer({ min: -2, max: 12 });
const g = constantFrom('x', 'y');
const condition = option(oneof(constantFrom<Condition>('present', 'absent'), n), { nil: undefined, freq: 2 });
const page = constantFrom(1, 2, 3, 100);
const sort: Arbitrary<Sort> = oneof(
  constant(undefined),
  record({ is: constantFrom('<' as const, '>=' as const, '=' as const), than: s }),
  record({ from: constantFrom(-9, 0), to: constantFrom(0, 2, 10) }),
);
const key = { p, s };
const write: Arbitrary<Write> = oneof(
  {
    weight: 4,
    arbitrary: record({
      ...key,
      condition,
      kind: constant('put' as const),
      g: option(g, { nil: undefined }),
      n: option(n, { nil: undefined }),
    }),
  },
  {
    weight: 4,
    arbitrary: record({
      ...key,
      condition,
      kind: constant('update' as const),
      change: oneof(
        record({ kind: constantFrom('add' as const, 'set' as const, 'increment' as const), by: n }),
        record({ kind: constant('remove' as const) }),
        record({ kind: constant('group' as const), g }),
      ),
    }),
  },
  { weight: 2, arbitrary: record({ ...key, condition, kind: constant('delete' as const) }) },
);
const check: Arbitrary<Write> = record({
  ...key,
  condition: constantFrom<Condition>('present', 'absent'),
  kind: constant('check' as const),
});
const several = (each: Arbitrary<Write>): Arbitrary<Write[]> =>
  uniqueArray(each, { minLength: 1, maxLength: 4, selector: keyText });

type Action =
  | { readonly do: 'write'; readonly write: Write }
  | { readonly do: 'transact' | 'batch'; readonly writes: readonly Write[] }
  | { readonly do: 'get'; readonly key: Key }
  | { readonly do: 'getMany' | 'getTransacted'; readonly keys: readonly Key[] }
  | {
      readonly do: 'query';
      readonly p: string;
      readonly sort: Sort;
      readonly forward: boolean;
      readonly page: number;
    }
  | {
      readonly do: 'queryIndex';
      readonly g: string;
      readonly sort: Sort;
      readonly forward: boolean;
      readonly page: number;
    }
  | { readonly do: 'scan'; readonly page: number; readonly index: boolean };

const keys = uniqueArray(record(key), { minLength: 1, maxLength: 4, selector: keyText });
const actions: Arbitrary<Action> = oneof(
  { weight: 8, arbitrary: record({ do: constant('write' as const), write }) },
  {
    weight: 3,
    arbitrary: record({ do: constant('transact' as const), writes: several(oneof(write, check)) }),
  },
  { weight: 1, arbitrary: record({ do: constant('batch' as const), writes: several(write) }) },
  { weight: 1, arbitrary: record({ do: constant('get' as const), key: record(key) }) },
  { weight: 1, arbitrary: record({ do: constantFrom('getMany' as const, 'getTransacted' as const), keys }) },
  { weight: 2, arbitrary: record({ do: constant('query' as const), p, sort, forward: boolean(), page }) },
  {
    weight: 2,
    arbitrary: record({ do: constant('queryIndex' as const), g, sort, forward: boolean(), page }),
  },
  { weight: 1, arbitrary: record({ do: constant('scan' as const), page, index: boolean() }) },
);

let tables = 0;

export const tableChecked: Checked<Action, Door> = {
  actions,
  longest: 30,
  async begin(door) {
    tables += 1;
    const TableName = `table-${tables}`;
    await door.call('CreateTable', {
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [
        { AttributeName: 'p', AttributeType: 'S' },
        { AttributeName: 's', AttributeType: 'N' },
        { AttributeName: 'g', AttributeType: 'S' },
        { AttributeName: 'n', AttributeType: 'N' },
      ],
      KeySchema: [
        { AttributeName: 'p', KeyType: 'HASH' },
        { AttributeName: 's', KeyType: 'RANGE' },
      ],
      GlobalSecondaryIndexes: [
        {
          IndexName: 'byGroup',
          KeySchema: [
            { AttributeName: 'g', KeyType: 'HASH' },
            { AttributeName: 'n', KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'ALL' },
        },
      ],
    });
    return new TableBout(door, TableName);
  },
};

class TableBout implements Bout<Action> {
  readonly #door: Door;
  readonly #name: string;
  readonly #model = new TableModel();

  constructor(door: Door, name: string) {
    this.#door = door;
    this.#name = name;
  }

  async step(action: Action) {
    const expected = this.#expected(action);
    return { expected, actual: await this.#actual(action) };
  }

  #expected(action: Action): unknown {
    const model = this.#model;
    switch (action.do) {
      case 'write': {
        const outcome = model.write(action.write);
        if ('error' in outcome) return outcome;
        return { item: action.write.kind === 'update' ? outcome.after : outcome.before };
      }
      case 'transact':
        return model.transact(action.writes);
      case 'batch': {
        for (const each of action.writes)
          if (each.kind !== 'update') model.write({ ...each, condition: undefined });
        return {};
      }
      case 'get':
        return { item: model.get(action.key) };
      case 'getMany':
        return sorted(action.keys.flatMap((each) => model.get(each) ?? []));
      case 'getTransacted':
        return action.keys.map((each) => model.get(each));
      case 'query':
        return model.query(action.p, action.sort, action.forward);
      case 'queryIndex':
        return { items: sorted(model.queryIndex(action.g, action.sort)), ordered: true };
      case 'scan':
        return sorted(
          model
            .all()
            .filter(
              ({ g: group, n: number }) => !action.index || (group !== undefined && number !== undefined),
            ),
        );
    }
  }

  async #actual(action: Action): Promise<unknown> {
    const at = { TableName: this.#name };
    switch (action.do) {
      case 'write': {
        const { kind } = action.write;
        const operation = kind === 'put' ? 'PutItem' : kind === 'update' ? 'UpdateItem' : 'DeleteItem';
        const ReturnValues = kind === 'update' ? 'ALL_NEW' : 'ALL_OLD';
        const outcome = await this.#door.call(operation, { ...at, ...request(action.write), ReturnValues });
        return 'error' in outcome ? { error: outcome['error'] } : { item: itemOf(outcome['Attributes']) };
      }
      case 'transact': {
        const TransactItems = action.writes.map((each) => ({
          [MEMBERS[each.kind]]: { ...at, ...request(each) },
        }));
        const { error, reasons } = await this.#door.call('TransactWriteItems', { TransactItems });
        if (error === undefined) return {};
        return { error, reasons: (reasons as { Code: string }[] | undefined)?.map(({ Code }) => Code) };
      }
      case 'batch': {
        const requests = action.writes.flatMap((each): object[] => {
          const { Item: written, Key: gone } = request(each) as { Item?: object; Key?: object };
          if (each.kind === 'put') return [{ PutRequest: { Item: written } }];
          return each.kind === 'delete' ? [{ DeleteRequest: { Key: gone } }] : [];
        });
        if (requests.length === 0) return {};
        const { error } = await this.#door.call('BatchWriteItem', {
          RequestItems: { [this.#name]: requests },
        });
        return error === undefined ? {} : { error };
      }
      case 'get': {
        const { Item: found } = await this.#door.call('GetItem', { ...at, Key: attributes(action.key) });
        return { item: itemOf(found) };
      }
      case 'getMany': {
        const RequestItems = { [this.#name]: { Keys: action.keys.map(attributes) } };
        const { Responses } = await this.#door.call('BatchGetItem', { RequestItems });
        return sorted((Responses as Record<string, object[]>)[this.#name]!.map((found) => itemOf(found)!));
      }
      case 'getTransacted': {
        const TransactItems = action.keys.map((each) => ({ Get: { ...at, Key: attributes(each) } }));
        const { Responses } = await this.#door.call('TransactGetItems', { TransactItems });
        return (Responses as { Item?: object }[]).map(({ Item: found }) => itemOf(found));
      }
      case 'query':
        return this.#paged('Query', action.page, {
          ...at,
          ...keyCondition('p', { S: action.p }, 's', action.sort),
          ScanIndexForward: action.forward,
        });
      case 'queryIndex': {
        const items = await this.#paged('Query', action.page, {
          ...at,
          IndexName: 'byGroup',
          ...keyCondition('g', { S: action.g }, 'n', action.sort),
          ScanIndexForward: action.forward,
        });
        const sign = action.forward ? 1 : -1;
        const ordered = items.every((item, at_) => at_ === 0 || sign * (item.n! - items[at_ - 1]!.n!) >= 0);
        return { items: sorted(items), ordered };
      }
      case 'scan':
        return sorted(
          await this.#paged('Scan', action.page, { ...at, ...(action.index && { IndexName: 'byGroup' }) }),
        );
    }
  }

  async #paged(operation: string, limit: number, input: object): Promise<readonly Item[]> {
    const items: Item[] = [];
    for (let start: unknown, more = true; more;) {
      const outcome: Outcome = await this.#door.call(operation, {
        ...input,
        Limit: limit,
        ...(start !== undefined && { ExclusiveStartKey: start }),
      });
      const {
        Items = [],
        LastEvaluatedKey,
        error,
      } = outcome as { Items?: object[]; LastEvaluatedKey?: object; error?: string };
      if (error !== undefined) throw new Error(`${operation} failed: ${error}`);
      if (Items.length > limit) throw new Error(`a page of ${Items.length} where ${limit} were asked for`);
      items.push(...Items.map((found) => itemOf(found)!));
      start = LastEvaluatedKey;
      more = start !== undefined;
    }
    return items;
  }
}

const MEMBERS = { put: 'Put', update: 'Update', delete: 'Delete', check: 'ConditionCheck' } as const;

function attributes({ p: hash, s: range, g: group, n: number }: Item): object {
  return {
    p: { S: hash },
    s: { N: String(range) },
    ...(group !== undefined && { g: { S: group } }),
    ...(number !== undefined && { n: { N: String(number) } }),
  };
}

function itemOf(found: unknown): Item | undefined {
  if (found === undefined) return undefined;
  const {
    p: hash,
    s: range,
    g: group,
    n: number,
  } = found as Record<string, { S?: string; N?: string } | undefined>;
  return {
    p: hash!.S!,
    s: Number(range!.N),
    ...(group !== undefined && { g: group.S! }),
    ...(number !== undefined && { n: Number(number.N) }),
  };
}

const sorted = (items: readonly Item[]): readonly Item[] =>
  items.toSorted((a, b) => (keyText(a) < keyText(b) ? -1 : 1));

/** A write as PutItem and its like, and the members of a transaction, take it. */
function request(write_: Write): object {
  const values: Record<string, object> = {};
  const conditional = conditionOf(write_.condition, values);
  if (write_.kind === 'put') return { Item: attributes(write_), ...conditional, ...valuesOf(values) };
  const Key = attributes({ p: write_.p, s: write_.s });
  if (write_.kind !== 'update') return { Key, ...conditional, ...valuesOf(values) };
  const UpdateExpression = updateOf(write_.change, values);
  return { Key, UpdateExpression, ...conditional, ...valuesOf(values) };
}

const valuesOf = (values: object): object =>
  Object.keys(values).length === 0 ? {} : { ExpressionAttributeValues: values };

function conditionOf(wanted: Condition, values: Record<string, object>): object {
  if (wanted === undefined) return {};
  if (wanted === 'present') return { ConditionExpression: 'attribute_exists(p)' };
  if (wanted === 'absent') return { ConditionExpression: 'attribute_not_exists(p)' };
  values[':is'] = { N: String(wanted) };
  return { ConditionExpression: 'n = :is' };
}

function updateOf(
  change: Extract<Write, { kind: 'update' }>['change'],
  values: Record<string, object>,
): string {
  if (change.kind === 'remove') return 'REMOVE g';
  if (change.kind === 'group') {
    values[':g'] = { S: change.g };
    return 'SET g = :g';
  }
  values[':by'] = { N: String(change.by) };
  if (change.kind === 'add') return 'ADD n :by';
  return change.kind === 'set' ? 'SET n = :by' : 'SET n = n + :by';
}

function keyCondition(hash: string, value: object, range: string, wanted: Sort): object {
  const values: Record<string, object> = { ':hash': value };
  let expression = `${hash} = :hash`;
  if (wanted !== undefined && 'from' in wanted) {
    values[':from'] = { N: String(wanted.from) };
    values[':to'] = { N: String(wanted.to) };
    expression += ` AND ${range} BETWEEN :from AND :to`;
  } else if (wanted !== undefined) {
    values[':than'] = { N: String(wanted.than) };
    expression += ` AND ${range} ${wanted.is} :than`;
  }
  return { KeyConditionExpression: expression, ExpressionAttributeValues: values };
}
