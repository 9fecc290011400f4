/**
 * Rules of composite alarms: `ALARM("api errors") AND NOT (OK(queue) OR INSUFFICIENT_DATA(queue))`. Alarms are named by
 * name or ARN. Evidence: API reference "PutCompositeAlarm", read 2026-11-20: at most 100 alarms and 10,240 characters.
 */
import { parseArn } from '../../kernel/scope.ts';
import type { AlarmState } from './alarm.ts';
import { validationError } from './errors.ts';

export type AlarmRule =
  | { readonly kind: 'constant'; readonly holds: boolean }
  | { readonly kind: 'state'; readonly state: AlarmState; readonly alarm: string }
  | { readonly kind: 'not'; readonly of: AlarmRule }
  | { readonly kind: 'all' | 'any'; readonly of: readonly AlarmRule[] };

const TOKEN =
  /\s*(?:(ALARM|OK|INSUFFICIENT_DATA)\s*\(\s*(?:"([^"]+)"|([^\s"()]+))\s*\)|(AND|OR|NOT|TRUE|FALSE)\b|([()]))/y;
const LONGEST = 10_240;
const DEEPEST = 100;

interface Token {
  readonly word: string;
  readonly alarm: string;
}

/** @throws AwsError ValidationException */
export function parseAlarmRule(text: string): AlarmRule {
  if (text.length > LONGEST) throw malformed();
  const tokens: Token[] = [];
  const trimmed = text.trimEnd();
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < trimmed.length) {
    const match = TOKEN.exec(trimmed);
    if (match === null) throw malformed();
    const [, state, quoted, bare, word, bracket] = match;
    tokens.push({ word: state ?? word ?? bracket ?? '', alarm: nameOf(quoted ?? bare ?? '') });
  }
  const rest = tokens.values();
  let next = rest.next();
  let depth = 0;
  const peek = (): string | undefined => (next.done === true ? undefined : next.value.word);
  const take = (): Token => {
    if (next.done === true) throw malformed();
    const token = next.value;
    next = rest.next();
    return token;
  };
  const several = (kind: 'all' | 'any', word: string, read: () => AlarmRule): AlarmRule => {
    const of = [read()];
    while (peek() === word) {
      take();
      of.push(read());
    }
    return of.length === 1 ? of[0]! : { kind, of };
  };
  const any = (): AlarmRule => several('any', 'OR', () => several('all', 'AND', one));
  const one = (): AlarmRule => {
    depth += 1;
    if (depth > DEEPEST) throw malformed();
    const token = take();
    const rule = ruleOf(token);
    depth -= 1;
    return rule;
  };
  const ruleOf = ({ word, alarm }: Token): AlarmRule => {
    switch (word) {
      case 'ALARM':
      case 'OK':
      case 'INSUFFICIENT_DATA':
        return { kind: 'state', state: word, alarm };
      case 'TRUE':
      case 'FALSE':
        return { kind: 'constant', holds: word === 'TRUE' };
      case 'NOT':
        return { kind: 'not', of: one() };
      case '(': {
        const inner = any();
        if (take().word !== ')') throw malformed();
        return inner;
      }
      default:
        throw malformed();
    }
  };
  const rule = any();
  if (peek() !== undefined) throw malformed();
  return rule;
}

/** Names of the alarms that a rule looks at. */
export function alarmsIn(rule: AlarmRule): readonly string[] {
  if (rule.kind === 'state') return [rule.alarm];
  if (rule.kind === 'constant') return [];
  const parts = rule.kind === 'not' ? [rule.of] : rule.of;
  return [...new Set(parts.flatMap(alarmsIn))];
}

/** @param stateOf the state of an alarm by name; nothing when it is gone */
export function holds(rule: AlarmRule, stateOf: (alarm: string) => AlarmState | undefined): boolean {
  switch (rule.kind) {
    case 'constant':
      return rule.holds;
    case 'state':
      return stateOf(rule.alarm) === rule.state;
    case 'not':
      return !holds(rule.of, stateOf);
    case 'all':
      return rule.of.every((part) => holds(part, stateOf));
    case 'any':
      return rule.of.some((part) => holds(part, stateOf));
  }
}

const nameOf = (reference: string): string =>
  parseArn(reference)?.resource.replace(/^alarm:/, '') ?? reference;

const malformed = (): Error => validationError('AlarmRule is not a valid expression.');
