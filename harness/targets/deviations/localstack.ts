/** Where LocalStack 4.14.0 behaves otherwise than AWS, as a run of the scenarios saw it on 2026-11-20. */
import type { Deviation } from '../deviation.ts';

const link = 'seen in a run of the scenarios on 4.14.0, 2026-11-20';

export const LOCALSTACK_DEVIATIONS: readonly Deviation[] = [
  {
    scenario: 'a new bucket takes no objects sealed with a customer’s own key',
    instead: 'the object is stored: new buckets do not block SSE-C',
    link,
  },
  {
    scenario: 'an object whose key has only a slash is written, listed and read back',
    instead: 'the request is not recognised as an upload, and is answered with an error',
    link,
  },
  {
    scenario: 'a move to infrequent access before 30 days is refused',
    instead: 'the rule is stored',
    link,
  },
  {
    scenario: 'one event published to a topic reaches both of its queues',
    instead: 'both get it, but a space in the key arrives as %20, not as a plus',
    link,
  },
  {
    scenario: 'metadata larger than 2 KB is refused',
    instead: 'the object is stored with all of it',
    link,
  },
];
