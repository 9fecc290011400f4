/**
 * Where LocalStack 4.14.0 behaves otherwise than AWS, as runs of all scenarios saw it on 2026-11-20 and 2026-11-29. Where
 * the cause was found in its source, that is linked.
 */
import type { Deviation } from '../deviation.ts';

const seen = 'seen in a run of the scenarios on 4.14.0, 2026-11-20';
const seenLater = 'seen in a run of the scenarios on 4.14.0, 2026-11-29';
const source = (file: string, line: number): string =>
  `https://github.com/localstack/localstack/blob/v4.14.0/localstack-core/localstack/services/${file}#L${line}`;

const EVERY_LINE = 'every line is answered, whatever the pattern';

/** What the filters of log lines are called in their scenarios. */
const FILTERS = [
  'ERROR finds 1',
  '-ERROR finds 2',
  '?disk ?ready finds 2',
  '"disk full" finds 1',
  '{ $.bytes > 40 } finds 1',
  '{ $.level = "info" } finds 0',
];

export const LOCALSTACK_DEVIATIONS: readonly Deviation[] = [
  {
    scenario: 'a new bucket takes no objects sealed with a customer’s own key',
    instead: 'the object is stored: new buckets do not block SSE-C',
    link: seen,
  },
  {
    scenario: 'an object whose key has only a slash is written, listed and read back',
    instead: 'the request is not recognised as an upload, and is answered with an error',
    link: seen,
  },
  {
    scenario: 'a move to infrequent access before 30 days is refused',
    instead: 'the rule is stored',
    link: seen,
  },
  {
    scenario: 'one event published to a topic reaches both of its queues',
    instead: 'both get it, but a space in the key arrives as %20, not as a plus',
    link: seen,
  },
  {
    scenario: 'metadata larger than 2 KB is refused',
    instead: 'the object is stored with all of it',
    link: seen,
  },
  {
    scenario: 'a page uploads with a form, and is sent on afterwards',
    instead: 'the page is sent on, but a parameter without a value is dropped from its address',
    link: source('s3/utils.py', 1098),
  },
  {
    scenario: 'a pattern of headers allows those that match',
    instead: 'allowed headers are compared to the letter, apart from a lone star',
    link: source('s3/cors.py', 272),
  },
  {
    scenario: 'sequencers tell which of two writes of a key came later',
    instead: 'all events of a kind have the same sequencer',
    link: source('s3/notifications.py', 345),
  },
  {
    scenario: 'two rules for the same keys and events are refused',
    instead: 'both are stored',
    link: seenLater,
  },
  {
    scenario: 'a page of no keys is not truncated',
    instead: 'asked for 0 keys, it answers up to 1,000',
    link: source('s3/provider.py', 1885),
  },
  {
    scenario: 'a made-up continuation token is refused',
    instead: 'it is answered with an internal error',
    link: seenLater,
  },
  {
    scenario: 'a range that makes no sense is ignored',
    instead: 'a unit other than bytes is taken for bytes, and answered with 206',
    link: source('s3/utils.py', 303),
  },
  {
    scenario: 'ten tags are taken, eleven are refused',
    instead: 'eleven are taken',
    link: source('s3/utils.py', 874),
  },
  {
    scenario: 'asking for 0 messages at once is refused',
    instead: 'one message is answered',
    link: source('sqs/provider.py', 1129),
  },
  {
    scenario: 'of a batch, the good messages are taken and the bad ones named',
    instead: 'a delay beyond 15 minutes is taken',
    link: seenLater,
  },
  {
    scenario: 'a key with a carriage return comes through upload, event and thumbnail unharmed',
    instead: 'the carriage return arrives as a line feed',
    link: seenLater,
  },
  {
    scenario: 'a retention that is not on the list is refused',
    instead: 'it is stored',
    link: seenLater,
  },
  ...FILTERS.map((filter) => ({
    scenario: `the filter ${filter} of three lines`,
    instead: EVERY_LINE,
    link: seenLater,
  })),
];
