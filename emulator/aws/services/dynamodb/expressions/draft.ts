/**
 * A changed copy of an item. Documents are copied only along the paths that change, so the item itself stays what it was
 * and shares with the copy all that did not change.
 */
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Attributes } from '../attributes.ts';
import { validation } from '../errors.ts';
import type { Path } from './bound.ts';
import { childOf } from './path.ts';

/** A document that may be changed: the item itself, a map's content, or a list. */
type Content = Record<string, AttributeValue> | ListDraft;

/** A list under change: what is put beyond its end, and what is taken out, is settled when all is known. */
class ListDraft {
  readonly elements: AttributeValue[];
  readonly removed = new Set<number>();
  readonly appended = new Map<number, AttributeValue>();

  constructor(elements: readonly AttributeValue[]) {
    this.elements = [...elements];
  }

  set(at: number, value: AttributeValue): void {
    if (at < this.elements.length) this.elements[at] = value;
    else this.appended.set(at, value);
  }

  finish(): AttributeValue[] {
    const kept = this.elements.filter((_, at) => !this.removed.has(at));
    const appended = [...this.appended].toSorted(([a], [b]) => a - b);
    return [...kept, ...appended.map(([, value]) => value)];
  }
}

export class Draft {
  readonly #root: Record<string, AttributeValue>;
  /** Documents already copied, by the value that stands for them in their parent. */
  readonly #open = new Map<AttributeValue, Content>();

  constructor(item: Attributes) {
    this.#root = copyOf(item);
  }

  /** @throws AwsError ValidationException when the document it would be in does not exist */
  set(path: Path, value: AttributeValue): void {
    const parent = this.#parentOf(path);
    const step = path.at(-1)!;
    if (parent instanceof ListDraft && typeof step === 'number') parent.set(step, value);
    else if (!(parent instanceof ListDraft) && typeof step === 'string') parent[step] = value;
    else throw invalidPath();
  }

  remove(path: Path): void {
    const parent = this.#parentOf(path);
    const step = path.at(-1)!;
    if (parent instanceof ListDraft && typeof step === 'number') parent.removed.add(step);
    else if (!(parent instanceof ListDraft) && typeof step === 'string') delete parent[step];
    else throw invalidPath();
  }

  finish(): Attributes {
    for (const [value, content] of this.#open) {
      if (content instanceof ListDraft) value.L = content.finish();
    }
    return this.#root;
  }

  #parentOf(path: Path): Content {
    let content: Content = this.#root;
    for (const step of path.slice(0, -1)) content = this.#enter(content, step);
    return content;
  }

  /** The document at a step, copied on the first visit. */
  #enter(content: Content, step: string | number): Content {
    const value =
      content instanceof ListDraft ? childOf({ L: content.elements }, step) : childOf({ M: content }, step);
    if (value === undefined) throw invalidPath();
    const open = this.#open.get(value);
    if (open !== undefined) return open;
    const [copy, inside] = openCopy(value);
    this.#open.set(copy, inside);
    if (content instanceof ListDraft) content.elements[Number(step)] = copy;
    else content[String(step)] = copy;
    return inside;
  }
}

function openCopy(value: AttributeValue): [AttributeValue, Content] {
  if (value.L !== undefined) return [{ L: value.L }, new ListDraft(value.L)];
  if (value.M === undefined) throw invalidPath();
  const content = copyOf(value.M);
  return [{ M: content }, content];
}

const copyOf = (attributes: Attributes): Record<string, AttributeValue> =>
  Object.assign(Object.create(null) as Record<string, AttributeValue>, attributes);

const invalidPath = (): Error =>
  validation('The document path provided in the update expression is invalid for update');
