/** Where two answers to the same request differ. */
import { bodyLines } from './body-lines.ts';
import type { NormalExchange } from './normal-exchange.ts';

export interface Difference {
  /** `status`, `header content-type`, `body` */
  readonly place: string;
  /** What each said; absent where one said nothing of it. */
  readonly one?: string;
  readonly other?: string;
}

type Answer = NormalExchange['response'];

export function differences(one: Answer, other: Answer): readonly Difference[] {
  if (one === undefined || other === undefined) {
    return one === other
      ? []
      : [{ place: 'answer', ...sides(one && String(one.status), other && String(other.status)) }];
  }
  const status =
    one.status === other.status
      ? []
      : [{ place: 'status', one: String(one.status), other: String(other.status) }];
  const names = new Set([...Object.keys(one.headers), ...Object.keys(other.headers)]);
  const headers = [...names].toSorted().flatMap((name) => {
    const [mine, theirs] = [one.headers[name], other.headers[name]];
    return mine === theirs ? [] : [{ place: `header ${name}`, ...sides(mine, theirs) }];
  });
  return [...status, ...headers, ...bodyDifferences(bodyLines(one.body), bodyLines(other.body))];
}

const sides = (one: string | undefined, other: string | undefined) => ({
  ...(one !== undefined && { one }),
  ...(other !== undefined && { other }),
});

/** Lines that only one of the two has. Order counts where both have the same ones. */
function bodyDifferences(one: readonly string[], other: readonly string[]): readonly Difference[] {
  if (one.join('\n') === other.join('\n')) return [];
  const [mine, theirs] = [without(one, other), without(other, one)];
  if (mine.length === 0 && theirs.length === 0) {
    return [{ place: 'order of the body', one: one.join(' '), other: other.join(' ') }];
  }
  const pairs = Math.max(mine.length, theirs.length);
  return Array.from({ length: pairs }, (_, at) => ({ place: 'body', ...sides(mine[at], theirs[at]) }));
}

/** Each line of the second takes one of the first away. */
function without(lines: readonly string[], taken: readonly string[]): readonly string[] {
  const left = new Map<string, number>();
  for (const line of taken) left.set(line, (left.get(line) ?? 0) + 1);
  return lines.filter((line) => {
    const count = left.get(line) ?? 0;
    left.set(line, count - 1);
    return count <= 0;
  });
}

/** What was asked, for people and to find its counterpart by. */
export const requestOf = ({ method, target, request }: NormalExchange): string => {
  const operation = request.headers['x-amz-target'];
  const action = 'text' in request.body ? /^Action=(\w+)/.exec(request.body.text)?.[1] : undefined;
  return [method, target, operation ?? action].filter((part) => part !== undefined).join(' ');
};
