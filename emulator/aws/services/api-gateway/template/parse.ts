/**
 * Mapping templates: the part of Velocity that API Gateway's own documentation uses. Text, references, `#set`, `#if`,
 * `#foreach`. Everything else of Velocity is refused by name.
 *
 * Evidence: the developer guide's "Mapping template and access logging variable reference" (2026); the Velocity 1.7 user
 * guide.
 */
import { Cursor } from './cursor.ts';
import { readExpression, readReference, startsReference } from './expressions.ts';
import { overrideTarget } from './overrides.ts';
import { TemplateFault, type Expression, type Node } from './syntax.ts';

const UNSUPPORTED = /#(?:\{)?(macro|parse|include|stop|break|define|evaluate|\*|\[\[)/y;
const DIRECTIVE = /#(?:\{(set|if|elseif|else|end|foreach)\}|(set|if|elseif|else|end|foreach)(?![A-Za-z]))/y;
/** What may be set of `$context`. */
const CONTEXT_MEMBER = /\$!?\{?context\.([\w.-]+)\}?/y;
/** A directive takes the rest of its line with it when that is empty. */
const LINE_END = /[ \t]*\r?\n/y;

/** @throws TemplateFault */
export function parseTemplate(text: string): readonly Node[] {
  const cursor = new Cursor(text);
  const { body, ended } = readBody(cursor);
  if (ended !== undefined) cursor.fail(`#${ended} without a beginning`);
  return body;
}

interface Body {
  readonly body: readonly Node[];
  /** The directive that ended it. */
  readonly ended: 'else' | 'elseif' | 'end' | undefined;
}

function readBody(cursor: Cursor): Body {
  const body: Node[] = [];
  while (!cursor.done) {
    const plain = cursor.take(/[^$#\\]+/y);
    if (plain !== undefined) body.push({ kind: 'text', text: plain });
    else if (startsReference(cursor)) body.push(readOutput(cursor));
    else if (cursor.take(/##[^\n]*\n?/y) === undefined) {
      const directive = readDirectiveName(cursor);
      if (directive === 'else' || directive === 'elseif' || directive === 'end')
        return { body, ended: directive };
      body.push(
        directive === undefined
          ? readCharacter(cursor)
          : cursor.within(() => readDirective(cursor, directive)),
      );
    }
  }
  return { body, ended: undefined };
}

/** A sign that begins nothing; a backslash keeps the sign after it from beginning anything. */
function readCharacter(cursor: Cursor): Node {
  return { kind: 'text', text: cursor.take(/\\([$#])/y) ?? cursor.take(/[^]/y) ?? '' };
}

function readOutput(cursor: Cursor): Node {
  const start = cursor.at;
  const { reference, quiet } = readReference(cursor, parseTemplate);
  return { kind: 'output', reference, quiet, source: cursor.text.slice(start, cursor.at) };
}

function readDirectiveName(cursor: Cursor): string | undefined {
  const unsupported = cursor.take(UNSUPPORTED);
  if (unsupported !== undefined) throw new TemplateFault('unsupported', `template directive #${unsupported}`);
  const written = cursor.take(DIRECTIVE);
  const name = written?.replaceAll(/[#{}]/g, '');
  if (name === 'else' || name === 'end') cursor.take(LINE_END);
  return name;
}

function readDirective(cursor: Cursor, name: string): Node {
  if (name === 'if') return readIf(cursor);
  cursor.expect('(');
  cursor.spaces();
  const written = name === 'set' ? cursor.take(CONTEXT_MEMBER) : undefined;
  if (written !== undefined) {
    const target = overrideTarget(written);
    if (target === undefined) throw settingMember();
    return { kind: 'override', target, value: readAssigned(cursor) };
  }
  const variable = cursor.take(/\$!?\{?([A-Za-z_][\w-]*)\}?/y);
  if (variable === undefined) return cursor.fail('expected a variable');
  if (name === 'set') {
    return { kind: 'set', name: variable, value: readAssigned(cursor) };
  }
  cursor.expect('in');
  const list = readExpression(cursor, parseTemplate);
  cursor.expect(')');
  cursor.take(LINE_END);
  const { body, ended } = readBody(cursor);
  if (ended !== 'end') return cursor.fail('#foreach without #end');
  return { kind: 'foreach', name: variable, list, body };
}

/** The rest of a `#set`. */
function readAssigned(cursor: Cursor): Expression {
  if (cursor.take(/\s*=/y) === undefined) throw settingMember();
  const value = readExpression(cursor, parseTemplate);
  cursor.expect(')');
  cursor.take(LINE_END);
  return value;
}

const settingMember = (): TemplateFault =>
  new TemplateFault('unsupported', 'template directive #set on a member');

function readIf(cursor: Cursor): Node {
  const branches = [];
  for (;;) {
    cursor.expect('(');
    const when = readExpression(cursor, parseTemplate);
    cursor.expect(')');
    cursor.take(LINE_END);
    const { body, ended } = readBody(cursor);
    branches.push({ when, body });
    if (ended === 'elseif') continue;
    if (ended === 'end') return { kind: 'if', branches, otherwise: [] };
    if (ended === undefined) return cursor.fail('#if without #end');
    const last = readBody(cursor);
    if (last.ended !== 'end') return cursor.fail('#else without #end');
    return { kind: 'if', branches, otherwise: last.body };
  }
}
