/**
 * The HTTP bindings that REST protocols share: which members travel in the path, the query, headers, the status or the
 * body. How a body looks is the document codec's business.
 */
import { Readable } from 'node:stream';
import { contentOf } from './body.ts';
import { encodeEventStream, EVENT_STREAM } from './event-stream.ts';
import { headerText, readHeader, textOfHeader, writeHeader } from './headers.ts';
import type { WireBody, WireRequest } from './message.ts';
import { parseQuery } from './query-string.ts';
import type { QueryParameters } from './query-string.ts';
import { setMember } from './record.ts';
import type { Binding, Member, OperationModel, StructureShape } from './schema.ts';
import { isTextShape, readText } from './text-values.ts';

type Labels = Pick<ReadonlyMap<string, string | undefined>, 'get'>;
type Fields = Record<string, unknown>;

/** How a REST protocol writes and reads documents. */
export interface DocumentCodec {
  readonly contentType: string;
  /** The members of a structure that travel in the body. */
  readBody(shape: StructureShape, content: Buffer): object;
  /** The structure that is the body. */
  readPayload(member: Member, shape: StructureShape, content: Buffer): object;
  writeBody(shape: StructureShape, members: readonly Member[], value: object): string;
  writePayload(member: Member, shape: StructureShape, value: object): string;
  /** A member's text in a label, the query or a header is no value of its type. */
  refuse(member: Member, text: string): Error;
}

/** What need not wait for a body is read at once. */
export function readInput(
  operation: OperationModel,
  request: WireRequest,
  labels: Labels,
  codec: DocumentCodec,
  seen?: (document: Uint8Array) => (understood: unknown) => void,
): Fields | Promise<Fields> {
  const { input } = operation;
  if (input === undefined) return {};
  const { body, addressed, payload } = inputBindings(input);
  const complete = (fields: Fields): Fields | Promise<Fields> => {
    const query = parseQuery(request.query);
    for (const member of addressed) {
      const value = readMember(member, request, labels, query, codec);
      if (value !== undefined) fields[member.name] = value;
    }
    if (payload === undefined) return fields;
    if (!payload.streaming) return readPayload(payload, fields, request, codec, seen);
    fields[payload.name] = request.bytes === undefined ? request.body : Readable.from([request.bytes]);
    return fields;
  };
  return body.length > 0 ? readBodyMembers(input, request, codec).then(complete) : complete({});
}

export interface RestOutput {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: WireBody | undefined;
}

/** @param statusAsked in the place of the model's */
export function writeOutput(
  operation: OperationModel,
  output: object,
  statusAsked: number | undefined,
  codec: DocumentCodec,
): RestOutput {
  const { output: shape } = operation;
  const fields = output as Readonly<Fields>;
  const headers: Record<string, string> = {};
  let status = operation.http?.status ?? 200;
  if (shape === undefined) return { status: statusAsked ?? status, headers, body: undefined };
  const bindings = outputBindings(shape);
  const values = valuesInPlace(bindings, fields);
  for (let place = 0; place < values.length; place += 1) {
    const value = values[place];
    if (value === undefined || value === null) continue;
    const member = bindings.addressed[place]!;
    if (member.binding.in === 'status') status = Number(value);
    else writeHeaderMember(headers, member, value);
  }
  status = statusAsked ?? status;
  const body = carriesBody(status) ? writeDocument(shape, bindings, fields, headers, codec) : undefined;
  return { status, headers, body };
}

/** The values of addressed members, each in its member's place: an output has few of the members that there are. */
function valuesInPlace({ places }: Bindings, fields: Readonly<Fields>): readonly unknown[] {
  const values: unknown[] = [];
  for (const name in fields) {
    const place = places.get(name);
    if (place !== undefined) values[place] = fields[name];
  }
  return values;
}

/** Header-bound members of an error; the rest of it is in the body. */
export function writeHeaderMember(headers: Record<string, string>, member: Member, value: unknown): void {
  const { binding } = member;
  if (binding.in === 'header') headers[binding.name] = writeHeader(member, value);
  if (binding.in !== 'prefix-headers') return;
  for (const [name, item] of Object.entries(value as Readonly<Record<string, unknown>>)) {
    headers[`${binding.name}${name}`.toLowerCase()] = headerText(String(item));
  }
}

export const carriesBody = (status: number): boolean => status !== 204 && status !== 205 && status !== 304;

interface Bindings {
  readonly body: readonly Member[];
  readonly addressed: readonly Member[];
  /** Where among them a member stands, by its name. */
  readonly places: ReadonlyMap<string, number>;
  readonly payload: Member | undefined;
}

const inputBindings = bindingsFor(['label', 'query', 'query-params', 'header', 'prefix-headers']);
/** Labels and queries mean nothing in an answer: API Gateway's `position` is bound to one and travels in the body. */
const outputBindings = bindingsFor(['status', 'header', 'prefix-headers']);

function bindingsFor(kinds: readonly Binding['in'][]): (shape: StructureShape) => Bindings {
  const structures = new WeakMap<StructureShape, Bindings>();
  return (shape) => {
    const known = structures.get(shape);
    if (known !== undefined) return known;
    const { payload, members } = shape;
    const addressed = members.filter(({ binding }) => kinds.includes(binding.in));
    const body = members.filter((member) => member !== payload && !addressed.includes(member));
    const places = new Map(addressed.map(({ name }, place) => [name, place]));
    const bindings = { body, addressed, places, payload };
    structures.set(shape, bindings);
    return bindings;
  };
}

async function readBodyMembers(
  shape: StructureShape,
  request: WireRequest,
  codec: DocumentCodec,
): Promise<Fields> {
  const content = await contentOf(request);
  return content.length === 0 ? {} : (codec.readBody(shape, content) as Fields);
}

async function readPayload(
  member: Member,
  fields: Fields,
  request: WireRequest,
  codec: DocumentCodec,
  seen?: (document: Uint8Array) => (understood: unknown) => void,
): Promise<Fields> {
  const content = await contentOf(request);
  if (content.length === 0) return fields;
  const verify = seen?.(content);
  const value = payloadValue(member, content, codec);
  verify?.(value);
  fields[member.name] = value;
  return fields;
}

function payloadValue(member: Member, content: Buffer, codec: DocumentCodec): unknown {
  switch (member.shape.kind) {
    case 'structure':
      return codec.readPayload(member, member.shape, content);
    case 'blob':
      return content;
    default:
      return content.toString('utf8');
  }
}

function readMember(
  member: Member,
  request: WireRequest,
  labels: Labels,
  query: QueryParameters,
  codec: DocumentCodec,
): unknown {
  const { binding } = member;
  switch (binding.in) {
    case 'label':
      return readAddress(member, labels.get(member.name), codec);
    case 'query':
      return readQueryMember(member, binding.name, query, codec);
    case 'query-params':
      return readOtherParameters(query);
    case 'header': {
      const text = request.headers[binding.name];
      return text === undefined ? undefined : readHeader(member.shape, text);
    }
    case 'prefix-headers':
      return readPrefixed(request.headers, binding.name);
    default:
      return undefined;
  }
}

function readQueryMember(
  member: Member,
  name: string,
  query: QueryParameters,
  codec: DocumentCodec,
): unknown {
  if (query.length === 0) return undefined;
  const values = query.filter((parameter) => parameter[0] === name).map((parameter) => parameter[1]);
  if (member.shape.kind !== 'list') return readAddress(member, values[0], codec);
  const { element } = member.shape;
  return values.length === 0 ? undefined : values.map((value) => readAddress(element, value, codec));
}

function readAddress(member: Member, text: string | undefined, codec: DocumentCodec): unknown {
  if (text === undefined || !isTextShape(member.shape)) return undefined;
  const value = readText(member.shape, text, 'date-time');
  if (value === undefined) throw codec.refuse(member, text);
  return value;
}

function readOtherParameters(query: QueryParameters): Fields {
  const parameters: Fields = {};
  for (const [name, value] of query) setMember(parameters, name, value);
  return parameters;
}

function readPrefixed(headers: Readonly<Record<string, string>>, prefix: string): Fields | undefined {
  const values: Fields = {};
  for (const [name, value] of Object.entries(headers)) {
    if (name.startsWith(prefix)) setMember(values, name.slice(prefix.length), textOfHeader(value));
  }
  return Object.keys(values).length === 0 ? undefined : values;
}

function writeDocument(
  shape: StructureShape,
  bindings: Bindings,
  fields: Readonly<Fields>,
  headers: Record<string, string>,
  codec: DocumentCodec,
): WireBody | undefined {
  const { payload } = bindings;
  if (payload !== undefined) {
    const value = fields[payload.name];
    if (value === undefined || value === null) return undefined;
    if (payload.eventStream) {
      headers['content-type'] = EVENT_STREAM;
      return encodeEventStream(value as AsyncIterable<object>);
    }
    if (payload.shape.kind !== 'structure') return value as string | Uint8Array | Readable;
    headers['content-type'] = codec.contentType;
    return codec.writePayload(payload, payload.shape, value);
  }
  if (bindings.body.length === 0) return undefined;
  headers['content-type'] = codec.contentType;
  return codec.writeBody(shape, bindings.body, fields);
}
