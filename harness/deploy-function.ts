/** A function of a few lines, as scenarios need them. */
import {
  waitUntilFunctionActiveV2,
  type CreateFunctionCommandInput,
  type Lambda,
} from '@aws-sdk/client-lambda';
import { zipSync } from 'fflate';

export type FunctionSettings = Partial<
  Pick<CreateFunctionCommandInput, 'DeadLetterConfig' | 'Environment' | 'MemorySize' | 'Timeout'>
>;

export interface SmallFunction {
  readonly name: string;
  /** CommonJS that exports `handler`. */
  readonly code: string;
  readonly accountId: string;
  readonly settings: FunctionSettings;
}

/** Seconds that a real function may take to become active. */
const MAX_WAIT = 120;

export async function deployFunction(
  lambda: Lambda,
  { name: FunctionName, code, accountId, settings }: SmallFunction,
): Promise<void> {
  await lambda.createFunction({
    FunctionName,
    Runtime: 'nodejs24.x',
    Role: `arn:aws:iam::${accountId}:role/safelight`,
    Handler: 'index.handler',
    Code: { ZipFile: zipSync({ 'index.js': Buffer.from(code) }) },
    ...settings,
  });
  await waitUntilFunctionActiveV2({ client: lambda, maxWaitTime: MAX_WAIT, minDelay: 1 }, { FunctionName });
}
