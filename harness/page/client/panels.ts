/** What else there is to see at a glance: cost, work under way, what went wrong. */
import { formatDuration } from '../../duration-text.ts';
import { byId, element, show } from './element.ts';
import type { Facts } from './facts.ts';
import { factOf, troubleOf, type JournalView } from './journal.ts';
import { counted, dollarsText, lastPart, timeText } from './words.ts';

const MOST_ERRORS = 8;

export function showCost({ cost }: Facts): void {
  if (cost === undefined) return;
  show(byId('cost'), cost, () => [
    element('p', { class: 'figure' }, dollarsText(cost.total)),
    element(
      'ul',
      { class: 'rows' },
      ...cost.services.filter(({ usd }) => usd > 0).map(({ service, usd }) => row(service, dollarsText(usd))),
    ),
    cost.unpriced === 0
      ? undefined
      : element('p', { class: 'meta' }, `${counted(cost.unpriced, 'dimension')} without a known price`),
  ]);
}

export function showWork({ inventory, status }: Facts, journal: JournalView): void {
  const { queues, functions } = inventory;
  show(byId('queues'), [queues, status.pendingDeliveries], () => [
    row('deliveries under way', String(status.pendingDeliveries)),
    ...queues.map(({ name, visible, inFlight, delayed }) => {
      const waiting = `${visible} waiting${inFlight > 0 ? `, ${inFlight} in flight` : ''}${delayed > 0 ? `, ${delayed} delayed` : ''}`;
      return row(name, waiting, visible > 0 && /dlq|dead/i.test(name));
    }),
  ]);
  const invocations = Map.groupBy(
    journal.all().filter(({ type }) => type === 'lambda.invocation'),
    (entry) => lastPart(factOf(entry, 'function')),
  );
  const lines = functions.map(({ name }) => {
    const own = invocations.get(name) ?? [];
    const failed = own.filter((entry) => troubleOf(entry) !== undefined).length;
    const last = own.at(-1)?.duration;
    return { name, count: own.length, failed, last };
  });
  show(byId('functions'), lines, () =>
    lines.length === 0
      ? [element('li', { class: 'quiet' }, 'There is no function.')]
      : lines.map(({ name, count, failed, last }) => {
          const took = last === undefined ? '' : `, last ${formatDuration(last)}`;
          return row(
            name,
            `${counted(count, 'run')}${failed > 0 ? `, ${failed} failed` : ''}${took}`,
            failed > 0,
          );
        }),
  );
}

export function showErrors(journal: JournalView): void {
  const wrong = journal
    .all()
    .map((entry) => ({ entry, trouble: troubleOf(entry) }))
    .filter(({ trouble }) => trouble !== undefined)
    .slice(-MOST_ERRORS)
    .toReversed();
  show(
    byId('errors'),
    wrong.map(({ entry }) => entry.seq),
    () =>
      wrong.length === 0
        ? [element('li', { class: 'quiet' }, 'Nothing went wrong.')]
        : wrong.map(({ entry, trouble }) => {
            const what =
              entry.type === 'call'
                ? `${factOf(entry, 'service')} ${factOf(entry, 'operation')}`
                : `${entry.type} ${lastPart(factOf(entry, 'function'))}`;
            return element(
              'li',
              { class: 'trouble' },
              element('b', {}, what),
              element('span', { class: 'error' }, trouble ?? ''),
              element('span', { class: 'meta' }, `${factOf(entry, 'resource')} ${timeText(entry.at)}`),
            );
          }),
  );
}

const row = (name: string, value: string, isBad = false): HTMLElement =>
  element(
    'li',
    {},
    element('span', { class: 'name' }, name),
    element('span', { class: isBad ? 'value bad' : 'value' }, value),
  );
