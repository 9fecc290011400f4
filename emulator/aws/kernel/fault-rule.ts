/**
 * Fault rules as people write them: JSON for the control API, `name=value` pairs for the command line. Both are checked
 * in full, because a rule with a slip in it would never strike and look like a system that bears everything.
 */
import type { FaultEffect, FaultRule, NewFaultRule } from './faults.ts';

type Kind = FaultEffect['kind'];

/** Which effects there are for what a rule can be on. */
const EFFECTS: Readonly<Record<FaultRule['on'], readonly Kind[]>> = {
  call: ['delay', 'error', 'throttle'],
  delivery: ['delay', 'drop', 'duplicate', 'reorder'],
  invocation: ['delay', 'error', 'throttle', 'crash'],
};

const RULE_MEMBERS = new Set(['id', 'on', 'target', 'operation', 'probability', 'times', 'effect']);
const EFFECT_MEMBERS: Readonly<Record<Kind, readonly string[]>> = {
  delay: ['duration'],
  error: ['code', 'status', 'message'],
  throttle: [],
  drop: [],
  duplicate: [],
  reorder: ['within'],
  crash: [],
};

/** Reads a rule from JSON; says what is wrong with it otherwise. */
export function readFaultRule(text: string): NewFaultRule | string {
  try {
    return checkRule(JSON.parse(text) as unknown);
  } catch {
    return 'The body must be a JSON object.';
  }
}

/**
 * Reads `on=delivery,effect=reorder,within=30000,probability=0.05`: the members of a rule and, beside them, of its effect.
 * Times are milliseconds. Says what is wrong otherwise.
 */
export function parseFaultRule(text: string): NewFaultRule | string {
  const rule: Record<string, unknown> = {};
  const effect: Record<string, unknown> = {};
  for (const pair of text.split(',')) {
    const [, name, value] = /^\s*(\w+)=(.*)$/s.exec(pair) ?? [];
    if (name === undefined || value === undefined) return `${JSON.stringify(pair)} is not name=value.`;
    if (name === 'effect') effect['kind'] = value;
    else (RULE_MEMBERS.has(name) ? rule : effect)[name] = NUMBERS.has(name) ? Number(value) : value;
  }
  return checkRule({ ...rule, effect });
}

const NUMBERS = new Set(['probability', 'times', 'duration', 'within', 'status']);

function checkRule(value: unknown): NewFaultRule | string {
  if (!isObject(value)) return 'A fault rule must be an object.';
  const { on, target, operation, probability, times, id, effect } = value;
  const unknown = Object.keys(value).find((name) => !RULE_MEMBERS.has(name));
  if (unknown !== undefined) return `A fault rule has no member ${JSON.stringify(unknown)}.`;
  if (on !== 'call' && on !== 'delivery' && on !== 'invocation') {
    return '"on" must be call, delivery or invocation.';
  }
  if (typeof probability !== 'number' || !(probability >= 0 && probability <= 1)) {
    return '"probability" must be a number from 0 to 1.';
  }
  if (times !== undefined && !(Number.isInteger(times) && Number(times) > 0)) {
    return '"times" must be a whole number above 0.';
  }
  for (const [name, text] of Object.entries({ id, target, operation })) {
    if (text !== undefined && (typeof text !== 'string' || text === '')) return `"${name}" must be a text.`;
  }
  const wrong = checkEffect(effect, EFFECTS[on], on);
  return wrong ?? (value as unknown as NewFaultRule);
}

function checkEffect(effect: unknown, kinds: readonly Kind[], on: string): string | undefined {
  const kind = kinds.find((each) => isObject(effect) && effect['kind'] === each);
  if (!isObject(effect) || kind === undefined) {
    return `The effect of a rule on a ${on} must be one of ${kinds.join(', ')}.`;
  }
  const unknown = Object.keys(effect).find((name) => name !== 'kind' && !EFFECT_MEMBERS[kind].includes(name));
  if (unknown !== undefined) return `The effect ${kind} has no member ${JSON.stringify(unknown)}.`;
  if (kind === 'delay' && !isDuration(effect['duration'])) return '"duration" must be milliseconds.';
  if (kind === 'reorder' && !isDuration(effect['within'])) return '"within" must be milliseconds.';
  if (kind !== 'error') return undefined;
  const { code, status } = effect;
  if (typeof code !== 'string' || code === '') return '"code" must be the code of an error.';
  if (!Number.isInteger(status) || Number(status) < 400 || Number(status) > 599) {
    return '"status" must be an HTTP status from 400 to 599.';
  }
  return undefined;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isDuration = (value: unknown): boolean =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0;
