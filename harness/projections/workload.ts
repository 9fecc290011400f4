/**
 * What a projection starts from: every input of the growth model by name, with its initial value and where that comes
 * from. `--set`, validation, sensitivity, bands and the list of assumptions are all read off this one table.
 */
import { SafelightError } from '#aws';
import { bytes, choice, count, days, flag, month, NEVER, share, work, type Input } from './input.ts';

const ASSUMED = 'assumption';
const DOCUMENT = 'design document';
const CHOICE = 'choice';

const INPUTS = {
  start: month('2027-01-01', { describe: 'first month of the projection', origin: CHOICE }),
  months: count(12, { describe: 'months projected', origin: CHOICE }, { min: 1, max: 120 }),
  region: choice('us-east-1', ['us-east-1', 'us-west-2', 'eu-central-1', 'ap-southeast-2'], {
    describe: 'where everything but the CDN runs',
    origin: DOCUMENT,
  }),
  'images.initial': count(
    0,
    {
      describe: 'images moved in on the first day',
      origin: ASSUMED,
    },
    { min: 0, max: 1e10 },
  ),
  'uploads.perDay': count(
    5_000,
    { describe: 'images uploaded a day in the first month', origin: DOCUMENT, band: [0.7, 1.4] },
    { min: 0, max: 1e9 },
  ),
  'uploads.growth': share(
    0,
    { describe: 'growth of uploads from month to month', origin: ASSUMED },
    { min: -0.9, max: 10 },
  ),
  'image.size': bytes(
    2_500_000,
    { describe: 'mean size of an uploaded image', origin: DOCUMENT, band: [0.7, 1.4] },
    { min: 1, max: 5e12 },
  ),
  'image.spread': count(
    0,
    { describe: 'spread of image sizes: sigma of a lognormal, 0 when all are alike', origin: ASSUMED },
    { min: 0, max: 2 },
  ),
  'thumbnail.size': bytes(
    10_000,
    { describe: 'mean size of a thumbnail', origin: ASSUMED, band: [0.6, 2] },
    { min: 1, max: 1e9 },
  ),
  'thumbnail.count': count(
    1,
    { describe: 'renditions made of an image', origin: DOCUMENT },
    { min: 0, max: 100 },
  ),
  'views.fresh': count(
    30,
    { describe: 'views of an image a month in its first 30 days', origin: ASSUMED, band: [0.4, 2.5] },
    { min: 0, max: 1e9 },
  ),
  'views.settled': count(
    3,
    { describe: 'views of an image a month from day 30 to day 180', origin: ASSUMED, band: [0.4, 2.5] },
    { min: 0, max: 1e9 },
  ),
  'views.old': count(
    0.1,
    { describe: 'views of an image a month after day 180', origin: ASSUMED, band: [0.3, 3] },
    { min: 0, max: 1e9 },
  ),
  'views.originals': share(0.02, {
    describe: 'share of views that fetch the original rather than a thumbnail',
    origin: ASSUMED,
    band: [0.4, 2.5],
  }),
  'lifecycle.ia': days(
    30,
    { describe: 'originals move to STANDARD_IA after', origin: DOCUMENT },
    { min: 30, max: 3_650 },
  ),
  'lifecycle.intelligent': days(
    NEVER,
    { describe: 'originals move to INTELLIGENT_TIERING after', origin: ASSUMED },
    { min: 0, max: 3_650 },
  ),
  'lifecycle.glacierIr': days(
    90,
    { describe: 'originals move to GLACIER_IR after', origin: DOCUMENT },
    { min: 0, max: 3_650 },
  ),
  'lifecycle.glacier': days(
    NEVER,
    { describe: 'originals move to GLACIER after', origin: ASSUMED },
    { min: 0, max: 3_650 },
  ),
  'lifecycle.deepArchive': days(
    NEVER,
    { describe: 'originals move to DEEP_ARCHIVE after', origin: ASSUMED },
    { min: 0, max: 3_650 },
  ),
  'lifecycle.expire': days(
    NEVER,
    { describe: 'originals expire after', origin: ASSUMED },
    { min: 1, max: 3_650 },
  ),
  'lifecycle.thumbnails': days(
    90,
    { describe: 'thumbnails expire after', origin: DOCUMENT },
    { min: 1, max: 3_650 },
  ),
  'lifecycle.minimumSize': bytes(
    131_072,
    { describe: 'objects smaller than this are not moved', origin: 'S3 default since 2024-09' },
    { min: 1, max: 1e9 },
  ),
  'function.memory': bytes(
    1_769 * 2 ** 20,
    { describe: 'memory of the thumbnail function', origin: ASSUMED },
    { min: 128 * 2 ** 20, max: 10_240 * 2 ** 20 },
  ),
  'function.duration': work(
    300,
    { describe: 'billed time of one thumbnail', origin: ASSUMED, band: [0.5, 2] },
    { min: 1, max: 900_000 },
  ),
  'function.architecture': choice('x86', ['x86', 'arm64'], {
    describe: 'processor of functions',
    origin: CHOICE,
  }),
  'logs.perInvocation': bytes(
    500,
    { describe: 'log bytes of one invocation', origin: ASSUMED, band: [0.5, 4] },
    { min: 0, max: 1e9 },
  ),
  'api.kind': choice('REST', ['REST', 'HTTP', 'none'], {
    describe: 'kind of API in front',
    origin: DOCUMENT,
  }),
  'api.callsPerUpload': count(
    1,
    { describe: 'API calls for an upload', origin: DOCUMENT },
    { min: 0, max: 1_000 },
  ),
  'queue.perUpload': count(
    3,
    { describe: 'queue requests for an upload: send, receive, delete', origin: DOCUMENT },
    { min: 0, max: 1_000 },
  ),
  'table.writesPerUpload': count(
    2,
    { describe: 'write units for an upload: the item, and its copy in the index', origin: DOCUMENT },
    { min: 0, max: 1_000 },
  ),
  'table.readsPerView': count(
    0.05,
    {
      describe: 'read units for a view: lists are read, single views are not',
      origin: ASSUMED,
      band: [0.2, 5],
    },
    { min: 0, max: 1_000 },
  ),
  'table.itemSize': bytes(
    700,
    { describe: 'stored size of an item with its index entry', origin: ASSUMED },
    { min: 0, max: 400_000 },
  ),
  'encryption.kms': flag(false, { describe: 'objects are encrypted under a KMS key', origin: DOCUMENT }),
  'encryption.bucketKey': flag(true, { describe: 'the bucket uses a bucket key', origin: DOCUMENT }),
  'cdn.plan': choice('pay-as-you-go', ['none', 'pay-as-you-go', 'Free', 'Pro', 'Business', 'Premium'], {
    describe: 'how views are served and paid: without a CDN, metered, or by a flat-rate plan',
    origin: CHOICE,
  }),
  'cdn.hitRatio': share(0.94, {
    describe: 'share of views that an edge answers',
    origin: DOCUMENT,
    band: [0.93, 1.02],
  }),
  'cdn.shield': flag(false, { describe: 'misses pass through Origin Shield', origin: CHOICE }),
  'cdn.priceClass': choice('All', ['100', '200', 'All'], { describe: 'price class', origin: DOCUMENT }),
  'viewers.us': share(0.6, { describe: 'share of viewers in North America', origin: ASSUMED }),
  'viewers.eu': share(0.3, { describe: 'share of viewers in Europe', origin: ASSUMED }),
  freeTier: flag(false, { describe: 'take off the monthly free allowances', origin: CHOICE }),
} as const satisfies Record<string, Input>;

export type InputName = keyof typeof INPUTS;

/** A value for each input; those who view from elsewhere than North America and Europe are in Australia. */
export type Workload = {
  readonly [N in InputName]: (typeof INPUTS)[N] extends Input<infer Value> ? Value : never;
};

export const INPUT_NAMES = Object.keys(INPUTS) as readonly InputName[];

export const inputNamed = (name: InputName): Input => INPUTS[name];

/** The document's pipeline, with what it leaves open assumed. */
export const INITIAL_WORKLOAD = Object.fromEntries(
  INPUT_NAMES.map((name) => [name, inputNamed(name).initial]),
) as unknown as Workload;

/**
 * A workload with some inputs set.
 *
 * @param assignments texts like `lifecycle.ia=60d`
 * @throws SafelightError ERR_INPUT, ERR_INPUT_NAME, ERR_CONTRADICTION
 */
export function setInputs(workload: Workload, assignments: readonly string[]): Workload {
  const changed = Object.fromEntries(assignments.map((text) => readAssignment(text)));
  return checked({ ...workload, ...changed });
}

function readAssignment(text: string): readonly [InputName, Input['initial']] {
  const at = text.indexOf('=');
  const name = text.slice(0, at);
  if (at < 1 || !Object.hasOwn(INPUTS, name)) {
    throw new SafelightError('ERR_INPUT_NAME', `${JSON.stringify(text)} sets no input.`, {
      hint: `Write NAME=VALUE with one of ${INPUT_NAMES.join(', ')}.`,
    });
  }
  const input = inputNamed(name as InputName);
  return [name as InputName, input.read(text.slice(at + 1).trim(), name)];
}

/** The order in which S3 lets objects move. */
export const TRANSITIONS = [
  ['lifecycle.ia', 'STANDARD_IA'],
  ['lifecycle.intelligent', 'INTELLIGENT_TIERING'],
  ['lifecycle.glacierIr', 'GLACIER_IR'],
  ['lifecycle.glacier', 'GLACIER'],
  ['lifecycle.deepArchive', 'DEEP_ARCHIVE'],
] as const;

function checked(workload: Workload): Workload {
  const contradict = (message: string, hint: string): never => {
    throw new SafelightError('ERR_CONTRADICTION', message, { hint });
  };
  const steps = TRANSITIONS.filter(([name]) => workload[name] !== NEVER);
  for (const [index, [name]] of steps.entries()) {
    const before = steps[index - 1]?.[0];
    if (before !== undefined && workload[before] >= workload[name]) {
      contradict(
        `${name} (${workload[name]}d) does not come after ${before} (${workload[before]}d).`,
        `Objects only move towards colder classes; set ${before}=never to leave that step out.`,
      );
    }
    if (workload['lifecycle.expire'] <= workload[name]) {
      contradict(
        `Objects expire after ${workload['lifecycle.expire']}d, before ${name} (${workload[name]}d).`,
        `S3 refuses such a rule. Set ${name}=never or a later lifecycle.expire.`,
      );
    }
  }
  if (workload['viewers.us'] + workload['viewers.eu'] > 1 + 1e-9) {
    contradict('More than all viewers are in North America and Europe.', 'Lower viewers.us or viewers.eu.');
  }
  return workload;
}
