import { formatDuration } from '../../duration-text.ts';
import { bar, line, span, sparkline, type Tone } from '../line.ts';
import type { LoadRun } from '../load-run.ts';
import type { Panel } from './panel.ts';

const TONES: Readonly<Record<string, Tone>> = { running: 'accent', passed: 'good' };
const NAME_WIDTH = 20;

/** The k6 run that is under way, or has just ended. */
export const load: Panel = {
  title: 'Load test (k6)',
  lines({ load: run }, { width, rows, ascii }) {
    if (run === undefined) return [line(span('no run under way', 'dim'))];
    const { journey, profile, state, elapsed, seconds, iterations, failures, dropped } = run;
    const share = seconds === 0 ? 0 : elapsed / seconds;
    const figures = [
      line(
        span(`${journey} · ${profile} `, 'strong'),
        span(state, TONES[state] ?? 'bad'),
        ` ${bar(share, 10, ascii)} ${elapsed.toFixed(0)} of ${seconds} s`,
      ),
      line(
        `${iterations} iterations  `,
        span(`${failures} failed`, failures > 0 ? 'bad' : 'dim'),
        '  ',
        span(`${dropped} dropped`, dropped > 0 ? 'warn' : 'dim'),
        '  ',
        span(sparkline(run.rates, Math.max(6, width - 46), ascii), 'accent'),
      ),
    ];
    return [...figures, ...steps(run).slice(0, Math.max(0, rows - figures.length))];
  },
};

const steps = (run: LoadRun) => [
  line(span(`${'step'.padEnd(NAME_WIDTH)}${'p50'.padStart(8)}${'p95'.padStart(8)}`, 'dim')),
  ...run.steps.map(({ name, p50, p95 }) =>
    line(`${name.slice(0, NAME_WIDTH).padEnd(NAME_WIDTH)}${ms(p50)}${ms(p95)}`),
  ),
];

const ms = (value: number): string => formatDuration(value).replace(' ', '').padStart(8);
