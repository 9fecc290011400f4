/** TestFunction: one run on an event of the caller's. Nothing is logged (aws.md section A.1). */
import type { TestFunctionRequest, TestFunctionResult } from '@aws-sdk/client-cloudfront';
import type { Operation } from '../../../kernel/operation.ts';
import { allow } from '../addressing.ts';
import type { CloudFront } from '../cloudfront.ts';
import { describedFunction } from '../described-function.ts';
import { invalidArgument } from '../errors.ts';
import { InvalidFunctionResult, readResult } from '../runtime/function-event.ts';
import { checkIfMatch } from '../resources.ts';

export const testFunction: Operation<CloudFront, TestFunctionRequest, TestFunctionResult> = async (
  cloudfront,
  input,
  call,
) => {
  allow(call, 'function', input.Name);
  const tested = cloudfront.functions.get(call.scope.accountId, input.Name, input.Stage);
  checkIfMatch(tested.etag, input.IfMatch);
  const event = objectIn(Buffer.from(input.EventObject!).toString('utf8'));
  if (event === undefined) throw invalidArgument('The parameter EventObject is not a valid event.');
  const { output, error, logs, utilization } = await cloudfront.runFunction(tested, event, call.now);
  const { text, problem } = output === undefined ? { problem: error } : shown(output);
  return {
    TestResult: {
      FunctionSummary: describedFunction(cloudfront, tested),
      ComputeUtilization: String(utilization),
      FunctionExecutionLogs: [...logs],
      FunctionErrorMessage: problem === undefined ? '' : `${FAILED} ${problem}`,
      FunctionOutput: text ?? '',
    },
  };
};

const FAILED =
  'The CloudFront function associated with the CloudFront distribution is invalid or could not run.';

function objectIn(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

function shown(output: string): { readonly text?: string; readonly problem?: string } {
  try {
    return { text: JSON.stringify(readResult(output)) };
  } catch (error) {
    if (error instanceof InvalidFunctionResult) return { problem: error.message };
    throw error;
  }
}
