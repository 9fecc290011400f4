import { formatUnitCost, type Amount } from '../../projections/money.ts';
import { line, span } from '../line.ts';
import type { Panel } from './panel.ts';

const orUnknown = (usd: Amount | undefined): string => (usd === undefined ? '–' : formatUnitCost(usd));

/** What all this costs at list prices. */
export const cost: Panel = {
  title: 'Cost at list prices',
  lines({ cost: { total, perMonth, perThousand, services, unpriced } }, { rows }) {
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
      ...services
        .slice(0, shown)
        .map(({ service, usd }) => line(span(`  ${service.padEnd(15)} ${formatUnitCost(usd)}`, 'dim'))),
    ];
  },
};
