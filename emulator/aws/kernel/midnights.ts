import type { Clock } from './clock.ts';
import { days, startOfDay, type Instant } from './instant.ts';

/** Does something at the next midnight UTC of emulated time, and at every one after it. */
export function atMidnights(clock: Clock, work: (midnight: Instant) => void): void {
  const midnight = startOfDay(clock.now()) + days(1);
  clock.schedule(midnight, () => {
    // First, so that work which fails today is done tomorrow.
    atMidnights(clock, work);
    work(midnight);
  });
}
