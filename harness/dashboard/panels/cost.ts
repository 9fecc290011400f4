import { formatUnitCost, type Amount } from '../../projections/money.ts';
import type { CostNow } from '../cost-now.ts';
import { line, span, type Line } from '../line.ts';
import type { Panel } from './panel.ts';

const NAME_WIDTH = 24;
const MOST_GROWN = 3;

const orUnknown = (usd: Amount | undefined): string => (usd === undefined ? '–' : formatUnitCost(usd));

const row = (name: string, usd: Amount): Line =>
  line(span(`  ${name.padEnd(NAME_WIDTH)} ${formatUnitCost(usd)}`, 'dim'));

/** What has made it dearer since the dashboard was opened. */
const since = (grown: CostNow['grown']): readonly Line[] =>
  grown
    .slice(0, MOST_GROWN)
    .map(({ name, usd }) => line(span(`+ ${name.padEnd(NAME_WIDTH)} ${formatUnitCost(usd)}`)));

/** What all this costs at list prices. */
export const cost: Panel = {
  title: 'Cost at list prices',
  lines({ cost: { total, perMonth, perThousand, services, unpriced, grown } }, { rows }) {
    const figures = [
      line('so far            ', span(formatUnitCost(total), 'strong')),
      line('a month like this ', span(orUnknown(perMonth), 'strong')),
      line('per 1,000 uploads ', span(orUnknown(perThousand), 'strong')),
    ];
    const unknown = unpriced === 0 ? [] : [line(span(`${unpriced} dimensions have no known price`, 'warn'))];
    const shown = Math.max(0, rows - figures.length - unknown.length);
    return [
      ...figures,
      ...unknown,
      ...[...since(grown), ...services.map(({ service, usd }) => row(service, usd))].slice(0, shown),
    ];
  },
};
