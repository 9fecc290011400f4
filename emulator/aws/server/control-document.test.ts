import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCloud, type Cloud } from '../cloud.ts';
import { VERSION } from '../version.ts';
import { controlDocument } from './control-document.ts';
import { CONTROL_SCHEMAS } from './control-schemas.ts';
import { controlRoutes, type Controlled } from './control.ts';

interface Response {
  readonly content?: Readonly<Record<string, { readonly schema: object }>>;
}
interface Operation {
  readonly requestBody?: { readonly content: Readonly<Record<string, { schema: object; example: unknown }>> };
  readonly responses: Readonly<Record<string, Response>>;
}

const document = controlDocument(VERSION);
const paths = document['paths'] as Readonly<Record<string, Readonly<Record<string, Operation>>>>;
const operations = new Map(
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(
      ([method, operation]) => [`${method.toUpperCase()} ${path}`, operation] as const,
    ),
  ),
);

const ajv = new Ajv2020({
  strict: false,
  formats: { 'date-time': (text: string) => !Number.isNaN(Date.parse(text)) },
});
const DEFINITIONS = { components: { schemas: CONTROL_SCHEMAS } };
/** What is wrong with a value by a schema of the document. */
function wrong(schema: object, value: unknown): unknown {
  return ajv.validate({ ...DEFINITIONS, ...schema }, value) ? [] : ajv.errors;
}

/** One call for each operation and status that stand in the document, in an order in which all of them work. */
const CALLS: readonly (readonly [
  operation: `${string} ${string}`,
  status: number,
  path?: string,
  body?: string,
])[] = [
  ['GET /health', 200],
  ['GET /openapi.json', 200],
  ['GET /ca.pem', 200],
  ['GET /status', 200],
  ['GET /clock', 200],
  ['POST /clock', 200],
  ['POST /clock', 400, '/clock', '{"advance":"soon"}'],
  ['POST /load-progress', 201],
  ['POST /load-progress', 400, '/load-progress', '{}'],
  ['GET /journal', 200, '/journal?after=0&type=load.progress'],
  ['GET /journal/written', 200, '/journal/written?after=0'],
  ['GET /journal/stream', 200],
  ['GET /journal/{seq}/tree', 200, '/journal/1/tree'],
  ['GET /usage', 200],
  ['POST /faults', 201],
  ['POST /faults', 400, '/faults', '{"on":"monday"}'],
  ['GET /faults', 200],
  ['DELETE /faults/{id}', 204, '/faults/fault-1'],
  ['DELETE /faults/{id}', 404, '/faults/fault-1'],
  ['DELETE /faults', 204],
  ['PUT /snapshots/{name}', 201, '/snapshots/monday'],
  ['PUT /snapshots/{name}', 409, '/snapshots/monday'],
  ['GET /snapshots', 200],
  ['POST /snapshots/{name}/load', 200, '/snapshots/monday/load'],
  ['POST /snapshots/{name}/load', 409, '/snapshots/tuesday/load'],
  ['POST /reset', 200],
];

const snapshots = mkdtempSync(join(tmpdir(), 'safelight-control-'));
let cloud: Cloud;
beforeAll(async () => {
  cloud = await createCloud({ clock: 'manual', snapshots });
  // Something to meter, so that usage has rows.
  await fetch(`${cloud.endpoint}/no-such-bucket`);
});
afterAll(async () => {
  await cloud.close(0);
  rmSync(snapshots, { recursive: true });
});

/** Sends a request; of an answer that does not end, the first piece is read. */
async function send(method: string, path: string, body?: string) {
  const ending = new AbortController();
  const answer = await fetch(`${cloud.endpoint}/_safelight${path}`, {
    method,
    signal: ending.signal,
    ...(body !== undefined && { body, headers: { 'content-type': 'application/json' } }),
  });
  const type = (answer.headers.get('content-type') ?? '').split(';')[0] ?? '';
  if (type !== 'text/event-stream') return { status: answer.status, type, text: await answer.text() };
  const { value } = (await answer.body?.getReader().read()) ?? {};
  ending.abort();
  return { status: answer.status, type, text: new TextDecoder().decode(value) };
}

test('the description is OpenAPI 3.1', async () => {
  const validator = new Validator();
  expect(await validator.validate(structuredClone(document) as Record<string, unknown>)).toEqual({
    valid: true,
  });
  expect(validator.version).toBe('3.1');
});

test('every route of the control API is described, and nothing else is', () => {
  // Registering the routes asks nothing of a cloud.
  const routes = controlRoutes({} as Controlled)
    .routes.filter(({ method }) => method !== 'ALL')
    .map(({ method, path }) =>
      `${method} ${path.replace('/_safelight', '')}`.replaceAll(/:(\w+)(?:\{[^}]*\})?/g, '{$1}'),
    );
  expect([...operations.keys()].toSorted()).toEqual(routes.toSorted());
});

test('every described status has its call below', () => {
  const described = [...operations].flatMap(([name, { responses }]) =>
    Object.keys(responses)
      .filter((status) => status !== 'default')
      .map((status) => `${name} ${status}`),
  );
  expect(CALLS.map(([name, status]) => `${name} ${status}`).toSorted()).toEqual(described.toSorted());
});

test('each call is answered with the status and the shape that the description gives', async () => {
  for (const [name, status, path = name.split(' ')[1] ?? '', given] of CALLS) {
    const { requestBody, responses } = operations.get(name) ?? { responses: {} };
    const { schema: taken = {}, example } = requestBody?.content['application/json'] ?? {};
    expect([name, wrong(taken, example)]).toEqual([name, []]);
    const body = given ?? (example === undefined ? undefined : JSON.stringify(example));
    const answer = await send(name.split(' ')[0] ?? '', path, body);
    const [[type, content] = ['', undefined]] = Object.entries(responses[status]?.content ?? {});
    expect([name, answer.status, answer.type]).toEqual([name, status, type]);
    const value: unknown = type === 'application/json' ? JSON.parse(answer.text) : answer.text;
    expect([name, wrong(content?.schema ?? {}, value)]).toEqual([name, []]);
  }
});

test.for([
  ['a path that is not there', 404, () => send('GET', '/nowhere')],
  ['a body that is too long', 413, () => send('POST', '/clock', ' '.repeat(70_000))],
] as const)('an answer that stands under default has its shape: %s', async ([, status, call]) => {
  const answer = await call();
  expect(answer.status).toBe(status);
  expect(wrong(CONTROL_SCHEMAS['Error'] ?? {}, JSON.parse(answer.text))).toEqual([]);
});
