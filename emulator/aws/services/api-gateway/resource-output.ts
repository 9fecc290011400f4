import type { Resource as ResourceOutput } from '@aws-sdk/client-api-gateway';
import type { Resource } from './resources.ts';

/** @param embed whether the methods come whole, or by name only */
export function resourceOutput({ resourceMethods, ...resource }: Resource, embed: boolean): ResourceOutput {
  const names = Object.keys(resourceMethods);
  if (names.length === 0) return resource;
  const bare = Object.fromEntries(names.map((name) => [name, {}]));
  return { ...resource, resourceMethods: embed ? resourceMethods : bare };
}
