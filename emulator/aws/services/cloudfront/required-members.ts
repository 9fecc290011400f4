/**
 * Members that the model requires and a request lacks. CloudFront names the first of them by its path in the document and
 * calls the document malformed (quoted by clients since 2015: `1 validation error detected: Value null at
 * 'distributionConfig.enabled' failed to satisfy constraint: Member must not be null`).
 */
import type { Operation, Operations } from '../../kernel/operation.ts';
import type { ServiceModel, Shape } from '../../wire/schema.ts';
import { malformed } from './errors.ts';

/** The operations, each refusing input that lacks a required member. */
export function withRequiredMembers<State>(
  model: () => ServiceModel | Promise<ServiceModel>,
  operations: Operations<State>,
): Operations<State> {
  const checked = Object.entries(operations).map(([name, operation]) => {
    const run = operation as Operation<State, object, object>;
    const guarded: Operation<State, object, object> = async (state, input, call) => {
      const shape = (await model()).operations.get(name)?.input;
      const missing = shape === undefined ? [] : [...missingMembers(shape, input, '')];
      if (missing.length > 0) throw malformed(describe(missing));
      return run(state, input, call);
    };
    return [name, guarded] as const;
  });
  return Object.fromEntries(checked);
}

function describe(paths: readonly string[]): string {
  const each = paths.map(
    (path) => `Value null at '${path}' failed to satisfy constraint: Member must not be null`,
  );
  return `${paths.length} validation error${paths.length > 1 ? 's' : ''} detected: ${each.join('; ')}`;
}

function* missingMembers(shape: Shape, value: unknown, at: string): Generator<string> {
  if (shape.kind === 'list') {
    for (const [index, item] of (value as readonly unknown[]).entries()) {
      yield* missingMembers(shape.element.shape, item, `${at}.${index + 1}.member`);
    }
  }
  if (shape.kind !== 'structure') return;
  for (const member of shape.members) {
    const path = at === '' ? lowerFirst(member.name) : `${at}.${lowerFirst(member.name)}`;
    const held = (value as Readonly<Record<string, unknown>>)[member.name];
    if (held !== undefined) yield* missingMembers(member.shape, held, path);
    else if (member.required) yield path;
  }
}

const lowerFirst = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);
