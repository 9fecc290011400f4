/** The dashboard without a screen: its panels as text, or its figures as a line of JSON. */
import { line, span, textOf } from './line.ts';
import type { Model } from './model.ts';
import { cost } from './panels/cost.ts';
import { delivery } from './panels/delivery.ts';
import { journey, journeys } from './panels/journeys.ts';
import type { Panel } from './panels/panel.ts';
import { load } from './panels/load.ts';
import { pipeline } from './panels/pipeline.ts';
import { storage } from './panels/storage.ts';
import { traffic } from './panels/traffic.ts';
import { quantile } from '../projections/random.ts';
import { INITIAL_VIEW, type View } from './view.ts';
import { rate } from './window.ts';

const PANELS: readonly Panel[] = [traffic, pipeline, load, cost, storage, delivery, journeys];
const ROOM = { width: 100, rows: 12, ascii: true };

/** Every panel, one under the other, without glyphs that a screen reader stumbles over. */
export function plainText(model: Model, view: View = INITIAL_VIEW): string {
  const panels = view.open === undefined ? PANELS : [journey];
  const time = model.now === 0 ? 'no time yet' : new Date(model.now).toISOString();
  const state = model.lost === undefined ? 'current' : `STALE: ${model.lost.why}`;
  const head = line(span(`safelight at ${model.status?.endpoint ?? 'unknown'}, ${time}, ${state}`));
  const blocks = panels.map(({ title, lines }) =>
    [title, ...lines(model, ROOM, view).map((each) => `  ${textOf(each)}`)]
      .map((each) => each.trimEnd())
      .join('\n'),
  );
  return `${[textOf(head), ...blocks].join('\n\n')}\n`;
}

/** The figures behind the panels. */
export function jsonLine(model: Model): string {
  const {
    status,
    now,
    traffic: all,
    errors,
    operations,
    pipeline: { failed: _, ...counts },
    cdn,
    storage: stored,
    lost,
  } = model;
  const newest = stored.samples.at(-1);
  return JSON.stringify({
    endpoint: status?.endpoint ?? null,
    now: now === 0 ? null : new Date(now).toISOString(),
    stale: lost?.why ?? null,
    callsPerSecond: rate(all),
    errorsPerSecond: rate(errors),
    operations: [...operations.values()].map(({ name, count, errors: failed, durations }) => {
      const sorted = durations.toSorted((a, b) => a - b);
      return { name, count, errors: failed, p50: quantile(sorted, 0.5), p95: quantile(sorted, 0.95) };
    }),
    pipeline: counts,
    cdn: Object.fromEntries(cdn.places),
    load: model.load ?? null,
    storedBytes: newest === undefined ? null : Object.fromEntries(newest.bytes),
    cost: model.cost,
  });
}
