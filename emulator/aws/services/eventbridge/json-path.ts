/**
 * The paths that targets may use to pick from an event: `$`, `$.detail.state`, `$.resources[0]`, `$.detail['a b']`
 * (user guide "Amazon EventBridge input transformation": the JSONPath syntax that is supported is the dot and bracket
 * notation, 2026-11).
 */
const STEP = /\.([\w-]+|\*)|\[(\d+|\*)\]|\['([^']*)'\]|\["([^"]*)"\]/y;

/** The names and indexes of a path's steps; `undefined` for what is no path. */
export function readPath(path: string): readonly (string | number)[] | undefined {
  if (!path.startsWith('$')) return undefined;
  const steps: (string | number)[] = [];
  STEP.lastIndex = 1;
  while (STEP.lastIndex < path.length) {
    const match = STEP.exec(path);
    if (match === null) return undefined;
    const [, name, index, quoted, doubleQuoted] = match;
    steps.push(
      index !== undefined && index !== '*' ? Number(index) : (name ?? index ?? quoted ?? doubleQuoted!),
    );
  }
  return steps;
}

/** What the path leads to; `undefined` when nothing is there. `*` gives a list of everything below. */
export function follow(value: unknown, steps: readonly (string | number)[]): unknown {
  const [step, ...others] = steps;
  if (step === undefined) return value;
  if (typeof value !== 'object' || value === null) return undefined;
  if (step === '*') {
    return Object.values(value)
      .map((element) => follow(element, others))
      .filter((element) => element !== undefined);
  }
  if (Array.isArray(value) !== (typeof step === 'number') || !Object.hasOwn(value, step)) return undefined;
  return follow((value as Readonly<Record<string | number, unknown>>)[step], others);
}
