/**
 * The lines that Lambda itself writes around an invocation, in text or as JSON.
 *
 * Evidence: aws.md section B.3, "Log lines"; the JSON forms are those of the Telemetry API's event schema (unverified).
 */
import { toIso } from '../../../kernel/instant.ts';
import type { FunctionSpec } from './function-spec.ts';
import type { LogSink } from './log-sink.ts';

export interface Report {
  /** Milliseconds. */
  readonly duration: number;
  readonly billedDuration: number;
  readonly initDuration: number | undefined;
  /** MiB. */
  readonly memoryUsed: number;
  readonly status: 'success' | 'error' | 'timeout';
  /** Of errors of the process, as opposed to errors that the handler threw. */
  readonly errorType: string | undefined;
}

export interface InitReport {
  readonly duration: number;
  readonly phase: 'init' | 'invoke';
  readonly status: 'error' | 'timeout';
  readonly errorType: string | undefined;
}

export class PlatformLog {
  readonly #spec: FunctionSpec;
  readonly #sink: LogSink;
  readonly #now: () => number;
  readonly #requestId: string;

  constructor(spec: FunctionSpec, sink: LogSink, requestId: string, now: () => number) {
    this.#spec = spec;
    this.#sink = sink;
    this.#requestId = requestId;
    this.#now = now;
  }

  initStart(runtimeVersionArn: string): void {
    const { runtime } = this.#spec;
    const version = `${runtime.replace(/(\d)/, ':$1').replace('.x', '')}.v1`;
    this.#write(
      `INIT_START Runtime Version: ${version}\tRuntime Version ARN: ${runtimeVersionArn}`,
      'initStart',
      { initializationType: 'on-demand', phase: 'init', runtimeVersion: version, runtimeVersionArn },
    );
  }

  initReport({ duration, phase, status, errorType }: InitReport): void {
    const tail = errorType === undefined ? '' : `\tError Type: ${errorType}`;
    this.#write(
      `INIT_REPORT Init Duration: ${fixed(duration)} ms\tPhase: ${phase}\tStatus: ${status}${tail}`,
      'initReport',
      {
        initializationType: 'on-demand',
        phase,
        status,
        errorType,
        metrics: { durationMs: rounded(duration) },
      },
    );
  }

  start(): void {
    const { version } = this.#spec;
    this.#write(`START RequestId: ${this.#requestId} Version: ${version}`, 'start', {
      requestId: this.#requestId,
      version,
    });
  }

  /** Says why the process ended or was ended, in text only. */
  fault(text: string): void {
    if (this.#spec.logFormat === 'Text') this.#sink.platform(text);
  }

  end(report: Report): void {
    const { memorySize } = this.#spec;
    const memoryUsed = Math.min(memorySize, Math.ceil(report.memoryUsed));
    if (this.#spec.logFormat === 'Text') this.#sink.platform(`END RequestId: ${this.#requestId}`);
    const fields = [
      `REPORT RequestId: ${this.#requestId}`,
      `Duration: ${fixed(report.duration)} ms`,
      `Billed Duration: ${report.billedDuration} ms`,
      `Memory Size: ${memorySize} MB`,
      `Max Memory Used: ${memoryUsed} MB`,
      ...(report.initDuration === undefined ? [] : [`Init Duration: ${fixed(report.initDuration)} ms`]),
      ...statusFields(report),
    ];
    this.#write(fields.join('\t'), 'report', {
      requestId: this.#requestId,
      status: report.status,
      errorType: report.errorType,
      metrics: {
        durationMs: rounded(report.duration),
        billedDurationMs: report.billedDuration,
        memorySizeMB: memorySize,
        maxMemoryUsedMB: memoryUsed,
        initDurationMs: report.initDuration === undefined ? undefined : rounded(report.initDuration),
      },
    });
  }

  #write(text: string, type: string, record: object): void {
    if (this.#spec.logFormat === 'Text') this.#sink.platform(text);
    else {
      const time = toIso(this.#now());
      this.#sink.platform(JSON.stringify({ time, type: `platform.${type}`, record }));
    }
  }
}

/** An ordinary line ends in a tab; one that tells of an error or a timeout does not. */
function statusFields({ status, errorType }: Report): readonly string[] {
  if (status === 'timeout') return ['Status: timeout'];
  if (errorType === undefined) return [''];
  return ['Status: error', `Error Type: ${errorType}`];
}

const fixed = (milliseconds: number): string => milliseconds.toFixed(2);
const rounded = (milliseconds: number): number => Number(milliseconds.toFixed(3));
