/**
 * The main file of a Node function's process: loads the handler, then runs one invocation after the other until the
 * socket to the emulator ends.
 */
import { flushCompileCache } from 'node:module';
import { FRAME, type NodeConfiguration, type NodeInvocation } from '../frames.ts';
import { readFrame, writeFrame } from './channel.ts';
import { installCloudOverHttps } from './cloud-over-https.ts';
import { flushLines, installConsole, logError, setRequestId } from './console-output.ts';
import { installDate, setClockOffset } from './emulated-date.ts';
import { loadHandler, type Handler } from './handler-module.ts';
import { runHandler, WITHOUT_CALLBACKS, type Outcome } from './invocation.ts';
import { installResolution } from './module-resolution.ts';
import { installStreamifyResponse, isStreaming } from './response-stream.ts';
import { errorAnswer, errorLine, RuntimeError } from './runtime-errors.ts';

/** What AWS's runtime exits with. */
const UNHANDLED_REJECTION = 128;
const UNCAUGHT_EXCEPTION = 129;

const configuration = readConfiguration();
let handler: Handler | undefined;
let keptCompiled = false;

for (const name of configuration.hidden) delete process.env[name];
installDate();
setClockOffset(configuration.clockOffset);
installConsole(configuration.logFormat, configuration.logLevel);
installResolution(configuration);
installStreamifyResponse();
installCloudOverHttps(configuration.endpoint);
process.on('uncaughtException', (error) => {
  fail('Uncaught Exception', error, UNCAUGHT_EXCEPTION);
});
process.on('unhandledRejection', (reason) => {
  const error = new RuntimeError('UnhandledPromiseRejection', String(reason));
  fail('Unhandled Promise Rejection', error, UNHANDLED_REJECTION);
});
await initialise();

function readConfiguration(): NodeConfiguration {
  const frame = readFrame();
  if (frame === undefined) process.exit(0);
  return JSON.parse(frame.payload.toString()) as NodeConfiguration;
}

async function initialise(): Promise<void> {
  try {
    const loaded = await loadHandler(configuration);
    checkStyle(loaded);
    handler = loaded;
  } catch (error) {
    const heading = configuration.majorVersion < WITHOUT_CALLBACKS ? 'Uncaught Exception' : 'Init Error';
    fail(heading, error, 1);
  }
  flushLines();
  writeFrame(FRAME.ready);
  setImmediate(next);
}

/** Waits for the next invocation, and everything in this process with it. */
function next(): void {
  const frame = readFrame();
  if (frame === undefined) process.exit(0);
  const { payload } = frame;
  const headerEnd = 4 + payload.readUInt32BE();
  const invocation = JSON.parse(payload.toString('utf8', 4, headerEnd)) as NodeInvocation;
  setClockOffset(invocation.clockOffset);
  setRequestId(invocation.requestId);
  process.env['_X_AMZN_TRACE_ID'] = invocation.traceId;
  const event: unknown = JSON.parse(payload.toString('utf8', headerEnd));
  // A turn of the loop lets errors that nobody caught come first, as they do on AWS.
  runHandler(handler!, event, invocation, configuration.majorVersion, (outcome) =>
    setImmediate(() => answer(outcome)),
  );
}

function answer(outcome: Outcome): void {
  if ('error' in outcome) answerError(outcome.error);
  else {
    const payload = isStreaming(handler!) ? Buffer.alloc(0) : serialise(outcome.result);
    if (payload instanceof Error) answerError(payload);
    else {
      flushLines();
      writeFrame(FRAME.result, peakMemory(), payload);
    }
  }
  if (!keptCompiled) keepCompiled();
  setImmediate(next);
}

/** Node would do this at the end, which for the next process of this function may be too late, and never comes for one that is killed. */
function keepCompiled(): void {
  keptCompiled = true;
  flushCompileCache();
}

function answerError(error: unknown): void {
  logError('Invoke Error', errorLine(error), error);
  flushLines();
  writeFrame(FRAME.error, peakMemory(), errorPayload(error));
}

/** Reports an error that ends the process. */
function fail(heading: string, error: unknown, status: number): never {
  logError(heading, errorLine(error), error);
  flushLines();
  if (handler === undefined) writeFrame(FRAME.initError, errorPayload(error));
  else writeFrame(FRAME.fatal, peakMemory(), errorPayload(error));
  process.exit(status);
}

function serialise(result: unknown): Buffer | Error {
  try {
    return Buffer.from(JSON.stringify(result === undefined ? null : result) ?? 'null');
  } catch {
    const message = 'Unable to stringify response body';
    const old = configuration.majorVersion < WITHOUT_CALLBACKS;
    return old ? new Error(message) : new RuntimeError('JSONStringifyError', message);
  }
}

function checkStyle(loaded: Handler): void {
  if (configuration.majorVersion >= WITHOUT_CALLBACKS && loaded.length >= 3 && !isStreaming(loaded)) {
    throw new RuntimeError(
      'CallbackHandlerDeprecated',
      'ERROR: AWS Lambda has removed support for callback-based function handlers starting with Node.js 24. You need to modify this function to use a supported handler signature to use Node.js 24 or later. For more information see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html.',
    );
  }
}

function errorPayload(error: unknown): Buffer {
  return Buffer.from(JSON.stringify(errorAnswer(error)));
}

/** KiB of resident memory at its most. */
function peakMemory(): Buffer {
  const bytes = Buffer.allocUnsafe(4);
  bytes.writeUInt32BE(process.resourceUsage().maxRSS);
  return bytes;
}
