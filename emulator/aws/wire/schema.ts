/**
 * AWS's own model, read from the official SDK. The `@aws-sdk/client-*` packages export every operation, structure and
 * error as a schema value (`PutObject$`, `NoSuchKey$`); this file turns those values into plain shapes that routers and
 * codecs walk. It is the only file that looks inside a schema, so an SDK that changes their form breaks here and nowhere
 * else. Read from @smithy/core 3.41.0 (`submodules/schema`), 2026-11-20.
 *
 * Nothing is normalised before it is asked for: reading a model costs one pass over the module's exports, and each shape
 * resolves its members the first time a request needs them.
 *
 * Gaps: of event streams a model knows no more than `Member.eventStream`. Documents, big integers, big decimals, `sparse`
 * collections and `mediaType` occur in no installed client; the types among them are refused by name.
 */
import { NormalizedSchema } from '@smithy/core/schema';
import { serviceTraits } from './service-traits.ts';
import type { ServiceTraits } from './service-traits.ts';

export type TimestampFormat = 'date-time' | 'http-date' | 'epoch-seconds';

/** Where a member travels. Only REST protocols look at it; the others carry every member in the body. */
export type Binding =
  | { readonly in: 'body' | 'payload' | 'label' | 'status' | 'query-params' }
  /** Header names are lower-case; a prefix is what `x-amz-meta-*` starts with. */
  | { readonly in: 'header' | 'prefix-headers' | 'query'; readonly name: string };

export interface XmlNamespace {
  readonly prefix: string | undefined;
  readonly uri: string;
}

export interface ScalarShape {
  readonly kind: 'string' | 'number' | 'boolean';
}

export interface BlobShape {
  readonly kind: 'blob';
  /** A streaming blob is handed over as a stream, never held whole. */
  readonly streaming: boolean;
}

export interface TimestampShape {
  readonly kind: 'timestamp';
  /** Undefined: whatever the protocol and the place in the message make of it. */
  readonly format: TimestampFormat | undefined;
}

export type Shape = ScalarShape | BlobShape | TimestampShape | ListShape | MapShape | StructureShape;

/** A structure's member, a list's element, or a map's key or value. */
export class Member {
  readonly name: string;
  readonly required: boolean;
  readonly #schema: NormalizedSchema;
  readonly #traits: SchemaTraits;
  #shape: Shape | undefined;
  #binding: Binding | undefined;

  constructor(name: string, schema: NormalizedSchema, required: boolean) {
    this.name = name;
    this.required = required;
    this.#schema = schema;
    this.#traits = schema.getMemberTraits();
  }

  get shape(): Shape {
    return (this.#shape ??= shapeOf(this.#schema));
  }

  get binding(): Binding {
    return (this.#binding ??= bindingOf(this.#traits));
  }

  /** The element or query-parameter name. */
  get xmlName(): string {
    return this.#traits.xmlName ?? this.name;
  }

  /** The name of the root element when this member is the whole payload. */
  get payloadXmlName(): string {
    const { shape } = this;
    return this.#traits.xmlName ?? (shape.kind === 'structure' ? shape.xmlName : this.name);
  }

  get jsonName(): string {
    return this.#traits.jsonName ?? this.name;
  }

  get flattened(): boolean {
    return this.#traits.xmlFlattened !== undefined;
  }

  get attribute(): boolean {
    return this.#traits.xmlAttribute !== undefined;
  }

  get xmlNamespace(): XmlNamespace | undefined {
    return namespaceOf(this.#traits);
  }

  /** The member that carries a streaming body, which is never held whole. */
  get streaming(): boolean {
    return this.shape.kind === 'blob' && this.shape.streaming;
  }

  get eventStream(): boolean {
    return this.shape.kind === 'structure' && this.#schema.isStreaming();
  }
}

export class ListShape {
  readonly kind = 'list';
  readonly #schema: NormalizedSchema;
  #element: Member | undefined;

  constructor(schema: NormalizedSchema) {
    this.#schema = schema;
  }

  get element(): Member {
    return (this.#element ??= new Member('member', this.#schema.getValueSchema(), false));
  }
}

export class MapShape {
  readonly kind = 'map';
  readonly #schema: NormalizedSchema;
  #key: Member | undefined;
  #value: Member | undefined;

  constructor(schema: NormalizedSchema) {
    this.#schema = schema;
  }

  get key(): Member {
    return (this.#key ??= new Member('key', this.#schema.getKeySchema(), true));
  }

  get value(): Member {
    return (this.#value ??= new Member('value', this.#schema.getValueSchema(), false));
  }
}

export class StructureShape {
  readonly kind = 'structure';
  readonly name: string;
  /** Exactly one member is set. */
  readonly union: boolean;
  readonly #schema: NormalizedSchema;
  #members: readonly Member[] | undefined;
  #byXmlName: ReadonlyMap<string, Member> | undefined;
  #byJsonName: ReadonlyMap<string, Member> | undefined;

  constructor(schema: NormalizedSchema) {
    this.#schema = schema;
    this.name = schema.getName() ?? '';
    this.union = schema.isUnionSchema();
  }

  get members(): readonly Member[] {
    return (this.#members ??= membersOf(this.#schema));
  }

  get byXmlName(): ReadonlyMap<string, Member> {
    return (this.#byXmlName ??= new Map(this.members.map((member) => [member.xmlName, member])));
  }

  get byJsonName(): ReadonlyMap<string, Member> {
    return (this.#byJsonName ??= new Map(this.members.map((member) => [member.jsonName, member])));
  }

  member(name: string): Member | undefined {
    return this.members.find((member) => member.name === name);
  }

  /** The name of the root element when the structure is a whole document. */
  get xmlName(): string {
    const traits: SchemaTraits = this.#schema.getOwnTraits();
    return traits.xmlName ?? this.name;
  }

  get xmlNamespace(): XmlNamespace | undefined {
    return namespaceOf(this.#schema.getOwnTraits());
  }

  /** The one member that is the whole body, if there is one. */
  get payload(): Member | undefined {
    return this.members.find((member) => member.binding.in === 'payload');
  }
}

export interface HttpTrait {
  readonly method: string;
  /** `/2015-03-31/functions/{FunctionName}`; a label ending in `+` spans slashes. */
  readonly path: string;
  /** Query parameters that are part of the address: `WithTags`, `Operation=Tag`. */
  readonly query: ReadonlyMap<string, string>;
  /** The status of success. */
  readonly status: number;
}

export class OperationModel {
  readonly service: ServiceModel;
  readonly name: string;
  readonly http: HttpTrait | undefined;
  /** Prepended to the host by SDKs: `sync-`. */
  readonly hostPrefix: string | undefined;
  readonly #schema: OperationSchema;
  #input: StructureShape | undefined;
  #output: StructureShape | undefined;

  constructor(service: ServiceModel, schema: OperationSchema) {
    const traits = typeof schema[3] === 'object' ? schema[3] : {};
    this.service = service;
    this.name = schema[2];
    this.http = traits.http === undefined ? undefined : httpTrait(traits.http);
    this.hostPrefix = traits.endpoint?.[0];
    this.#schema = schema;
  }

  /** Undefined when the operation takes no input at all. */
  get input(): StructureShape | undefined {
    return (this.#input ??= structureOf(this.#schema[4]));
  }

  /** Undefined when the operation answers nothing at all. */
  get output(): StructureShape | undefined {
    return (this.#output ??= structureOf(this.#schema[5]));
  }
}

export interface ErrorModel {
  /** The SDK's exception name. */
  readonly code: string;
  readonly status: number;
  readonly fault: 'client' | 'server';
  /** The name that query protocols and `x-amzn-query-error` use, where it differs. */
  readonly queryCode: string | undefined;
  readonly shape: StructureShape;
}

export interface ServiceModel {
  /** `com.amazonaws.sqs` */
  readonly namespace: string;
  readonly traits: ServiceTraits;
  readonly operations: ReadonlyMap<string, OperationModel>;
  readonly errors: ReadonlyMap<string, ErrorModel>;
}

/** The traits that any schema may carry, as the SDK's generator writes them. */
interface SchemaTraits {
  readonly xmlName?: string;
  readonly jsonName?: string;
  readonly xmlFlattened?: 1;
  readonly xmlAttribute?: 1;
  readonly xmlNamespace?: readonly [prefix: string | 0, uri: string];
  readonly httpLabel?: 1;
  readonly httpPayload?: 1;
  readonly httpResponseCode?: 1;
  readonly httpQueryParams?: 1;
  readonly httpHeader?: string;
  readonly httpPrefixHeaders?: string;
  readonly httpQuery?: string;
  readonly error?: 'client' | 'server';
  readonly httpError?: number;
  readonly awsQueryError?: readonly [code: string, status: number];
}

interface OperationTraits {
  readonly http?: readonly [method: string, uri: string, status: number];
  readonly endpoint?: readonly [prefix: string];
}

const OPERATION = 9;
const ERROR = -3;

type SchemaRef = Parameters<typeof NormalizedSchema.of>[0];
type OperationSchema = readonly [
  kind: typeof OPERATION,
  namespace: string,
  name: string,
  traits: OperationTraits | number,
  input: SchemaRef,
  output: SchemaRef,
];
type ErrorSchema = readonly [kind: typeof ERROR, namespace: string, name: string, ...rest: unknown[]];

/**
 * Reads a client package's model. Give it the module's namespace object:
 * `readModel(await import('@aws-sdk/client-sqs'))`.
 */
export function readModel(clientExports: object): ServiceModel {
  const operations = new Map<string, OperationModel>();
  const errors = new Map<string, ErrorModel>();
  let model: ServiceModel | undefined;
  for (const [name, schema] of Object.entries(clientExports)) {
    if (!name.endsWith('$') || !Array.isArray(schema)) continue;
    if (isOperation(schema)) {
      model ??= { namespace: schema[1], traits: serviceTraits(schema[1]), operations, errors };
      operations.set(schema[2], new OperationModel(model, schema));
    } else if (isError(schema)) {
      errors.set(schema[2], errorModel(schema));
    }
  }
  if (model === undefined)
    throw new Error('The module exports no operation schema: it is not an SDK client.');
  return model;
}

const isOperation = (schema: readonly unknown[]): schema is OperationSchema => schema[0] === OPERATION;
/** Every client also exports a schema of its base exception, in a namespace of the SDK's own. */
const isError = (schema: readonly unknown[]): schema is ErrorSchema =>
  schema[0] === ERROR && !String(schema[1]).startsWith('smithy.ts.sdk.synthetic');

function errorModel(schema: ErrorSchema): ErrorModel {
  const ref = schema as unknown as SchemaRef;
  const traits = schema[3] as SchemaTraits;
  const fault = traits.error ?? 'client';
  return {
    code: schema[2],
    fault,
    status: traits.httpError ?? traits.awsQueryError?.[1] ?? (fault === 'client' ? 400 : 500),
    queryCode: traits.awsQueryError?.[0],
    get shape() {
      return shapeOf(NormalizedSchema.of(ref)) as StructureShape;
    },
  };
}

function httpTrait([method, uri, status]: readonly [string, string, number]): HttpTrait {
  const [path = '/', search = ''] = uri.split('?');
  return { method, path, status, query: new Map(new URLSearchParams(search)) };
}

const shapes = new WeakMap<object, Shape>();

function shapeOf(schema: NormalizedSchema): Shape {
  const raw: unknown = schema.getSchema();
  if (typeof raw !== 'object' || raw === null) return newShape(schema);
  const known = shapes.get(raw);
  if (known !== undefined) return known;
  const shape = newShape(schema);
  shapes.set(raw, shape);
  return shape;
}

function newShape(schema: NormalizedSchema): Shape {
  if (schema.isStructSchema()) return new StructureShape(schema);
  if (schema.isListSchema()) return new ListShape(schema);
  if (schema.isMapSchema()) return new MapShape(schema);
  if (schema.isStringSchema()) return { kind: 'string' };
  if (schema.isNumericSchema()) return { kind: 'number' };
  if (schema.isBooleanSchema()) return { kind: 'boolean' };
  if (schema.isBlobSchema()) return { kind: 'blob', streaming: schema.isStreaming() };
  if (schema.isTimestampSchema()) return { kind: 'timestamp', format: timestampFormat(schema) };
  throw new Error(`The schema ${schema.getName(true)} has a type that no codec here knows.`);
}

function timestampFormat(schema: NormalizedSchema): TimestampFormat | undefined {
  switch (schema.getSchema()) {
    case 5:
      return 'date-time';
    case 6:
      return 'http-date';
    case 7:
      return 'epoch-seconds';
    default:
      return undefined;
  }
}

function structureOf(ref: SchemaRef): StructureShape | undefined {
  const schema = NormalizedSchema.of(ref);
  return schema.isUnitSchema() ? undefined : (shapeOf(schema) as StructureShape);
}

/** Required members come first in a structure's schema; its seventh place says how many they are. */
function membersOf(schema: NormalizedSchema): readonly Member[] {
  const required = Number((schema.getSchema() as readonly unknown[])[6] ?? 0);
  return [...schema.structIterator()].map(([name, member], at) => new Member(name, member, at < required));
}

function bindingOf(traits: SchemaTraits): Binding {
  if (traits.httpPayload) return { in: 'payload' };
  if (traits.httpLabel) return { in: 'label' };
  if (traits.httpHeader !== undefined) return { in: 'header', name: traits.httpHeader.toLowerCase() };
  if (traits.httpPrefixHeaders !== undefined) {
    return { in: 'prefix-headers', name: traits.httpPrefixHeaders.toLowerCase() };
  }
  if (traits.httpQuery !== undefined) return { in: 'query', name: traits.httpQuery };
  if (traits.httpQueryParams) return { in: 'query-params' };
  return { in: traits.httpResponseCode ? 'status' : 'body' };
}

function namespaceOf({ xmlNamespace }: SchemaTraits): XmlNamespace | undefined {
  if (xmlNamespace === undefined) return undefined;
  const [prefix, uri] = xmlNamespace;
  return { prefix: prefix === 0 || prefix === '' ? undefined : prefix, uri };
}
