import { describe, expect, test } from 'vitest';
import { checkFunctionModule } from '../functions/function-modules.ts';
import type { Blueprint, BlueprintContext } from './blueprint.ts';
import { imageApiAsWritten } from './image-api/as-written.ts';
import { imageApi } from './image-api/repaired.ts';
import { imagePlatformAsWritten } from './image-platform/as-written.ts';
import { imagePlatform } from './image-platform/repaired.ts';
import { pettrackerAsWritten } from './pettracker/as-written.ts';
import { pettracker } from './pettracker/repaired.ts';

const HERE: BlueprintContext = { accountId: '000000000000', region: 'us-east-1', suffix: '' };
const SHARED: BlueprintContext = {
  ...HERE,
  accountId: '123456789012',
  region: 'eu-central-1',
  suffix: '-x1y2',
};

const BLUEPRINTS: [string, Blueprint][] = [
  pettracker,
  pettrackerAsWritten,
  imagePlatform,
  imagePlatformAsWritten,
  imageApi,
  imageApiAsWritten,
].map((blueprint) => [`${blueprint.name}, ${blueprint.form}`, blueprint]);

describe.each(BLUEPRINTS)('%s', (_name, blueprint) => {
  const resources = blueprint.resources(HERE);

  test('it is plain data', () => {
    expect(JSON.parse(JSON.stringify(resources))).toEqual(resources);
  });

  test('elsewhere every name carries the suffix, and every ARN the account and region', () => {
    const elsewhere = blueprint.resources(SHARED);
    const { buckets, queues, topics, functions, tables } = elsewhere;
    const { secrets = [], restApis = [], stateMachines = [], alarms = [], distributions = [] } = elsewhere;
    const named = [...buckets, ...queues, ...topics, ...functions, ...tables, ...secrets, ...restApis];
    for (const { name } of [...named, ...stateMachines, ...alarms, ...distributions]) {
      expect(name.endsWith('-x1y2')).toBe(true);
    }
    for (const { alias } of elsewhere.keys ?? []) expect(alias.endsWith('-x1y2')).toBe(true);
    const text = JSON.stringify(elsewhere);
    expect(text).not.toContain(HERE.accountId);
    expect(text).not.toMatch(/arn:aws:(?!s3)\w+:us-east-1/);
  });

  test('bucket names are what S3 takes', () => {
    for (const { name } of blueprint.resources(SHARED).buckets)
      expect(name).toMatch(/^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/);
  });

  test('every function is an exported handler of this package', async () => {
    for (const { source } of resources.functions) {
      checkFunctionModule(source.module);
      const { href } = new URL(`../${source.module}`, import.meta.url);
      const module = (await import(href)) as Record<string, unknown>;
      expect(module[source.handler]).toBeTypeOf('function');
      // Node 24 on Lambda refuses handlers that take a callback.
      expect((module[source.handler] as () => unknown).length).toBeLessThan(3);
    }
  });

  test('what it refers to is part of it', () => {
    const queues = resources.queues.map(({ name }) => name);
    const functions = resources.functions.map(({ name }) => name);
    for (const { deadLetter } of resources.queues)
      expect([undefined, ...queues]).toContain(deadLetter?.queue);
    for (const { deadLetterQueue } of resources.functions)
      expect([undefined, ...queues]).toContain(deadLetterQueue);
    for (const { routes } of resources.restApis ?? []) {
      for (const route of routes) expect(functions).toContain(route.function);
    }
    const text = JSON.stringify(resources);
    for (const [, name] of text.matchAll(/:function:([\w-]+)"/g)) expect(functions).toContain(name);
    for (const [, name] of text.matchAll(/arn:aws:sqs:[^"]*:([\w-]+)"/g)) expect(queues).toContain(name);
  });
});

test('a module that is no function is refused', () => {
  expect(() => checkFunctionModule('processors/nothing.ts')).toThrow(/is no function of the pipeline/);
});
