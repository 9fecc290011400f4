/**
 * Power cuts under a cloud with durability `process`, which may lose the newest of what it acknowledged and nothing else:
 * one client takes numbered steps, and after each cut the cloud has to be as it was after one of them. Bodies may be
 * missing, and then say so, or have holes where the disk knew their size before their bytes: the checksum in the answer is
 * that of what was sent, and the client refuses them.
 */
import { CreateTableCommand } from '@aws-sdk/client-dynamodb';
import { S3ServiceException } from '@aws-sdk/client-s3';
import { buildProgram } from '../cloud-process.ts';
import { beginLife, bodyOf, bytesOf, Dice, type Life } from '../world.ts';
import { failingMachine } from './machine.ts';

export interface PrefixReport {
  readonly cuts: number;
  /** Steps that were acknowledged, and those of them that a cut took back. */
  acknowledged: number;
  lost: number;
  /** Looks at a body after a cut, and those that were answered with 503. */
  checked: number;
  unreadable: number;
  /** Those that were not what their checksum says. */
  hollow: number;
  readonly wrong: string[];
}

const AT = { Bucket: 'steps' };
const TableName = 'steps';
const SIZES = [40, 9_000, 60_000];
const MOST_STEPS = 30;
const UNREADABLE = 503;

export async function cutPrefixes(cuts: number, seed: string): Promise<PrefixReport> {
  using program = await buildProgram();
  using machine = failingMachine(new Dice(`${seed}/power`));
  const dice = new Dice(seed);
  const report: PrefixReport = {
    cuts: 0,
    acknowledged: 0,
    lost: 0,
    checked: 0,
    unreadable: 0,
    hollow: 0,
    wrong: [],
  };
  let next = 0;
  // Every other process is killed without a cut, so that there is something on the disk.
  for (let run = 0; ; run += 1) {
    const fatal = run % 2 === 1;
    const cloud = await program.start(machine.data, {
      durability: 'process',
      ...(fatal && { under: machine.under() }),
    });
    if (cloud === undefined) throw new Error('the cloud does not start any more');
    const life = beginLife(cloud.endpoint);
    try {
      life.keepTime(Date.parse((await life.control.clock()).now));
      const kept = await stepsIn(life, report);
      report.lost += next - kept;
      if (report.wrong.length > 0 || machine.cuts >= cuts) return { ...report, cuts: machine.cuts };
      next = kept + 1 + dice.roll(MOST_STEPS);
      for (let step = kept; step < next; step += 1) await take(life, step);
      report.acknowledged += next - kept;
    } finally {
      life.destroy();
      await cloud.kill('SIGKILL');
    }
    if (fatal) await machine.ended(cloud.pid);
    else machine.settle();
  }
}

const keyOf = (step: number): string => String(step).padStart(6, '0');
const labelOf = (step: number): string => `${step}x${SIZES[step % SIZES.length]}`;

/** Two items that are always the same, and then an object. */
async function take({ s3, tables }: Life, step: number): Promise<void> {
  if (step === 0) await furnish({ s3, tables });
  const TransactItems = ['left', 'right'].map((id) => ({ Put: { TableName, Item: { id, step } } }));
  await tables.transactWrite({ TransactItems });
  await s3.putObject({ ...AT, Key: keyOf(step), Body: bytesOf(labelOf(step)) });
}

async function furnish({ s3, tables }: Pick<Life, 's3' | 'tables'>): Promise<void> {
  const { Buckets = [] } = await s3.listBuckets({});
  if (Buckets.length === 0) await s3.createBucket(AT);
  const definition = {
    TableName,
    BillingMode: 'PAY_PER_REQUEST' as const,
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' as const }],
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' as const }],
  };
  if (!(await hasTable({ tables }))) await tables.send(new CreateTableCommand(definition));
}

const hasTable = async ({ tables }: Pick<Life, 'tables'>): Promise<boolean> => {
  try {
    await tables.get({ TableName, Key: { id: 'left' } });
    return true;
  } catch (error) {
    if ((error as Error).name === 'ResourceNotFoundException') return false;
    throw error;
  }
};

/** How many steps the cloud has taken, by what it shows; what fits no number of steps is told. */
async function stepsIn(life: Life, report: PrefixReport): Promise<number> {
  const { s3, tables } = life;
  const { Buckets = [] } = await s3.listBuckets({});
  if (!(await hasTable(life))) return 0;
  if (Buckets.length === 0) {
    report.wrong.push('there is the table and not the bucket, which was made before it');
    return 0;
  }
  const [left, right] = await Promise.all(
    ['left', 'right'].map(
      async (id) => (await tables.get({ TableName, Key: { id } })).Item?.['step'] as unknown,
    ),
  );
  if (left !== right) report.wrong.push(`half a transaction: ${String(left)} and ${String(right)}`);
  const keys: string[] = [];
  for (let ContinuationToken: string | undefined, more = true; more;) {
    const page = await s3.listObjectsV2({ ...AT, ContinuationToken });
    keys.push(...(page.Contents ?? []).map(({ Key = '' }) => Key));
    ContinuationToken = page.NextContinuationToken;
    more = ContinuationToken !== undefined;
  }
  const begun = left === undefined ? 0 : Number(left) + 1;
  if (keys.length !== begun && keys.length !== begun - 1)
    report.wrong.push(`${begun} steps were begun, and there are ${keys.length} objects`);
  for (const [step, key] of keys.entries()) {
    if (key !== keyOf(step)) report.wrong.push(`${key} is there in the place of ${keyOf(step)}`);
    else await look(s3, step, report);
  }
  return keys.length;
}

async function look(s3: Life['s3'], step: number, report: PrefixReport): Promise<void> {
  report.checked += 1;
  try {
    const bytes = await bodyOf(await s3.getObject({ ...AT, Key: keyOf(step) }));
    if (!bytesOf(labelOf(step)).equals(bytes))
      report.wrong.push(`the body of step ${step} is of other bytes`);
  } catch (error) {
    if ((error as Error).message.startsWith('Checksum mismatch')) {
      report.hollow += 1;
      return;
    }
    if (!(error instanceof S3ServiceException) || error.$metadata.httpStatusCode !== UNREADABLE) throw error;
    report.unreadable += 1;
  }
}
