/** The error documents of the JSON and CBOR protocols. */
import type { AwsError } from '../kernel/aws-error.ts';
import { fieldsOf } from './json-encode.ts';
import type { ErrorModel, ServiceModel } from './schema.ts';

/** The model of an error by its SDK name or by its old query code. */
export function errorModel(service: ServiceModel | undefined, code: string): ErrorModel | undefined {
  if (service === undefined) return undefined;
  return service.errors.get(code) ?? service.errors.values().find((model) => model.queryCode === code);
}

/** AWS spells the message's name as the error's shape does; SerializationException says `Message` (aws.md section E.1). */
function messageName(error: AwsError, model: ErrorModel | undefined): string {
  const member = model?.shape.members.find(({ name }) => name.toLowerCase() === 'message');
  return member?.name ?? (error.code === 'SerializationException' ? 'Message' : 'message');
}

/** The members of an error: those of its shape in their wire form, then whatever else it carries. */
export function errorFields(error: AwsError, model: ErrorModel | undefined): Record<string, unknown> {
  const body = (model?.shape.members ?? []).filter(({ binding }) => binding.in !== 'header');
  const fields = fieldsOf(body, error.details);
  const shaped = new Set(model?.shape.members.map(({ name }) => name));
  for (const [name, value] of Object.entries(error.details)) {
    if (!shaped.has(name) && value !== undefined) fields[name] = value;
  }
  if (error.message !== '') fields[messageName(error, model)] = error.message;
  return fields;
}

const CORAL = 'com.amazon.coral.service';
const VALIDATION = 'com.amazon.coral.validate';

/** Errors of the protocol and of authentication have namespaces of their own (aws.md section E.1). */
const NAMESPACES: Readonly<Record<string, string>> = {
  AccessDeniedException: CORAL,
  ExpiredTokenException: CORAL,
  IncompleteSignatureException: CORAL,
  InvalidSignatureException: CORAL,
  MissingAuthenticationTokenException: CORAL,
  SerializationException: CORAL,
  UnknownOperationException: CORAL,
  UnrecognizedClientException: CORAL,
  ValidationException: VALIDATION,
};

/** `com.amazonaws.sqs#QueueDoesNotExist`, or the bare name for services that write it so. */
export function errorType(error: AwsError, service: ServiceModel | undefined): string {
  const code = errorModel(service, error.code)?.code ?? error.code;
  const own = service?.traits.errorNamespace;
  if (service !== undefined && own === undefined) return code;
  const namespace = NAMESPACES[code] ?? own ?? CORAL;
  return `${namespace}#${code}`;
}

/** The codes that query clients know for the protocol's own errors. */
const QUERY_CODES: Readonly<Record<string, string>> = {
  SerializationException: 'MalformedInput',
  UnknownOperationException: 'InvalidAction',
};

/** The error's name in query protocols. */
export const queryCode = (error: AwsError, service: ServiceModel | undefined): string =>
  errorModel(service, error.code)?.queryCode ?? error.queryCode ?? QUERY_CODES[error.code] ?? error.code;

/** `x-amzn-query-error` for the services whose clients used to be query clients. */
export function queryErrorHeader(
  error: AwsError,
  service: ServiceModel | undefined,
): Readonly<Record<string, string>> {
  if (service?.traits.queryCompatible !== true) return {};
  return { 'x-amzn-query-error': `${queryCode(error, service)};${error.fault}` };
}
