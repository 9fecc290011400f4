/** Which fields a state may have, by its type and its query language. */
import type { StateType } from '../definition.ts';

const SHARED = ['Type', 'Comment', 'QueryLanguage'];
/** Of states that go on to another one, or end the machine, without choosing. */
const GOING_ON = ['Next', 'End', 'Assign'];
const JSON_PATH_FIELDS = ['InputPath', 'OutputPath', 'Parameters', 'ResultSelector', 'ResultPath'];
export const TRIED = ['Retry', 'Catch'] as const;

const OF_TYPE: Readonly<Record<StateType, readonly string[]>> = {
  Pass: [...GOING_ON, 'Result', 'Parameters', 'ResultPath', 'InputPath', 'OutputPath', 'Output'],
  Task: [
    ...GOING_ON,
    ...JSON_PATH_FIELDS,
    ...TRIED,
    'Resource',
    'Arguments',
    'Output',
    'TimeoutSeconds',
    'TimeoutSecondsPath',
    'HeartbeatSeconds',
    'HeartbeatSecondsPath',
    'Credentials',
  ],
  Choice: ['Assign', 'Choices', 'Default', 'InputPath', 'OutputPath', 'Output'],
  Wait: [
    ...GOING_ON,
    'Seconds',
    'SecondsPath',
    'Timestamp',
    'TimestampPath',
    'InputPath',
    'OutputPath',
    'Output',
  ],
  Succeed: ['InputPath', 'OutputPath', 'Output'],
  Fail: ['Error', 'ErrorPath', 'Cause', 'CausePath', 'InputPath', 'OutputPath'],
  Parallel: [...GOING_ON, ...JSON_PATH_FIELDS, ...TRIED, 'Branches', 'Arguments', 'Output'],
  Map: [
    ...GOING_ON,
    ...JSON_PATH_FIELDS,
    ...TRIED,
    'ItemProcessor',
    'Iterator',
    'Items',
    'ItemsPath',
    'ItemSelector',
    'ItemBatcher',
    'ItemReader',
    'ResultWriter',
    'Label',
    'MaxConcurrency',
    'MaxConcurrencyPath',
    'ToleratedFailureCount',
    'ToleratedFailureCountPath',
    'ToleratedFailurePercentage',
    'ToleratedFailurePercentagePath',
    'Output',
  ],
};

export const STATE_TYPES = Object.keys(OF_TYPE);

const KNOWN = new Map(
  Object.entries(OF_TYPE).map(([type, fields]) => [type, new Set([...SHARED, ...fields])]),
);

const NOT_IN_JSONATA = new Set([...JSON_PATH_FIELDS, 'ItemsPath']);
const ONLY_IN_JSONATA = new Set(['Arguments', 'Output', 'Items']);

export const isStateType = (type: unknown): type is StateType =>
  typeof type === 'string' && Object.hasOwn(OF_TYPE, type);

/** What is wrong with a field of that name, if anything is. */
export function fieldFault(type: StateType, name: string, language: string): string | undefined {
  if (KNOWN.get(type)?.has(name) !== true) return `Field '${name}' is not supported`;
  const jsonata = language === 'JSONata';
  const foreign = jsonata ? NOT_IN_JSONATA.has(name) || name.endsWith('Path') : ONLY_IN_JSONATA.has(name);
  if (!foreign) return undefined;
  const [own, other] = jsonata ? ['JSONata', 'JSONPath'] : ['JSONPath', 'JSONata'];
  return `The QueryLanguage is set to '${own}', but field '${name}' is only supported for the '${other}' QueryLanguage`;
}

/** Fields of which a state may have one. */
const ALTERNATIVES = [
  ['Next', 'End'],
  ['Error', 'ErrorPath'],
  ['Cause', 'CausePath'],
  ['TimeoutSeconds', 'TimeoutSecondsPath'],
  ['HeartbeatSeconds', 'HeartbeatSecondsPath'],
  ['ItemProcessor', 'Iterator'],
  ['ItemSelector', 'Parameters'],
  ['MaxConcurrency', 'MaxConcurrencyPath'],
  ['ToleratedFailureCount', 'ToleratedFailureCountPath'],
  ['ToleratedFailurePercentage', 'ToleratedFailurePercentagePath'],
];

/** The alternatives that a state has more than one of. */
export const conflicts = (state: Readonly<Record<string, unknown>>): readonly (readonly string[])[] =>
  ALTERNATIVES.filter((names) => names.every((name) => state[name] !== undefined && state[name] !== false));
