/** Calls other services in process, as the state machine's role; their errors get the names that Catch looks for. */
import { AwsError } from '../../../kernel/aws-error.ts';
import { toRfc1123 } from '../../../kernel/instant.ts';
import type { Kernel } from '../../../kernel/kernel.ts';
import type { Principal, Scope } from '../../../kernel/scope.ts';
import { asText, isObject, type Json, type JsonObject } from '../asl/json.ts';
import { StatesError } from '../asl/states-error.ts';
import type { Resource } from './resource.ts';
import { fromOutput, toInput } from './sdk-shapes.ts';

export interface ServiceCall {
  readonly kernel: Kernel;
  readonly resource: Resource & { readonly kind: 'service' };
  readonly parameters: Json;
  readonly scope: Scope;
  readonly principal: Principal;
  readonly cause: number;
}

/** @throws StatesError */
export async function callService(call: ServiceCall): Promise<JsonObject> {
  const { kernel, resource, parameters } = call;
  const { service, operation, optimized } = resource;
  const calls = kernel.ports.find('calls');
  const model = await calls?.model(service);
  const operationModel = model?.operations.get(operation);
  const input = toInput(operationModel?.input, asParameters(resource, parameters));
  try {
    if (calls === undefined) throw new Error('nobody carries out calls between services');
    const { scope, principal, cause } = call;
    const output = await calls.invoke({ service, operation, input, scope, principal, cause });
    const shown = await fromOutput(operationModel?.output, output);
    return optimized ? { ...asResult(resource, shown), ...exchange(kernel, shown) } : shown;
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw named(resource, error, model?.errors.has(error.code) === true, kernel);
  }
}

/** Lambda and SQS take any JSON where the API wants text. */
function asParameters({ service, operation }: ServiceCall['resource'], parameters: Json): Json {
  if (service !== 'lambda' || operation !== 'Invoke' || !isObject(parameters)) return parameters;
  const { Payload } = parameters;
  return Payload === undefined ? parameters : { ...parameters, Payload: JSON.stringify(Payload) };
}

/** A function's payload is read as JSON, and its failure is the task's. */
function asResult({ service, operation }: ServiceCall['resource'], output: JsonObject): JsonObject {
  if (service !== 'lambda' || operation !== 'Invoke') return output;
  const { Payload: payload = '', FunctionError: failure, ...rest } = output;
  if (failure !== undefined) throw functionFailure(asText(payload));
  return { ...rest, Payload: parse(asText(payload)) };
}

/** What a function's failure is to the state machine. */
export function functionFailure(payload: string): StatesError {
  const details = parse(payload);
  const type = isObject(details) ? details['errorType'] : undefined;
  return new StatesError(typeof type === 'string' && type !== '' ? type : 'Lambda.Unknown', payload);
}

export function parse(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}

/** Optimised integrations show something of the HTTP exchange, which here never took place. */
function exchange(kernel: Kernel, output: JsonObject): JsonObject {
  const requestId = kernel.ids.uuid();
  const headers: Record<string, string> = {
    'Content-Length': asText(Buffer.byteLength(JSON.stringify(output))),
    'Content-Type': 'application/x-amz-json-1.0',
    Date: toRfc1123(kernel.clock.now()),
    'x-amzn-RequestId': requestId,
  };
  return {
    SdkHttpMetadata: {
      AllHttpHeaders: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]])),
      HttpHeaders: headers,
      HttpStatusCode: 200,
    },
    SdkResponseMetadata: { RequestId: requestId },
  };
}

/** `S3.NoSuchKeyException`; what the service's model does not know is `S3.S3Exception`. */
function named(
  { prefix }: ServiceCall['resource'],
  error: AwsError,
  modelled: boolean,
  kernel: Kernel,
): StatesError {
  const { code, status, message } = error;
  const name = modelled ? (code.endsWith('Exception') ? code : `${code}Exception`) : `${prefix}Exception`;
  return new StatesError(
    `${prefix}.${name}`,
    `${message} (Service: ${prefix}, Status Code: ${status}, Request ID: ${kernel.ids.uuid()}) (SDK Attempt Count: 1)`,
  );
}
