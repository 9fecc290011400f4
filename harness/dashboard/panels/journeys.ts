import type { JournalEntry } from '#aws';
import { formatDuration } from '../../duration-text.ts';
import { renderWaterfall, waterfall } from '../../journey/waterfall.ts';
import { line, span, type Line } from '../line.ts';
import { journeyOf, type Model } from '../model.ts';
import type { View } from '../view.ts';
import type { Panel } from './panel.ts';

/** Numbers of the journeys shown: those that match the filter, newest first. */
export function shownJourneys({ journeys, entries }: Model, { filter }: View): readonly number[] {
  const wanted = filter.toLowerCase();
  return journeys
    .filter((seq) => {
      const entry = entries.get(seq);
      return entry !== undefined && (wanted === '' || labelOf(entry).toLowerCase().includes(wanted));
    })
    .toReversed();
}

const word = (value: unknown): string => (typeof value === 'string' ? value : '');

const labelOf = (entry: JournalEntry): string =>
  entry.type === 'call'
    ? `${word(entry['service'])} ${word(entry['operation'])} ${word(entry['resource'])}`
    : `${entry.type} ${word(entry['method'])} ${word(entry['path'])}`;

/** What came from outside most recently; the marked one can be opened. */
export const journeys: Panel = {
  title: 'Journeys',
  lines(model, { rows, width }, view): readonly Line[] {
    const shown = shownJourneys(model, view);
    if (shown.length === 0) return [line(span('Nothing has come in yet.', 'dim'))];
    const first = Math.max(0, Math.min(view.selected - rows + 1, shown.length - rows));
    return shown.slice(first, first + rows).map((seq, index) => {
      const entry = model.entries.get(seq);
      const marked = first + index === view.selected;
      const failed = Number(entry?.['status']) >= 400;
      const label = entry === undefined ? '' : labelOf(entry);
      const outcome = `${Number(entry?.['status'] ?? 0)} ${formatDuration(entry?.duration ?? 0)}`;
      return line(
        span(marked ? '› ' : '  ', 'accent'),
        span(
          label
            .padEnd(Math.max(0, width - outcome.length - 3))
            .slice(0, Math.max(0, width - outcome.length - 3)),
          marked ? 'strong' : 'normal',
        ),
        ' ',
        span(outcome, failed ? 'bad' : 'dim'),
      );
    });
  },
};

function factText(name: string, value: unknown): string {
  if (name === 'at') return new Date(Number(value)).toISOString();
  if (typeof value === 'number') return String(Number(value.toFixed(3)));
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** The journey that is open: its waterfall, then the facts of the marked step, policy decision included. */
export const journey: Panel = {
  title: 'Journey',
  lines(model, { width, rows }, { open, step }): readonly Line[] {
    const entries = open === undefined ? [] : journeyOf(model, open);
    if (entries.length === 0) return [line(span('This journey is no longer kept.', 'dim'))];
    const steps = waterfall(entries);
    const drawn = renderWaterfall(steps, { width: Math.max(90, width), colour: false })
      .trimEnd()
      .split('\n');
    const marked = Math.min(step, steps.length - 1);
    const room = Math.max(3, Math.floor(rows / 2));
    const first = Math.max(0, Math.min(marked - room + 1, drawn.length - room));
    const facts = entries.find(({ seq }) => seq === steps[marked]?.seq);
    return [
      ...drawn
        .slice(first, first + room)
        .map((text, index) =>
          line(
            span(first + index === marked ? '› ' : '  ', 'accent'),
            span(text, first + index === marked ? 'strong' : 'normal'),
          ),
        ),
      line(''),
      ...Object.entries(facts ?? {}).map(([name, value]) =>
        line(span(`${name.padEnd(14)} `, 'dim'), factText(name, value)),
      ),
    ];
  },
};
