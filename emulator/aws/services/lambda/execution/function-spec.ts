/** Everything that an execution environment is made from: a function version with its code in place. */
import type { FunctionId } from '../function-reference.ts';
import type { RuntimeFamily } from '../runtimes.ts';
import type { SessionKeys } from './session-keys.ts';

export interface FunctionSpec {
  readonly id: FunctionId;
  readonly version: string;
  readonly runtime: string;
  readonly family: RuntimeFamily;
  readonly handler: string;
  /** MiB. */
  readonly memorySize: number;
  readonly variables: Readonly<Record<string, string>>;
  /** The folder with the function's code: `LAMBDA_TASK_ROOT`. */
  readonly taskRoot: string;
  /** Whether that is a folder of the machine that is run in place. */
  readonly inPlace: boolean;
  /** The folder with its layers, laid over each other: what is `/opt` on AWS. */
  readonly layerRoot: string | undefined;
  /** Variables that let Node find what it compiled before. */
  readonly compileCache: Readonly<Record<string, string>>;
  /** The environment's own folder for temporary files. */
  readonly temporary: string;
  readonly logGroup: string;
  readonly logStream: string;
  readonly logFormat: 'Text' | 'JSON';
  readonly logLevel: string;
  /** Of its role's session; absent where IAM does not know the role. */
  readonly keys: SessionKeys | undefined;
  /** The cloud's address. */
  readonly endpoint: string;
}
