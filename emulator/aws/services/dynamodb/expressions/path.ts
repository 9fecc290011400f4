/** Finds, and projects, what document paths name in an item. */
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { attributeOf, type Attributes } from '../attributes.ts';
import { printedPath, type Path } from './bound.ts';
import { Refusal } from './refusal.ts';

/** What a path names; `undefined` when the item has no such thing. */
export function valueAt(item: Attributes, path: Path): AttributeValue | undefined {
  let value = attributeOf(item, String(path[0]));
  for (let at = 1; at < path.length && value !== undefined; at += 1) value = childOf(value, path[at]!);
  return value;
}

export function childOf(value: AttributeValue, step: string | number): AttributeValue | undefined {
  if (typeof step === 'number') return value.L?.[step];
  return value.M === undefined ? undefined : attributeOf(value.M, step);
}

/**
 * Refuses paths of which one leads to or through another, and paths that cannot both exist.
 *
 * @throws Refusal
 */
export function checkOverlap(paths: readonly Path[]): void {
  const root: Branch = { steps: new Map() };
  let conflict: Refusal | undefined;
  for (const path of paths) conflict ??= grow(root, path);
  if (conflict !== undefined) throw conflict;
}

/** Where paths part. */
interface Branch {
  readonly steps: Map<string | number, Branch>;
  /** The path that ends here. */
  end?: Path;
  /** The first path that goes on from here, and whether into a map or a list. */
  through?: Path;
  into?: 'string' | 'number';
}

/** Adds a path to the tree; answers the conflict if it wants a list where another wants a map. */
function grow(root: Branch, path: Path): Refusal | undefined {
  let branch = root;
  for (const step of path) {
    if (branch.end !== undefined) throw overlap(branch.end, path);
    const into = typeof step === 'number' ? 'number' : 'string';
    branch.through ??= path;
    branch.into ??= into;
    if (branch.into !== into) return collision('conflict', branch.through, path);
    const next = branch.steps.get(step) ?? { steps: new Map() };
    branch.steps.set(step, next);
    branch = next;
  }
  const other = branch.end ?? branch.through;
  if (other !== undefined) throw overlap(other, path);
  branch.end = path;
  return undefined;
}

const overlap = (one: Path, two: Path): Refusal => collision('overlap', one, two);

const collision = (how: 'overlap' | 'conflict', one: Path, two: Path): Refusal =>
  new Refusal(
    `Two document paths ${how} with each other; must remove or rewrite one of these paths; path one: ${printedPath(one)}, path two: ${printedPath(two)}`,
  );

/** A projection's shape: which members of a document are wanted whole, and which in part. */
type Wanted = Map<string | number, Wanted | 'whole'>;

/** Puts together what the paths name, in the documents they name it in. Elements of lists close up. */
export class Projection {
  readonly #wanted: Wanted = new Map();
  readonly paths: readonly Path[];

  /** @param paths of which none leads through another */
  constructor(paths: readonly Path[]) {
    this.paths = paths;
    for (const path of paths) {
      let level = this.#wanted;
      for (const step of path.slice(0, -1)) {
        const next = level.get(step);
        const within: Wanted = next instanceof Map ? next : new Map();
        level.set(step, within);
        level = within;
      }
      level.set(path.at(-1)!, 'whole');
    }
  }

  of(item: Attributes): Record<string, AttributeValue> {
    return projectMap(item, this.#wanted);
  }
}

function projectMap(map: Attributes, wanted: Wanted): Record<string, AttributeValue> {
  const part = Object.create(null) as Record<string, AttributeValue>;
  for (const [step, within] of wanted) {
    const value = typeof step === 'string' ? attributeOf(map, step) : undefined;
    const found = value === undefined ? undefined : projectValue(value, within);
    if (found !== undefined) part[String(step)] = found;
  }
  return part;
}

function projectValue(value: AttributeValue, wanted: Wanted | 'whole'): AttributeValue | undefined {
  if (wanted === 'whole') return value;
  if (value.M !== undefined) {
    const part = projectMap(value.M, wanted);
    return Object.keys(part).length === 0 ? undefined : { M: part };
  }
  const list = value.L;
  if (list === undefined) return undefined;
  const indexes = [...wanted.keys()].filter((step): step is number => typeof step === 'number');
  const part = indexes
    .toSorted((a, b) => a - b)
    .flatMap((at) => {
      const element = list[at];
      const found = element === undefined ? undefined : projectValue(element, wanted.get(at)!);
      return found === undefined ? [] : [found];
    });
  return part.length === 0 ? undefined : { L: part };
}
