/** What `safelight project` does, once its words have been read. */
import { readFile } from 'node:fs/promises';
import { SafelightError } from '#aws';
import { readLatencies } from '#fixtures';
import { billOf, type Bill } from './bill.ts';
import { holdToBudget } from './budget.ts';
import { monthsFrom } from './calendar.ts';
import { compareWithFleet, DOCUMENT_FLEET, type Comparison } from './fleet.ts';
import { exportUsage, importUsage } from './infracost.ts';
import { projectLatency, type JourneyName } from './latency/journeys.ts';
import { observationOf } from './latency/observation.ts';
import { latencySources } from './latency/sources.ts';
import { controlClient } from '../control-client.ts';
import { isMetered, readMeteredMonth, type MeteredMonth } from './metered-month.ts';
import { formatUsd } from './money.ts';
import type { PriceBook } from './price-book.ts';
import { project, type Projection } from './projection.ts';
import { billPage } from './report/bill-page.ts';
import { latencyPage } from './report/latency-page.ts';
import { projectionPage } from './report/projection-page.ts';
import { renderPage, writeOut, type PageFormat } from './report/write-page.ts';
import { bands, sensitivity } from './uncertainty.ts';
import { INITIAL_WORKLOAD, INPUT_NAMES, inputNamed, setInputs, type Workload } from './workload.ts';

const GB = 2 ** 30;

export interface CostRequest {
  readonly set: readonly string[];
  readonly usage?: string;
  readonly usageOut?: string;
  readonly format: PageFormat | 'json';
  readonly out?: string;
  readonly maxMonthly?: number;
  readonly baseline: 'ebs-fleet' | 'none';
  readonly seed: number;
}

/** @throws SafelightError ERR_INPUT, ERR_USAGE_FILE, ERR_OVER_BUDGET, ERR_BUDGET_UNKNOWN, ERR_CANNOT_WRITE … */
export async function projectCost(request: CostRequest, book: PriceBook): Promise<void> {
  const workload = setInputs(INITIAL_WORKLOAD, request.set);
  if (request.usage !== undefined) {
    await priceUsageFile(request.usage, workload, request, book);
    return;
  }
  const projection = project(workload, book);
  const findings = {
    projection,
    before: projectionBefore(workload, book),
    bands: bands(workload, book, request.seed),
    influences: sensitivity(workload, book),
    comparison: comparisonOf(projection, request, book),
    book,
  };
  await writeOut(
    request.format === 'json'
      ? `${JSON.stringify(costJson(projection, findings.bands))}\n`
      : renderPage(projectionPage(findings), request.format),
    request.out,
  );
  if (request.usageOut !== undefined) {
    const used = projection.months.at(-1)?.used ?? [];
    await writeOut(exportUsage(used, workload['function.memory'] / GB), request.usageOut);
  }
  if (request.maxMonthly !== undefined) {
    const months = projection.months.map(({ month, bill }) => ({ name: month.name, usd: bill.total }));
    holdToBudget(months, projection.unpriced, request.maxMonthly);
  }
}

/** The same months without what was set; nothing when only the months were. */
function projectionBefore(workload: Workload, book: PriceBook): Projection | undefined {
  const { start, months } = workload;
  const before = { ...INITIAL_WORKLOAD, start, months };
  const isSame = INPUT_NAMES.every((name) => before[name] === workload[name]);
  return isSame ? undefined : project(before, book);
}

/** A region without a known EBS price has no fleet to compare with; asked for, that is said rather than left out. */
function comparisonOf(projection: Projection, request: CostRequest, book: PriceBook): Comparison | undefined {
  if (request.baseline === 'none') return undefined;
  const { region } = projection.workload;
  if (book.price('EBS', 'gp3.storage', region) === undefined) {
    process.stderr.write(`No comparison with EBS: its price in ${region} is unknown.\n`);
    return undefined;
  }
  return compareWithFleet(projection, book, DOCUMENT_FLEET);
}

function costJson(
  { months, total, services, unitCosts, unpriced, workload }: Projection,
  spread: unknown,
): object {
  return {
    currency: 'USD',
    workload,
    total,
    services,
    unitCostsPerThousand: unitCosts,
    bands: spread,
    unpriced,
    months: months.map(({ month, uploads, images, views, originReads, stored, bill, cumulative }) => ({
      month: month.name,
      uploads,
      images,
      views,
      originReads,
      storedBytes: Object.fromEntries(stored),
      total: bill.total,
      cumulative,
      lines: bill.lines,
    })),
  };
}

async function priceUsageFile(
  path: string,
  workload: Workload,
  { format, out, maxMonthly }: CostRequest,
  book: PriceBook,
): Promise<void> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    throw new SafelightError('ERR_USAGE_FILE', `${path} cannot be read.`, {
      hint: (cause as Error).message,
      cause,
    });
  }
  if (isMetered(text)) {
    await priceMetered(readMeteredMonth(text, path), path, workload, { format, out, maxMonthly }, book);
    return;
  }
  const { region } = workload;
  const { used, ignored } = importUsage(text, { region, functionMemory: workload['function.memory'] / GB });
  const bill = billOf(used, book, workload);
  const unknown = ignored.map((name) => ({
    service: 'usage file',
    sku: name,
    region,
    quantity: bill.total.times(0),
    reason: `${name} is no dimension known here`,
  }));
  const complete = { ...bill, unpriced: [...bill.unpriced, ...unknown] };
  await writeMonth(path, complete, workload, { format, out, maxMonthly }, [
    `Region ${region}; functions have ${inputNamed('function.memory').print(workload['function.memory'])} (function.memory).`,
  ]);
}

type MonthRequest = Pick<CostRequest, 'format'> & {
  readonly out: string | undefined;
  readonly maxMonthly: number | undefined;
};

async function priceMetered(
  { billed, unknown, hours }: MeteredMonth,
  path: string,
  workload: Workload,
  request: MonthRequest,
  book: PriceBook,
): Promise<void> {
  const bill = billOf(
    billed.map(({ used }) => used),
    book,
    workload,
  );
  const complete = { ...bill, unpriced: [...bill.unpriced, ...unknown] };
  await writeMonth(path, complete, workload, request, [
    `${hours.toFixed(2)} metered hours, as if 730 hours went on like them; bytes at rest do not grow in it.`,
  ]);
}

/** One month's bill, what as many of them as asked for come to, and whether each keeps to the budget. */
async function writeMonth(
  path: string,
  bill: Bill,
  { start, months }: Workload,
  { format, out, maxMonthly }: MonthRequest,
  remarks: readonly string[],
): Promise<void> {
  const page = billPage(`A month of ${path}: ${formatUsd(bill.total)}`, bill, [
    ...remarks,
    `${months} months of it: ${formatUsd(bill.total.times(months))}.`,
  ]);
  await writeOut(
    format === 'json'
      ? `${JSON.stringify({ currency: 'USD', months, ...bill })}\n`
      : renderPage(page, format),
    out,
  );
  if (maxMonthly !== undefined) {
    const [month] = monthsFrom(start, 1);
    holdToBudget([{ name: month?.name ?? '', usd: bill.total }], bill.unpriced, maxMonthly);
  }
}

const JOURNEYS: readonly JourneyName[] = [
  'upload',
  'thumbnail',
  'view',
  'view-hit',
  'view-miss',
  'view-direct',
  'api',
];
const VIEWERS = ['us-east-2', 'eu-central-1', 'ap-southeast-2'] as const;
/** The resolution of a photograph of the document's 2.5 MB. */
const MEGAPIXELS = 12;
const COLD_SHARE = 0.01;

export interface LatencyRequest {
  readonly set: readonly string[];
  readonly from: readonly string[];
  /** Address of a running cloud whose work on this machine is taken where it is known. */
  readonly observe?: string;
  readonly format: PageFormat | 'json';
  readonly out?: string;
  readonly seed: number;
}

/** @throws SafelightError ERR_INPUT, ERR_REGION, ERR_UNREACHABLE */
export async function projectLatencies(request: LatencyRequest): Promise<void> {
  const { set, from, observe, format, out, seed } = request;
  const workload = setInputs(INITIAL_WORKLOAD, set);
  const sources = latencySources(readLatencies());
  const { steps, hitRatio } = observationOf(
    observe === undefined ? [] : await controlClient(observe).journal(0),
  );
  const viewers = from.length === 0 ? VIEWERS : from;
  const latencies = viewers.flatMap((viewer) =>
    JOURNEYS.map((journey) =>
      projectLatency(
        journey,
        {
          region: workload.region,
          viewer,
          imageBytes: workload['image.size'],
          megapixels: MEGAPIXELS,
          memoryMb: workload['function.memory'] / 2 ** 20,
          coldShare: COLD_SHARE,
          api: workload['api.kind'] === 'HTTP' ? 'HTTP' : 'REST',
          hitRatio: hitRatio ?? workload['cdn.hitRatio'],
          shield: workload['cdn.shield'] ? workload.region : undefined,
          observed: steps,
        },
        sources,
        seed,
      ),
    ),
  );
  await writeOut(
    format === 'json'
      ? `${JSON.stringify({ unit: 'ms', latencies })}\n`
      : renderPage(latencyPage(workload.region, latencies), format),
    out,
  );
}

export function describeInputs(): string {
  const width = Math.max(...INPUT_NAMES.map((name) => name.length));
  return INPUT_NAMES.map((name) => {
    const input = inputNamed(name);
    return `${name.padEnd(width)}  ${input.print(input.initial).padStart(13)}  ${input.describe} (${input.origin})\n`;
  }).join('');
}
