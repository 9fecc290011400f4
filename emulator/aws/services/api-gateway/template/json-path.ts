/** The simple part of JSONPath: members and items, by dot or bracket. Gap: wildcards, slices, filters and `..`. */
import type { Value } from './functions.ts';
import { TemplateFault } from './syntax.ts';

const STEP = /\.([A-Za-z_][\w-]*)|\[(\d+)\]|\['([^']*)'\]|\["([^"]*)"\]/y;

/**
 * What the path leads to.
 *
 * @throws TemplateFault for a path that is not simple
 */
export function jsonPath(root: Value, path: string): Value {
  let value = root;
  for (const name of stepsOf(path)) {
    const holder = typeof value === 'object' && value !== null ? value : {};
    value = Object.hasOwn(holder, name) ? (holder as Readonly<Record<string, Value>>)[name] : undefined;
  }
  return value;
}

function stepsOf(path: string): readonly string[] {
  const steps: string[] = [];
  if (!path.startsWith('$')) throw new TemplateFault('unsupported', `JSONPath ${path}`);
  for (let at = 1; at < path.length;) {
    STEP.lastIndex = at;
    const match = STEP.exec(path);
    if (match === null) throw new TemplateFault('unsupported', `JSONPath ${path}`);
    steps.push(match[1] ?? match[2] ?? match[3] ?? match[4] ?? '');
    at += match[0].length;
  }
  return steps;
}
