/** A cost projection as a page. */
import type { Comparison } from '../fleet.ts';
import {
  amount,
  apportion,
  formatQuantity,
  formatUnitCost,
  formatUsd,
  toCents,
  ZERO,
  type Amount,
} from '../money.ts';
import { byService } from '../bill.ts';
import type { PriceBook } from '../price-book.ts';
import type { MonthlyBill, Projection } from '../projection.ts';
import type { Bands, Influence } from '../uncertainty.ts';
import { paybackMonths } from '../transition-payback.ts';
import { INITIAL_WORKLOAD, INPUT_NAMES, inputNamed, TRANSITIONS } from '../workload.ts';
import { table, text, type Block, type Chart, type Page, type Table } from './page.ts';

export interface ProjectionFindings {
  readonly projection: Projection;
  /** The same workload before what was set, when something was. */
  readonly before: Projection | undefined;
  readonly bands: Bands;
  readonly influences: readonly Influence[];
  readonly comparison: Comparison | undefined;
  readonly book: PriceBook;
}

export function projectionPage(findings: ProjectionFindings): Page {
  const { projection, before, bands, influences, comparison, book } = findings;
  const { workload, months, total } = projection;
  const last = months.at(-1);
  const span = `${workload.months} months from ${workload.start.slice(0, 7)} in ${workload.region}`;
  return {
    title: `Projected cost: ${formatUsd(total)} over ${span}`,
    blocks: [
      text(
        `Last month ${formatUsd(last?.bill.total ?? ZERO)}; total between ${formatUsd(bands.total.p10)} (p10) and ${formatUsd(bands.total.p90)} (p90) of ${bands.trials} trials over the inputs' ranges. ${unitCostText(projection)} Free tier ${workload.freeTier ? 'taken off' : 'not counted'}.`,
      ),
      text(
        `Prices are AWS list prices gathered on ${book.catalogue.meta.compiled} from dated sources, without taxes and discounts; transfer and storage are in GiB.`,
      ),
      ...unknownBlocks(projection),
      ...(before === undefined ? [] : [changeTable(before, projection)]),
      servicesTable(projection),
      monthsTable(projection, bands),
      costChart(months),
      storageTable(projection),
      storageChart(months),
      ...comparisonBlocks(projection, comparison),
      paybackTable(projection, book),
      influenceTable(influences),
      assumptionsTable(projection),
    ],
  };
}

const unitCostText = ({ unitCosts: { upload, store, serve } }: Projection): string =>
  `Per 1,000 images: ${formatUnitCost(upload)} to upload and process, ${formatUnitCost(store)} to store for a month, ${formatUnitCost(serve)} to serve once.`;

function unknownBlocks({ unpriced }: Projection): readonly Block[] {
  if (unpriced.length === 0) return [];
  const rows = unpriced.map((each) => [
    `${each.service} ${each.sku}`,
    formatQuantity(each.quantity),
    each.reason,
  ]);
  return [
    text('Not all of it has a price: what stands in the next table is used but in no total.'),
    table('Unknown prices', ['dimension', 'monthly quantity', 'why'], rows, [1]),
  ];
}

/** What the settings change, by service and in all. */
function changeTable(before: Projection, after: Projection): Table {
  const names = [...new Set([...before.services, ...after.services].map(({ service }) => service))];
  const of = ({ services }: Projection, name: string): Amount =>
    services.find(({ service }) => service === name)?.usd ?? ZERO;
  const row = (name: string, from: Amount, to: Amount): readonly string[] => [
    name,
    formatUsd(from),
    formatUsd(to),
    formatUsd(to.minus(from)),
  ];
  const changed = names.filter((name) => !of(before, name).eq(of(after, name)));
  return table(
    'What the settings change',
    ['service', 'before', 'after', 'change'],
    [
      ...changed.map((name) => row(name, of(before, name), of(after, name))),
      row('total', before.total, after.total),
    ],
  );
}

function servicesTable({ services, total, months }: Projection): Table {
  const shown = apportion(services.map(({ usd }) => usd));
  const last = byService(months.at(-1)?.bill.lines ?? []);
  const lastOf = (name: string): Amount => last.find(({ service }) => service === name)?.usd ?? ZERO;
  const rows = services.map(({ service, usd }, index) => [
    service,
    formatUsd(shown[index] ?? ZERO),
    total.isZero() ? '0%' : `${usd.div(total).times(100).toFixed(1)}%`,
    formatUsd(lastOf(service)),
  ]);
  const sum = ['total', formatUsd(toCents(total)), '100%', formatUsd(months.at(-1)?.bill.total ?? ZERO)];
  return table('By service', ['service', 'all months', 'share', 'last month'], [...rows, sum]);
}

function monthsTable({ months }: Projection, bands: Bands): Table {
  const rows = months.map(({ month, uploads, views, bill, cumulative }, index) => {
    const band = bands.months[index];
    return [
      month.name,
      formatQuantity(amount(uploads)),
      formatQuantity(amount(views)),
      formatUsd(bill.total),
      band === undefined ? '' : `${formatUsd(band.p10, 0)}–${formatUsd(band.p90, 0)}`,
      formatUsd(cumulative),
    ];
  });
  return table('By month', ['month', 'uploads', 'views', 'cost', 'p10–p90', 'so far'], rows);
}

function costChart(months: readonly MonthlyBill[]): Chart {
  const names = byService(months.flatMap(({ bill }) => bill.lines)).map(({ service }) => service);
  return {
    kind: 'bars',
    title: 'Cost by month and service',
    points: months.map(({ month }) => month.name),
    series: names.map((name) => ({
      name,
      values: months.map(({ bill }) =>
        (byService(bill.lines).find(({ service }) => service === name)?.usd ?? ZERO).toNumber(),
      ),
    })),
    format: (usd) => formatUsd(amount(usd), usd < 10 ? 2 : 0),
  };
}

const classesOf = (months: readonly MonthlyBill[]): readonly string[] => [
  ...new Set(months.flatMap(({ stored }) => [...stored.keys()])),
];
const gibibytes = (bytes: number): number => bytes / 2 ** 30;

function storageTable({ months }: Projection): Table {
  const classes = classesOf(months);
  const rows = months.map(({ month, images, stored, earlyDeletion }) => [
    month.name,
    formatQuantity(amount(images)),
    ...classes.map((name) => formatQuantity(amount(gibibytes(stored.get(name) ?? 0)))),
    formatQuantity(amount(earlyDeletion)),
  ]);
  return table(
    'Stored at the month’s end, GiB',
    ['month', 'images', ...classes, 'charged for leaving early'],
    rows,
  );
}

const storageChart = (months: readonly MonthlyBill[]): Chart => ({
  kind: 'bars',
  title: 'Storage by class',
  points: months.map(({ month }) => month.name),
  series: classesOf(months).map((name) => ({
    name,
    values: months.map(({ stored }) => gibibytes(stored.get(name) ?? 0)),
  })),
  format: (value) => `${formatQuantity(amount(value))} GiB`,
});

function comparisonBlocks(
  { months, total }: Projection,
  comparison: Comparison | undefined,
): readonly Block[] {
  if (comparison === undefined) return [];
  const { fleet, saved, breakEven } = comparison;
  const fleetTotal = fleet.at(-1)?.cumulative ?? ZERO;
  const share = fleetTotal.isZero() ? '' : ` (${saved.div(fleetTotal).times(100).toFixed(0)}%)`;
  return [
    text(
      `A fleet that keeps every image on three EBS volumes would cost ${formatUsd(fleetTotal)} for storage and copies over the same months; the difference is ${formatUsd(saved)}${share}. ${breakEven === undefined ? 'This projection never becomes the cheaper one.' : `This projection is the cheaper one by the end of ${breakEven}.`} The fleet's figure has no servers, no delivery and no head-room in it.`,
    ),
    {
      kind: 'lines',
      title: `Cumulative cost against the fleet, ${formatUsd(total, 0)} and ${formatUsd(fleetTotal, 0)}`,
      points: months.map(({ month }) => month.name),
      series: [
        { name: 'this projection', values: months.map(({ cumulative }) => cumulative.toNumber()) },
        { name: 'EBS on 3 servers', values: fleet.map(({ cumulative }) => cumulative.toNumber()) },
      ],
      format: (usd) => formatUsd(amount(usd), 0),
    },
  ];
}

/** How long an original and a thumbnail must lie in each class before the fee of moving them is repaid. */
function paybackTable({ workload }: Projection, book: PriceBook): Table {
  const months = (to: string, bytes: number): string => {
    const value = paybackMonths('STANDARD', to, bytes, workload.region, book);
    if (value === undefined) return 'unknown';
    return Number.isFinite(value) ? `${value.toFixed(1)} months` : 'never';
  };
  const rows = TRANSITIONS.filter(([, name]) => name !== 'INTELLIGENT_TIERING').map(([, name]) => [
    name,
    months(name, workload['image.size']),
    months(name, workload['thumbnail.size']),
  ]);
  return table('When a move from STANDARD has repaid its fee', ['class', 'original', 'thumbnail'], rows);
}

function influenceTable(influences: readonly Influence[]): Table {
  const rows = influences.map(({ input, lower, higher }) => [
    input,
    formatUsd(lower),
    formatUsd(higher),
    inputNamed(input).describe,
  ]);
  return table('What moves it most', ['input', '20% less', '20% more', 'what it is'], rows, [1, 2]);
}

function assumptionsTable({ workload }: Projection): Table {
  const rows = INPUT_NAMES.map((name) => {
    const input = inputNamed(name);
    const isSet = workload[name] !== INITIAL_WORKLOAD[name];
    return [name, input.print(workload[name]), isSet ? 'set' : input.origin, input.describe];
  });
  return table('Inputs', ['input', 'value', 'from', 'what it is'], rows, [1]);
}
