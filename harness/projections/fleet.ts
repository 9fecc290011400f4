/**
 * The baseline of document 002: servers that keep every image on their own EBS volume and copy it to each other.
 *
 * gp3 is billed on provisioned size, so a volume is as large as what it holds; the document's fleet has no head-room,
 * and neither has this one unless asked. Copies cross availability zones, which is charged in each direction.
 */
import { SafelightError } from '#aws';
import { billOf, type Bill } from './bill.ts';
import { monthsFrom, type Month } from './calendar.ts';
import { createCohorts } from './cohorts.ts';
import { amount, ZERO, type Amount } from './money.ts';
import type { PriceBook } from './price-book.ts';
import type { Projection } from './projection.ts';
import type { Workload } from './workload.ts';

/** The document counts decimal gigabytes against a price per GiB, on the side of the fleet; the difference is 7 %. */
const GB = 2 ** 30;

export interface Fleet {
  readonly servers: number;
  /** Provisioned beyond what is stored, as a share of it. */
  readonly headRoom: number;
}

export const DOCUMENT_FLEET: Fleet = { servers: 3, headRoom: 0 };

interface FleetMonth {
  readonly month: Month;
  readonly bill: Bill;
  readonly cumulative: Amount;
}

/** What the fleet costs for the same images. Nothing ever expires, as nothing did. */
function projectFleet(workload: Workload, book: PriceBook, fleet: Fleet): readonly FleetMonth[] {
  const { region } = workload;
  const months = monthsFrom(workload.start, workload.months);
  const cohorts = createCohorts(workload, months);
  let cumulative = ZERO;
  return months.map((month) => {
    const last = month.firstDay + month.days - 1;
    const gigabytes = (images: number): number => (images * workload['image.size']) / GB;
    const stored = gigabytes(cohorts.aged(last, 0, last + 1));
    const arrived = gigabytes(cohorts.aged(last, 0, month.days));
    const copied = arrived * (fleet.servers - 1) * 2;
    const volumes = stored * fleet.servers * (1 + fleet.headRoom);
    const bill = billOf(
      [
        { service: 'EBS', sku: 'gp3.storage', region, quantity: amount(volumes) },
        {
          service: 'DataTransfer',
          sku: 'intraRegion.crossAZ.perDirection',
          region,
          quantity: amount(copied),
        },
      ],
      book,
      workload,
    );
    cumulative = cumulative.plus(bill.total);
    return { month, bill, cumulative };
  });
}

export interface Comparison {
  readonly fleet: readonly FleetMonth[];
  readonly saved: Amount;
  /** Name of the first month by whose end the projection has cost less; `undefined` when none has. */
  readonly breakEven: string | undefined;
}

/** @throws SafelightError ERR_NO_BASELINE when the baseline's own price is unknown */
export function compareWithFleet(projection: Projection, book: PriceBook, fleet: Fleet): Comparison {
  const months = projectFleet(projection.workload, book, fleet);
  const unknown = months.flatMap(({ bill }) => bill.unpriced)[0];
  if (unknown !== undefined) {
    throw new SafelightError('ERR_NO_BASELINE', `The baseline cannot be priced: ${unknown.reason}.`, {
      hint: 'Choose a region whose EBS price is known, or give a price file that has it.',
    });
  }
  const crossed = months.find(
    ({ cumulative }, index) => projection.months[index]?.cumulative.lt(cumulative) ?? false,
  );
  return {
    fleet: months,
    saved: (months.at(-1)?.cumulative ?? ZERO).minus(projection.total),
    breakEven: crossed?.month.name,
  };
}
