/**
 * Between the JSON of a state machine and the SDK's shapes: members are written in Pascal case whatever the service's own
 * spelling, blobs and streams are text, timestamps ISO 8601, and an object where a string belongs is its JSON (developer
 * guide "Learning to use AWS service SDK integrations", 2026-11).
 */
import type { Readable } from 'node:stream';
import { parseInstant, toDate, toIso } from '../../../kernel/instant.ts';
import type { Shape, StructureShape } from '../../../wire/schema.ts';
import { asText, isObject, LARGEST_DATA, type Json } from '../asl/json.ts';
import { runtimeError, StatesError } from '../asl/states-error.ts';

const pascal = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

/** @throws StatesError States.Runtime for a parameter that the operation does not have */
export function toInput(shape: StructureShape | undefined, value: Json): object {
  return readStructure(shape, value, '');
}

function readStructure(shape: StructureShape | undefined, value: Json, path: string): object {
  const input: Record<string, unknown> = {};
  if (!isObject(value)) throw unsupported(path);
  for (const [name, given] of Object.entries(value)) {
    const member = shape?.members.find((one) => pascal(one.name) === name);
    if (member === undefined) throw unsupported(`${path}${name}`);
    if (given !== null) input[member.name] = readValue(member.shape, given, `${path}${name}`);
  }
  return input;
}

function readValue(shape: Shape, value: Json, path: string): unknown {
  switch (shape.kind) {
    case 'structure':
      return readStructure(shape, value, `${path}.`);
    case 'list':
      if (!Array.isArray(value)) throw unsupported(path);
      return (value as Json[]).map((element) => readValue(shape.element.shape, element, path));
    case 'map':
      if (!isObject(value)) throw unsupported(path);
      return Object.fromEntries(
        Object.entries(value).map(([name, element]) => [name, readValue(shape.value.shape, element, path)]),
      );
    case 'blob':
      return Buffer.from(asText(value));
    case 'timestamp': {
      const at = typeof value === 'number' ? value * 1_000 : parseInstant(asText(value));
      if (at === undefined) throw unsupported(path);
      return toDate(at);
    }
    case 'string':
      return asText(value);
    case 'number':
    case 'boolean':
      return value;
  }
}

const unsupported = (path: string): StatesError =>
  runtimeError(`The field "${path.replace(/\.$/, '')}" is not supported by Step Functions`);

/** What an operation answered, as JSON. Payloads of functions stay text. */
export async function fromOutput(
  shape: StructureShape | undefined,
  output: object,
): Promise<Record<string, Json>> {
  const shown: Record<string, Json> = {};
  for (const member of shape?.members ?? []) {
    const value = (output as Readonly<Record<string, unknown>>)[member.name];
    if (value !== undefined && value !== null)
      shown[pascal(member.name)] = await showValue(member.shape, value);
  }
  return shown;
}

async function showValue(shape: Shape, value: unknown): Promise<Json> {
  switch (shape.kind) {
    case 'structure':
      return fromOutput(shape, value as object);
    case 'list':
      return Promise.all((value as unknown[]).map((element) => showValue(shape.element.shape, element)));
    case 'map': {
      const entries = Object.entries(value as object).map(
        async ([name, element]: [string, unknown]) =>
          [name, await showValue(shape.value.shape, element)] as const,
      );
      return Object.fromEntries(await Promise.all(entries));
    }
    case 'timestamp':
      return toIso((value as ReturnType<typeof toDate>).getTime());
    case 'blob':
      return textOf(value as Uint8Array | Readable | string);
    case 'string':
    case 'number':
    case 'boolean':
      return value as Json;
  }
}

/** @throws StatesError States.DataLimitExceeded when there is more than a state may hold */
export async function textOf(
  source: Uint8Array | Readable | string,
  most = LARGEST_DATA * 2,
): Promise<string> {
  if (typeof source === 'string') return source;
  if (source instanceof Uint8Array) return Buffer.from(source).toString();
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of source as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > most) {
      source.destroy();
      throw new StatesError(
        'States.DataLimitExceeded',
        'The service returned a result with a size exceeding the maximum number of bytes service limit.',
      );
    }
    chunks.push(Buffer.from(chunk));
  }
  return Buffer.concat(chunks).toString();
}
