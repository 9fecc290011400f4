/**
 * Event patterns, by which records are passed on to a function or not: for each field a list of what it may be.
 *
 *   {"body": {"status": ["new"], "size": [{"numeric": [">", 0, "<=", 5]}], "owner": [{"exists": true}]}}
 *
 * Evidence: aws.md section B.6 (exact, prefix, suffix, anything-but, numeric, exists, equals-ignore-case); Lambda developer
 * guide "Filter rule syntax". Gap: `cidr` and `wildcard` are refused as AWS refuses them for event sources.
 */
import { invalidParameter } from '../errors.ts';

type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };
type Test = (value: Json | undefined) => boolean;

export type EventFilter = (event: Json) => boolean;

/** @throws AwsError InvalidParameterValueException */
export function checkPattern(pattern: string): void {
  compile(pattern);
}

/** A filter that lets pass what at least one pattern matches; everything, when there is none. */
export function compileFilters(patterns: readonly string[]): EventFilter {
  const filters = patterns.map(compile);
  return (event) => filters.length === 0 || filters.some((filter) => filter(event));
}

function compile(pattern: string): Test {
  let parsed: Json;
  try {
    parsed = JSON.parse(pattern) as Json;
  } catch {
    throw invalid();
  }
  return isObject(parsed) ? fieldsTest(parsed) : refuse();
}

function fieldsTest(fields: { readonly [name: string]: Json }): Test {
  const tests = Object.entries(fields).map(([name, rule]): Test => {
    if (name === '$or' && Array.isArray(rule)) {
      const choices = (rule as Json[]).map((choice) => (isObject(choice) ? fieldsTest(choice) : refuse()));
      return (value) => choices.some((choice) => choice(value));
    }
    const test = ruleTest(rule);
    return (value) => test(isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined);
  });
  if (tests.length === 0) return refuse();
  return (value) => tests.every((test) => test(value));
}

function ruleTest(rule: Json): Test {
  if (isObject(rule)) return fieldsTest(rule);
  if (!Array.isArray(rule) || rule.length === 0) return refuse();
  const choices = (rule as Json[]).map(choiceTest);
  // A list in the event matches with any of its elements.
  return (value) => {
    const values = Array.isArray(value) && value.length > 0 ? (value as Json[]) : [value];
    return choices.some((choice) => values.some((one) => choice(one)));
  };
}

function choiceTest(choice: Json): Test {
  if (!isObject(choice)) return (value) => value === choice;
  const [entry, ...more] = Object.entries(choice);
  if (entry === undefined || more.length > 0) return refuse();
  const [operator, operand] = entry;
  switch (operator) {
    case 'exists':
      return typeof operand === 'boolean' ? (value) => (value !== undefined) === operand : refuse();
    case 'prefix':
      return onText(operand, (text, value) => value.startsWith(text));
    case 'suffix':
      return onText(operand, (text, value) => value.endsWith(text));
    case 'equals-ignore-case':
      return onText(operand, (text, value) => value.toLowerCase() === text.toLowerCase());
    case 'anything-but': {
      const excluded = isObject(operand)
        ? choiceTest(operand)
        : ruleTest((Array.isArray(operand) ? operand : [operand]) as Json);
      return (value) => value !== undefined && !excluded(value);
    }
    case 'numeric':
      return numericTest(operand);
    default:
      return refuse();
  }
}

function onText(operand: Json | undefined, holds: (text: string, value: string) => boolean): Test {
  if (typeof operand !== 'string') return refuse();
  return (value) => typeof value === 'string' && holds(operand, value);
}

const COMPARISONS: Readonly<Record<string, (value: number, operand: number) => boolean>> = {
  '=': (value, operand) => value === operand,
  '<': (value, operand) => value < operand,
  '<=': (value, operand) => value <= operand,
  '>': (value, operand) => value > operand,
  '>=': (value, operand) => value >= operand,
};

function numericTest(operand: Json | undefined): Test {
  if (!Array.isArray(operand) || operand.length === 0 || operand.length % 2 !== 0) return refuse();
  const parts = operand as Json[];
  const tests: ((value: number) => boolean)[] = [];
  for (let at = 0; at < parts.length; at += 2) {
    const operator = parts[at];
    const compare = typeof operator === 'string' ? COMPARISONS[operator] : undefined;
    const number = parts[at + 1];
    if (compare === undefined || typeof number !== 'number') return refuse();
    tests.push((value) => compare(value, number));
  }
  return (value) => typeof value === 'number' && tests.every((test) => test(value));
}

const isObject = (value: Json | undefined): value is { readonly [name: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function refuse(): never {
  throw invalid();
}

const invalid = (): Error => invalidParameter('Invalid filter pattern definition.');
