import { formatDuration } from '../../duration-text.ts';
import { quantile } from '../../projections/random.ts';
import { line, span } from '../line.ts';
import type { Panel } from './panel.ts';

/** The way of an image: uploads, events, functions, what they wrote, and how long that took. */
export const pipeline: Panel = {
  title: 'Pipeline',
  lines({ pipeline: counts, status }) {
    const { uploads, events, invocations, failures, retries, coldStarts, messages, deadLetters, outputs } =
      counts;
    const lags = counts.lags.toSorted((a, b) => a - b);
    const lag = (share: number): string => (lags.length === 0 ? '–' : formatDuration(quantile(lags, share)));
    return [
      line(
        span(String(uploads), 'strong'),
        ' uploads → ',
        span(String(events), 'strong'),
        ' events → ',
        span(String(outputs), 'strong'),
        ' written',
      ),
      line(
        `${invocations} invocations, ${coldStarts} cold, `,
        span(`${failures} failed`, failures > 0 ? 'bad' : 'dim'),
        span(`, ${retries} again`, retries > 0 ? 'warn' : 'dim'),
      ),
      line(`${messages} messages, `, span(`${deadLetters} dead letters`, deadLetters > 0 ? 'bad' : 'dim')),
      line(`upload to result  p50 ${lag(0.5)}  p95 ${lag(0.95)}`),
      line(
        span(
          `${status?.pendingDeliveries ?? 0} deliveries pending, ${status?.defects ?? 0} defects`,
          (status?.defects ?? 0) > 0 ? 'bad' : 'dim',
        ),
      ),
    ];
  },
};
