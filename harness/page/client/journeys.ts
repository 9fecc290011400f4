/** Journeys: each request that brought something about, opening down to its steps. */
import { waterfall, type Step } from '../../journey/waterfall.ts';
import { formatDuration } from '../../duration-text.ts';
import { byId, element, show } from './element.ts';
import { factOf, troubleOf, type JournalView } from './journal.ts';
import { counted, timeText } from './words.ts';

const MOST_JOURNEYS = 20;
const kept = new Map<number, HTMLDetailsElement>();

export function showJourneys(journal: JournalView): void {
  const roots = journal.journeys(MOST_JOURNEYS);
  const place = byId('journeys');
  show(
    place,
    roots.map(({ seq }) => seq),
    () => {
      if (roots.length === 0)
        return [element('p', { class: 'quiet' }, 'None yet. Upload a photo and watch what follows.')];
      return roots.map((root) => journeyOf(root));
    },
  );
  for (const root of roots) fillIn(journeyOf(root), root, journal.tree(root.seq));
  for (const seq of kept.keys()) if (!roots.some((root) => root.seq === seq)) kept.delete(seq);
}

function journeyOf({ seq }: Step): HTMLDetailsElement {
  const known = kept.get(seq);
  if (known !== undefined) return known;
  const made = element(
    'details',
    { class: 'journey' },
    element('summary'),
    element('div', { class: 'steps' }),
  );
  kept.set(seq, made);
  return made;
}

function fillIn(details: HTMLDetailsElement, root: Step, tree: readonly Step[]): void {
  const [summary, steps] = details.children;
  if (summary === undefined || steps === undefined) return;
  const wrong = tree.filter((entry) => troubleOf(entry) !== undefined).length;
  const event = tree.find(({ type }) => type === 's3.event');
  const subject = event === undefined ? factOf(root, 'resource') : factOf(event, 'key');
  const facts = [root.seq, tree.length, wrong];
  show(summary, facts, () => [
    element('span', { class: 'what' }, `${factOf(root, 'operation')} `, element('b', {}, subject)),
    element('span', { class: 'meta' }, `${timeText(root.at)} · ${counted(tree.length, 'step')}`),
    wrong === 0 ? undefined : element('span', { class: 'badge bad' }, `${wrong} failed`),
  ]);
  show(steps, facts, () => [stepsOf(tree)]);
}

/** Bars of when each step began and how long it took, with the same in words. */
export function stepsOf(tree: readonly Step[]): HTMLElement {
  const rows = waterfall(tree);
  const total = Math.max(1, ...rows.map(({ start, duration }) => start + duration));
  return element(
    'ol',
    { class: 'waterfall' },
    ...rows.map(({ label, depth, start, duration, error }) => {
      const bar = element('span', { class: error === undefined ? 'bar' : 'bar bad' });
      bar.style.setProperty('--from', String(start / total));
      bar.style.setProperty('--length', String(Math.max(0.004, duration / total)));
      const row = element(
        'li',
        {},
        element('span', { class: 'label' }, label),
        element('span', { class: 'track', 'aria-hidden': 'true' }, bar),
        element('span', { class: 'number' }, duration === 0 ? '' : formatDuration(duration)),
        error === undefined ? undefined : element('span', { class: 'error' }, error),
      );
      row.style.setProperty('--depth', String(Math.min(6, depth)));
      return row;
    }),
  );
}
