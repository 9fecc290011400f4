/**
 * Which resource and method a request is for. Literal parts win over variables, variables over greedy ones; a resource
 * that fits but lacks the method is passed over for one that has it; a trailing slash makes no difference.
 *
 * Evidence: aws.md section D.3; the developer guide's "Set up a proxy integration with a proxy resource"; LocalStack's
 * test_apigateway_common, which passes on AWS: a preflight for a literal path reaches the greedy resource's OPTIONS.
 */
import type { Method } from '@aws-sdk/client-api-gateway';
import { isGreedy, isVariable, type Resource } from '../../services/api-gateway/resources.ts';

export interface Route {
  readonly resource: Resource;
  readonly method: Method;
  readonly pathParameters: Readonly<Record<string, string>>;
}

export function routeOf(resources: readonly Resource[], method: string, path: string): Route | undefined {
  const parts = partsOf(path);
  const fitting = resources
    .map((resource) => ({ resource, pathParameters: fit(partsOf(resource.path), parts) }))
    .filter(
      (one): one is typeof one & { pathParameters: Record<string, string> } =>
        one.pathParameters !== undefined,
    )
    .toSorted((a, b) => bySpecificity(a.resource.path, b.resource.path));
  for (const one of fitting) {
    const found = one.resource.resourceMethods[method] ?? one.resource.resourceMethods['ANY'];
    if (found !== undefined) return { ...one, method: found };
  }
  return undefined;
}

function partsOf(path: string): readonly string[] {
  const parts = path.split('/').slice(1);
  return parts.at(-1) === '' ? parts.slice(0, -1) : parts;
}

/** The values of the template's variables, if the path fits. */
function fit(template: readonly string[], parts: readonly string[]): Record<string, string> | undefined {
  const greedy = isGreedy(template.at(-1) ?? '');
  if (greedy ? parts.length < template.length : parts.length !== template.length) return undefined;
  const values: Record<string, string> = {};
  for (const [at, part] of template.entries()) {
    if (isGreedy(part)) values[part.slice(1, -2)] = parts.slice(at).join('/');
    else if (isVariable(part)) values[part.slice(1, -1)] = parts[at]!;
    else if (part !== parts[at]) return undefined;
  }
  return values;
}

const rank = (part: string): number => (isGreedy(part) ? 2 : isVariable(part) ? 1 : 0);

function bySpecificity(a: string, b: string): number {
  const [left, right] = [partsOf(a), partsOf(b)];
  for (let at = 0; at < Math.min(left.length, right.length); at += 1) {
    const difference = rank(left[at]!) - rank(right[at]!);
    if (difference !== 0) return difference;
  }
  return 0;
}
