/**
 * What passes between the emulator and a Node function's process, over one socket: frames of a length (4 bytes, big
 * endian), a kind (1 byte) and a payload. The process reads and writes it synchronously, which is what freezes it between
 * invocations: nothing of it runs until the next one arrives, and the end of the emulator is the end of the socket.
 */

export const FRAME = {
  /** To the process, first: `NodeConfiguration` as JSON. */
  configure: 1,
  /** To the process: the length of a header (4 bytes), the header (`NodeInvocation` as JSON), the event. */
  invoke: 2,
  /** From the process: what it logged, as one log event. */
  log: 10,
  /** The handler is loaded. */
  ready: 11,
  /** The handler could not be loaded: the error as JSON. The process ends. */
  initError: 12,
  /** The invocation's result: the peak of resident memory in KiB (4 bytes), then the payload. */
  result: 13,
  /** The invocation failed: the same with the error as JSON. */
  error: 14,
  /** The invocation failed and the process ends. */
  fatal: 15,
  /** A streamed response begins: the type of its content. */
  stream: 16,
  /** A piece of a streamed response. The result that follows the last one has no payload of its own. */
  chunk: 17,
} as const;

export type FrameKind = (typeof FRAME)[keyof typeof FRAME];

export interface Frame {
  readonly kind: FrameKind;
  readonly payload: Buffer;
}

/** The type of a streamed response that says its status and headers itself: as JSON, before `PRELUDE_END` and its body. */
export const HTTP_RESPONSE = 'application/vnd.awslambda.http-integration-response';
export const PRELUDE_END = Buffer.alloc(8);

export const FRAME_HEAD = 5;
/** The descriptor of the socket in the process. */
export const FRAME_FD = 3;

export interface NodeConfiguration {
  /** `index.handler` */
  readonly handler: string;
  readonly taskRoot: string;
  /** 24 of `nodejs24.x`. */
  readonly majorVersion: number;
  /** Folders in which packages are looked for after the function's own: those of its layers. */
  readonly modulePaths: readonly string[];
  /** Packages that may come from the machine; the AWS SDK's always may. */
  readonly hostModules: readonly string[];
  /** Folders from which those are looked for. */
  readonly hostRoots: readonly string[];
  /** Folder of the AWS SDK's packages that the published safelight brings, each bundled: `@aws-sdk/client-s3.js`. */
  readonly carriedSdk: string;
  /** The handler's source may be TypeScript: only in a folder that is run in place. */
  readonly typescript: boolean;
  readonly logFormat: 'Text' | 'JSON';
  readonly logLevel: string;
  /** Variables that the process was started with and that the function is not to see. */
  readonly hidden: readonly string[];
  /** The cloud's: `http://127.0.0.1:4566`. */
  readonly endpoint: string;
  /** Milliseconds that emulated time is ahead of the machine's. */
  readonly clockOffset: number;
}

export interface NodeInvocation {
  readonly requestId: string;
  readonly functionArn: string;
  readonly traceId: string;
  /** Milliseconds that emulated time is ahead of the machine's. */
  readonly clockOffset: number;
  /** Emulated instant at which the invocation times out. */
  readonly deadline: number;
  /** As the caller sent it, decoded. */
  readonly clientContext?: unknown;
}

export function frameHead(kind: FrameKind, size: number): Buffer {
  const head = Buffer.allocUnsafe(FRAME_HEAD);
  head.writeUInt32BE(size);
  head.writeUInt8(kind, 4);
  return head;
}
