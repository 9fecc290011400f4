/** Reads the expressions of mapping templates: references, literals and operators by precedence. */
import { DEEPEST, type Cursor } from './cursor.ts';
import { METHODS, UTILITIES } from './functions.ts';
import { TemplateFault, type Expression, type Node, type Reference, type Step } from './syntax.ts';

/** Reads the body of a text in double quotes; given by whoever reads whole templates. */
export type ReadBody = (text: string) => readonly Node[];

/** From loosest to tightest. */
const LEVELS: readonly RegExp[] = [
  /\s*(\|\||or\b)/y,
  /\s*(&&|and\b)/y,
  /\s*(==|!=|eq\b|ne\b)/y,
  /\s*(<=|>=|<|>|le\b|ge\b|lt\b|gt\b)/y,
  /\s*([+-])/y,
  /\s*([*/%])/y,
];

const SPELLINGS: Readonly<Record<string, string>> = {
  or: '||',
  and: '&&',
  eq: '==',
  ne: '!=',
  le: '<=',
  ge: '>=',
  lt: '<',
  gt: '>',
};

export function readExpression(cursor: Cursor, readBody: ReadBody, level = 0): Expression {
  const operators = LEVELS[level];
  if (operators === undefined) return readOperand(cursor, readBody);
  let left = readExpression(cursor, readBody, level + 1);
  let length = 0;
  for (let sign = cursor.take(operators); sign !== undefined; sign = cursor.take(operators)) {
    length += 1;
    if (length > DEEPEST) cursor.fail('too many operators');
    const right = readExpression(cursor, readBody, level + 1);
    left = { kind: 'binary', operator: SPELLINGS[sign] ?? sign, left, right };
  }
  return left;
}

const readOperand = (cursor: Cursor, readBody: ReadBody): Expression =>
  cursor.within(() => readInner(cursor, readBody));

function readInner(cursor: Cursor, readBody: ReadBody): Expression {
  cursor.spaces();
  if (cursor.take(/!(?!=)|not\b/y) !== undefined)
    return { kind: 'not', operand: readOperand(cursor, readBody) };
  if (cursor.takeText('(')) {
    const inner = readExpression(cursor, readBody);
    cursor.expect(')');
    return inner;
  }
  if (cursor.text[cursor.at] === '$') return readReference(cursor, readBody).reference;
  const single = cursor.take(/'((?:[^']|'')*)'/y);
  if (single !== undefined) return { kind: 'literal', value: single.replaceAll("''", "'") };
  const double = cursor.take(/"((?:[^"]|"")*)"/y);
  if (double !== undefined) return { kind: 'interpolated', body: readBody(double.replaceAll('""', '"')) };
  const number = cursor.take(/-?\d+(?:\.\d+)?/y);
  if (number !== undefined) return { kind: 'literal', value: Number(number) };
  const word = cursor.take(/(?:true|false|null)\b/y);
  if (word !== undefined) return { kind: 'literal', value: JSON.parse(word) as boolean | null };
  if (cursor.takeText('[')) return { kind: 'list', items: readItems(cursor, readBody, ']') };
  if (cursor.takeText('{')) return { kind: 'object', entries: readEntries(cursor, readBody) };
  return cursor.fail('expected a value');
}

function readItems(cursor: Cursor, readBody: ReadBody, end: string): readonly Expression[] {
  const items: Expression[] = [];
  cursor.spaces();
  if (cursor.takeText(end)) return items;
  do items.push(readExpression(cursor, readBody));
  while (cursor.take(/\s*,/y) !== undefined);
  cursor.expect(end);
  return items;
}

function readEntries(cursor: Cursor, readBody: ReadBody): readonly (readonly [Expression, Expression])[] {
  const entries: (readonly [Expression, Expression])[] = [];
  cursor.spaces();
  if (cursor.takeText('}')) return entries;
  do {
    const key = readExpression(cursor, readBody);
    cursor.expect(':');
    entries.push([key, readExpression(cursor, readBody)]);
  } while (cursor.take(/\s*,/y) !== undefined);
  cursor.expect('}');
  return entries;
}

const REFERENCE_START = /\$!?\{?(?=[A-Za-z_])/y;

/** A reference at the cursor, where `startsReference` says that there is one. */
export function readReference(
  cursor: Cursor,
  readBody: ReadBody,
): { readonly reference: Reference; readonly quiet: boolean } {
  const start = cursor.take(REFERENCE_START);
  if (start === undefined) return cursor.fail('expected a variable');
  const name = cursor.take(/[A-Za-z_][\w-]*/y) ?? '';
  const steps: Step[] = [];
  for (let step = readStep(cursor, readBody, name, steps.length); step !== undefined;) {
    steps.push(step);
    step = readStep(cursor, readBody, name, steps.length);
  }
  if (start.includes('{')) cursor.expect('}');
  return { reference: { kind: 'reference', name, steps }, quiet: start.includes('!') };
}

export const startsReference = (cursor: Cursor): boolean => {
  REFERENCE_START.lastIndex = cursor.at;
  return REFERENCE_START.test(cursor.text);
};

function readStep(cursor: Cursor, readBody: ReadBody, root: string, position: number): Step | undefined {
  const name = cursor.take(/\.([A-Za-z_][\w-]*)/y);
  if (name !== undefined) {
    if (cursor.take(/\(/y) === undefined) return { kind: 'member', name };
    const known = position === 0 && (root === 'util' || root === 'input') ? UTILITIES[root] : METHODS;
    if (!known.has(name)) throw new TemplateFault('unsupported', `template function $${root}.${name}()`);
    return { kind: 'call', name, arguments: readItems(cursor, readBody, ')') };
  }
  if (cursor.take(/\[/y) === undefined) return undefined;
  const at = readExpression(cursor, readBody);
  cursor.expect(']');
  return { kind: 'index', at };
}
