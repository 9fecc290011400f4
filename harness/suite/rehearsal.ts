/**
 * What a run is going to cost at AWS, found by rehearsing it: the same scenarios run on the embedded cloud, whose meter
 * counts what AWS would bill, provisioning included, and list prices without free allowances make dollars of it.
 *
 * Waiting there takes jumps of the clock where AWS takes requests; everything is counted three times for that.
 *
 * Gaps: what is billed by the hour is counted for the emulated time that a scenario takes.
 */
import { readPrices } from '#fixtures';
import type { Verdict } from '../report/verdict.ts';
import { billOf } from '../projections/bill.ts';
import { billableUsage } from '../projections/metered.ts';
import { createPriceBook } from '../projections/price-book.ts';
import type { Selection } from './selection.ts';
import { runSuite } from './run-suite.ts';

const MARGIN = 3;

export interface Projection {
  /** Dollars; not a number when something that was used has no price. */
  readonly usd: number;
  /** Scenarios that could be rehearsed. */
  readonly scenarios: number;
}

/** @param region whose prices count */
export async function rehearse(selection: Selection, region: string): Promise<Projection> {
  const env = { SAFELIGHT_TARGET: 'embedded', SAFELIGHT_REHEARSAL: 'aws', SAFELIGHT_KEEP: 'spent' };
  const { verdicts } = await runSuite(selection, { env, quiet: true });
  return { usd: costOf(verdicts, region) * MARGIN, scenarios: verdicts.filter(({ spent }) => spent).length };
}

/** Dollars of one run. */
function costOf(verdicts: readonly Verdict[], region: string): number {
  const usage = verdicts.flatMap(({ spent = [] }) => spent);
  const { billed, unknown } = billableUsage(usage);
  const used = billed.map(({ used: dimension, usage: { region: metered } }) =>
    dimension.region === metered ? { ...dimension, region } : dimension,
  );
  const { total, unpriced } = billOf(used, createPriceBook(readPrices()), { freeTier: false });
  return unknown.length + unpriced.length > 0 ? Number.NaN : total.toNumber();
}
