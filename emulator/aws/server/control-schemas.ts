/** Shapes of what the control API takes and answers, as JSON Schema (the dialect of OpenAPI 3.1). */

type Schema = Readonly<Record<string, unknown>>;

const text = (description: string): Schema => ({ type: 'string', description });
const number = (description: string): Schema => ({ type: 'number', description });
const count = (description: string): Schema => ({ type: 'integer', minimum: 0, description });
const milliseconds = (description: string): Schema => ({
  type: 'number',
  minimum: 0,
  description: `${description}, in milliseconds`,
});
export const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });
const listOf = (items: Schema): Schema => ({ type: 'array', items });

/** An object with these members and no others; those that `optional` names may be missing. */
const shape = (properties: Readonly<Record<string, Schema>>, optional: readonly string[] = []): Schema => ({
  type: 'object',
  properties,
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
  additionalProperties: false,
});

const SNAPSHOT = shape({
  name: text('by which it is loaded'),
  at: { type: 'string', format: 'date-time', description: 'emulated time at that moment' },
  version: text('of the safelight that saved it'),
  region: text('of the cloud'),
  accountId: text('of the cloud'),
  bytes: count('bytes of records and bodies together'),
});

/** A clock command: one member. */
const command = (name: string, value: Schema): Schema => shape({ [name]: value });

const effect = (
  kind: string,
  members: Readonly<Record<string, Schema>> = {},
  optional: readonly string[] = [],
) => shape({ kind: { const: kind }, ...members }, optional);

const RULE: Readonly<Record<string, Schema>> = {
  id: text('names the rule; one is given when it is missing'),
  on: { enum: ['call', 'delivery', 'invocation'], description: 'what is struck' },
  target: text('a service for calls, a topic like `s3.event` for deliveries, a name for invocations'),
  operation: text('only this operation of the service'),
  probability: { type: 'number', minimum: 0, maximum: 1, description: 'of each to be struck' },
  times: { type: 'integer', minimum: 1, description: 'ends after so many strikes' },
  effect: ref('FaultEffect'),
};
const RULE_OPTIONAL = ['target', 'operation', 'times'];

export const CONTROL_SCHEMAS: Readonly<Record<string, Schema>> = {
  Error: shape(
    {
      error: text('what is wrong, for a person'),
      code: text('of safelight, where it has one: `ERR_SNAPSHOT_NAME`'),
      hint: text('what to do next'),
    },
    ['code', 'hint'],
  ),
  Snapshot: SNAPSHOT,
  Snapshots: shape({ snapshots: listOf(ref('Snapshot')) }),
  Health: shape({
    status: { const: 'ok' },
    version: text('of safelight'),
    services: { ...listOf({ type: 'string' }), description: 'names of the services that answer' },
  }),
  Clock: shape({
    now: { type: 'string', format: 'date-time', description: 'emulated time' },
    mode: {
      description: 'how the cloud was started',
      anyOf: [{ enum: ['real', 'manual'] }, shape({ scale: number('emulated seconds in a second') })],
    },
    rate: number('emulated seconds in a second of the machine; 0 when time stands still'),
    pending: count('deadlines to come'),
    nextDeadline: {
      description: 'emulated time of the next one',
      anyOf: [{ type: 'string', format: 'date-time' }, { type: 'null' }],
    },
  }),
  ClockCommand: {
    oneOf: [
      command('advance', milliseconds('how far time moves on, running what falls due')),
      command('set', { type: 'string', format: 'date-time', description: 'the instant to move to' }),
      command('freeze', { const: true }),
      command('resume', { const: true }),
      command('scale', number('emulated seconds in a second')),
    ],
  },
  Status: shape({
    version: text('of safelight'),
    pid: count('of the process'),
    endpoint: text('address of the cloud'),
    region: text('of requests that name none'),
    accountId: text('of the access key `test`'),
    seed: text('that ids and faults follow from'),
    clock: ref('Clock'),
    services: listOf({ type: 'string' }),
    about: {
      type: 'object',
      additionalProperties: { type: 'string' },
      description: 'what runs beside the cloud: `blueprint`, and `api`, the address of the image API',
    },
    pendingDeliveries: count('events on their way'),
    journal: count('number of the newest entry'),
    defects: count('entries of type `defect` that are kept'),
    memory: count('bytes of resident memory'),
  }),
  JournalEntry: {
    type: 'object',
    description: 'A fact. Each type has members of its own beside these.',
    properties: {
      seq: count('number of the entry'),
      at: { type: 'number', description: 'emulated time, in milliseconds since 1970' },
      cause: count('number of the entry that brought it about; 0 is from outside'),
      type: text('like `call`, `s3.event`, `lambda.invocation`'),
      duration: milliseconds('what the work took'),
    },
    required: ['seq', 'at', 'cause', 'type'],
  },
  Entries: shape({ entries: listOf(ref('JournalEntry')) }),
  Written: shape({ written: count('entries ever written'), entries: listOf(ref('JournalEntry')) }),
  LoadProgress: shape(
    {
      journey: text('of `safelight load`'),
      profile: text('of `safelight load`'),
      state: text('`running`, or how it ended'),
      elapsed: number('seconds since it began'),
      seconds: number('of all of it'),
      iterations: number('finished'),
      failures: number('of requests'),
      dropped: number('iterations that could not be begun in time'),
      steps: {
        ...listOf(
          shape({
            name: text('of the step'),
            p50: number('in milliseconds'),
            p95: number('in milliseconds'),
          }),
        ),
        maxItems: 50,
      },
    },
    ['steps'],
  ),
  Usage: shape({
    usage: listOf(
      shape({
        service: text('like `s3`'),
        usageType: text('as a bill names it, without the region: `Requests-Tier1`'),
        operation: text('or storage class'),
        resource: text('bucket, function, table, queue or distribution'),
        accountId: text('who would pay'),
        region: text('where'),
        quantity: number('in the unit of the usage type'),
      }),
    ),
  }),
  FaultEffect: {
    oneOf: [
      effect('delay', { duration: milliseconds('how long') }),
      effect(
        'error',
        {
          code: text('of the error'),
          status: { type: 'integer', minimum: 400, maximum: 599 },
          message: text('of it'),
        },
        ['message'],
      ),
      effect('throttle'),
      effect('drop'),
      effect('duplicate'),
      effect('reorder', { within: milliseconds('what comes in this time may overtake it') }),
      effect('crash'),
    ],
  },
  NewFaultRule: shape(RULE, ['id', ...RULE_OPTIONAL]),
  FaultRule: shape(RULE, RULE_OPTIONAL),
  Faults: shape({
    faults: listOf(shape({ ...RULE, struck: count('how often it has struck') }, RULE_OPTIONAL)),
  }),
};
