/** What every wire protocol does, seen from the server: find the operation, read its input, write its answer. */
import type { AwsError } from '../kernel/aws-error.ts';
import type { WireRequest, WireResponse } from './message.ts';
import type { OperationModel, ServiceModel } from './schema.ts';
import type { ProtocolName } from './service-traits.ts';

interface ResponseMeta {
  readonly requestId: string;
  /** S3's second request id, `x-amz-id-2`. */
  readonly hostId?: string;
  /** Instead of the status of the operation's model. */
  readonly status?: number;
  /** Extra headers with lower-case names; they win over those of the output. */
  readonly headers?: Readonly<Record<string, string>>;
}

export interface ErrorMeta {
  readonly requestId: string;
  readonly hostId?: string;
  /** The service that answers; it knows the error's shape and old query code. */
  readonly service?: ServiceModel;
  readonly operation?: OperationModel;
  /** The request was a HEAD: the answer has no body. */
  readonly head?: boolean;
}

/** A protocol is a value without state; one serves all services that speak it. */
export interface Protocol {
  readonly name: ProtocolName;
  /**
   * The operation a request is for; undefined when the service has none such. Query protocols look for it in the body
   * and need it read (`bytes`, see body.ts).
   */
  route(model: ServiceModel, request: WireRequest): OperationModel | undefined;
  /**
   * The operation's input as the SDK types it, with streaming payloads as `Readable` and other blobs as `Uint8Array`.
   *
   * @param seen is told the bytes of a document, and what it returns is told what they mean; only S3 asks for it
   * @throws AwsError when the request cannot be read: SerializationException, MalformedInput, MalformedXML …
   */
  decode(
    operation: OperationModel,
    request: WireRequest,
    seen?: (document: Uint8Array) => (understood: unknown) => void,
  ): object | Promise<object>;
  encode(operation: OperationModel, output: object, meta: ResponseMeta): WireResponse;
  encodeError(error: AwsError, meta: ErrorMeta): WireResponse;
}
