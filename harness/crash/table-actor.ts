/** A table: items put, counted up and deleted one by one, and sums moved between accounts by transactions. */
import { CreateTableCommand } from '@aws-sdk/client-dynamodb';
import { change, compare, same, type Fact, type Outcome } from './fact.ts';
import { newBody, type Actor, type Dice, type Findings, type Life } from './world.ts';

const TableName = 'facts';
const ACCOUNTS = 3;

interface Books {
  /** What every account holds. */
  readonly accounts: readonly number[];
  /** How many transfers are written down. */
  readonly transfers: number;
}

export class TableActor implements Actor {
  readonly #items: readonly Fact<object | null>[] = [0, 1, 2, 3].map((n) => ({
    name: `item ${n}`,
    possible: [null],
  }));
  readonly #books: Fact<Books> = {
    name: 'the books',
    possible: [{ accounts: Array.from({ length: ACCOUNTS }, () => 100), transfers: 0 }],
  };

  async prepare({ tables }: Life): Promise<void> {
    await tables.send(
      new CreateTableCommand({
        TableName,
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      }),
    );
    await Promise.all(
      this.#books.possible[0]!.accounts.map((amount, n) =>
        tables.put({ TableName, Item: { id: `account ${n}`, amount } }),
      ),
    );
  }

  act({ tables }: Life, dice: Dice): Promise<Outcome> {
    if (dice.roll(2) === 0) return this.#transfer(tables, dice);
    const fact = dice.pick(...this.#items);
    const Key = { id: fact.name };
    if (dice.roll(4) === 0)
      return change(
        fact,
        () => tables.delete({ TableName, Key }),
        () => null,
      );
    const item = { id: fact.name, body: newBody(dice), count: dice.roll(1_000) };
    if (dice.roll(2) === 0)
      return change(
        fact,
        () => tables.put({ TableName, Item: item }),
        () => item,
      );
    return change(
      fact,
      () =>
        tables.update({
          TableName,
          Key,
          UpdateExpression: 'SET body = :body, #count = :count',
          ExpressionAttributeNames: { '#count': 'count' },
          ExpressionAttributeValues: { ':body': item.body, ':count': item.count },
        }),
      () => item,
    );
  }

  /** Takes from one account, gives to another and writes it down: all of it or nothing. */
  #transfer(tables: Life['tables'], dice: Dice): Promise<Outcome> {
    const from = dice.roll(ACCOUNTS);
    const to = (from + 1) % ACCOUNTS;
    const amount = 1 + dice.roll(5);
    const [{ transfers } = { transfers: 0 }] = this.#books.possible;
    const add = (account: number, by: number) => ({
      Update: {
        TableName,
        Key: { id: `account ${account}` },
        UpdateExpression: 'ADD amount :by',
        ExpressionAttributeValues: { ':by': by },
      },
    });
    const note = { Put: { TableName, Item: { id: `transfer ${transfers}`, from, to, amount } } };
    return change(
      this.#books,
      () => tables.transactWrite({ TransactItems: [add(from, -amount), add(to, amount), note] }),
      (before) => ({
        accounts: before.accounts.map((held, n) => held + (n === to ? amount : n === from ? -amount : 0)),
        transfers: before.transfers + 1,
      }),
    );
  }

  async check({ tables }: Life): Promise<Findings> {
    const items = new Map<string, Record<string, unknown>>();
    for (let from: Record<string, unknown> | undefined, more = true; more; more = from !== undefined) {
      const page = await tables.scan({ TableName, ExclusiveStartKey: from, ConsistentRead: true });
      for (const item of page.Items ?? []) items.set(String(item['id']), item);
      from = page.LastEvaluatedKey;
    }
    const findings = this.#items.map((fact) => compare(fact, inOrder(items.get(fact.name)), same));
    const books = {
      accounts: Array.from({ length: ACCOUNTS }, (_, n) => Number(items.get(`account ${n}`)?.['amount'])),
      transfers: [...items.keys()].filter((id) => id.startsWith('transfer ')).length,
    };
    findings.push(compare(this.#books, books, same));
    return { checked: items.size, wrong: findings.filter((finding) => finding !== undefined) };
  }
}

const inOrder = (item: Record<string, unknown> | undefined): object | null =>
  item === undefined ? null : { id: item['id'], body: item['body'], count: item['count'] };
