/**
 * Reading filter policies, with SNS's complaints about those it does not take. Texts and places are as recorded on
 * 2024-05-14 (LocalStack's test_validate_policy*); the texts about `anything-but`, `cidr` and empty lists are those of
 * AWS's open-source rule compiler (event-ruler), on which SNS stands, and are not recorded for SNS itself.
 *
 * Gaps: `wildcard` is not among the operators here.
 */
import { BlockList, isIP } from 'node:net';
import type { Bound, Condition, FilterKey, FilterPolicy, Scalar } from './filter-policy.ts';
import { JsonFault, JsonTokens } from './json-tokens.ts';

/** What SNS finds wrong with a filter policy, without the parameter's name. */
export class FilterPolicyFault extends Error {}

const MOST_KEYS = 5;
const MOST_COMBINATIONS = 150;

/**
 * Reads a filter policy.
 *
 * @throws FilterPolicyFault
 */
export function parseFilterPolicy(text: string): FilterPolicy {
  try {
    const tokens = new JsonTokens(text);
    if (tokens.next() !== '{') throw tokens.fault('Filter is not an object');
    const policy = readObject(tokens, '', 1);
    checkForm(text);
    checkSize(policy);
    return policy;
  } catch (error) {
    throw error instanceof JsonFault ? new FilterPolicyFault(error.message) : error;
  }
}

/** Whether a key lies inside another, which only policies on message bodies may have. */
export const isNested = (policy: FilterPolicy): boolean =>
  policy.keys.some(({ depth }) => depth > 1) || policy.alternatives.flat().some(isNested);

/** Reads what follows `{`. */
function readObject(tokens: JsonTokens, prefix: string, depth: number): FilterPolicy {
  const keys: FilterKey[] = [];
  const alternatives: FilterPolicy[][] = [];
  while (tokens.next() === 'field') {
    const name = tokens.text();
    const value = tokens.next();
    if (value === '{') {
      const inner = readObject(tokens, `${prefix}${name}.`, depth + 1);
      keys.push(...inner.keys);
      alternatives.push(...inner.alternatives.map((list) => [...list]));
    } else if (value !== '[') {
      throw tokens.fault(`"${name}" must be an object or an array`);
    } else if (name === '$or') {
      alternatives.push(readAlternatives(tokens, prefix, depth));
    } else {
      keys.push({ path: prefix + name, depth, conditions: readConditions(tokens) });
    }
  }
  return { keys, alternatives };
}

function readAlternatives(tokens: JsonTokens, prefix: string, depth: number): FilterPolicy[] {
  const alternatives: FilterPolicy[] = [];
  while (tokens.next() !== ']') {
    if (tokens.token !== '{') throw tokens.fault('"$or" must be an array of objects');
    alternatives.push(readObject(tokens, prefix, depth));
  }
  if (alternatives.length < 2) throw tokens.fault('"$or" must have at least two objects');
  return alternatives;
}

function readConditions(tokens: JsonTokens): Condition[] {
  const conditions: Condition[] = [];
  while (tokens.next() !== ']') {
    if (tokens.token === '{') conditions.push(readExpression(tokens));
    else if (tokens.token === '[') {
      throw tokens.fault('Match value must be String, number, true, false, or null');
    } else conditions.push({ kind: 'is', value: readScalar(tokens) });
  }
  if (conditions.length === 0) throw tokens.fault('Empty arrays are not allowed');
  return conditions;
}

/** Reads `{"operator": …}` after its brace. */
function readExpression(tokens: JsonTokens): Condition {
  if (tokens.next() !== 'field') throw tokens.fault('Empty objects are not allowed');
  const condition = readOperator(tokens, tokens.text());
  if (tokens.next() !== '}') throw tokens.fault('Only one key allowed in match expression');
  return condition;
}

function readOperator(tokens: JsonTokens, operator: string): Condition {
  const value = tokens.next();
  switch (operator) {
    case 'exists':
      if (value !== 'true' && value !== 'false') {
        throw tokens.fault('exists match pattern must be either true or false.');
      }
      return { kind: 'exists', expected: value === 'true' };
    case 'prefix':
    case 'suffix':
      return { kind: operator, text: readText(tokens, operator) };
    case 'equals-ignore-case':
      return { kind: 'same-letters', text: readText(tokens, operator) };
    case 'cidr':
      return { kind: 'cidr', block: readBlock(tokens) };
    case 'numeric':
      return readNumeric(tokens);
    case 'anything-but':
      return readAnythingBut(tokens);
    default:
      throw tokens.fault(`Unrecognized match type ${operator}`);
  }
}

function readText(tokens: JsonTokens, operator: string): string {
  if (tokens.token !== 'string') throw tokens.fault(`${operator} match pattern must be a string`);
  return tokens.text();
}

function readBlock(tokens: JsonTokens): BlockList {
  const [address = '', length = '', ...rest] = readText(tokens, 'cidr').split('/');
  const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
  const bits = Number(length);
  const wellFormed = isIP(address) !== 0 && /^\d+$/.test(length) && bits <= (family === 'ipv6' ? 128 : 32);
  if (rest.length > 0 || !wellFormed) throw tokens.fault('Malformed CIDR, one "/" required');
  const block = new BlockList();
  block.addSubnet(address, bits, family);
  return block;
}

function readAnythingBut(tokens: JsonTokens): Condition {
  switch (tokens.token) {
    case 'string':
    case 'number':
      return { kind: 'none-of', values: [readScalar(tokens)] };
    case '{': {
      if (tokens.next() !== 'field') throw tokens.fault('Empty objects are not allowed');
      const operator = tokens.text();
      if (!['prefix', 'suffix', 'equals-ignore-case'].includes(operator)) {
        throw tokens.fault(`Unsupported anything-but pattern: ${operator}`);
      }
      const condition = readOperator(tokens, operator);
      if (tokens.next() !== '}') throw tokens.fault('Only one key allowed in match expression');
      return { kind: 'not', condition };
    }
    case '[': {
      const values: Scalar[] = [];
      for (let token = tokens.next(); token !== ']'; token = tokens.next()) {
        if (token !== 'string' && token !== 'number') {
          throw tokens.fault('Inside anything but list, start|null|boolean is not supported.');
        }
        values.push(readScalar(tokens));
      }
      if (new Set(values.map((value) => typeof value)).size > 1) {
        throw tokens.fault(
          'Inside anything but list, either all values are number or string, mixed type is not supported',
        );
      }
      if (values.length === 0) throw tokens.fault('Empty arrays are not allowed');
      return { kind: 'none-of', values };
    }
    default:
      throw tokens.fault('Value of anything-but must be an array or single string/number value.');
  }
}

/** Reads `["=", 1]`, `[">", 1]`, `["<=", 1]` or `[">=", 1, "<", 2]`. */
function readNumeric(tokens: JsonTokens): Condition {
  if (tokens.token !== '[') throw tokens.fault('Value of numeric must be an array.');
  if (tokens.next() !== 'string') throw tokens.fault(`Invalid member in numeric match: ${tokens.text()}`);
  const operator = tokens.text();
  tokens.next();
  switch (operator) {
    case '=': {
      const bound = readBound(tokens, '=', 'equals');
      endNumeric(tokens, 'Too many elements in numeric expression');
      return { kind: 'between', bottom: bound, top: bound };
    }
    case '<':
    case '<=': {
      const top = readBound(tokens, operator);
      endNumeric(tokens, 'Too many elements in numeric expression');
      return { kind: 'between', bottom: undefined, top };
    }
    case '>':
    case '>=': {
      const bottom = readBound(tokens, operator);
      const next = tokens.next();
      if (next === ']') return { kind: 'between', bottom, top: undefined };
      if (next !== 'string') throw tokens.fault(`Bad value in numeric range: ${tokens.text()}`);
      const second = tokens.text();
      if (second !== '<' && second !== '<=') throw tokens.fault(`Bad numeric range operator: ${second}`);
      tokens.next();
      const top = readBound(tokens, second);
      endNumeric(tokens, 'Too many terms in numeric range expression');
      if (bottom.value >= top.value) throw tokens.fault('Bottom must be less than top');
      return { kind: 'between', bottom, top };
    }
    default:
      throw tokens.fault(`Unrecognized numeric range operator: ${operator}`);
  }
}

function readBound(tokens: JsonTokens, operator: string, called = operator): Bound {
  if (tokens.token !== 'number') throw tokens.fault(`Value of ${called} must be numeric`);
  return { value: Number(tokens.text()), inclusive: operator.endsWith('=') };
}

function endNumeric(tokens: JsonTokens, complaint: string): void {
  if (tokens.next() !== ']') throw tokens.fault(complaint);
}

function readScalar(tokens: JsonTokens): Scalar {
  return tokens.token === 'string' ? tokens.text() : (JSON.parse(tokens.text()) as Scalar);
}

/** Reading by tokens overlooks a comma or colon out of place, and what follows the document. */
function checkForm(text: string): void {
  try {
    JSON.parse(text);
  } catch (error) {
    throw new FilterPolicyFault(`failed to parse JSON. ${(error as SyntaxError).message}`);
  }
}

function checkSize(policy: FilterPolicy): void {
  if (topNames(policy).size > MOST_KEYS) {
    throw new FilterPolicyFault(`Filter policy can not have more than ${MOST_KEYS} keys`);
  }
  if (combinationsOf(policy) > MOST_COMBINATIONS) throw new FilterPolicyFault('Filter policy is too complex');
}

/** Of a nested key only the outermost name counts. */
const topNames = ({ keys, alternatives }: FilterPolicy): Set<string> =>
  new Set([
    ...keys.map(({ path, depth }) => (depth > 1 ? path.split('.', 1)[0]! : path)),
    ...alternatives.flat().flatMap((other) => [...topNames(other)]),
  ]);

/** Values times depth, multiplied over the keys; alternatives add up. */
const combinationsOf = ({ keys, alternatives }: FilterPolicy): number =>
  keys.reduce((product, { conditions, depth }) => product * weightOf(conditions) * depth, 1) *
  alternatives.reduce(
    (product, list) => product * list.reduce((sum, other) => sum + combinationsOf(other), 0),
    1,
  );

/** Each value of an `anything-but` list counts as one. */
const weightOf = (conditions: readonly Condition[]): number =>
  conditions.reduce(
    (sum, condition) => sum + (condition.kind === 'none-of' ? condition.values.length : 1),
    0,
  );
